"""Names in short articles → entities: what the list knows, by context and date; what stays its own node."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.gazetteer import Gazetteer
from kg.language.coreference import References, resolve
from kg.model import Article, EntityType
from kg.resources import folder
from kg.tools import Tools

Links = Callable[..., dict[str, str | None]]


@pytest.fixture(scope="session")
def read(tools: Tools) -> Callable[..., tuple[str, References]]:
    def references(text: str, date: str | None = None, source: str | None = None) -> tuple[str, References]:
        day = datetime.date.fromisoformat(date) if date else None
        article = Article("test", text, "", day, source)
        return text, resolve(tools.nlp(text), article, tools.gazetteer)

    return references


@pytest.fixture(scope="session")
def links(tools: Tools) -> Links:
    """Return the words of each name with the list's label of what they lead to; None for an own node."""

    def found(text: str, date: str | None = None, source: str | None = None) -> dict[str, str | None]:
        day = datetime.date.fromisoformat(date) if date else None
        doc = tools.nlp(text)
        references = resolve(doc, Article("test", text, "", day, source), tools.gazetteer)
        told = {}
        for mention in (*references.adjectives, *references.mentions):
            if mention.kind == "name":
                entity = references.entity(mention.entities[0])
                told[doc[mention.start : mention.end].text] = entity.label if entity.iri else None
        return told

    return found


def test_who_held_the_office_then(links: Links) -> None:
    text = "President Bush spoke to reporters."
    assert links(text, "2006-10-09")["Bush"] == "George W. Bush"
    assert links("President Kim spoke to reporters.", "2015-01-01")["Kim"] is None
    assert links("Foreign Minister Lavrov spoke.", "2022-02-10")["Lavrov"] == "Sergei Lavrov"


def test_a_surname_alone_that_many_bear_is_nobody_known(links: Links) -> None:
    assert links("Ivanov said that the treaty stands.", "2012-01-01")["Ivanov"] is None


def test_a_surname_alone_of_who_left_office_needs_the_country(links: Links) -> None:
    assert links("The musician Bono sang in Dublin.", "2007-06-08")["Bono"] is None
    spain = "Spain withdrew its troops, as Bono had promised in Madrid."
    assert links(spain, "2007-06-08")["Bono"] == "José Bono"


def test_an_unknown_person_with_a_known_surname_stays_apart(links: Links) -> None:
    found = links("Vladimir Putin met Igor Putin, a banker.", "2012-01-01")
    assert found == {"Vladimir Putin": "Vladimir Putin", "Igor Putin": None}


def test_a_namesake_is_told_by_title_and_time(links: Links) -> None:
    then = links("Foreign Ministry spokesman Mohammad Ali Hosseini spoke in Tehran.", "2007-05-29")
    assert then["Mohammad Ali Hosseini"] == "Mohammad Ali Hosseini"
    now = links("The procurement agent Mohammad Ali Hosseini bought machines.", "2022-03-30")
    assert now["Mohammad Ali Hosseini"] is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jordan Smith, a lawyer from Boston, spoke.", "Jordan Smith"),
        ("The lawyer Chad Brown spoke.", "Chad Brown"),
        ("The singer Paris Hilton spoke.", "Paris Hilton"),
        ("The councillor Robin Wales of London spoke.", "Robin Wales"),
    ],
)
def test_people_named_like_places(links: Links, text: str, name: str) -> None:
    assert name in links(text)
    assert not {"Jordan", "Chad", "France", "Wales"} & set(links(text).values())


def test_states_are_not_taken_for_people(links: Links) -> None:
    found = links("Jordan condemned the strike on Chad. Israel denied it.")
    assert found == {"Jordan": "Jordan", "Chad": "Chad", "Israel": "Israel"}


def test_bodies_named_after_countries(links: Links) -> None:
    found = links("Russia Today and the Bank of America quoted the Washington Post.")
    assert found["Russia Today"] == "RT"
    assert found["Washington Post"] == "Washington Post"
    assert "Washington" not in found


def test_nationalities_lead_to_their_state(links: Links) -> None:
    found = links("Russian and North Korean officials met Iranians.")
    assert found == {"Russian": "Russia", "North Korean": "North Korea", "Iranians": "Iran"}


def test_languages_and_peoples_are_no_states(links: Links) -> None:
    assert links("The letter was written in English. He spoke Russian to them.") == {}
    assert "United States" not in links("Native American and African American voters met.").values()


def test_possessives(links: Links) -> None:
    found = links("Russia's and Ukraine’s delegations met; the Kremlin's spokesman and Putin's aide spoke.")
    names = {"Russia": "Russia", "Ukraine": "Ukraine", "Kremlin": "Kremlin", "Putin": "Vladimir Putin"}
    assert found == names


def test_headline_in_capitals(links: Links) -> None:
    found = links("NORTH KOREA FIRES MISSILE OVER JAPAN, SEOUL SAYS")
    assert found == {"NORTH KOREA": "North Korea", "JAPAN": "Japan", "SEOUL": "South Korea"}


def test_transliterations_and_diacritics_are_one_person(links: Links) -> None:
    found = links("Volodymyr Zelensky met Recep Tayyip Erdogan. Zelenskyy thanked Erdoğan.", "2023-07-07")
    assert set(found.values()) == {"Volodymyr Zelenskyy", "Recep Tayyip Erdoğan"}
    assert len(found) == 4


