"""Every shipped question, asked of the example articles: answers written by hand from reading these.

A file ``gold/queries/NAME.tsv`` holds the parameters (``# with: name = value``; ``# event: Class: words``
for the event of that class with these words as evidence), the columns that are compared, and the rows that
are right by the articles. Two marks tell where the program is known to differ, and why, for the row below:
``# miss:`` a right row that it lacks, ``# wrong:`` a row that it gives all the same. Both are strict: when
the program improves, the test fails until the mark goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from test_queries import short

from kg.articles import read
from kg.commands.options import BASE
from kg.dataset import open_dataset
from kg.extract import extract
from kg.graph import queries
from kg.graph.store import open_for_reading
from kg.model import Article

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold" / "queries"
NAMES = queries.names()
MOST_ROWS = 12  # an answer that can be judged by reading
WITH_EVENT = """PREFIX kg: <https://w3id.org/statecraft#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT DISTINCT ?event WHERE {{
  ?claim kg:evidence/nif:anchorOf {words} ; kg:ofEvent ?event . ?event a kg:{kind} }}"""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Gold:
    """A gold file: what is asked, and what is right or known to be given."""

    values: dict[str, str]
    event: tuple[str, str] | None  # class, words
    columns: tuple[str, ...]
    right: frozenset[Row]
    missed: frozenset[Row]
    wrong: frozenset[Row]

    @property
    def given(self) -> frozenset[Row]:
        """Return what the program is known to answer."""
        return self.right - self.missed | self.wrong


def load(name: str) -> Gold:
    values, event, columns, mark = {}, None, (), ""
    rows: dict[str, list[Row]] = {"": [], "miss": [], "wrong": []}
    for line in (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            mark, told = line[2:].split(": ", 1)
            assert told, line
            if mark == "with":
                key, value = told.split(" = ", 1)
                values[key] = value
            elif mark == "event":
                kind, words = told.split(": ", 1)
                event = (kind, words)
            else:
                assert mark in rows, line
                continue
        elif not columns:
            columns = tuple(line.split("\t"))
        else:
            row = tuple(line.split("\t"))
            assert len(row) == len(columns), line
            rows[mark].append(row)
        mark = ""
    everything = [row for some in rows.values() for row in some]
    assert len(everything) == len(set(everything)), f"{name}: a row stands twice"
    missed = frozenset(rows["miss"])
    return Gold(values, event, columns, frozenset(rows[""]) | missed, missed, frozenset(rows["wrong"]))


@pytest.fixture(scope="session")
def world(tools, tmp_path_factory) -> bytes:
    """Return the resolved world of the example articles, as N-Triples."""
    path = tmp_path_factory.mktemp("examples") / "store"
    with open_dataset(path, BASE) as dataset:
        for item in read([ROOT / "examples" / "articles"]):
            if isinstance(item, Article):
                dataset.put(extract(item, tools))
            else:
                assert item.severity == "note"  # the reprint of another example
    with open_for_reading(path) as opened:
        lines = [f"{triple} .\n" for triple in opened.triples(ox.DefaultGraph())]
    return "".join(sorted(lines)).encode()


@pytest.fixture(scope="session")
def engines(world: bytes) -> Mapping[str, queries.Source]:
    store, graph = ox.Store(), rdflib.Graph()
    store.load(world, format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=world, format="nt")
    return {"oxigraph": store, "rdflib": graph}


def values(store: queries.Source, gold: Gold) -> dict[str, str]:
    """Return the parameters, with the IRI of the event that is meant."""
    if gold.event is None:
        return gold.values
    kind, words = gold.event
    found = queries.ask(store, WITH_EVENT.format(kind=kind, words=ox.Literal(words))).rows
    assert len(found) == 1, f"{len(found)} events: {gold.event}"
    (event,) = found[0]
    assert isinstance(event, ox.NamedNode)
    return {**gold.values, "event": event.value}


def compared(result: queries.Result, columns: Row) -> frozenset[Row]:
    places = [result.columns.index(name) for name in columns]
    return frozenset(tuple("" if row[i] is None else short(row[i]) for i in places) for row in result.rows)


def test_every_question_has_an_answer_by_hand() -> None:
    assert len(NAMES) >= 32
    assert sorted(path.stem for path in GOLD.iterdir()) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_answer_is_the_one_by_hand_in_every_engine(engines: Mapping[str, queries.Source], name: str) -> None:
    gold = load(name)
    assert 0 < len(gold.right) <= MOST_ROWS
    assert gold.right - gold.missed, "nothing of the answer comes out"
    bound = values(engines["oxigraph"], gold)
    answers = {engine: queries.run(source, name, bound) for engine, source in engines.items()}
    assert answers["oxigraph"] == answers["rdflib"]
    answer = compared(answers["oxigraph"], gold.columns)
    assert not answer & gold.missed, "no longer missed: take the mark away"
    assert gold.wrong <= answer, "no longer given: take the row away"
    assert answer == gold.given


@pytest.mark.parametrize("name", NAMES)
def test_answer_without_parameters_is_the_same_in_every_engine(
    engines: Mapping[str, queries.Source], name: str
) -> None:
    assert queries.run(engines["oxigraph"], name) == queries.run(engines["rdflib"], name)
