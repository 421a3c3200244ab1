"""One world from many articles: what is merged, what stays apart, what a status follows from."""

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from made import BASE, DULL, HERE, KG, LIST, SHARP, article, event, launch, saying, shells, summit

from kg.build import add
from kg.dataset import open_dataset
from kg.model import NARRATOR, Event, Extraction, Item, Stance, Tenure


class World:
    """The default graph of a store that was built from articles."""

    def __init__(self, directory: Path, *articles: Extraction) -> None:
        with open_dataset(directory, BASE) as dataset:
            add(dataset, articles)
        self.database = ox.Store.read_only(str(directory / "data"))

    def values(self, pattern: str) -> list[str]:
        """Values of ?x, IRIs in the ontology by their name."""
        prefixes = {
            "kg": KG,
            "prov": "http://www.w3.org/ns/prov#",
            "dcterms": "http://purl.org/dc/terms/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "entity": LIST,
        }
        found = self.database.query(f"SELECT DISTINCT ?x WHERE {{ {pattern} }}", prefixes=prefixes)
        return sorted(row["x"].value.removeprefix(KG) for row in found)

    def events(self) -> list[str]:
        return self.values("?c kg:ofEvent ?x . ?x kg:status ?s . FILTER NOT EXISTS { ?x a kg:Tenure }")

    def statuses(self) -> list[str]:
        return self.values("?e kg:status ?x")


def test_two_articles_on_one_summit_give_one_event_with_two_sources(tmp_path: Path) -> None:
    world = World(tmp_path / "s", article("one", summit()), article("two", summit()))
    assert len(world.events()) == 1
    assert world.values("?c kg:ofEvent ?e ; prov:wasDerivedFrom/dcterms:identifier ?x") == ["one", "two"]
    assert len(world.values("?x kg:ofEvent ?e")) == 2
    assert len(world.values(f"?x prov:specializationOf <{world.events()[0]}>")) == 2
    assert world.values("?e kg:participant ?x") == [LIST + "kim-jong-un", LIST + "vladimir-putin"]
    assert world.statuses() == ["Reported"]


def test_the_merged_event_has_an_iri_of_its_own(tmp_path: Path) -> None:
    alone = World(tmp_path / "s", article("one", summit()))
    locals_ = alone.values("?x prov:specializationOf ?e . ?e kg:status ?s")
    assert len(locals_) == 1
    assert locals_ != alone.events()
    assert not alone.values(f"<{locals_[0]}> kg:participant ?x")


APART = {
    "launches on two days": (launch(), launch(day="2023-09-15")),
    "rounds of talks": (
        event("Meeting", day="2023-09-11", participant=["Russia", "North Korea"]),
        event("Meeting", participant=["Russia", "North Korea"]),
    ),
    "presidents and their ministers": (
        summit(),
        event("Meeting", day="2023-09-13", participant=["Sergei Shoigu", "Kim Jong Un"]),
    ),
    "a call and a meeting": (
        summit(),
        event("Meeting", "PhoneCall", day="2023-09-13", participant=["Kim Jong Un", "Vladimir Putin"]),
    ),
    "one person in common": (summit(), summit(participant=["Kim Jong Un", "Joe Biden"])),
    "supplier and recipient swapped": (shells(), shells(supplier="Russia", recipient="North Korea")),
    "past and feared deliveries": (shells(), shells(said=[("United States", Stance.POSSIBLE)])),
    "other goods": (shells(), shells(items=[Item("fighter jets", HERE)])),
    "other amounts": (
        shells(day="2023-09", items=[Item("aid", HERE, quantity_text="$1 billion")]),
        shells(day="2023-09", items=[Item("aid", HERE, quantity_text="$800 million")]),
    ),
    "imposed and lifted": (
        event("SanctionsAction", "SanctionsImposition", imposer="United States", target="Russia"),
        event("SanctionsAction", "SanctionsLifting", imposer="United States", target="Russia"),
    ),
    "a missile and a satellite": (
        launch(),
        event("WeaponsTest", "SatelliteLaunch", day="2023-09-13", tester="North Korea"),
    ),
    "places": (launch(place="Place: Sunan"), launch(place="Place: Wonsan")),
    "look-alike statements": (
        saying("We condemn in the strongest terms the attack in Kabul and we stand with the victims"),
        saying("We condemn in the strongest terms the attack in Lahore and we stand with the victims"),
    ),
    "short statements": (saying("No comment."), saying("No comment.")),
    "the words of two speakers": (saying(SHARP), saying(SHARP, speaker="Vladimir Putin")),
    "paraphrases of two speeches": (saying(SHARP, quoted=False), saying(DULL, quoted=False)),
    "one phrase a week later": (
        saying(SHARP, quoted=False, day="2023-09-06"),
        saying(SHARP, quoted=False, day="2023-09-13"),
    ),
    "a minister and his own country": (
        event("Meeting", day="2023-09-13", participant=["Russia", "Vladimir Putin", "North Korea"]),
        event("Meeting", day="2023-09-13", participant=["Russia", "Vladimir Putin", "United States"]),
    ),
    "families": (summit(), launch()),
}


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_different_events_stay_two(tmp_path: Path, pair: tuple[Event, Event]) -> None:
    assert len(World(tmp_path / "s", article("one", pair[0]), article("two", pair[1])).events()) == 2


