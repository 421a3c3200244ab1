"""Towns: which one a name means by what is told beside it, and which names are left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.gazetteer import Gazetteer
from kg.graph.vocab import BASE
from kg.language.coreference import resolve
from kg.model import Article, Entity, EntityType
from kg.resources import folder
from kg.tools import Tools
from kg.towns import Towns, towns

ENTITY = BASE + "entity/"
Where = Callable[[str, str], Entity]


@pytest.fixture(scope="session")
def where(tools: Tools) -> Where:
    """Return a function: the entity that the first mention of a name in a text leads to."""

    def entity(text: str, name: str) -> Entity:
        doc = tools.nlp(text)
        references = resolve(doc, Article("test", text), tools.gazetteer)
        keys = references.at(next(t.i for t in doc if t.idx == text.index(name)))
        return references.entity(keys[0])

    return entity


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("He was born in Paris, Texas.", "Paris", "united-states"),
        ("He was born in Paris, France.", "Paris", "france"),
        ("Police in Moscow, Idaho, said so.", "Moscow", "united-states"),
        ("The talks were held in Tripoli, Lebanon.", "Tripoli", "lebanon"),
        ("The Syrian town of Kobani was shelled.", "Kobani", "syria"),
        ("A factory in Yekaterinburg makes the parts.", "Yekaterinburg", "russia"),
        ("He lives in Wuhan, China.", "Wuhan", "china"),
    ],
)
def test_a_town_lies_in_its_country(where: Where, text: str, name: str, country: str) -> None:
    found = where(text, name)
    assert found.type is EntityType.PLACE
    assert found.country == ENTITY + country
    assert found.point is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The crowd met in Springfield.", "Springfield"),  # many, none far the largest
        ("Reading is good, Minister Reading said.", "Reading said"),
        ("The company Mobile denied it.", "Mobile"),
    ],
)
def test_what_could_be_many_or_no_town_is_left_alone(where: Where, text: str, name: str) -> None:
    try:
        found = where(text, name)
    except IndexError:  # no entity at all
        return
    assert found.iri is None


def test_the_namesake_in_the_article_s_country_is_meant(where: Where) -> None:
    text = "Venezuela closed the road. Troops in Valencia blocked the port of Venezuela."
    assert where(text, "Valencia").country == ENTITY + "venezuela"


def test_a_listed_town_is_the_list_s_entry_with_the_same_iri() -> None:
    gazetteer = Gazetteer.load()
    missing = [iri for iri in towns().listed if gazetteer.get(iri) is None]
    assert not missing


def test_towns_lie_in_listed_countries_and_regions() -> None:
    gazetteer = Gazetteer.load()
    areas = {t.country for name in ("paris", "moscow", "tripoli", "perm") for t in towns().named(name)}
    assert all(gazetteer.get(iri) for iri in areas | towns().regions)


@pytest.mark.parametrize("text", ["", "a\tb\n", "iri\tlabel\n", "\xff"])
def test_a_bad_table_is_reported(tmp_path: Path, text: str) -> None:
    path = tmp_path / "towns.tsv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(OntologyError, match=r"towns\.tsv"):
        Towns.load(path)


def test_a_users_list_gives_points(tools: Tools, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix kg: <https://w3id.org/statecraft#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"
        '<http://example.org/base> a kg:Place ; skos:prefLabel "Camp Zephyr"@en ; '
        "wgs84:lat 12.5 ; wgs84:long 43.25 .",
        encoding="utf-8",
    )
    gazetteer = Gazetteer.load(folder("ontology") / "entities.ttl", own)
    text = "The ministers met at Camp Zephyr on Monday."
    references = resolve(tools.nlp(text), Article("test", text), gazetteer)
    assert {e.point for e in references.entities if e.label == "Camp Zephyr"} == {("12.5", "43.25")}
