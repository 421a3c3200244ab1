"""What the endpoint says of itself, in the SPARQL 1.1 Service Description vocabulary."""

import pyoxigraph as ox

from kg.service.messages import Describe, Response
from kg.service.negotiation import GRAPHS, wanted

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RESULT_NAMES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPH_NAMES = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
DATASET_NAMES = ("TriG", "N-Quads")


def describe(request: Describe) -> Response:
    """Return the description in the format that the client prefers."""
    form = wanted(request.wants.accept, GRAPHS)
    body = ox.serialize(_triples(request), format=form.writer, prefixes={"sd": SD, "formats": FORMATS})
    return Response(200, body or b"", form.content_type, {"Vary": "Accept"})


def _triples(request: Describe) -> list[ox.Triple]:
    """List the statements: what can be asked in which language, and in which formats answers come."""
    endpoint = ox.NamedNode(request.url)
    parts = ("service", "dataset", "default-graph")
    service, dataset, graph = (ox.NamedNode(f"{request.url}#{part}") for part in parts)
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if request.writable else [])]
    features = ["EmptyGraphs", *(["BasicFederatedQuery"] if request.federated else [])]
    formats = RESULT_NAMES + GRAPH_NAMES + DATASET_NAMES
    values = [
        (service, RDF_TYPE, _sd("Service")),
        (service, _sd("endpoint"), endpoint),
        *((service, _sd("supportedLanguage"), _sd(name)) for name in languages),
        *((service, _sd("feature"), _sd(name)) for name in features),
        *((service, _sd("resultFormat"), ox.NamedNode(FORMATS + name)) for name in formats),
        *((service, _sd("inputFormat"), ox.NamedNode(FORMATS + name)) for name in GRAPH_NAMES),
        (service, _sd("defaultDataset"), dataset),
        (dataset, RDF_TYPE, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), graph),
        (graph, RDF_TYPE, _sd("Graph")),
    ]
    return [ox.Triple(*value) for value in values]


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
