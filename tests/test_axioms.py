"""Each axiom of the ontology has facts that contradict it, and nothing else in the ontology."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest
import rdflib
from owlapi import consistent, machine
from rdflib import BNode, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from kg.resources import folder

Triple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]
T = rdflib.Namespace("https://example.org/test#")
A, B, C, NOT = T.a, T.b, T.c, T.Not
GRAPH = rdflib.Graph().parse(folder("ontology") / "statecraft.ttl")
VALUES = {XSD.string: "words", XSD.integer: "1", XSD.decimal: "0.5", XSD.boolean: "true"}
CHARACTERISTICS = {
    OWL.FunctionalProperty,
    OWL.SymmetricProperty,
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
}
TYPES = CHARACTERISTICS | {OWL.AllDisjointClasses, OWL.AllDifferent}
RELATIONS = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.disjointWith,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.equivalentClass,
}


@dataclass(frozen=True)
class Axiom:
    """An axiom: what says it, and facts that can't be if it holds."""

    name: str
    said: tuple[Triple, ...]
    against: tuple[Triple, ...]


def axioms() -> Iterator[Axiom]:
    for s, p, o in sorted(GRAPH, key=str):
        if p in RELATIONS or (p == RDF.type and o in CHARACTERISTICS):
            for i, facts in enumerate(_against(s, p, o)):
                about = short(o) if isinstance(o, URIRef) else "expression"
                yield Axiom(f"{short(s)}-{short(p)}-{about}-{i}", ((s, p, o), *_twins(s, p, o)), tuple(facts))
        if p == RDF.type and o in {OWL.AllDisjointClasses, OWL.AllDifferent}:
            yield from _all(s)


def short(term: rdflib.term.Node) -> str:
    return str(term).rpartition("#")[2] or str(term)


def _against(s: rdflib.term.Node, p: rdflib.term.Node, o: rdflib.term.Node) -> Iterator[list[Triple]]:
    data = (s, RDF.type, OWL.DatatypeProperty) in GRAPH
    one, other = _values(s) if data else (B, C)
    match p:
        case RDFS.subClassOf:
            yield [(A, RDF.type, s), *_no(A, o)]
        case OWL.disjointWith:
            yield [(A, RDF.type, s), (A, RDF.type, o)]
        case OWL.equivalentClass:
            members = Collection(GRAPH, GRAPH.value(o, OWL.oneOf))
            yield [(A, RDF.type, s), *((A, OWL.differentFrom, member) for member in members)]
        case RDFS.domain:
            yield [(A, s, one), *(fact for option in _options(o) for fact in _no(A, option))]
        case RDFS.range if data:
            is_text = o in {XSD.string, RDF.PlainLiteral}
            wrong = Literal("1", datatype=XSD.integer) if is_text else Literal("words")
            yield [(A, s, wrong)]
        case RDFS.range:
            yield [(A, s, B), *(fact for option in _options(o) for fact in _no(B, option))]
        case RDFS.subPropertyOf:
            yield [(A, s, B), *_never(A, o, B)]
        case OWL.inverseOf:
            yield [(A, s, B), *_never(B, o, A)]
            yield [(A, o, B), *_never(B, s, A)]
        case OWL.propertyChainAxiom:
            first, second = Collection(GRAPH, o)
            yield [(A, first, B), (B, second, C), *_never(A, s, C)]
        case _ if o == OWL.FunctionalProperty:
            yield [(A, s, one), (A, s, other), *([] if data else [(B, OWL.differentFrom, C)])]
        case _ if o == OWL.SymmetricProperty:
            yield [(A, s, B), *_never(B, s, A)]
        case _ if o == OWL.AsymmetricProperty:
            yield [(A, s, B), (B, s, A)]
        case _ if o == OWL.IrreflexiveProperty:
            yield [(A, s, A)]


