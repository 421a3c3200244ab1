"""What the checks of the ontology share."""

from collections.abc import Iterator
from itertools import combinations

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

KG = rdflib.Namespace("https://w3id.org/statecraft#")
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
EXPRESSIONS = (OWL.unionOf, OWL.oneOf)
Found = Iterator[object]  # what is wrong, as a check found it


def ours(graph: rdflib.Graph, *kinds: Node) -> list[Node]:
    return sorted({s for kind in kinds for s in graph.subjects(RDF.type, kind) if s in KG})


def options(graph: rdflib.Graph, node: Node | None) -> set[Node | None]:
    """Return the parts of a union, or the one class."""
    union = graph.value(node, OWL.unionOf)
    return set(Collection(graph, union)) if union else {node}


def above(graph: rdflib.Graph, node: Node | None) -> set[Node]:
    return set(graph.transitive_objects(node, RDFS.subClassOf))


def disjoint(graph: rdflib.Graph) -> set[frozenset[Node]]:
    """Return all pairs that are said to be disjoint."""
    lists = [Collection(graph, members) for members in graph.objects(None, OWL.members)]
    pairs = [pair for members in lists for pair in combinations(members, 2)]
    return {frozenset(pair) for pair in [*pairs, *graph.subject_objects(OWL.disjointWith)]}
