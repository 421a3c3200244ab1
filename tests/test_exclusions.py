"""Classes beside each other exclude each other, unless it is listed why one thing may be of both."""

from itertools import combinations

import pytest
import rdflib
from pitfalls.common import KG, above, disjoint, ours
from rdflib.namespace import OWL, RDFS

from kg.resolve.rules import load_rules
from kg.resources import folder

# What may be of two classes, and when.
OVERLAPPING = {
    "a summit of three is held in one room, or by video": [
        ("MultilateralMeeting", "InPersonMeeting"),
        ("MultilateralMeeting", "PhoneCall"),
    ],
    "one sentence accuses, condemns, warns and demands": list(
        combinations(
            "Accusation Denial Pledge Threat Warning Demand Condemnation ExpressionOfSupport".split(), 2
        )
    ),
    "a sale or an aid is delivered, under a licence or against the law": [
        *combinations("ArmsSale MilitaryAid ArmsDelivery ArmsSmuggling".split(), 2),
        *[(kind, "ArmsLicence") for kind in ("ArmsSale", "MilitaryAid", "ArmsDelivery")],
    ],
    "sanctions are tightened by imposing more": [("SanctionsImposition", "SanctionsExtension")],
    "what one calls the launch of a satellite is to another a missile's": [
        ("MissileLaunch", "SatelliteLaunch")
    ],
    "a country is a place that acts, and a city may stand for its authorities": [("Actor", "Place")],
}


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "statecraft.ttl")


@pytest.fixture(scope="module")
def apart(graph: rdflib.Graph) -> set[frozenset[str]]:
    """All pairs of classes that exclude each other, by what is said of them or of classes above."""
    said = disjoint(graph)
    classes = ours(graph, OWL.Class)
    return {
        frozenset(str(term).removeprefix(KG) for term in (one, other))
        for one, other in combinations(classes, 2)
        if any(frozenset((a, b)) in said for a in above(graph, one) for b in above(graph, other))
    }


def beside(graph: rdflib.Graph) -> set[frozenset[str]]:
    """All pairs of classes under one class of ours, or under none."""
    classes = ours(graph, OWL.Class)
    parents = {c: {p for p in graph.objects(c, RDFS.subClassOf) if p in KG} for c in classes}
    return {
        frozenset(str(term).removeprefix(KG) for term in (one, other))
        for one, other in combinations(classes, 2)
        if parents[one] & parents[other] or not (parents[one] or parents[other])
    }


def test_classes_beside_each_other_exclude_each_other_or_it_is_said_why_not(
    graph: rdflib.Graph, apart: set[frozenset[str]]
) -> None:
    overlapping = {frozenset(pair) for pairs in OVERLAPPING.values() for pair in pairs}
    assert beside(graph) - apart == overlapping


def test_events_are_never_merged_into_one_of_two_kinds_that_exclude_each_other(
    graph: rdflib.Graph, apart: set[frozenset[str]]
) -> None:
    families = set(graph.subjects(RDFS.subClassOf, KG.Event))
    kinds = {str(k).removeprefix(KG) for f in families for k in graph.subjects(RDFS.subClassOf, f)}
    same_family = {pair for pair in beside(graph) & apart if pair <= kinds}
    assert len(same_family) > 10
    kept_apart = load_rules().apart
    assert {pair for pair in same_family if not any(pair <= group for group in kept_apart)} == set()