def test_family_names_come_first_in_korean_and_chinese(links: Links) -> None:
    found = links("Kim Jong-un and Xi Jinping met Park Geun-hye. Kim thanked Xi. Park left.", "2015-11-02")
    assert found["Kim"] == "Kim Jong Un"
    assert found["Xi"] == "Xi Jinping"
    assert found["Park"] == "Park Geun-hye"


def test_an_unknown_korean_is_known_by_the_family_name(read: Callable[..., tuple[str, References]]) -> None:
    _, references = read("Han Tae Gwang met Li Zhongshan. Han left; Li stayed.")
    persons = [e for e in references.entities if e.type is EntityType.PERSON]
    assert sorted(e.label for e in persons) == ["Han Tae Gwang", "Li Zhongshan"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Moscow denied the report.", "Russia"),
        ("The leaders of Moscow and Kyiv spoke.", "Russia"),
        ("He returned to Moscow on Monday.", "Moscow"),
        ("The crowd gathered in Moscow.", "Moscow"),
        ("The mayor of Moscow spoke.", "Moscow"),
        ("Moscow's streets were empty.", "Moscow"),
        ("The case went to a Moscow court.", "Moscow"),
        ("They signed the Moscow Treaty.", "Moscow"),
    ],
)
def test_a_capital_is_a_city_or_a_government(links: Links, text: str, label: str) -> None:
    assert links(text)["Moscow"] == label


def test_a_name_that_many_states_share_needs_its_country(links: Links) -> None:
    at_home = "The United States Congress voted. The Senate and the Treasury agreed."
    assert links(at_home)["Senate"] == "U.S. Senate"
    abroad = "The Australian government fell. Australia votes on Monday. The Senate and the Treasury agreed."
    assert links(abroad)["Senate"] == "Australian Senate"
    assert links("The Senate voted on Monday.")["Senate"] is None
    assert links(abroad)["Treasury"] is None


def test_an_official_release_means_its_own_bodies(links: Links) -> None:
    text = "The Defence Ministry announced the launch."
    release = links(text, source="President of Russia (kremlin.ru)")
    assert release["Defence Ministry"] == "Russian Defense Ministry"
    assert links(text)["Defence Ministry"] is None


def test_two_ministries_share_a_short_name(links: Links) -> None:
    two = "The South Korean Foreign Ministry met the Chinese Foreign Ministry."
    found = links(f"{two} The Foreign Ministry added more.")
    assert found["South Korean Foreign Ministry"] == "South Korean Foreign Ministry"
    assert found["Chinese Foreign Ministry"] == "Chinese Foreign Ministry"
    assert found["Foreign Ministry"] is None


def test_a_listed_word_that_ends_a_longer_name(links: Links) -> None:
    found = links("Reporters of the Lahore Daily Congress met in Metro Manila.")
    assert "U.S. Congress" not in found.values()
    assert "Philippines" not in found.values()


def test_an_acronym_means_what_the_article_spells_out(links: Links) -> None:
    own = "The Reporters Sans Frontieres (RSF) counts journalists killed in Sudan. The RSF said more."
    assert links(own)["RSF"] is None
    listed = "The Rapid Support Forces (RSF) fought in Sudan. The RSF denied it."
    assert links(listed)["RSF"] == "Rapid Support Forces"


def test_a_word_is_no_acronym(links: Links) -> None:
    assert links("The Joint Plan of Action stands.") == {}


def test_an_acronym_before_a_person_is_a_title(links: Links) -> None:
    found = links("NSA Sullivan spoke to Jake Sullivan's counterpart.", "2022-01-01")
    assert "National Security Agency" not in found.values()


def test_georgia_by_what_stands_beside_it(links: Links) -> None:
    assert links("Georgia's president spoke in Tbilisi.")["Georgia"] == "Georgia"
    found = links("He flew to Atlanta, Georgia, on Monday.")
    assert found["Atlanta"] == "Atlanta"
    assert found["Georgia"] == "Georgia"


def test_the_state_and_the_region_of_one_name_are_two_entities(
    read: Callable[..., tuple[str, References]],
) -> None:
    _, references = read("He flew to Atlanta, Georgia, on Monday.")
    assert {e.type for e in references.entities if e.label == "Georgia"} == {EntityType.PLACE}


def test_a_users_list_is_linked_too(tools: Tools, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix kg: <https://w3id.org/statecraft#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<http://example.org/f> a kg:Organization ; "
        'skos:prefLabel "Foo Front"@en ; skos:altLabel "Foo militia"@en .',
        encoding="utf-8",
    )
    gazetteer = Gazetteer.load(folder("ontology") / "entities.ttl", own)
    doc = tools.nlp("The Foo militia denied the attack on Russia.")
    references = resolve(doc, Article("test", doc.text), gazetteer)
    assert {e.iri for e in references.entities if e.label == "Foo Front"} == {"http://example.org/f"}
    assert "Russia" in {e.label for e in references.entities}


@pytest.mark.parametrize("text", ["", "\n\n", "???", "a"])
def test_nothing_to_link(links: Links, text: str) -> None:
    assert links(text) == {}
