"""Other servers: only listed ones, only at public addresses, by a relay that follows no redirect."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from serving import make_store, serving

from kg.errors import QueryError
from kg.service import federation, outside
from kg.service.evaluation import ask, change
from kg.service.messages import Preferences, Refusal, Response, Sparql
from kg.service.spool import Spool

ROW = '{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"from elsewhere"}}]}}'


class Elsewhere(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - what was asked, for all requests of a test

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.answer("application/sparql-results+json", ROW)

    def do_GET(self) -> None:
        self.answer("text/turtle", "<#a> <http://example.org/b> 'loaded' .")

    def answer(self, kind: str, body: str) -> None:
        self.asked.append(self.path)
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/sparql")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    Elsewhere.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def query(text: str, listed: list[str], folder: Path) -> Response:
    sparql = Sparql("query", text, (), (), "http://localhost/sparql", Preferences("text/csv"))
    return ask(ox.Store(), sparql, Spool(folder, 1 << 20), listed)


def service(url: str) -> str:
    return f"SELECT ?o {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"


def test_a_listed_public_service_is_asked(
    elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "public", lambda _: True)
    found = query(service(f"{elsewhere}/sparql"), [f"{elsewhere}/sparql"], tmp_path)
    assert b"from elsewhere" in found.body
    below = query(service(f"{elsewhere}/a/sparql"), [f"{elsewhere}/a/"], tmp_path)
    assert b"from elsewhere" in below.body


def test_a_listed_document_is_loaded(elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "public", lambda _: True)
    database = ox.Store()
    text = f"LOAD <{elsewhere}/d.ttl> INTO GRAPH <x:g> ; INSERT DATA {{ <a:a> <a:b> 1 }}"
    change(
        database, Sparql("update", text, (), (), "http://localhost/", Preferences()), [f"{elsewhere}/d.ttl"]
    )
    assert [
        str(quad.subject) for quad in database.quads_for_pattern(None, None, None, ox.NamedNode("x:g"))
    ] == [f"<{elsewhere}/d.ttl#a>"]
    assert len(database) == 2


@pytest.mark.parametrize("how", ["loopback", "not listed", "redirect", "variable"])
def test_everything_else_is_not_asked(
    how: str, elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how != "loopback":
        monkeypatch.setattr(outside, "public", lambda _: True)
    text = {
        "loopback": service(f"{elsewhere}/sparql"),
        "not listed": service(f"{elsewhere}/other"),
        "redirect": service(f"{elsewhere}/moved"),
        "variable": f"SELECT ?o {{ BIND(<{elsewhere}/sparql> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}",
    }[how]
    with pytest.raises((QueryError, Refusal)):
        query(text, [f"{elsewhere}/sparql", f"{elsewhere}/moved"], tmp_path)
    assert Elsewhere.asked == (["/moved"] if how == "redirect" else [])


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://u@e.org/a/x",
        "http://e.org/a/../b",
        "http://e.org/a/%2e%2e/b",
        "http://e.org.evil/a/",
        "http://e.org/ax",
        "HTTP://e.org/a/x",
        "http://[::1/a/",
        "gopher://e.org/a/",
        "",
    ],
)
def test_what_only_looks_listed_is_not(url: str) -> None:
    assert not federation.allowed(url, ["http://e.org/a/", "file:///etc/passwd"])


@pytest.mark.parametrize(
    "address",
    (
        "127.0.0.1 10.0.0.1 192.168.1.1 169.254.169.254 0.0.0.0 224.0.0.1 100.64.0.1 ::1 :: fe80::1%eth0 "
        "fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"
    ).split(),
)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not outside.public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"]
)
def test_public_addresses_are(address: str) -> None:
    assert outside.public(address)


def test_a_served_query_is_refused_by_the_address_and_says_so(elsewhere: str, tmp_path: Path) -> None:
    with serving(make_store(tmp_path / "store"), "--federate", f"{elsewhere}/") as server:
        answer = server.get(service(f"{elsewhere}/sparql"))
        assert (answer.status, elsewhere in answer.text) == (502, False)
        assert server.get("SELECT * { SERVICE <http://other.example/> { ?s ?p ?o } }").status == 400
        assert "BasicFederatedQuery" in server.ask("GET", "/sparql", Accept="text/turtle").text
    assert Elsewhere.asked == []
