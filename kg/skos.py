"""SKOS files read into plain dictionaries: subject → property → values."""

from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError

KG = "https://w3id.org/statecraft#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Node = dict[str, list[str]]


def read(*paths: Path) -> dict[str, Node]:
    """Return what Turtle files say of each IRI, literals and IRIs alike as text, sorted."""
    nodes: dict[str, Node] = {}
    for path in paths:
        for subject, predicate, value in _triples(path):
            nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for node in nodes.values():
        for predicate, values in node.items():
            node[predicate] = sorted(set(values)) if len(values) > 1 else values
    return nodes


def _triples(path: Path) -> list[tuple[str, str, str]]:
    found = []
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                found.append((subject.value, quad.predicate.value, value.value))
    except OSError as error:
        reason = error.strerror or error
        raise OntologyError(f"{path}: can't be read ({reason}). Give the path of a Turtle file.") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}: not valid Turtle: {error}. Correct that line.") from error
    return found


def one(node: Node, *predicates: str) -> str | None:
    """Return the first value of the first of several properties that a node has."""
    return next((node[p][0] for p in predicates if node.get(p)), None)
