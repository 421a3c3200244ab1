"""Titles beside names → offices, with the body, the words and the day of the article."""

import datetime

import pyoxigraph as ox
import pytest

from kg.extract import extract
from kg.graph.triples import triples
from kg.graph.turtle import to_turtle
from kg.model import Article, Tenure
from kg.tools import Tools

DAY = datetime.date(2023, 7, 25)


def tenures(tools: Tools, text: str) -> list[tuple[str, str, str | None, str]]:
    """Return person, title, body and words of each office that a text tells of."""
    found = extract(Article("test", text, "", DAY, None), tools)

    def words(tenure: Tenure) -> str:
        return text[tenure.span.begin : tenure.span.end]

    return [(t.person, t.title, t.organization, words(t)) for t in found.tenures]


@pytest.mark.parametrize(
    ("text", "person", "title", "body", "words"),
    [
        (
            "Russian Defense Minister Sergei Shoigu arrived.",
            "sergei-shoigu", "Defense Minister", "russia", "Russian Defense Minister Sergei Shoigu",
        ),
        (
            "Shoigu, the defense minister, arrived.",
            "sergei-shoigu", "defense minister", None, "the defense minister",
        ),
        (
            "Shoigu, the Russian defense minister, arrived.",
            "sergei-shoigu", "defense minister", "russia", "the Russian defense minister",
        ),
        (
            "Sergei Shoigu, Russia's defense minister, arrived.",
            "sergei-shoigu", "defense minister", "russia", "Russia's defense minister",
        ),
        (
            "The foreign minister of Iran, Hossein Amir-Abdollahian, left.",
            "hossein-amir-abdollahian", "foreign minister", "iran",
            "The foreign minister of Iran, Hossein Amir-Abdollahian",
        ),
        (
            "NATO Secretary General Jens Stoltenberg spoke.",
            "jens-stoltenberg", "Secretary General", "nato", "NATO Secretary General Jens Stoltenberg",
        ),
        (
            "European Union foreign policy chief Josep Borrell spoke.",
            "josep-borrell", "foreign policy chief", "european-union",
            "European Union foreign policy chief Josep Borrell",
        ),
        (
            "Kim Jong Un is the leader of North Korea.",
            "kim-jong-un", "leader", "north-korea", "the leader of North Korea",
        ),
    ],
)  # fmt: skip
def test_an_office_with_its_words(
    tools: Tools, text: str, person: str, title: str, body: str | None, words: str
) -> None:
    assert tenures(tools, text) == [(person, title, body, words)]


def test_who_no_longer_holds_an_office(tools: Tools) -> None:
    text = "Jim Mattis, a former US defense secretary, spoke. Former President Bill Clinton left."
    text += " Moon Seong Mook, a retired South Korean brigadier general, agreed."
    found = tenures(tools, text)
    assert [(p, t) for p, t, _, _ in found] == [
        ("james-mattis", "former defense secretary"),
        ("bill-clinton", "Former President"),
        ("moon-seong-mook", "retired brigadier general"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met Mr. Lavrov.",
        "The defense minister arrived.",
        "Lavrov met the North Korean leader.",
        "The Russian defense ministry spoke of Putin.",
    ],
)
def test_no_office_is_told(tools: Tools, text: str) -> None:
    assert tenures(tools, text) == []


def test_an_office_is_told_once_with_its_body(tools: Tools) -> None:
    found = tenures(tools, "Russian Defense Minister Sergei Shoigu arrived. Defense Minister Shoigu spoke.")
    assert [(p, t, o) for p, t, o, _ in found] == [("sergei-shoigu", "Defense Minister", "russia")]


def test_the_graph_tells_words_article_and_day(tools: Tools) -> None:
    text = "Russian Defense Minister Sergei Shoigu arrived."
    turtle = to_turtle(triples(extract(Article("test", text, "", DAY, None), tools)))
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    rows = list(
        store.query(
            """PREFIX kg: <https://w3id.org/statecraft#>
            PREFIX prov: <http://www.w3.org/ns/prov#>
            PREFIX dcterms: <http://purl.org/dc/terms/>
            PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
            SELECT ?title ?day ?asOf ?words ?rule WHERE {
              ?tenure a kg:Tenure ; kg:officeTitle ?title ; kg:asOf ?asOf .
              ?claim kg:ofEvent ?tenure ; kg:rule ?rule ; kg:evidence/nif:anchorOf ?words ;
                prov:wasDerivedFrom/dcterms:issued ?day }"""
        )
    )
    assert [[term.value for term in row] for row in rows] == [
        ["Defense Minister", "2023-07-25", "2023-07-25", text.removesuffix(" arrived."), "Tenure/title"]
    ]
