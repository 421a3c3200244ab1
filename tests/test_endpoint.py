"""The endpoint over real HTTP: protocol, formats, and what it refuses."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from SPARQLWrapper import CSV, JSON, POST, TSV, TURTLE, XML, SPARQLWrapper

from kg.service.endpoint import MAX_BODY, Endpoint
from kg.service.guard import MAX_LENGTH

DATA = """
@prefix ex: <http://example.org/> .
ex:kim ex:met ex:putin ; ex:label "Kim's \\"guest\\" <b>&"@en .
"""
NAMED = "<http://example.org/a> <http://example.org/only> <http://example.org/here> ."


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    database = ox.Store()
    database.load(DATA, ox.RdfFormat.TURTLE)
    database.load(NAMED, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("http://example.org/article"))
    server = Endpoint(database, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def ask(
    endpoint: Endpoint, method: str, path: str, body: str | bytes = b"", **headers: str
) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.server_port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        return response.status, response.headers.get("Content-Type", ""), response.read().decode()
    finally:
        connection.close()


def get(endpoint: Endpoint, query: str, accept: str = "*/*") -> tuple[int, str, str]:
    return ask(endpoint, "GET", "/sparql?" + urlencode({"query": query}), Accept=accept)


def test_sparqlwrapper_selects(endpoint: Endpoint) -> None:
    client = SPARQLWrapper(endpoint.url)
    client.setQuery("SELECT ?o { ?s <http://example.org/met> ?o }")
    client.setReturnFormat(JSON)
    for method in ("GET", POST):
        client.setMethod(method)
        rows = client.query().convert()["results"]["bindings"]
        assert [row["o"]["value"] for row in rows] == ["http://example.org/putin"]


def test_sparqlwrapper_gets_every_result_format(endpoint: Endpoint) -> None:
    client = SPARQLWrapper(endpoint.url)
    client.setQuery("SELECT ?l { ?s <http://example.org/label> ?l }")
    for form, part in ((XML, "<b>"), (CSV, b"<b>&"), (TSV, b"<b>&")):
        client.setReturnFormat(form)
        answer = client.query().convert()
        text = answer.toxml() if form == XML else answer
        assert (part if form != XML else "&lt;b&gt;&amp;") in text


def test_sparqlwrapper_constructs(endpoint: Endpoint) -> None:
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
    ],
)
def test_the_preferred_format_is_sent(endpoint: Endpoint, query: str, accept: str, sent: str) -> None:
    status, kind, _ = get(endpoint, query, accept)
    assert (status, kind) == (200, sent)


def test_a_format_that_cannot_be_had_is_406(endpoint: Endpoint) -> None:
    assert get(endpoint, "SELECT * {}", "image/png")[0] == 406


def test_post_takes_a_form_or_a_bare_query(endpoint: Endpoint) -> None:
    query = "ASK { ?s <http://example.org/met> ?o }"
    form = ask(
        endpoint,
        "POST",
        "/sparql",
        urlencode({"query": query}),
        Content_Type="application/x-www-form-urlencoded",
    )
    bare = ask(endpoint, "POST", "/sparql", query, Content_Type="application/sparql-query; charset=utf-8")
    assert json.loads(form[2])["boolean"] is True
    assert form == bare
    assert ask(endpoint, "POST", "/sparql", query, Content_Type="text/plain")[0] == 415


@pytest.mark.parametrize("path", ["/sparql", "/sparql?query=", "/sparql?query=SELEKT", "/sparql?query=%FF",
                                  "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"])  # fmt: skip
def test_a_bad_query_is_400_and_shows_nothing_of_the_machine(endpoint: Endpoint, path: str) -> None:
    status, kind, text = ask(endpoint, "GET", path)
    assert (status, kind) == (400, "text/plain; charset=utf-8")
    assert "Traceback" not in text
    assert "/work" not in text


def test_updates_are_refused(endpoint: Endpoint) -> None:
    update = "INSERT DATA { <http://example.org/x> <http://example.org/y> 1 }"
    form = ask(
        endpoint,
        "POST",
        "/sparql",
        urlencode({"update": update}),
        Content_Type="application/x-www-form-urlencoded",
    )
    assert form[0] == 403
    assert ask(endpoint, "POST", "/sparql", update, Content_Type="application/sparql-update")[0] == 415
    for text in (update, "LOAD <http://127.0.0.1/x>", "LOAD <file:///etc/passwd>", "CLEAR ALL"):
        assert get(endpoint, text)[0] == 400
    assert json.loads(get(endpoint, "ASK { <http://example.org/x> ?p ?o }")[2])["boolean"] is False


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405(endpoint: Endpoint, method: str) -> None:
    assert ask(endpoint, method, "/sparql?query=ASK%7B%7D")[0] == 405


def test_other_paths_are_404(endpoint: Endpoint) -> None:
    assert ask(endpoint, "GET", "/sparql/../etc")[0] == 404


def test_head_has_no_body(endpoint: Endpoint) -> None:
    assert ask(endpoint, "HEAD", "/sparql?query=ASK%7B%7D")[0::2] == (200, "")


def test_the_default_graph_is_asked_unless_the_client_names_another(endpoint: Endpoint) -> None:
    query = "ASK { ?s <http://example.org/only> ?o }"
    assert json.loads(get(endpoint, query)[2])["boolean"] is False
    fields = urlencode({"query": query, "default-graph-uri": "http://example.org/article"})
    assert json.loads(ask(endpoint, "GET", f"/sparql?{fields}")[2])["boolean"] is True
    fields = urlencode({"query": query, "default-graph-uri": "not an iri"})
    assert ask(endpoint, "GET", f"/sparql?{fields}")[0] == 400


def test_a_large_body_is_413(endpoint: Endpoint) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.server_port, timeout=20)
    connection.putrequest("POST", "/sparql")
    connection.putheader("Content-Length", str(MAX_BODY + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize("opening", ["{", "(", "!", "{} UNION "])
def test_deep_nesting_does_not_crash_the_server(endpoint: Endpoint, opening: str) -> None:
    filters = {"(": ("FILTER(", "1)"), "!": ("FILTER(", "1)")}
    before, after = filters.get(opening, ("", "{}"))
    closing = {"{": "}", "(": ")"}.get(opening, "")
    count = (MAX_LENGTH - 100) // (len(opening) + len(closing))
    query = "ASK {" + before + opening * count + after + closing * count + "}"
    assert ask(endpoint, "POST", "/sparql", query, Content_Type="application/sparql-query")[0] in {200, 400}
    assert get(endpoint, "ASK {}")[0] == 200


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


def test_no_query_reaches_another_server(endpoint: Endpoint) -> None:
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
            refused = {q: get(endpoint, q.replace("URL", url))[0] for q in CALLS}
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
def test_the_word_service_may_be_used_elsewhere(endpoint: Endpoint, query: str) -> None:
    assert get(endpoint, query)[0] == 200
