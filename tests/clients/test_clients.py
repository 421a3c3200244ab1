"""Real clients over HTTP; `make test-clients` runs them, `make test` does without."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from asking import (
    CLIENT_SECONDS,
    DATA,
    QUESTIONS,
    ROOT,
    TOKEN,
    Answer,
    Question,
    by_comunica,
    by_curl,
    by_rdflib,
    by_wrapper,
    output,
    triples,
)
from rdflib import RDF, RDFS, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import Unauthorized

EXAMPLE = re.compile(r"```(sh|python)\n(.*?)```\n+```text\n(.*?)```", re.DOTALL)
DOCUMENT = (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
CLIENTS_SECTION = DOCUMENT.partition("\n## Clients\n")[2].partition("\n## ")[0]
EXAMPLES = EXAMPLE.findall(CLIENTS_SECTION)
CAMP_DAVID = URIRef(f"{DATA}/camp-david")
CAMP_DAVID_ARTICLE = "https://w3id.org/statecraft/data/article/2023-08-18-camp-david"
AUTHORIZATION = {"Authorization": f"Bearer {TOKEN}"}
EX = "http://example.org"


@dataclass(frozen=True)
class Site:
    """What a client may need."""

    endpoint: str
    oxigraph: str
    folder: Path


@pytest.fixture
def site(endpoint: str, oxigraph: str, workplace: Path) -> Site:
    return Site(endpoint, oxigraph, workplace)


CLIENTS: dict[str, Callable[[Site, Question], Answer]] = {
    "SPARQLWrapper-get": lambda s, q: by_wrapper(s.endpoint, q.text(), method=GET, body=URLENCODED),
    "SPARQLWrapper-form": lambda s, q: by_wrapper(s.endpoint, q.text(), method=POST, body=URLENCODED),
    "SPARQLWrapper-direct": lambda s, q: by_wrapper(s.endpoint, q.text(), method=POST, body=POSTDIRECTLY),
    "rdflib-get": lambda s, q: by_rdflib(s.endpoint, q.text(), "GET"),
    "rdflib-form": lambda s, q: by_rdflib(s.endpoint, q.text(), "POST_FORM"),
    "rdflib-direct": lambda s, q: by_rdflib(s.endpoint, q.text(), "POST"),
    "curl-get": lambda s, q: by_curl(s.endpoint, q.text(), "--get"),
    "curl-form": lambda s, q: by_curl(s.endpoint, q.text()),
    "curl-packed": lambda s, q: by_curl(s.endpoint, q.text(), "--compressed"),
    "comunica": lambda s, q: by_comunica(s.folder, q.text(), s.endpoint),
    "comunica-told": lambda s, q: by_comunica(s.folder, q.text(), f"sparql@{s.endpoint}"),
    "oxigraph-service": lambda s, q: by_curl(f"{s.oxigraph}/query", q.text(s.endpoint)),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_gets_the_right_answer(site: Site, client: str, question: str) -> None:
    assert CLIENTS[client](site, QUESTIONS[question]) == QUESTIONS[question].answer


def test_every_example_of_the_documentation_has_its_output() -> None:
    assert len(EXAMPLES) == len(re.findall(r"```(?:sh|python)\n", CLIENTS_SECTION)) >= 9


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_documentation_is_true(
    writable: str, oxigraph: str, workplace: Path, number: int
) -> None:
    language, code, printed = EXAMPLES[number]
    code = code.replace("http://127.0.0.1:8080/sparql", writable).replace("http://localhost:7878", oxigraph)
    code = code.replace("http://127.0.0.1:8080/store", writable.replace("/sparql", "/store"))
    assert "8080" not in code
    command = ["bash", "-euo", "pipefail", "-c", code] if language == "sh" else [sys.executable, "-c", code]
    lines = [line.rstrip() for line in output(command, workplace).strip().splitlines()]
    assert lines == printed.strip().splitlines()


def test_the_documentation_names_the_version_of_comunica_that_is_tested() -> None:
    package = json.loads((ROOT / "tests/clients/package.json").read_text(encoding="utf-8"))
    assert f"@comunica/query-sparql@{package['dependencies']['@comunica/query-sparql']}" in CLIENTS_SECTION


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "tests/clients/package-lock.json").read_text(encoding="utf-8")


# SPARQLWrapper


@pytest.mark.parametrize("form", [XML, JSON, CSV, TSV])
def test_sparqlwrapper_gets_rows_in_every_format(endpoint: str, form: str) -> None:
    client = SPARQLWrapper(endpoint, returnFormat=form)
    client.setQuery(f"SELECT ?name {{ <{CAMP_DAVID}> <{RDFS.label}> ?name }}")
    answer = client.query()
    assert answer._get_responseFormat() == form
    found: Any = answer.convert()
    assert "Camp David" in (found.toxml() if form == XML else str(found))


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_gets_triples_in_every_format(endpoint: str, form: str) -> None:
    client = SPARQLWrapper(endpoint, returnFormat=form)
    client.setQuery(f"CONSTRUCT WHERE {{ <{CAMP_DAVID}> <{RDFS.label}> ?name }}")
    found: Any = client.queryAndConvert()
    graph = Graph().parse(found, format="turtle") if isinstance(found, bytes) else found
    assert [str(name) for name in graph.objects(CAMP_DAVID, RDFS.label)] == ["Camp David"]


def test_sparqlwrapper_names_graphs(endpoint: str) -> None:
    client = SPARQLWrapper(endpoint, returnFormat=JSON)
    client.addParameter("default-graph-uri", CAMP_DAVID_ARTICLE)
    client.addParameter("named-graph-uri", f"{EX}/none")
    for pattern, found in (("?s ?p ?o", True), ("GRAPH ?g { ?s ?p ?o }", False)):
        client.setQuery(f"ASK {{ {pattern} }}")
        answer: Any = client.queryAndConvert()
        assert answer["boolean"] is found


@pytest.mark.parametrize("body", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_updates(writable: str, body: str) -> None:
    client = SPARQLWrapper(writable, returnFormat=JSON)
    client.setMethod(POST)
    client.setRequestMethod(body)
    client.setQuery(f'INSERT DATA {{ <{EX}/{body}> <{RDFS.label}> "Kyïv & others"@en }}')
    with pytest.raises(Unauthorized):
        client.query()
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    assert client.query().response.status == 204
    client.setQuery(f"SELECT ?name {{ <{EX}/{body}> <{RDFS.label}> ?name }}")
    answer: Any = client.queryAndConvert()
    rows = answer["results"]["bindings"]
    assert [row["name"] for row in rows] == [{"type": "literal", "xml:lang": "en", "value": "Kyïv & others"}]


# rdflib


def test_rdflib_reads_the_endpoint_as_a_graph(endpoint: str) -> None:
    graph = Graph(SPARQLStore(endpoint))
    kind = URIRef("https://w3id.org/statecraft#InPersonMeeting")
    assert (CAMP_DAVID, RDFS.label, Literal("Camp David", lang="en")) in graph
    assert len(graph) > 10_000
    meetings = set(graph.subjects(RDF.type, kind))
    assert len(meetings) > 5
    rows: Any = graph.query("SELECT ?s { ?s a ?k }", initBindings={"k": kind})
    assert {row.s for row in rows} == meetings


def test_rdflib_reads_the_graph_store(endpoint: str) -> None:
    store = endpoint.replace("/sparql", "/store")
    article = Graph().parse(f"{store}?graph={CAMP_DAVID_ARTICLE}")
    assert (URIRef(CAMP_DAVID_ARTICLE), None, None) in article
    everything = Dataset()
    everything.parse(store)
    assert len(everything.graph(URIRef(CAMP_DAVID_ARTICLE))) == len(article)


@pytest.mark.parametrize("name", [DATASET_DEFAULT_GRAPH_ID, URIRef(f"{EX}/graph")])
def test_rdflib_changes_a_graph(writable: str, name: URIRef) -> None:
    store = SPARQLUpdateStore(writable, writable, headers=AUTHORIZATION)
    graph = Graph(store, identifier=name)
    thing, value = URIRef(f"{EX}/thing"), Literal('a "quoted"\nline', lang="en")
    before = len(graph)
    graph.add((thing, RDFS.label, value))
    for number in range(3):
        graph.add((thing, RDFS.comment, Literal(number)))
    assert (len(graph), graph.value(thing, RDFS.label)) == (before + 4, value)
    moved = "DELETE { ?s rdfs:comment 1 } INSERT { ?s rdfs:seeAlso 1 } WHERE { ?s rdfs:comment 1 }"
    change = (
        store.update if name == DATASET_DEFAULT_GRAPH_ID else graph.update
    )  # Graph's asks a graph of that name
    change(moved, initNs={"rdfs": RDFS}, initBindings={"s": thing})
    assert graph.value(thing, RDFS.seeAlso) == Literal(1)
    graph.remove((thing, None, None))
    assert len(graph) == before


def test_rdflib_changes_a_dataset(writable: str) -> None:
    dataset = Dataset(SPARQLUpdateStore(writable, writable, headers=AUTHORIZATION))
    name = URIRef(f"{EX}/new")
    graph = dataset.graph(name)
    graph.addN((name, RDFS.comment, Literal(number), graph) for number in range(3))
    assert len(graph) == 3
    assert name in {graph.identifier for graph in dataset.graphs()}
    dataset.remove_graph(name)
    assert name not in {graph.identifier for graph in dataset.graphs()}


# Comunica


def test_comunica_joins_the_endpoint_with_another(site: Site) -> None:
    update(site.oxigraph, f'INSERT DATA {{ <{DATA}/vladimir-putin> <{EX}/note> "host" }}')
    query = f"SELECT DISTINCT ?note ?name {{ ?who <{EX}/note> ?note ; <{RDFS.label}> ?name }}"
    found = by_comunica(site.folder, query, site.endpoint, f"{site.oxigraph}/query")
    assert found == [{"note": "host", "name": "Vladimir Putin"}]


def test_comunica_reads_the_graph_store(site: Site) -> None:
    source = f"{site.endpoint.replace('/sparql', '/store')}?graph={CAMP_DAVID_ARTICLE}"
    assert by_comunica(site.folder, f"ASK {{ <{CAMP_DAVID_ARTICLE}> ?p ?o }}", source) is True


def test_comunica_updates(unprotected: str, workplace: Path) -> None:
    moved = f"DELETE {{ ?s <{EX}/p> ?o }} INSERT {{ GRAPH <{EX}/g> {{ ?s <{EX}/q> ?o }} }}"
    for text in (
        f'INSERT DATA {{ <{EX}/a> <{EX}/p> "ä" }}',
        f"{moved} WHERE {{ ?s <{EX}/p> ?o }}",
    ):
        output(["npx", "comunica-sparql", unprotected, "--query", text], workplace)
    query = f"SELECT * {{ {{ <{EX}/a> ?p ?o }} UNION {{ GRAPH ?g {{ <{EX}/a> ?p ?o }} }} }}"
    assert by_curl(unprotected, query) == [{"g": f"{EX}/g", "p": f"{EX}/q", "o": "ä"}]


# Oxigraph as another server


def update(oxigraph: str, text: str) -> None:
    command = ["curl", "--silent", "--fail-with-body", f"{oxigraph}/update"]
    output([*command, "--data-urlencode", f"update={text}"])


def test_oxigraph_joins_its_data_with_ours(endpoint: str, oxigraph: str) -> None:
    note = f'<{CAMP_DAVID}> <{EX}/note> "in Maryland"'
    update(oxigraph, f"INSERT DATA {{ GRAPH <{EX}/mine> {{ {note} }} }}")
    query = f"""SELECT ?note ?name {{
        GRAPH <{EX}/mine> {{ ?place <{EX}/note> ?note }}
        SERVICE <{endpoint}> {{ ?place <{RDFS.label}> ?name }}
    }}"""
    found = by_curl(f"{oxigraph}/query", query)
    assert found == [{"note": "in Maryland", "name": "Camp David"}]


def test_oxigraph_loads_a_graph_of_ours(endpoint: str, oxigraph: str) -> None:
    source = f"{endpoint.replace('/sparql', '/store')}?graph={CAMP_DAVID_ARTICLE}"
    update(oxigraph, f"LOAD <{source}> INTO GRAPH <{EX}/copy>")
    accept = ["--header", "Accept: application/n-triples"]
    copy = output(["curl", "--silent", *accept, f"{oxigraph}/store?graph={EX}/copy"])
    ours = output(["curl", "--silent", *accept, source])
    counts = [len(triples(text.encode(), "application/n-triples")) for text in (copy, ours)]
    assert counts[0] == counts[1] > 100


def test_a_server_that_is_asked_what_is_no_query_says_so_to_curl(endpoint: str) -> None:
    command = ["curl", "--silent", "--write-out", "%{http_code}", endpoint, "--data", "query=SELEKT"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=CLIENT_SECONDS, check=True)
    assert done.stdout.startswith("That can't be done")
    assert done.stdout.endswith("400")