def _twins(s: rdflib.term.Node, p: rdflib.term.Node, o: rdflib.term.Node) -> Iterator[Triple]:
    """Yield what says the same by symmetry: the range of a symmetric property is its domain."""
    other = {RDFS.domain: RDFS.range, RDFS.range: RDFS.domain}.get(p)
    if other is not None:
        mirrors = [*GRAPH.objects(s, OWL.inverseOf), *GRAPH.subjects(OWL.inverseOf, s)]
        mirrors += [s] if (s, RDF.type, OWL.SymmetricProperty) in GRAPH else []
        yield from ((mirror, other, o) for mirror in mirrors)


def _all(node: rdflib.term.Node) -> Iterator[Axiom]:
    said = tuple(GRAPH.triples((node, None, None)))
    classes = GRAPH.value(node, OWL.members)
    members = list(Collection(GRAPH, classes or GRAPH.value(node, OWL.distinctMembers)))
    for one, other in combinations(members, 2):
        facts = [(A, RDF.type, one), (A, RDF.type, other)] if classes else [(one, OWL.sameAs, other)]
        yield Axiom(f"{short(one)}-is-not-{short(other)}", said, tuple(facts))


def _values(prop: rdflib.term.Node) -> tuple[Literal, Literal]:
    kind = GRAPH.value(prop, RDFS.range)
    kind = kind if kind in VALUES else XSD.string
    other = {XSD.boolean: "false"}.get(kind, VALUES[kind] + ("0" if kind == XSD.integer else "1"))
    return Literal(VALUES[kind], datatype=kind), Literal(other, datatype=kind)


def _options(o: rdflib.term.Node) -> list[rdflib.term.Node]:
    union = GRAPH.value(o, OWL.unionOf)
    return list(Collection(GRAPH, union)) if union else [o]


def _no(node: URIRef, kind: rdflib.term.Node) -> list[Triple]:
    """Say that something is not of a class."""
    other = URIRef(f"{NOT}{short(kind)}")
    return [(other, RDF.type, OWL.Class), (other, OWL.complementOf, kind), (node, RDF.type, other)]


def _never(s: URIRef, p: rdflib.term.Node, o: URIRef) -> list[Triple]:
    """Say that something is not so related."""
    node = BNode()
    return [
        (node, RDF.type, OWL.NegativePropertyAssertion),
        (node, OWL.sourceIndividual, s),
        (node, OWL.assertionProperty, p),
        (node, OWL.targetIndividual, o),
    ]


AXIOMS = list(axioms())


def with_facts(axiom: Axiom, without: tuple[Triple, ...] = ()) -> rdflib.Graph:
    """Return the ontology, less what some axiom says, with the facts against one; no words for people."""
    graph = rdflib.Graph()
    for s, p, o in {*GRAPH, *axiom.against} - set(without):
        if p not in (RDFS.label, RDFS.comment):
            graph.add((s, p, o))
        for node in {s, o} & {A, B, C}:
            graph.add((node, RDF.type, OWL.NamedIndividual))
    return graph


@pytest.fixture(scope="module")
def owl() -> Iterator[Callable[..., Any]]:
    with machine() as call:
        yield call


def test_every_axiom_is_covered() -> None:
    said = {triple for axiom in AXIOMS for triple in axiom.said}
    for s, p, o in GRAPH:
        if p in RELATIONS or (
            p == RDF.type and o in CHARACTERISTICS | {OWL.AllDisjointClasses, OWL.AllDifferent}
        ):
            assert (s, p, o) in said
    assert len({axiom.name for axiom in AXIOMS}) == len(AXIOMS) > 150


@pytest.mark.parametrize("axiom", AXIOMS, ids=lambda axiom: axiom.name)
def test_an_axiom_alone_rejects_its_broken_graph(owl: Callable[..., Any], axiom: Axiom) -> None:
    assert not owl(consistent, with_facts(axiom))
    assert owl(consistent, with_facts(axiom, without=axiom.said))
