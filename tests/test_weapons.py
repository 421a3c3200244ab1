"""The weapons list: words and systems found, typed and grouped."""

import pytest
import spacy

from kg.weapons import Weapons

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def weapons() -> Weapons:
    return Weapons.load()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("tens of millions of aging artillery shells", "artillery shells"),
        ("shells", "artillery shells"),
        ("Ammunition", "ammunition"),
        ("munitions", "ammunition"),
        ("two short-range ballistic missiles", "short-range ballistic missiles"),
        ("ICBMs", "intercontinental ballistic missiles"),
        ("shells for howitzers", "artillery shells"),
        ("F-16 fighter jets", "F-16"),
        ("F16s", "F-16"),
        ("MiG-29s", "MiG-29"),
        ("HIMARS", "HIMARS"),
        ("Shahed-136 drones", "Shahed-136"),
        ("the Hwasong-17", "Hwasong-17"),
        ("a Sarmat intercontinental ballistic missile", "Sarmat"),
        ("satellite launch vehicles", "space launch vehicles"),
        ("small arms", "small arms and light weapons"),
        ("sets of body armor", "body armour"),
        ("electrical fuses", "fuses"),
    ],
)
def test_type_of_a_noun_phrase(weapons: Weapons, text: str, label: str) -> None:
    iri = weapons.type_of(text)
    assert iri is not None
    assert weapons.labels[iri] == label
    assert weapons.is_weapon(text)


@pytest.mark.parametrize(
    "text",
    [
        "an investigation",
        "a campaign",
        "a new round of talks",
        "missile talks",
        "Foreign Minister",
        "",
        "the javelin",
        "think tanks' reports",
    ],
)
def test_what_is_no_weapon(weapons: Weapons, text: str) -> None:
    assert not weapons.is_weapon(text)


def test_weapons_in_a_sentence(weapons: Weapons) -> None:
    doc = NLP("Iran sent Shahed drones, ballistic missiles and Fateh-110s.")
    found = [(doc[start:end].text, weapons.labels[iri]) for start, end, iri in weapons.find(doc)]
    assert found == [
        ("Shahed drones", "Shahed-136"),
        ("ballistic missiles", "ballistic missiles"),
        ("Fateh-110s", "Fateh-110"),
    ]


def test_systems_stand_under_their_register_category(weapons: Weapons) -> None:
    iri = weapons.type_of("Hwasong-17")
    assert iri is not None
    above = [weapons.labels[a] for a in weapons.ancestors(iri)]
    assert above == [
        "intercontinental ballistic missiles",
        "ballistic missiles",
        "missiles and missile launchers",
        "weapons",
    ]


def test_every_concept_leads_to_the_top(weapons: Weapons) -> None:
    (top,) = [iri for iri, above in weapons.broader.items() if not above]
    assert weapons.labels[top] == "weapons"
    assert all(top in weapons.ancestors(iri) for iri in weapons.broader if iri != top)


def test_the_list_is_broad(weapons: Weapons) -> None:
    assert len(weapons.labels) >= 800
