"""The endpoint over real HTTP: protocol, formats, and what it refuses."""

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from serving import ARTICLE, Server, make_store, serving
from SPARQLWrapper import CSV, JSON, POST, TSV, TURTLE, XML, SPARQLWrapper

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = make_store(tmp_path_factory.mktemp("endpoint") / "store", many=2000)
    with serving(store, "--body-mib", "1") as server:
        yield server


def test_sparqlwrapper_selects(endpoint: Server) -> None:
    client = SPARQLWrapper(endpoint.url)
    client.setQuery("SELECT ?o { ?s <http://example.org/met> ?o }")
    client.setReturnFormat(JSON)
    for method in ("GET", POST):
        client.setMethod(method)
        rows = client.query().convert()["results"]["bindings"]
        assert [row["o"]["value"] for row in rows] == ["http://example.org/putin"]


def test_sparqlwrapper_gets_every_result_format(endpoint: Server) -> None:
    client = SPARQLWrapper(endpoint.url)
    client.setQuery("SELECT ?l { ?s <http://example.org/label> ?l }")
    for form, part in ((XML, "<b>"), (CSV, b"<b>&"), (TSV, b"<b>&")):
        client.setReturnFormat(form)
        answer = client.query().convert()
        text = answer.toxml() if form == XML else answer
        assert (part if form != XML else "&lt;b&gt;&amp;") in text


def test_sparqlwrapper_constructs(endpoint: Server) -> None:
    client = SPARQLWrapper(endpoint.url)
    client.setQuery("CONSTRUCT { ?o <http://example.org/metBy> ?s } WHERE { ?s <http://example.org/met> ?o }")
    client.setReturnFormat(TURTLE)
    found = list(ox.parse(client.query().convert(), ox.RdfFormat.TURTLE))
    assert [quad.predicate.value for quad in found] == ["http://example.org/metBy"]


@pytest.mark.parametrize(
    ("query", "accept", "sent"),
    [
        ("SELECT * {}", "*/*", "application/sparql-results+json"),
        ("SELECT * {}", "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT * {}", "text/*", "text/csv; charset=utf-8"),
        ("SELECT * {}", "application/json;q=0, text/csv", "text/csv; charset=utf-8"),
        ("ASK {}", "application/json", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "*/*", "text/turtle; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", "application/n-triples"),
        ("DESCRIBE <http://example.org/kim>", "application/ld+json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/trig", "application/trig"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-quads", "application/n-quads"),
    ],
)
def test_the_preferred_format_is_sent(endpoint: Server, query: str, accept: str, sent: str) -> None:
    answer = endpoint.get(query, accept)
    assert (answer.status, answer.kind) == (200, sent)


def test_a_format_that_cannot_be_had_is_406(endpoint: Server) -> None:
    assert endpoint.get("SELECT * {}", "image/png").status == 406
    assert endpoint.get("ASK {}", "text/csv").status == 406  # SPARQL has no CSV for a yes or no


def test_post_takes_a_form_or_a_bare_query(endpoint: Server) -> None:
    query = "ASK { ?s <http://example.org/met> ?o }"
    form = endpoint.ask("POST", "/sparql", urlencode({"query": query}), Content_Type=FORM)
    bare = endpoint.ask("POST", "/sparql", query, Content_Type="application/sparql-query; charset=utf-8")
    assert json.loads(form.text)["boolean"] is True
    assert form.text == bare.text
    assert endpoint.ask("POST", "/sparql", query, Content_Type="text/plain").status == 415


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?x=1",
        "/sparql?query=",
        "/sparql?query=SELEKT",
        "/sparql?query=%FF",
        "/sparql?query=ASK%7B%7D&query=ASK%7B%7D",
    ],
)
def test_a_bad_query_is_400_and_shows_nothing_of_the_machine(endpoint: Server, path: str) -> None:
    answer = endpoint.ask("GET", path)
    assert (answer.status, answer.kind) == (400, "text/plain; charset=utf-8")
    for part in ("Traceback", "/work", "/tmp", ".py", "site-packages"):
        assert part not in answer.text


def test_without_a_query_it_describes_itself(endpoint: Server) -> None:
    answer = endpoint.ask("GET", "/sparql", Accept="text/turtle")
    said = {(quad.predicate.value, str(quad.object)) for quad in ox.parse(answer.body, ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert (f"{sd}endpoint", f"<{endpoint.url}>") in said
    assert (f"{sd}supportedLanguage", f"<{sd}SPARQL11Query>") in said
    assert (f"{sd}supportedLanguage", f"<{sd}SPARQL11Update>") not in said


def test_updates_are_refused(endpoint: Server) -> None:
    update = "INSERT DATA { <http://example.org/x> <http://example.org/y> 1 }"
    assert endpoint.ask("POST", "/sparql", urlencode({"update": update}), Content_Type=FORM).status == 403
    assert endpoint.update(update).status == 403
    for method in ("PUT", "POST", "DELETE"):
        assert endpoint.ask(method, "/store?default", "", Content_Type="text/turtle").status == 403
    for text in (update, "LOAD <http://127.0.0.1/x>", "LOAD <file:///etc/passwd>", "CLEAR ALL"):
        assert endpoint.get(text).status == 400
    assert json.loads(endpoint.get("ASK { <http://example.org/x> ?p ?o }").text)["boolean"] is False


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405_and_named(endpoint: Server, method: str) -> None:
    answer = endpoint.ask(method, "/sparql?query=ASK%7B%7D")
    assert (answer.status, "GET" in answer.headers["allow"]) == (405, True)


def test_options_tells_the_methods(endpoint: Server) -> None:
    answer = endpoint.ask("OPTIONS", "/store")
    assert (answer.status, answer.headers["allow"]) == (204, "GET, HEAD, PUT, POST, DELETE, OPTIONS")


@pytest.mark.parametrize("path", ["/sparql/../etc", "/etc/passwd", "/%2e%2e/etc", "//", "/sparqlx"])
def test_other_paths_are_404(endpoint: Server, path: str) -> None:
    assert endpoint.ask("GET", path).status == 404


def test_head_has_no_body_but_its_length(endpoint: Server) -> None:
    for path in ("/sparql?query=ASK%7B%7D", "/store?default"):
        head, whole = endpoint.ask("HEAD", path), endpoint.ask("GET", path)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.body))


