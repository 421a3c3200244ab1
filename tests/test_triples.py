"""What an article says, as triples: who narrates, who fills what, where a place lies, what is hostile."""

import datetime
from dataclasses import replace

import pyoxigraph as ox

from kg.graph.triples import triples
from kg.graph.validate import validate
from kg.graph.vocab import GEO, KG, OWL, RDF, RDFS, WGS84
from kg.model import (
    NARRATOR,
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Extraction,
    Filler,
    Span,
    Stance,
    Tenure,
)

TEXT = "Iran sent missiles to Syria through Qom."
LIST = "http://example.org/list/"
IRAN = Entity("iran", EntityType.COUNTRY, "Iran", iri=LIST + "iran")
SYRIA = Entity("syria", EntityType.COUNTRY, "Syria", iri=LIST + "syria")
QOM = Entity(
    "qom",
    EntityType.PLACE,
    "Qom",
    iri=LIST + "qom",
    same_as=("https://sws.geonames.org/119208/",),
    country=LIST + "iran",
    point=("34.6401", "50.8760"),
)


def said(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def claim(voice: str, stance: Stance = Stance.ACTUAL) -> Claim:
    return Claim(f"c-{voice}", voice, stance, (Span(0, len(TEXT)),), "sent", "WeaponsTransfer/send")


def extraction(*claims: Claim, publisher: str | None = None, **changes: object) -> Extraction:
    event = Event(
        "e",
        "WeaponsTransfer",
        "WeaponsTransfer",
        (Filler("supplier", "iran", said("Iran")), Filler("recipient", "syria", said("Syria"))),
        claims,
        trigger="sent",
        rule="WeaponsTransfer/send",
    )
    article = Article("a", TEXT, date=datetime.date(2024, 5, 1))
    told = Extraction(article, (IRAN, SYRIA, QOM), events=(event,), publisher=publisher)
    return replace(told, **changes)  # type: ignore[arg-type]


def objects(found: list[ox.Triple], predicate: ox.NamedNode, subject: str | None = None) -> set[str]:
    return {
        t.object.value
        for t in found
        if t.predicate == predicate and (subject is None or t.subject.value == subject)  # type: ignore[union-attr]
    }


def test_what_the_narrator_says_is_reported_and_conforms() -> None:
    found = triples(extraction(claim(NARRATOR)))
    assert objects(found, KG.status) == {KG.Reported.value}
    assert not list(validate(found))


def test_a_publisher_that_acts_is_the_narrator_of_its_release() -> None:
    found = triples(extraction(claim("iran"), publisher="iran"))
    assert objects(found, KG.status) == {KG.Reported.value}
    assert objects(found, KG.claimant) == {LIST + "iran"}


def test_what_another_says_is_alleged() -> None:
    found = triples(extraction(claim("iran")))
    assert objects(found, KG.status) == {KG.Alleged.value}


def test_no_two_fillers_share_a_node() -> None:
    span = said("Iran")
    one, two = Filler("supplier", "a", span), Filler("supplier", "a/0-4", span)
    entities = (Entity("a", EntityType.COUNTRY, "A"), Entity("a/0-4", EntityType.COUNTRY, "B"))
    event = Event("e", "Meeting", "Meeting", (one, two), (claim(NARRATOR),), trigger="t", rule="r")
    found = triples(Extraction(Article("a", TEXT), entities, events=(event,)))
    roles = {t.subject for t in found if t.predicate == KG.fillsRoleIn}
    assert len(roles) == 2


def test_a_claim_in_a_statement_is_what_the_statement_is_about() -> None:
    made = replace(claim("iran"), made_in="s")
    told = extraction(made)
    statement = Event("s", "Statement", "Statement", (), (claim(NARRATOR),), trigger="said", rule="r")
    found = triples(replace(told, events=(*told.events, statement)))
    statement_iri = next(iter(objects(found, KG.madeIn)))
    assert objects(found, KG.about, statement_iri) == objects(found, KG.ofEvent) - {statement_iri}


def test_a_place_has_its_point_country_and_namesake() -> None:
    found = triples(extraction(claim(NARRATOR)))
    qom = LIST + "qom"
    assert objects(found, WGS84.lat, qom) == {"34.6401"}
    assert objects(found, WGS84.long, qom) == {"50.876"}
    assert objects(found, GEO.asWKT) == {"POINT(50.876 34.6401)"}
    assert objects(found, KG.ofCountry, qom) == {LIST + "iran"}
    assert objects(found, OWL.sameAs, qom) == {"https://sws.geonames.org/119208/"}


def test_a_tenure_is_claimed_with_day_evidence_and_rule() -> None:
    person = Entity("ali", EntityType.PERSON, "Ali")
    tenure = Tenure("t", "ali", "minister", "iran", said("Iran"), "minister")
    told = extraction(claim(NARRATOR))
    found = triples(replace(told, entities=(*told.entities, person), tenures=(tenure,)))
    node = next(t.subject.value for t in found if t.object == KG.Tenure)  # type: ignore[union-attr]
    assert objects(found, KG.asOf, node) == {"2024-05-01"}
    assert objects(found, KG.ofOrganization, node) == {LIST + "iran"}
    claimed = next(t.subject.value for t in found if t.predicate == KG.ofEvent and t.object.value == node)  # type: ignore[union-attr]
    assert objects(found, KG.rule, claimed) == {"Tenure/title"}
    assert objects(found, KG.evidence, claimed)
    assert not list(validate(found))


def test_hostile_ids_and_labels_stay_what_they_are() -> None:
    label = 'x> <http://evil.example/p> "y" .\n<script>'
    entity = Entity("../../x y", EntityType.PERSON, label)
    found = triples(Extraction(Article("../a?b#c <d>", TEXT), (entity,)))
    assert label in objects(found, RDFS.label)
    iris = {t.subject.value for t in found if t.predicate == RDF.type}  # type: ignore[union-attr]
    assert all(not set(' <>"?#') & set(iri) for iri in iris)
    assert not any("/../" in iri for iri in iris)
