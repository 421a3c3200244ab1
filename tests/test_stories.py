"""Gold stories: what several articles tell is merged where it is one event, and stays apart where it is not.

The traps are the point: a wrong merge puts one event's claims on another, and nobody would notice.
"""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
import pytest
from stories import FOLDER, Expectation, Mention, load

from kg.articles import read
from kg.build import add
from kg.dataset import Dataset, open_dataset
from kg.extract import extract_all, load_tools
from kg.formats.record import Problem
from kg.model import Article

BASE = "https://w3id.org/statecraft/data/"
ARTICLES, EXPECTED = load()
MISSED = sum(e.missed is not None for e in EXPECTED)
TEXTS = {str(article["id"]): str(article["text"]) for article in ARTICLES}
TOLD = """
    PREFIX kg: <https://w3id.org/statecraft#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?article ?event ?family ?trigger ?begin ?end WHERE {
        ?claim kg:ofEvent ?event ; kg:trigger ?trigger ; kg:evidence ?span ;
            prov:wasDerivedFrom/dcterms:identifier ?article .
        ?span nif:beginIndex ?begin ; nif:endIndex ?end .
        ?event a/rdfs:subClassOf* ?family . FILTER EXISTS { ?family rdfs:subClassOf kg:Event } }"""

Rows = list[tuple[str, str, str, str, int, int]]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    import json

    folder = tmp_path_factory.mktemp("stories")
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    articles = [item for item in read([str(folder / "all.jsonl")], None) if not isinstance(item, Problem)]
    with open_dataset(folder / "store", BASE) as found:
        add(found, extracted(articles))
        yield found


def extracted(articles: list[Article]) -> Iterator:
    for _, result in extract_all(articles, load_tools(None, (), 1)):
        assert not isinstance(result, Exception)
        yield result


@pytest.fixture(scope="module")
def rows(dataset: Dataset) -> Rows:
    names = ("article", "event", "family", "trigger", "begin", "end")
    found = [tuple(row[name].value for name in names) for row in dataset.store.database.query(TOLD)]
    return [(a, e, f.rpartition("#")[2], t, int(b), int(n)) for a, e, f, t, b, n in found]


def events(rows: Rows, family: str, mention: Mention) -> set[str]:
    """Return the merged events that an article tells of by these words."""
    begin = TEXTS[mention.article].index(mention.words)
    end = begin + len(mention.words)
    return {
        event
        for article, event, kind, trigger, first, last in rows
        if (article, kind) == (mention.article, family)
        and first <= begin
        and end <= last
        and trigger.lower() in mention.words.lower()
    }


def cases() -> Iterator:
    for number, expected in enumerate(EXPECTED):
        marks = [] if expected.missed is None else [pytest.mark.xfail(strict=True, reason=expected.missed)]
        verb = "same" if expected.same else "apart"
        yield pytest.param(expected, id=f"{expected.story}-{verb}-{number}", marks=marks)


@pytest.mark.parametrize("expected", list(cases()))
def test_story(rows: Rows, expected: Expectation) -> None:
    found: Mapping[Mention, set[str]] = {m: events(rows, expected.family, m) for m in expected.mentions}
    assert all(found.values()), "every mention is extracted"
    for one, other in expected.pairs:
        assert bool(found[one] & found[other]) == expected.same, f"{one.words} | {other.words}"


def test_no_story_gets_lost() -> None:
    assert len(list(FOLDER.glob("*.toml"))) == 47
    assert len(ARTICLES) == 134
    assert len(EXPECTED) == 136
    assert all(expected.same for expected in EXPECTED if expected.missed), "what must stay apart does"
    assert MISSED == 18


def test_a_repost_is_no_second_source(dataset: Dataset) -> None:
    query = """PREFIX kg: <https://w3id.org/statecraft#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?id WHERE { ?one kg:sameTextAs/dcterms:identifier ?id ; dcterms:identifier "niin-wire" }"""
    assert {row["id"].value for row in dataset.store.database.query(query)} == {"niin-post", "niin-herald"}


def test_every_event_of_the_world_conforms(dataset: Dataset) -> None:
    from kg.graph.validate import validate

    assert validate(dataset.store.triples(ox.DefaultGraph())) == []
