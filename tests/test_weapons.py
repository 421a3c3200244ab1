"""The weapons list: words and systems found, typed and grouped."""

import pytest
import spacy

from kg import skos
from kg.resources import folder
from kg.weapons import Weapons

NLP = spacy.blank("en")
OF_COUNTRY = skos.KG + "ofCountry"


@pytest.fixture(scope="module")
def weapons() -> Weapons:
    return Weapons.load()


@pytest.fixture(scope="module")
def nodes() -> dict[str, skos.Node]:
    """Return the concepts of the list as they stand in the file."""
    found = skos.read(folder("ontology") / "weapons.ttl")
    return {iri: n for iri, n in found.items() if skos.KG + "WeaponType" in n.get(skos.RDF_TYPE, ())}


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
        ("Himars multiple rocket launchers", "HIMARS"),
        ("a Mi-17 helicopter", "Mi-8"),
        ("transport helicopters", "transport and utility helicopters"),
        ("Black Hawk helicopters", "Black Hawk"),
        ("AK-74Ms", "AK-74M"),
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


def test_a_variant_stands_under_its_system(weapons: Weapons) -> None:
    iri = weapons.type_of("T-72B3 Obr. 2016")
    assert iri is not None
    assert "T-72" in [weapons.labels[a] for a in weapons.ancestors(iri)]


def test_no_concept_stands_above_itself(weapons: Weapons) -> None:
    assert not [iri for iri in weapons.broader if iri in weapons.ancestors(iri)]


def test_the_list_is_broad(nodes: dict[str, skos.Node]) -> None:
    labels = [node[skos.SKOS + "prefLabel"][0] for node in nodes.values()]
    named = [n for n in labels if not n.islower() or any(c.isdigit() for c in n)]
    assert len(named) >= 2000


@pytest.mark.parametrize("country", ["iran", "north-korea", "russia", "china", "united-states"])
def test_missiles_and_drones_of_those_who_make_news(nodes: dict[str, skos.Node], country: str) -> None:
    weapons = Weapons(nodes)
    theirs = [i for i, n in nodes.items() if any(c.endswith(f"/{country}") for c in n.get(OF_COUNTRY, ()))]
    kinds = {weapons.labels[a] for i in theirs for a in weapons.ancestors(i)}
    assert {"ballistic missiles", "cruise missiles", "drones"} <= kinds
    assert len(theirs) >= 40


def test_the_categories_of_the_register_are_told(nodes: dict[str, skos.Node]) -> None:
    told = {n for node in nodes.values() for n in node.get(skos.SKOS + "notation", ())}
    assert told == {"I", "II", "III", "IV", "V", "VI", "VII", "VIII"}


def test_every_concept_names_its_source(nodes: dict[str, skos.Node]) -> None:
    assert all(node.get("http://purl.org/dc/terms/source") for node in nodes.values())


def test_no_name_has_two_concepts(nodes: dict[str, skos.Node]) -> None:
    owners: dict[str, set[str]] = {}
    for iri, node in nodes.items():
        for name in (*node.get(skos.SKOS + "prefLabel", ()), *node.get(skos.SKOS + "altLabel", ())):
            owners.setdefault(name, set()).add(iri)
    assert not {n: o for n, o in owners.items() if len(o) > 1}