TOGETHER = {
    "a date and its month": (summit(), summit(day="2023-09")),
    "a date and none, told the same day": (summit(), summit(day=None)),
    "planned and done, with the day": (summit(said=[(NARRATOR, Stance.PLANNED)]), summit()),
    "two missiles or three": (launch(), launch(items=[Item("missiles", HERE, 3, "three")])),
    "claimed and denied": (
        shells(said=[("United States", Stance.ACTUAL)]),
        shells(said=[("North Korea", Stance.NEGATED)]),
    ),
    "a hedged amount": (
        shells(items=[Item("aid", HERE, quantity_text="up to $800 million")]),
        shells(items=[Item("military aid", HERE, quantity_text="$800 million")]),
    ),
    "rounds of talks, told on one day": (
        event("Meeting", participant=["Russia", "North Korea"]),
        event("Meeting", participant=["Russia", "North Korea"]),
    ),
    "a state and its minister": (summit(), summit(participant=["Russia", "North Korea"])),
    "nobody told, on one day, with one weapon": (launch(), launch(tester=[])),
    "one supplier, none told": (shells(), shells(supplier=[])),
    "one paraphrase on one day": (saying(SHARP, quoted=False), saying(SHARP, quoted=False)),
    "one quote": (saying(SHARP), saying(f"“{SHARP},” and more than that, if need be, in the days to come")),
    "one organisation without an entry": (
        event("SanctionsAction", imposer="European Widget Council", target="Russia"),
        event("SanctionsAction", imposer="the European Widget Council", target="Russia"),
    ),
}


@pytest.mark.parametrize("pair", TOGETHER.values(), ids=TOGETHER)
def test_one_event_told_twice_is_one(tmp_path: Path, pair: tuple[Event, Event]) -> None:
    assert len(World(tmp_path / "s", article("one", pair[0]), article("two", pair[1])).events()) == 1


def test_what_appeared_much_later_without_a_date_stays_apart(tmp_path: Path) -> None:
    late = article("two", summit(day=None), published=date(2023, 10, 13))
    assert len(World(tmp_path / "s", article("one", summit()), late).events()) == 2


def test_two_events_of_one_article_are_never_merged_by_a_third(tmp_path: Path) -> None:
    both = article("one", summit(number=1), summit(number=2))
    assert len(World(tmp_path / "s", both, article("two", summit())).events()) == 2


def test_names_are_merged_and_descriptions_and_surnames_are_not(tmp_path: Path) -> None:
    def told(by: str) -> Event:
        return launch(said=[(by, Stance.ACTUAL)])

    def voices(name: str, one: str, two: str) -> list[str]:
        world = World(tmp_path / name, article("one", told(one)), article("two", told(two)))
        return world.values("?c kg:claimant ?x")

    assert len(voices("a", "Person: Jane Q. Roe", "Person: Jane Q Roe")) == 1
    assert len(voices("b", "Person: Roe", "Person: Roe")) == 2
    assert len(voices("c", "South Korean officials", "South Korean officials")) == 2
    assert len(voices("d", "The Widget Council", "Widget Council")) == 1