def test_a_client_that_takes_gzip_gets_it(endpoint: Server) -> None:
    path = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o }"})
    packed = endpoint.ask("GET", path, Accept_Encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == endpoint.ask("GET", path).body
    refused = endpoint.ask("GET", path, Accept_Encoding="gzip;q=0")
    assert "content-encoding" not in refused.headers


def test_the_default_graph_is_asked_unless_the_client_names_another(endpoint: Server) -> None:
    query = "ASK { ?s <http://example.org/only> ?o }"
    assert json.loads(endpoint.get(query).text)["boolean"] is False
    named = {"default-graph-uri": ARTICLE}
    assert json.loads(endpoint.get(query, **named).text)["boolean"] is True
    assert endpoint.get(query, **{"default-graph-uri": "not an iri"}).status == 400


def test_a_large_body_is_413_before_it_is_sent(endpoint: Server) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=20) as connection:
        head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_a_large_body_without_its_length_is_413(endpoint: Server) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=20) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.sendall((b"10000\r\n" + b"x" * 65536 + b"\r\n") * 17)
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_a_packed_body_is_415(endpoint: Server) -> None:
    assert endpoint.post("ASK {}", Content_Encoding="gzip").status == 415


@pytest.mark.parametrize("opening", ["{", "(", "!", "{} UNION "])
@pytest.mark.parametrize("size", [60_000, 900_000])
def test_deep_nesting_does_not_end_the_server(endpoint: Server, opening: str, size: int) -> None:
    filters = {"(": ("FILTER(", "1)"), "!": ("FILTER(", "1)")}
    before, after = filters.get(opening, ("", "{}"))
    closing = {"{": "}", "(": ")"}.get(opening, "")
    count = size // (len(opening) + len(closing))
    query = "ASK {" + before + opening * count + after + closing * count + "}"
    assert endpoint.post(query).status in {200, 400, 504, 507}
    assert endpoint.get("ASK {}").status == 200


EVIL = "http://127.0.0.1:{port}/x"
CALLS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service SILENT <URL> { ?s ?p ?o } }",
    "SELECT * {SERVICE<URL>{?s ?p ?o}}",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:a { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { ?s ?p e:.SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { ?s ?p e:a\\#b . SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { ?s ?p e:a\\'b . SERVICE <URL> { ?s ?p 'x' } }",
    "SELECT * { VALUES ?s { 1 }SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { VALUES ?x { """a" } SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { BIND('a' AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE <URL> { ?s ?p ?o } FILTER(2>1) }",
    "SELECT * { # it's\n SERVICE <URL> { ?s ?p 'it' } }",
    "SELECT * { FILTER(?a < ?b # >\n) SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }",
    "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "LOAD <URL>",
]


def test_no_query_reaches_another_server(endpoint: Server) -> None:
    """A listener stands where each query points; the queries that the guard lets by must not call it."""
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                connection.close()
                called.set()

        done = threading.Event()
        thread = threading.Thread(target=listen)
        thread.start()
        url = EVIL.format(port=listener.getsockname()[1])
        try:
            refused = {q: endpoint.get(q.replace("URL", url)).status for q in CALLS}
            assert not called.is_set()
            with pytest.raises(OSError, match=r"."):  # the listener does hear an unguarded query
                list(ox.Store().query(CALLS[0].replace("URL", url)))
            assert called.wait(5)
        finally:
            done.set()
            thread.join()
    assert {q: status for q, status in refused.items() if status != 400} == {
        q: 200 for q in CALLS if "FROM" in q or "GRAPH" in q
    }


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "military service" }',
        "SELECT * { ?s ?p '''it's \"service\"''' }",
        "SELECT ?service { ?service ?p ?o } # the service",
        "PREFIX s: <http://service.example/> SELECT * { s:SERVICE s:of.service ?o }",
        "SELECT * { ?a ?b ?c . FILTER(?a<?b || ?c>?b) }",
    ],
)
def test_the_word_service_may_be_used_elsewhere(endpoint: Server, query: str) -> None:
    assert endpoint.get(query).status == 200
