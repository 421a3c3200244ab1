"""The ontology is OWL 2 DL, and OWL 2 RL but for some axioms from which no rule infers; by the OWL API."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rdflib
from owlapi import machine, violations
from rdflib.namespace import OWL, RDFS

from kg.resources import folder

KG = rdflib.Namespace("https://w3id.org/statecraft#")
# OWL 2 RL has no union where something is said to be of a class, as no rule could tell of which part.
UNIONS = {
    "DataPropertyDomain(kg:endDate ObjectUnionOf(kg:Actor kg:Event kg:Tenure))": "events, offices, bodies",
    "DataPropertyDomain(kg:rule ObjectUnionOf(kg:Claim kg:Event))": "events and claims name their rule",
    "DataPropertyDomain(kg:startDate ObjectUnionOf(kg:Actor kg:Event kg:Tenure))": "as endDate",
    "DataPropertyDomain(kg:trigger ObjectUnionOf(kg:Claim kg:Event))": "as rule",
    "ObjectPropertyDomain(kg:item ObjectUnionOf(kg:WeaponsTest kg:WeaponsTransfer))": "two families",
    "ObjectPropertyDomain(kg:ofCountry ObjectUnionOf(kg:Actor kg:Place kg:WeaponType))": "all with a country",
    "ObjectPropertyRange(kg:about ObjectUnionOf(kg:Actor kg:Event kg:Place))": "what is spoken of",
    "ObjectPropertyRange(kg:claimant ObjectUnionOf(kg:Actor kg:Article))": "the narrator is the article",
    "ObjectPropertyRange(kg:evidence ObjectUnionOf(nif:Phrase nif:Sentence))": "NIF has both apart",
    "ObjectPropertyRange(kg:mentionOf ObjectUnionOf(kg:Actor kg:Event kg:Place kg:WeaponsItem))": "as about",
    "ObjectPropertyRange(kg:ofEvent ObjectUnionOf(kg:Event kg:Tenure))": "offices are claimed too",
}
# Nor has it a class that is a list of its members: a rule can't infer “one of these”.
ENUMERATIONS = {
    "EquivalentClasses(kg:EventStatus ObjectOneOf("
    "kg:Alleged kg:Denied kg:Disputed kg:Projected kg:Reported) )": "there is no sixth",
    "EquivalentClasses(kg:Stance ObjectOneOf("
    "kg:Actual kg:Negated kg:Planned kg:Possible kg:Unconfirmed) )": "there is no sixth",
}
# What the rules read of the ontology; all such axioms are within OWL 2 RL.
MATERIALISED = {"rdfs:subClassOf", "rdfs:subPropertyOf", "owl:inverseOf", "owl:SymmetricProperty"}


@pytest.fixture(scope="module")
def owl() -> Iterator[Callable[..., Any]]:
    with machine() as call:
        yield call


@pytest.fixture
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "statecraft.ttl")


def test_it_is_owl_dl(owl: Callable[..., Any], graph: rdflib.Graph) -> None:
    assert owl(violations, graph, "DL") == []


def test_it_is_owl_rl_but_for_what_is_listed(owl: Callable[..., Any], graph: rdflib.Graph) -> None:
    assert owl(violations, graph, "RL") == sorted(UNIONS | ENUMERATIONS)


def test_what_is_outside_would_be_seen(owl: Callable[..., Any], graph: rdflib.Graph) -> None:
    graph.parse(
        data=f"""@prefix kg: <{KG}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
        kg:suppliedByBodyOf a owl:IrreflexiveProperty .
        kg:Claim rdfs:subClassOf [
            a owl:Restriction ; owl:onProperty kg:stance ; owl:someValuesFrom kg:Stance ] ."""
    )
    assert "SubClassOf(kg:Claim ObjectSomeValuesFrom(kg:stance kg:Stance))" in owl(violations, graph, "RL")
    assert "IrreflexiveObjectProperty(kg:suppliedByBodyOf)" in owl(violations, graph, "DL")  # it has a chain


def test_no_rule_infers_from_what_is_outside() -> None:
    read = set()
    for path in (folder("ontology") / "rules").glob("*.rq"):
        lines = path.read_text(encoding="utf-8").splitlines()
        body = "\n".join(line for line in lines if not line.startswith(("#", "PREFIX")))
        read |= set(re.findall(r"\b(?:rdfs|owl):\w+", body))
    assert read == MATERIALISED
