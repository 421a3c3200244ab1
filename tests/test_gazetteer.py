"""The entity list: names found in text, their variants, their ambiguity; offices and their holders."""

import datetime
import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg import skos
from kg.errors import OntologyError
from kg.gazetteer import Gazetteer, Match
from kg.model import EntityType
from kg.resources import folder

NLP = spacy.blank("en")
PREFIXES = """@prefix kg: <https://w3id.org/statecraft#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    """Return (words, label of the first candidate) of each match."""
    doc = NLP(text)
    return [(doc[m.start : m.end].text, m.candidates[0].label) for m in gazetteer.find(doc)]


def only(gazetteer: Gazetteer, text: str) -> Match:
    (match,) = gazetteer.find(NLP(text))
    return match


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Kim Jong Un", "Kim Jong Un"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("KIM JONG UN", "Kim Jong Un"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Hugo Chavez", "Hugo Chávez"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Yoon Suk-yeol", "Yoon Suk Yeol"),
        ("Cote d'Ivoire", "Côte d'Ivoire"),
        ("Côte d’Ivoire", "Côte d'Ivoire"),
        ("the Ivory Coast", "Côte d'Ivoire"),
        ("D.P.R.K.", "North Korea"),
        ("the Democratic People’s Republic of Korea", "North Korea"),
        ("the U.S.", "United States"),
        ("USA", "United States"),
        ("U.N. Security Council", "United Nations Security Council"),
        ("the State Department", "U.S. State Department"),
        ("Nato", "NATO"),
        ("G-7", "G7"),
        ("South Korea's Joint Chiefs of Staff", "South Korean Joint Chiefs of Staff"),
        ("Russian Ministry of Defence", "Russian Defense Ministry"),
        ("Hayat Tahrir al-Sham", "Hay'at Tahrir al-Sham"),
        ("Türkiye", "Turkey"),
        ("Komsomolsk-on-Amur", "Komsomolsk-on-Amur"),
    ],
)
def test_variants_of_a_name_lead_to_one_entry(gazetteer: Gazetteer, text: str, label: str) -> None:
    assert only(gazetteer, text).candidates[0].label == label


@pytest.mark.parametrize(
    "text",
    [
        "He told us that it may rain",
        "who is he?",
        "it is so",
        "WHO IS THERE?",
        "a turkey and a polish cloth",
        "may march",
    ],
)
def test_common_words_are_no_names(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(NLP(text)) == ()


def test_headline_in_capitals(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "US AND NORTH KOREA AGREE TO MEET IN GENEVA") == [
        ("US", "United States"),
        ("NORTH KOREA", "North Korea"),
        ("GENEVA", "Geneva"),
    ]


def test_possessive_is_not_part_of_a_name(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Russia's offer and Putin’s words") == [
        ("Russia", "Russia"),
        ("Putin", "Vladimir Putin"),
    ]


def test_the_longest_name_wins(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "The United Nations Security Council met") == [
        ("United Nations Security Council", "United Nations Security Council")
    ]


def test_a_name_ends_at_a_mark(gazetteer: Gazetteer) -> None:
    labels = [label for _, label in found(gazetteer, "He left North. Korea was far, South, Africa too.")]
    assert "North Korea" not in labels
    assert "South Africa" not in labels


def test_capital_stands_for_the_government_and_the_city(gazetteer: Gazetteer) -> None:
    match = only(gazetteer, "Moscow denied it")
    assert match.kind == "metonym"
    assert [(c.label, c.type) for c in match.candidates] == [
        ("Russia", EntityType.COUNTRY),
        ("Moscow", EntityType.PLACE),
    ]


def test_ambiguous_names_keep_every_candidate(gazetteer: Gazetteer) -> None:
    assert {c.type for c in only(gazetteer, "Georgia").candidates} == {EntityType.COUNTRY, EntityType.PLACE}
    congo = {c.label for c in only(gazetteer, "Congolese").candidates}
    assert congo == {"Democratic Republic of the Congo", "Republic of the Congo"}


def test_jordan_is_the_country(gazetteer: Gazetteer) -> None:
    assert only(gazetteer, "Jordan").candidates[0].type is EntityType.COUNTRY


@pytest.mark.parametrize(
    ("text", "label"),
    [("Russian", "Russia"), ("Iranians", "Iran"), ("Swiss", "Switzerland"), ("North Koreans", "North Korea")],
)
def test_demonyms(gazetteer: Gazetteer, text: str, label: str) -> None:
    match = only(gazetteer, f"the {text} side")
    assert (match.kind, match.candidates[0].label) == ("demonym", label)


def test_institutions_are_organisations_of_their_country(gazetteer: Gazetteer) -> None:
    for text, country in [
        ("the Kremlin", "Russia"),
        ("the White House", "United States"),
        ("the Pentagon", "United States"),
    ]:
        entry = only(gazetteer, text).candidates[0]
        assert entry.type is EntityType.ORGANIZATION
        assert entry.country is not None
        home = gazetteer.get(entry.country)
        assert home is not None
        assert home.label == country


@pytest.mark.parametrize(
    ("title", "body", "day", "names"),
    [
        ("foreign minister", "Russia", "2023-09-13", ["Sergei Lavrov"]),
        ("Minister of Foreign Affairs", "Iran", "2007-05-29", ["Manouchehr Mottaki"]),
        ("defence minister", "Russia", "2023-07-27", ["Sergei Shoigu"]),
        ("defense minister", "Russia", "2025-01-01", ["Andrei Belousov"]),
        ("leader", "North Korea", "2023-09-13", ["Kim Jong Un"]),
        ("leader", "North Korea", "2006-10-09", ["Kim Jong Il"]),
        ("president", "United States", "2006-10-09", ["George W. Bush"]),
        ("secretary of state", "United States", "2022-03-30", ["Antony Blinken"]),
        ("spokesman", "U.S. State Department", "2021-07-26", ["Ned Price"]),
        ("secretary general", "United Nations", "2023-09-01", ["António Guterres"]),
        ("prime minister", "Japan", "2007-06-07", ["Shinzo Abe"]),
    ],
)
def test_who_held_an_office(gazetteer: Gazetteer, title: str, body: str, day: str, names: list[str]) -> None:
    (organization,) = gazetteer.lookup(body)
    holders = gazetteer.holders(title, organization.iri, datetime.date.fromisoformat(day))
    assert [e.label for e in holders] == names


def test_partial_dates_hold_to_their_end(gazetteer: Gazetteer) -> None:
    (iraq,) = gazetteer.lookup("Iraq")
    after = gazetteer.holders("president", iraq.iri, datetime.date(2003, 6, 1))
    assert "Saddam Hussein" not in [e.label for e in after]


def test_the_list_is_broad(gazetteer: Gazetteer) -> None:
    counts = {t: sum(e.type is t for e in gazetteer) for t in EntityType}
    assert counts[EntityType.COUNTRY] >= 250
    assert counts[EntityType.PERSON] >= 2300
    assert counts[EntityType.ORGANIZATION] >= 3500
    assert counts[EntityType.PLACE] >= 1300
    assert sum(1 for e in gazetteer if e.offices) >= 1500


def test_the_members_of_the_united_nations_are_listed(gazetteer: Gazetteer) -> None:
    members = (Path(__file__).parent / "data" / "un_members.txt").read_text(encoding="utf-8").split("; ")
    assert len(members) == 193
    lost = [
        m
        for m in members
        if not any(
            e.type is EntityType.COUNTRY and (e.demonyms or m == "Dominica") and e.same_as
            for e in gazetteer.lookup(m.strip())
        )
    ]
    assert lost == []


def test_former_states_tell_their_period() -> None:
    nodes = skos.read(folder("ontology") / "entities.ttl")
    ended = {i.rsplit("/", 1)[1] for i, n in nodes.items() if n.get(skos.KG + "endDate") and "/entity/" in i}
    assert {"soviet-union", "yugoslavia", "east-germany", "czechoslovakia", "warsaw-pact"} <= ended
    for iri, node in nodes.items():
        start, end = (node.get(skos.KG + p, ("",))[0] for p in ("startDate", "endDate"))
        assert not (start and end) or start <= end, iri


def test_identifiers_of_wikidata_are_unique_and_every_entry_names_a_source() -> None:
    nodes = skos.read(folder("ontology") / "entities.ttl")
    same = [
        (s, i)
        for i, n in nodes.items()
        for s in n.get("http://www.w3.org/2002/07/owl#sameAs", ())
        if "wiki" in s
    ]
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", s) for s, _ in same)
    assert len({s for s, _ in same}) == len(same) > 400
    unsourced = [
        i
        for i, n in nodes.items()
        if "/entity/" in i and n.get(skos.SKOS + "prefLabel") and not n.get("http://purl.org/dc/terms/source")
    ]
    assert unsourced == []


def test_every_reference_leads_to_an_entry(gazetteer: Gazetteer) -> None:
    for entry in gazetteer:
        assert entry.country is None or gazetteer.get(entry.country) is not None, entry.iri
        for office in entry.offices:
            assert office.organization is None or gazetteer.get(office.organization) is not None, entry.iri
            assert not (office.start and office.end) or office.start <= office.end, (entry.label, office)


def test_every_entry_is_found_by_its_label(gazetteer: Gazetteer) -> None:
    lost = [e.label for e in gazetteer if not any(e in m.candidates for m in gazetteer.find(NLP(e.label)))]
    assert lost == []


def test_users_add_their_own_list(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(PREFIXES + ':f a kg:Organization ; skos:prefLabel "Foo Front"@en .', encoding="utf-8")
    shipped = Path(__file__).parent.parent / "ontology" / "entities.ttl"
    both = Gazetteer.load(shipped, own)
    assert only(both, "Foo Front").candidates[0].iri == "http://example.org/f"
    assert both.lookup("Russia")


@pytest.mark.parametrize("content", ["not turtle", PREFIXES + ":f a kg:Organization ."])
def test_a_bad_list_says_what_is_wrong(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError):
        Gazetteer.load(path)


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"nowhere\.ttl"):
        Gazetteer.load(tmp_path / "nowhere.ttl")


@given(st.text(max_size=80))
def test_any_text_is_read_in_order_without_overlap(gazetteer: Gazetteer, text: str) -> None:
    doc = NLP(text)
    last = 0
    for match in gazetteer.find(doc):
        assert last <= match.start < match.end <= len(doc)
        assert match.candidates
        last = match.end
