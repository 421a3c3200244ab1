"""What goes wrong with classes and their members: cycles, contradictions, synonyms, what nothing leads to."""

from itertools import combinations

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS

from pitfalls.common import KG, Found, above, disjoint, options, ours


def circular(graph: rdflib.Graph) -> Found:
    """A class or property is, over others, a kind of itself."""
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(graph.subjects(relation)):
            if any(term in graph.transitive_objects(o, relation) for o in graph.objects(term, relation)):
                yield term


def contradictory(graph: rdflib.Graph) -> Found:
    """A class is of two classes that exclude each other, or excludes what it is the same as."""
    apart = disjoint(graph)
    for term in ours(graph, OWL.Class):
        if any(frozenset(pair) in apart for pair in combinations(above(graph, term), 2)):
            yield term
    for one, other in graph.subject_objects(OWL.equivalentClass):
        if frozenset((one, other)) in apart:
            yield one, other


def synonymous(graph: rdflib.Graph) -> Found:
    """Two names of ours stand for one thing."""
    for relation in (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs):
        for one, other in graph.subject_objects(relation):
            if one in KG and isinstance(other, rdflib.URIRef) and other in KG:
                yield one, other


def recursive(graph: rdflib.Graph) -> Found:
    """A class is defined by itself."""
    for term, expression in graph.subject_objects(OWL.equivalentClass):
        parts = {expression}
        while new := {o for p in parts if isinstance(p, rdflib.BNode) for o in graph.objects(p)} - parts:
            parts |= new
        if term in parts:
            yield term


def unconnected(graph: rdflib.Graph) -> Found:
    """A class is above or below no other, and nothing leads to it or away."""
    bounds = [bound for p in (RDFS.domain, RDFS.range) for bound in graph.objects(None, p)]
    reached = {part for bound in bounds for part in options(graph, bound)}
    for term in ours(graph, OWL.Class):
        below = list(graph.subjects(RDFS.subClassOf, term))
        if not below and not reached & above(graph, term) and above(graph, term) == {term}:
            yield term


def unlisted(graph: rdflib.Graph) -> Found:
    """A class that lists its members lacks one, or its members may be the same."""
    different = [set(Collection(graph, members)) for members in graph.objects(None, OWL.distinctMembers)]
    for term, expression in graph.subject_objects(OWL.equivalentClass):
        if members := graph.value(expression, OWL.oneOf):
            listed = set(Collection(graph, members))
            if listed != set(graph.subjects(RDF.type, term)) or listed not in different:
                yield term


def untyped(graph: rdflib.Graph) -> Found:
    """An individual of ours is of no class of ours."""
    for term in ours(graph, OWL.NamedIndividual):
        if not any(kind in KG for kind in graph.objects(term, RDF.type)):
            yield term
