"""Ten thousand requests, most of them nonsense: each gets an answer, none of them is a 500."""

import json
import random
import socket
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import quote

import pytest
from serving import Server, make_store, serving

REQUESTS = 10_000
SEED = 20261127
METHODS = ["GET"] * 6 + ["POST"] * 6 + ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]
PATHS = [
    "/sparql",
    "/sparql",
    "/sparql/",
    "/store",
    "/store/x",
    "/",
    "/health",
    "/metrics",
    "/openapi.json",
    "/no",
]
FIELDS = [
    "query",
    "update",
    "default",
    "graph",
    "default-graph-uri",
    "named-graph-uri",
    "using-graph-uri",
    "x",
]
VALUES = [
    "",
    "*",
    "http://example.org/g",
    "urn:x",
    "no iri",
    "http://[",
    "<>",
    "\x00",
    "%zz",
    "é" * 40,
    "1" * 300,
]
MEDIA = [
    "application/sparql-query",
    "application/sparql-update",
    "application/x-www-form-urlencoded",
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "application/sparql-query; charset=utf-16",
    "text/html;;;=",
    "",
]
HEADERS = {
    "Accept": [
        "*/*",
        "text/csv",
        "text/turtle;q=2",
        "a/b;q=x",
        ",,;",
        "application/json;q=0",
        "\xff",
        "*" * 500,
    ],
    "Accept-Encoding": ["gzip", "gzip;q=0", "br, *", ";"],
    "If-Match": ["*", '"a"', "W/", ",", '"' * 50],
    "If-None-Match": ["*", '"a-ttl"', "x"],
    "Origin": ["null", "http://evil.example", "::", "http://["],
    "Authorization": ["Bearer", "Bearer x", "Basic eA==", "\xe9"],
    "Content-Encoding": ["gzip", "identity"],
    "Host": ["localhost", "127.0.0.1", "evil.example", "[::1", "a b"],
    "Expect": ["100-continue", "x"],
}
TEXTS = [
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "ASK { ?s <http://example.org/met> ?o FILTER(STRLEN(STR(?o)) > 2 && REGEX(STR(?o), '^h')) }",
    "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o OPTIONAL { ?o ?q ?r } }",
    "DESCRIBE <http://example.org/kim>",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?p",
    "PREFIX e: <http://example.org/> SELECT ?x { e:kim e:met/^e:met* ?x VALUES ?y { 1 'a' } }",
    "INSERT DATA { <http://example.org/f> <http://example.org/u> 'zz' }",
    "PREFIX e: <http://example.org/> DELETE { ?s e:u ?o } INSERT { ?s e:v ?o } WHERE { ?s e:u ?o }",
    "CREATE SILENT GRAPH <x:g> ; DROP SILENT GRAPH <x:g> ; COPY DEFAULT TO <x:h> ; CLEAR GRAPH <x:h>",
    "LOAD <file:///etc/passwd>",
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "@prefix e: <http://example.org/> . e:a e:b [ e:c ( 1 2.0 'x'@en ) ] .",
    '<http://example.org/a> <http://example.org/b> "c" .',
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Bag r:_1="a"/></r:RDF>',
    '{"@context": {"a": "http://example.org/a"}, "a": ["b", {"@id": "http://c/"}]}',
    "--b\r\nContent-Disposition: form-data\r\nContent-Type: text/turtle\r\n\r\n<x:a> <x:b> 1 .\r\n--b--",
    "query=ASK%7B%7D&update=CLEAR+ALL",
]
SCRAPS = [
    "{",
    "}",
    "(",
    "<",
    ">",
    "'",
    '"""',
    "\\u0000",
    "\x00",
    "\ud7ff",
    "?",
    "$",
    "#",
    ";",
    " UNION ",
    "<<",
    "1e999",
    "é",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = make_store(tmp_path_factory.mktemp("fuzz") / "store", many=200)
    with serving(store, "--writable", "--seconds", "2", "--workers", "2", "--no-access-log") as running:
        yield running


def mutated(text: str, choose: random.Random) -> bytes:
    """Return a text with some of it cut, doubled, swapped or replaced."""
    for _ in range(choose.choice([0, 0, 1, 2, 5])):
        start = choose.randrange(len(text) + 1)
        end = min(len(text), start + choose.randrange(8))
        text = (
            text[:start]
            + choose.choice([choose.choice(SCRAPS), text[start:end] * 2, "", "(" * 50])
            + text[end:]
        )
    data = text.encode("utf-8", "surrogatepass")
    return data if choose.random() < 0.95 else data + bytes(choose.randrange(256) for _ in range(5))


def request(choose: random.Random) -> tuple[str, bytes]:
    """Return a method, and a request as bytes on the wire."""
    method, path = choose.choice(METHODS), choose.choice(PATHS)
    body = mutated(choose.choice(TEXTS), choose) if choose.random() < 0.8 else b""
    fields = [(choose.choice(FIELDS), choose.choice(VALUES)) for _ in range(choose.choice([0, 0, 1, 1, 2]))]
    if choose.random() < 0.4:
        fields.append(
            (choose.choice(["query", "update"]), mutated(choose.choice(TEXTS), choose).decode("latin-1"))
        )
    quoted = "&".join(
        f"{name}={quote(value, encoding='latin-1', errors='replace')}" for name, value in fields
    )
    headers = {name: choose.choice(values) for name, values in HEADERS.items() if choose.random() < 0.12}
    headers.setdefault("Host", "localhost")
    headers["Content-Type"] = choose.choice(MEDIA)
    headers["Content-Length"] = str(len(body))
    lines = [f"{method} {path}{'?' if quoted else ''}{quoted} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return method, "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class Client:
    """A connection that is made anew after the server closed it with its answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def status(self, method: str, data: bytes) -> int:
        """Return the status of the answer; ConnectionError where there is none."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        self.socket.sendall(data)
        response = HTTPResponse(self.socket, method=method)
        response.begin()
        status = response.status
        while status == 100:
            response.begin()
            status = response.status
        response.read()
        if response.will_close or status == 400:
            self.socket.close()
            self.socket = None
        return status


def test_ten_thousand_requests_give_no_500(server: Server) -> None:
    choose, client = random.Random(SEED), Client(server.port)
    seen: Counter[int] = Counter()
    for _ in range(REQUESTS):
        method, data = request(choose)
        status = client.status(method, data)
        assert status != 500, data[:2000]
        seen[status] += 1
    assert {200, 204, 400, 404, 405, 406, 415, 421} <= set(seen), seen
    assert seen[200] > REQUESTS / 20, seen
    described = json.loads(server.ask("GET", "/openapi.json").text)
    errors = {int(status) for status in described["components"]["responses"]}
    assert set(seen) <= errors | {200, 201, 204, 304, 405}  # 405 is for methods that it does not describe
    assert server.get("ASK {}").status == 200
    assert not any("Traceback" in line for line in server.log)
