"""Updates and the graph store over real HTTP: what is written is seen at once, by those who may write."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import ARTICLE, DATA, Server, make_store, serving

from kg.service.guard import guarded_update

TOKEN = "correct horse battery staple"
TURTLE = "text/turtle"
EX = "http://example.org/"
ENTITY = '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>'


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(make_store(tmp_path / "store"), "--writable", "--workers", "2") as running:
        yield running


def holds(server: Server, pattern: str) -> bool:
    return bool(json.loads(server.get(f"PREFIX : <{EX}> ASK {{ {pattern} }}").text)["boolean"])


def named(name: str) -> str:
    return f"/store?graph=http%3A%2F%2Fexample.org%2F{name}"


# --- updates --------------------------------------------------------------------------------


def test_what_an_update_writes_is_seen_by_the_next_query(server: Server) -> None:
    for n in range(20):
        assert server.update(f"PREFIX : <{EX}> INSERT DATA {{ :n :is {n} }}").status == 204
        assert holds(server, f":n :is {n}")


def test_an_update_is_done_whole_or_not_at_all(server: Server) -> None:
    broken = f"PREFIX : <{EX}> INSERT DATA {{ :a :b :c }} ; CREATE GRAPH <{ARTICLE}>"
    assert server.update(broken).status == 400
    assert not holds(server, ":a :b :c")


def test_an_update_that_is_stopped_has_changed_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", many=3000)
    with serving(store, "--writable", "--seconds", "1") as server:
        numbers = "?a :number ?x . ?b :number ?y . ?c :number ?z BIND(?x + ?y + ?z AS ?s)"
        endless = f"PREFIX : <{EX}> INSERT {{ :a :sum ?s }} WHERE {{ {numbers} }}"
        assert server.update(endless).status in {504, 507}
        assert not holds(server, ":a :sum ?s")
        assert server.update(f"PREFIX : <{EX}> INSERT DATA {{ :a :b :c }}").status == 204


def test_the_store_holds_what_was_written_after_a_restart(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with serving(store, "--writable") as server:
        server.update(f"INSERT DATA {{ <{EX}a> <{EX}b> 1 }}")
    with serving(store) as server:
        assert holds(server, ":a :b 1")


def test_a_killed_writer_is_started_again(server: Server) -> None:
    writer = server.workers()[0]
    os.kill(writer, signal.SIGKILL)
    time.sleep(0.3)
    assert server.update(f"INSERT DATA {{ <{EX}a> <{EX}b> 1 }}").status == 204
    assert holds(server, ":a :b 1")


def test_readers_see_one_state_while_others_write(server: Server) -> None:
    """Two triples change together; nobody may see them differ, and no request may fail."""
    server.update(f"PREFIX : <{EX}> INSERT DATA {{ :a :is 0 . :b :is 0 }}")
    before, after = ":a :is ?x . :b :is ?x", ":a :is ?y . :b :is ?y"
    bind = ":a :is ?x BIND(?x + 1 AS ?y)"
    change = f"PREFIX : <{EX}> DELETE {{ {before} }} INSERT {{ {after} }} WHERE {{ {bind} }}"
    with ThreadPoolExecutor(4) as threads:
        writing = [threads.submit(server.update, change) for _ in range(40)]
        seen = [
            server.get(f"PREFIX : <{EX}> SELECT ?x ?y {{ :a :is ?x . :b :is ?y }}", "text/csv")
            for _ in range(60)
        ]
        assert {future.result().status for future in writing} == {204}
    rows = [answer.text.split()[1].split(",") for answer in seen]
    assert {answer.status for answer in seen} == {200}
    assert all(x == y for x, y in rows)
    assert holds(server, ":a :is 40")


# --- graph store ----------------------------------------------------------------------------


def test_a_graph_is_put_got_extended_and_deleted(server: Server) -> None:
    put = server.ask("PUT", named("g"), f"<{EX}a> <{EX}b> 1 .", Content_Type=TURTLE)
    assert (put.status, put.headers["location"]) == (201, f"{EX}g")
    assert server.ask("PUT", named("g"), f"<{EX}a> <{EX}b> 2 .", Content_Type=TURTLE).status == 204
    assert server.ask("POST", named("g"), f"<{EX}a> <{EX}b> 3 .", Content_Type=TURTLE).status == 204
    got = server.ask("GET", named("g"), Accept="application/n-triples")
    assert sorted(line.split()[2][:2] for line in got.text.splitlines()) == ['"2', '"3']
    assert server.ask("DELETE", named("g")).status == 204
    assert server.ask("GET", named("g")).status == 404
    assert server.ask("DELETE", named("g")).status == 404


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/turtle; charset=utf-8", "<a> <http://example.org/b> 'ü' ."),
        ("application/n-triples", "<http://example.org/a> <http://example.org/b> \"ü\" ."),
        ("application/rdf+xml", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/"><rdf:Description><e:b>ü</e:b></rdf:Description></rdf:RDF>'),
        ("application/ld+json", '{"http://example.org/b": "ü"}'),
    ],
)  # fmt: skip
def test_every_format_for_a_graph_is_taken(server: Server, media: str, body: str) -> None:
    assert server.ask("PUT", named("g"), body, Content_Type=media).status == 201
    assert holds(server, "GRAPH :g { ?s :b 'ü' }")


def test_a_graph_posted_to_the_store_gets_an_address(server: Server) -> None:
    made = server.ask("POST", "/store", f"<> <{EX}b> 1 .", Content_Type=TURTLE)
    assert made.status == 201
    path = made.headers["location"].partition(str(server.port))[2]
    assert made.headers["location"] in server.ask("GET", path).text


def test_every_graph_can_be_had_at_once(server: Server) -> None:
    whole = server.ask("GET", "/store", Accept="application/n-quads")
    assert len(list(ox.parse(whole.body, ox.RdfFormat.N_QUADS))) == 3
    assert server.ask("GET", "/store", Accept="text/turtle").status == 406


@pytest.mark.parametrize(
    ("path", "media", "body", "status"),
    [
        ("/store?default", TURTLE, "no turtle", 400),
        ("/store?default", "text/csv", "a,b", 415),
        ("/store?default", "application/n-quads", "", 415),
        ("/store?graph=relative", TURTLE, "", 400),
        ("/store?graph=", TURTLE, "", 400),
        ("/store?graph=*", TURTLE, "", 400),
        ("/store?default&graph=http%3A%2F%2Fe%2F", TURTLE, "", 400),
        ("/store?other=1", TURTLE, "", 400),
        ("/store/x?default", TURTLE, "", 400),
        ("/store", TURTLE, "", 400),
        ("/store?default", "application/ld+json", '{"@context": "http://127.0.0.1:1/c", "a": 1}', 400),
        ("/store?default", "application/rdf+xml", ENTITY, 400),
    ],
)  # fmt: skip
def test_what_is_no_graph_is_refused_and_changes_nothing(
    server: Server, path: str, media: str, body: str, status: int
) -> None:
    answer = server.ask("PUT", path, body, Content_Type=media)
    assert answer.status == status
    assert "root:" not in answer.text
    assert holds(server, ":kim :met :putin")


def test_a_client_that_has_the_graph_is_told_so(server: Server) -> None:
    first = server.ask("GET", "/store?default", Accept=TURTLE)
    tag = first.headers["etag"]
    assert server.ask("GET", "/store?default", Accept=TURTLE, If_None_Match=tag).status == 304
    assert (
        server.ask("GET", "/store?default", Accept="application/n-triples", If_None_Match=tag).status == 200
    )
    server.update(f"INSERT DATA {{ <{EX}a> <{EX}b> 1 }}")
    changed = server.ask("GET", "/store?default", Accept=TURTLE, If_None_Match=tag)
    assert (changed.status, changed.headers["etag"] == tag) == (200, False)


def test_a_write_on_an_outdated_state_is_refused(server: Server) -> None:
    tag = server.ask("GET", "/store?default").headers["etag"]
    extended = server.ask("POST", "/store?default", f"<{EX}a> <{EX}b> 1 .", Content_Type=TURTLE, If_Match=tag)
    assert extended.status == 204
    again = server.ask("POST", "/store?default", f"<{EX}a> <{EX}b> 2 .", Content_Type=TURTLE, If_Match=tag)
    assert (again.status, holds(server, ":a :b 2")) == (412, False)
    only_new = server.ask("PUT", "/store?default", DATA, Content_Type=TURTLE, If_None_Match="*")
    assert only_new.status == 412


# --- who may --------------------------------------------------------------------------------


def test_a_token_is_needed_where_there_is_one(tmp_path: Path) -> None:
    update = f"INSERT DATA {{ <{EX}a> <{EX}b> 1 }}"
    with serving(tmp_path / "store", "--writable", KG_TOKEN=TOKEN) as server:
        for given in (
            "",
            "Bearer",
            "Bearer wrong",
            f"Basic {TOKEN}",
            f"Bearer {TOKEN}x",
            f"Bearer {TOKEN[:-1]}",
        ):
            answer = server.update(update, **({"Authorization": given} if given else {}))
            assert (answer.status, "Bearer" in answer.headers["www-authenticate"]) == (401, True)
            assert (
                server.ask("DELETE", "/store?default", **({"Authorization": given} if given else {})).status
                == 401
            )
        assert not holds(server, ":a :b 1")
        assert server.update(update, Authorization=f"Bearer {TOKEN}").status == 204
        assert holds(server, ":a :b 1")
        assert not any(TOKEN in line for line in server.log)


def test_a_stranger_is_refused_before_what_he_sends_is_taken_in(tmp_path: Path) -> None:
    update = "POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-update"
    with serving(tmp_path / "store", "--writable", "--workers", "1", KG_TOKEN=TOKEN) as server:
        for first in ("PUT /store?default HTTP/1.1", "POST /store?default HTTP/1.1", update):
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
                head = f"{first}\r\nHost: localhost\r\n"
                connection.sendall(f"{head}Content-Length: 50000000\r\n\r\n".encode())
                assert connection.recv(100).startswith(b"HTTP/1.1 401")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--writable", "--host", "0.0.0.0"], "--token-file"),
        (["--writable", "--token-file", "/nowhere"], "can't be read"),
        (["--federate", "file:///etc/passwd"], "https://"),
        (["--federate", "*"], "list the addresses"),
        (["--cors", "example.org"], "https://"),
        (["--workers", "0"], "above zero"),
        (["--host", "203.0.113.1"], "can't be used"),
    ],
)
def test_unsafe_settings_do_not_start(tmp_path: Path, options: list[str], says: str) -> None:
    store = make_store(tmp_path / "store")
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode != 0, says in done.stderr, "Traceback" in done.stderr) == (True, True, False)
    assert not list(tmp_path.glob(".kg-serving-*"))


def test_pages_of_other_sites_may_not_write(server: Server) -> None:
    """A page can send a form to this machine without asking; its origin gives it away."""
    update = f"INSERT DATA {{ <{EX}a> <{EX}b> 1 }}"
    assert server.update(update, Origin="https://evil.example").status == 403
    assert server.update(update, Origin="null").status == 403
    assert server.update(update, Origin=f"http://127.0.0.1:{server.port}").status == 204


def test_a_foreign_name_for_this_machine_is_refused(server: Server) -> None:
    for name in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1", ""):
        assert server.ask("GET", "/sparql?query=ASK%7B%7D", Host=name).status in {400, 421}
    for name in ("localhost", f"localhost:{server.port}", "127.0.0.1", "[::1]:80"):
        assert server.ask("GET", "/sparql?query=ASK%7B%7D", Host=name).status == 200


def test_other_origins_may_read_only_where_they_are_listed(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    with serving(store, "--cors", "https://good.example", "--host-name", "kg.example") as server:
        good = server.ask("GET", "/sparql?query=ASK%7B%7D", Origin="https://good.example", Host="kg.example")
        assert (good.status, good.headers["access-control-allow-origin"]) == (200, "https://good.example")
        bad = server.get("ASK {}", Origin="https://evil.example")
        assert "access-control-allow-origin" not in bad.headers
        asked = {"Origin": "https://good.example", "Access_Control_Request_Method": "POST"}
        assert (
            server.ask("OPTIONS", "/sparql", **asked).headers["access-control-allow-origin"]
            == "https://good.example"
        )
    with serving(store, "--cors", "*") as server:
        answer = server.ask("GET", "/sparql?query=ASK%7B%7D", Origin="https://any.example")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
    with serving(store) as server:
        silent = server.ask("GET", "/sparql?query=ASK%7B%7D", Origin="https://any.example")
        assert not [name for name in silent.headers if name.startswith("access-control")]


def test_every_answer_protects_its_reader(server: Server) -> None:
    for path in ("/", "/nowhere", "/sparql?query=x", "/store?default", "/metrics", "/openapi.json"):
        headers = server.ask("GET", path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers


def test_hostile_text_comes_out_escaped(server: Server) -> None:
    text = "</script><script>alert(1)</script>&\"'\u0001\u2028"
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert server.update(f'INSERT DATA {{ <{EX}h> <{EX}t> "{quoted}" }}').status == 204
    query = f"SELECT ?t {{ <{EX}h> <{EX}t> ?t }}"
    assert (
        json.loads(server.get(query, "application/json").text)["results"]["bindings"][0]["t"]["value"] == text
    )
    xml = server.get(query, "application/sparql-results+xml").text
    assert "<script>" not in xml
    for kind in ("application/json", "text/csv", "application/sparql-results+xml"):
        assert server.get(query, kind).headers["x-content-type-options"] == "nosniff"
    error = server.get("SELECT <script>alert(1)</script>")
    assert (error.status, error.kind) == (400, "text/plain; charset=utf-8")


# --- what updates must not do ---------------------------------------------------------------


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <file:///etc/passwd>",
        "load silent <file:///etc/passwd> into graph <http://e/g>",
        "PREFIX l: <http://127.0.0.1/> LOAD l:x",
        "INSERT DATA { <a:a> <a:b> 1 };LOAD<http://127.0.0.1/>",
        "# }\nLOAD <http://127.0.0.1/>",
        "INSERT DATA { <a:a> <a:b> '{' } ; LOAD <http://127.0.0.1/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_no_update_reaches_another_server_or_a_file(server: Server, update: str) -> None:
    answer = server.update(update)
    assert (answer.status, "switched off" in answer.text) == (400, True)


def test_using_clauses_go_where_the_protocol_wants_them() -> None:
    using = "USING <g:1>"
    assert guarded_update("DELETE WHERE { ?s ?p 'where' }", using) == (
        "DELETE  { ?s ?p 'where' } USING <g:1> WHERE { ?s ?p 'where' }"
    )
    text = "PREFIX where: <x:> INSERT DATA { <a:b> <a:c> 'WHERE' } ; INSERT { ?s ?p 1 } WHERE { { ?s ?p 2 } }"
    assert guarded_update(text, using) == text.replace("} WHERE {", "} USING <g:1> WHERE {")
