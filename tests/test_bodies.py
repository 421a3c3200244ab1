"""Bodies of states in the entity list: parliaments, agencies, parties, armed groups; territories."""

from collections import defaultdict

import pytest

from kg.gazetteer import Entry, Gazetteer
from kg.model import EntityType
from kg.names import key

DATA = "https://w3id.org/statecraft/data/entity/"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def bodies(gazetteer: Gazetteer) -> list[Entry]:
    return [e for e in gazetteer if e.type is EntityType.ORGANIZATION]


def outright(entry: Entry) -> set[str]:
    """Return the keys of the names that stand for a body wherever they are read."""
    return {key(n) for n in entry.names} - entry.short


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Sejm", "poland"),
        ("Kenyan National Assembly", "kenya"),
        ("Storting", "norway"),
        ("KUNA", "kuwait"),
        ("Anadolu Agency", "turkey"),
        ("Nigerian central bank", "nigeria"),
        ("UPDF", "uganda"),
        ("Indian Home Ministry", "india"),
        ("US 7th Fleet", "united-states"),
        ("Partido Revolucionario Institucional", "mexico"),
        ("Bangladesh Nationalist Party", "bangladesh"),
        ("Moro National Liberation Front", "philippines"),
    ],
)
def test_a_body_is_found_with_its_country(gazetteer: Gazetteer, name: str, country: str) -> None:
    (entry,) = gazetteer.lookup(name)
    assert entry.type is EntityType.ORGANIZATION
    assert entry.country == DATA + country


@pytest.mark.parametrize("name", ["Senate", "National Assembly", "Green Party", "Central Bank"])
def test_what_many_states_have_is_hidden(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.lookup(name)
    assert len({e.country for e in found}) > 1
    assert all(key(name) in e.short for e in found)


def test_no_two_bodies_of_a_state_share_a_name(bodies: list[Entry]) -> None:
    owners = defaultdict(set)
    for entry in bodies:
        for name in outright(entry):
            owners[entry.country, name].add(entry.label)
    assert not {k: v for k, v in owners.items() if len(v) > 1}


def test_no_hidden_name_is_that_of_another_body_of_the_state(bodies: list[Entry]) -> None:
    owners = defaultdict(set)
    for entry in bodies:
        for name in outright(entry):
            owners[entry.country, name].add(entry.label)
    shared = {(e.label, n) for e in bodies for n in e.short if owners[e.country, n] - {e.label}}
    assert not shared


@pytest.mark.parametrize(
    ("territory", "sovereign"),
    [
        ("Scotland", "united-kingdom"),
        ("Chechnya", "russia"),
        ("Abkhazia", "georgia"),
        ("Somaliland", "somalia"),
        ("Luhansk People's Republic", "ukraine"),
        ("Gibraltar", "united-kingdom"),
        ("Greenland", "denmark"),
    ],
)
def test_a_territory_leads_to_its_sovereign(gazetteer: Gazetteer, territory: str, sovereign: str) -> None:
    (entry,) = (e for e in gazetteer.lookup(territory) if e.type is EntityType.COUNTRY)
    assert entry.country == DATA + sovereign


@pytest.mark.parametrize("state", ["Taiwan", "Kosovo", "Palestine", "Western Sahara", "Falkland Islands"])
def test_what_states_dispute_has_no_sovereign(gazetteer: Gazetteer, state: str) -> None:
    (entry,) = (e for e in gazetteer.lookup(state) if e.type is EntityType.COUNTRY)
    assert entry.country is None


def test_antarctica_is_no_state(gazetteer: Gazetteer) -> None:
    assert [e.type for e in gazetteer.lookup("Antarctica")] == [EntityType.PLACE]
