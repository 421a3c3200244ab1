"""The ontology has no pitfall that the checks know, and each check alone rejects an ontology that has it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pitfalls import CHECKS
from pitfalls.common import KG
from pitfalls.properties import DATES
from rdflib.namespace import RDFS

from kg.resources import folder

ONTOLOGY = folder("ontology") / "statecraft.ttl"
ROOT = Path(__file__).parents[1]
EXPLAINED = 'rdfs:label "doubt"@en ; rdfs:comment "Example: “Nobody was so sure.”"@en'
# The pitfall → what is taken out of the ontology, and what is put in.
BROKEN = {
    "undeclared": ("", "kg:Claim rdfs:subClassOf prov:Bundle ."),
    "of_two_kinds": ("", "kg:Denial a kg:OfficeTitle ."),
    "ill_named": ("", f"kg:PledgeOrThreat a owl:Class ; rdfs:subClassOf kg:Statement ; {EXPLAINED} ."),
    "anonymous": ("", 'kg:Claim rdfs:seeAlso [ rdfs:comment "nobody knows who"@en ] .'),
    "about_others": ("", "sem:Actor rdfs:subClassOf prov:Agent ."),
    "unlabelled": ("", 'kg:Claim rdfs:label "Behauptung"@de .'),
    "labelled_alike": ('kg:Threat rdfs:label "threat"@en .', 'kg:Threat rdfs:label "Warning"@en .'),
    "unexplained": ("kg:topic rdfs:comment ?any .", 'kg:topic rdfs:comment "A topic. Example: arms."@en .'),
    "unbounded": ("kg:topic rdfs:domain kg:Meeting .", ""),
    "ill_bounded": ("kg:topic rdfs:range xsd:string .", "kg:topic rdfs:range kg:Event ."),
    "wrong_inverse": ("kg:refutedBy rdfs:range kg:Claim .", "kg:refutedBy rdfs:range kg:Tenure ."),
    "wrong_characteristic": ("", "kg:metWith a owl:AsymmetricProperty ."),
    "broken_chain": (
        "kg:sanctionedByBodyOf rdfs:range kg:Country .",
        "kg:sanctionedByBodyOf rdfs:range kg:Place .",
    ),
    "circular": ("", "kg:Pledge rdfs:subClassOf kg:Threat . kg:Threat rdfs:subClassOf kg:Pledge ."),
    "contradictory": ("", "kg:Country rdfs:subClassOf kg:Organization ."),
    "synonymous": ("", "kg:Pledge owl:equivalentClass kg:Threat ."),
    "recursive": (
        "",
        "kg:Claim owl:equivalentClass [ a owl:Class ; owl:unionOf ( kg:Claim kg:Tenure ) ] .",
    ),
    "unconnected": ("", f"kg:Doubt a owl:Class ; {EXPLAINED} ."),
    "unlisted": ("", f"kg:Doubted a owl:NamedIndividual, kg:Stance ; {EXPLAINED} ."),
    "untyped": ("", f"kg:Doubted a owl:NamedIndividual ; {EXPLAINED} ."),
}
# Further ontologies that a check must reject, for its other halves.
ALSO_BROKEN = [
    ("undeclared", "", "kg:Actual rdfs:seeAlso kg:Gone ."),
    ("of_two_kinds", "", "kg:topic a owl:ObjectProperty ."),
    ("unlabelled", 'kg:Claim rdfs:label "claim"@en .', ""),
    ("unlabelled", "sem:Actor rdfs:label ?any .", ""),
    ("unbounded", "", "kg:topic rdfs:domain kg:Event ."),
    ("unbounded", "", "kg:date rdfs:range xsd:date ."),
    ("wrong_inverse", "", "kg:metWith owl:inverseOf kg:accused ."),
    ("wrong_inverse", "", "kg:sanctionedBy owl:inverseOf kg:accused ."),
    ("wrong_characteristic", "", "kg:person a owl:SymmetricProperty ."),
    ("wrong_characteristic", "", "kg:heldOfficeOf a owl:TransitiveProperty ."),
    ("contradictory", "", "kg:Pledge rdfs:subClassOf kg:Threat ; owl:disjointWith kg:Threat ."),
    ("circular", "", "kg:supplier rdfs:subPropertyOf kg:supplier ."),
    ("unlisted", "?node owl:distinctMembers ?list .", ""),
]


@pytest.fixture
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY)


def broken(graph: rdflib.Graph, without: str, added: str) -> rdflib.Graph:
    size = len(graph)
    graph.update(f"DELETE WHERE {{ {without} }}")
    assert len(graph) < size or not without
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in graph.namespaces())
    return graph.parse(data=prefixes + added)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_ontology_has_no_pitfall(graph: rdflib.Graph, check: Callable) -> None:
    assert list(check(graph)) == [], check.__doc__


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_check_alone_rejects_what_it_is_for(graph: rdflib.Graph, check: Callable) -> None:
    graph = broken(graph, *BROKEN[check.__name__])
    assert [c.__name__ for c in CHECKS if list(c(graph))] == [check.__name__]


@pytest.mark.parametrize(("name", "without", "added"), ALSO_BROKEN)
def test_a_check_sees_all_that_it_speaks_of(graph: rdflib.Graph, name: str, without: str, added: str) -> None:
    check = next(c for c in CHECKS if c.__name__ == name)
    assert list(check(broken(graph, without, added))) != []


def test_dates_alone_have_no_range(graph: rdflib.Graph) -> None:
    bounded = set(graph.subjects(RDFS.range))
    without = {term for term in graph.subjects(RDFS.domain) if term in KG and term not in bounded}
    assert without == DATES


@pytest.mark.parametrize("where", ["kg/**/*.py", "kg/**/*.toml", "docs/*.md", "bench/*.py"])
def test_what_is_written_of_the_ontology_names_declared_terms(graph: rdflib.Graph, where: str) -> None:
    declared = {str(s).removeprefix(KG) for s in graph.subjects() if str(s).startswith(KG)}
    used = set()
    for path in ROOT.glob(where):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"(?<![\w:])(?:kg:|KG\.(?!iri\b))([A-Za-z]+)", text))
    assert used - declared == set()
