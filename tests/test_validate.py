"""Each shape rejects the graph that it is there for, and nothing else does."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH

from kg.errors import InputError
from kg.graph.validate import KG, validate, validate_file
from kg.resources import folder

GOOD = """
@prefix kg: <https://w3id.org/statecraft#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://example.org/> .
:a a kg:Article ; dcterms:identifier "a" .
:text a nif:Context ; nif:isString "Kim met Putin." .
:e a kg:Meeting ; kg:status kg:Reported ; kg:participant :kim ; kg:trigger "met" ; kg:rule "Meeting/meet" .
:kim a kg:Person ; rdfs:label "Kim" .
:c a kg:Claim ; kg:ofEvent :e ; kg:claimant :a ; kg:stance kg:Actual ;
    kg:evidence :p ; prov:wasDerivedFrom :a .
:p a nif:Phrase ; nif:beginIndex 0 ; nif:endIndex 3 ; nif:anchorOf "Kim" ; nif:referenceContext :text .
"""
MENTION = ":p a nif:Phrase , kg:Mention ; kg:mentionOf :kim ; kg:fillsRoleIn :e ;"
BROKEN = [
    ("kg:stance kg:Actual", "kg:stance kg:Actual , kg:Possible", "exactly one stance"),
    ("kg:stance kg:Actual ;", "", "exactly one stance"),
    ("kg:claimant :a ;", "", "exactly one claimant"),
    ("kg:evidence :p ;", "", "has evidence"),
    ("; prov:wasDerivedFrom :a .", ".", "exactly one article"),
    ("kg:status kg:Reported", "kg:status kg:Reported , kg:Alleged", "exactly one status"),
    ("kg:status kg:Reported ;", "", "exactly one status"),
    ("kg:stance kg:Actual", "kg:stance kg:Possible", "narrator's actual claim"),
    ("kg:claimant :a", "kg:claimant :kim", "narrator's actual claim"),
    ("kg:participant :kim", "kg:participant :text", "participant is an actor"),
    ('nif:anchorOf "Kim"', 'nif:anchorOf "Putin"', "offsets of a phrase"),
    ("nif:endIndex 3", "nif:endIndex 0", "begins before it ends"),
    ('; rdfs:label "Kim"', "", "has a label"),
    ('; kg:rule "Meeting/meet"', "", "names its rule"),
    ("kg:participant :kim", 'kg:participant :kim ; kg:date "Wednesday"', "a date is"),
    ("kg:participant :kim", 'kg:participant :kim ; kg:date "3023"^^xsd:gYear', "between 1500 and 2099"),
    ("kg:participant :kim", 'kg:participant :kim ; kg:startDate "soon"', "a date is"),
    (
        "kg:participant :kim",
        'kg:participant :kim ; kg:startDate "2023-09"^^xsd:gYearMonth ; kg:endDate "2023-08-30"^^xsd:date',
        "a period begins before it ends",
    ),
    (
        'dcterms:identifier "a" .',
        'dcterms:identifier "a" ; dcterms:issued "2020-01-01"^^xsd:date . :e kg:date "2022"^^xsd:gYear .',
        "not dated long after",
    ),
    ('nif:isString "Kim met Putin."', 'nif:isString "Kim met Putin." , "Kim"', "a text holds its words"),
    ('dcterms:identifier "a"', "dcterms:identifier 'a' , 'b'", "exactly one identifier"),
    (":p a nif:Phrase ;", f"{MENTION} kg:asRole kg:trigger ;", "one of the roles"),
    (":p a nif:Phrase ;", f"{MENTION} kg:asRole kg:speaker , kg:participant ;", "one of the roles"),
]


PLACE = """
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
:qom a kg:Place ; rdfs:label "Qom" ; wgs84:lat 34.64 ; wgs84:long 50.88 ; geo:hasGeometry :point .
:point a geo:Geometry ; geo:asWKT "POINT(50.88 34.64)"^^geo:wktLiteral .
"""
MISPLACED = [
    ("wgs84:lat 34.64", "wgs84:lat 134.64", "latitude"),
    ("wgs84:lat 34.64 ;", "", "latitude"),
    ("wgs84:long 50.88", 'wgs84:long "50.88"', "longitude"),
    ("geo:hasGeometry :point", "geo:hasGeometry :a", "geometry, an IRI"),
    ("geo:hasGeometry :point", "geo:hasGeometry []", "geometry, an IRI"),
    ("POINT(50.88 34.64)", "POINT(34.64 50.88)", "longitude first"),
    ("POINT(50.88 34.64)", "50.88, 34.64", "in well-known text"),
]


def _triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)]


def check(text: str) -> list[str]:
    return [violation.message for violation in validate(_triples(text))]


CASES = [
    GOOD,
    GOOD + PLACE,
    *(GOOD.replace(old, new) for old, new, _ in BROKEN),
    *(GOOD + PLACE.replace(old, new) for old, new, _ in MISPLACED),
]


@pytest.mark.parametrize("text", CASES, ids=range(len(CASES)))
def test_pyshacl_finds_the_same(text: str) -> None:
    """The shapes are compiled to SPARQL by us: an engine that reads them as they stand has to agree."""
    data = rdflib.Graph().parse(data=ox.serialize(_triples(text), format=ox.RdfFormat.N_TRIPLES), format="nt")
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    ontology = rdflib.Graph().parse(folder("ontology") / "statecraft.ttl")
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    results = list(report.subjects(RDF.type, SH.ValidationResult))
    theirs = {(report.value(r, SH.focusNode), report.value(r, SH.resultMessage)) for r in results}
    assert {(v.node, v.message) for v in validate(_triples(text))} == {(str(n), str(m)) for n, m in theirs}


def test_every_class_has_a_shape() -> None:
    ontology = rdflib.Graph().parse(folder("ontology") / "statecraft.ttl")
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    covered = set(shapes.objects(None, SH.targetClass))
    # Held by what points to them: one of five stances, five statuses, ten roles; titles stand in lists only.
    elsewhere = {KG + name for name in ("Stance", "EventStatus", "Role", "OfficeTitle")}
    for kind in ontology.subjects(RDF.type, OWL.Class):
        if str(kind).startswith(KG) and str(kind) not in elsewhere:
            above = set(ontology.transitive_objects(kind, RDFS.subClassOf))
            below = set(ontology.transitive_subjects(RDFS.subClassOf, kind)) - {kind}
            assert covered & above or below, kind


def test_a_sound_graph_conforms() -> None:
    assert check(GOOD) == []


def test_a_mention_in_a_role_conforms() -> None:
    assert check(GOOD.replace(":p a nif:Phrase ;", f"{MENTION} kg:asRole kg:participant ;")) == []


def test_a_placed_graph_conforms() -> None:
    assert check(GOOD + PLACE) == []


@pytest.mark.parametrize(("old", "new", "message"), MISPLACED)
def test_a_misplaced_point_is_rejected(old: str, new: str, message: str) -> None:
    assert old in PLACE
    assert any(message in m for m in check(GOOD + PLACE.replace(old, new)))


@pytest.mark.parametrize(("old", "new", "message"), BROKEN)
def test_a_broken_graph_is_rejected_by_its_shape(old: str, new: str, message: str) -> None:
    assert old in GOOD
    messages = check(GOOD.replace(old, new))
    assert any(message in m for m in messages)


def test_a_denied_event_is_never_reported() -> None:
    denial = (
        ":d a kg:Claim ; kg:ofEvent :e ; kg:claimant :kim ; kg:stance kg:Negated ; "
        "kg:evidence :p ; prov:wasDerivedFrom :a ."
    )
    assert check(GOOD + denial) == ["an event that somebody denies is not reported"]


def test_a_violation_tells_article_and_words() -> None:
    broken = GOOD.replace("kg:stance kg:Actual ;", "")
    found = validate(_triples(broken))
    stance = next(v for v in found if "stance" in v.message)
    assert stance.article == "https://example.org/a"
    assert "'Kim'" in str(stance)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("this is no Turtle")
    with pytest.raises(InputError, match=r"bad\.ttl"):
        validate_file(bad)
    with pytest.raises(InputError, match="absent"):
        validate_file(tmp_path / "absent.ttl")