def test_a_body_told_with_its_state_and_without_is_one_side(tmp_path: Path) -> None:
    def sanctioned(target: str) -> Event:
        return event(
            "SanctionsAction", "SanctionsImposition", day="2021-07-30", imposer="United States", target=target
        )

    told = ["Cuban Revolutionary Police", "Revolutionary Police"]
    assert len(World(tmp_path / "a", *(article(x[:2], sanctioned(x)) for x in told)).events()) == 1
    everyones = ["Cuban Foreign Ministry", "Foreign Ministry"]
    assert len(World(tmp_path / "b", *(article(x[:2], sanctioned(x)) for x in everyones)).events()) == 2
    others = ["Cuban Revolutionary Police", "Syrian Revolutionary Police"]
    assert len(World(tmp_path / "c", *(article(x[:2], sanctioned(x)) for x in others)).events()) == 2


def test_all_labels_are_kept(tmp_path: Path) -> None:
    say = [("The Widget Council", Stance.ACTUAL)], [("Widget Council", Stance.ACTUAL)]
    world = World(tmp_path / "s", *(article(f"a{i}", launch(said=who)) for i, who in enumerate(say)))
    assert len(world.values("?c kg:claimant/rdfs:label ?x")) == 1
    labels = world.values("?c kg:claimant/(rdfs:label|skos:altLabel) ?x")
    assert labels == ["The Widget Council", "Widget Council"]


def test_a_claim_in_one_article_and_its_denial_in_another_are_a_dispute(tmp_path: Path) -> None:
    claimed = article("one", shells(said=[("United States", Stance.ACTUAL)]))
    denied = article("two", shells(said=[("North Korea", Stance.NEGATED)]))
    assert World(tmp_path / "a", claimed).statuses() == ["Alleged"]
    assert World(tmp_path / "b", denied).statuses() == ["Denied"]
    assert World(tmp_path / "c", claimed, denied).statuses() == ["Disputed"]
    assert World(tmp_path / "d", article("one", shells()), denied).statuses() == ["Disputed"]


@pytest.mark.parametrize(
    ("publisher", "status"),
    [
        ("The Wire", "Reported"),
        (None, "Reported"),
        ("The White House", "Reported"),
        ("Ministry of Defence of Japan", "Reported"),
        ("United Nations", "Reported"),
        ("North Korea", "Alleged"),
        ("Ministry of Defence of Russia", "Alleged"),
        ("Russian Ministry of Defence", "Alleged"),
    ],
)
def test_a_publisher_that_takes_part_is_no_neutral_narrator(
    tmp_path: Path, publisher: str | None, status: str
) -> None:
    told = article("one", shells(), publisher=publisher)
    assert World(tmp_path / "a", told).statuses() == [status]
    neutral = article("two", shells(), publisher="The Post")
    assert World(tmp_path / "b", told, neutral).statuses() == ["Reported"]


def test_the_most_precise_date_stands_and_differing_ones_all_do(tmp_path: Path) -> None:
    finer = World(tmp_path / "a", article("one", summit(day="2023-09")), article("two", summit()))
    assert finer.values("?e kg:date ?x") == ["2023-09-13"]


def test_items_told_alike_are_one_and_others_stand_beside(tmp_path: Path) -> None:
    three = launch(items=[Item("ballistic missiles", HERE, 3, "three")])
    world = World(tmp_path / "s", article("one", launch()), article("two", three), article("x", launch()))
    assert len(world.events()) == 1
    assert world.values("?e kg:item/kg:quantity ?x") == ["2", "3"]
    assert len(world.values("?e kg:item ?x")) == 2


def test_one_office_told_twice_is_one(tmp_path: Path) -> None:
    held = Tenure("t1", "Person: Sergei Q. Roe", "Defense Minister", "Russia", HERE, "Defense Minister")
    world = World(tmp_path / "s", article("one", tenures=[held]), article("two", tenures=[held]))
    assert len(world.values("?x a kg:Tenure ; kg:person ?p ; kg:officeTitle 'Defense Minister'")) == 1


def test_the_world_describes_the_entries_used_and_the_ontology(tmp_path: Path) -> None:
    world = World(tmp_path / "s", article("one", summit()))
    assert world.values("entity:kim-jong-un kg:ofCountry/rdfs:label|kg:ofCountry/skos:prefLabel ?x")
    assert world.values("?x rdfs:subClassOf kg:Meeting")
    assert not world.values("entity:united-states ?p ?x")
