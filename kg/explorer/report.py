"""A report: one page that stands alone, with pictures, tables and the words behind every event."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import pyoxigraph as ox

from kg.errors import QueryError
from kg.explorer.cards import Card, Named, cards
from kg.explorer.claims import by_iri, sides, told
from kg.explorer.drawing import twice
from kg.explorer.finding import events
from kg.explorer.links import Links
from kg.explorer.overview import spots_of
from kg.explorer.page import Page
from kg.explorer.rendering import render
from kg.explorer.selection import Selection
from kg.explorer.source import Graph, ask
from kg.explorer.times import moments
from kg.graph.queries import Result
from kg.pictures.map import around, world_map
from kg.pictures.model import FAMILIES, STATUSES, Edge, Node
from kg.pictures.network import network
from kg.pictures.style import stylesheet
from kg.pictures.timeline import timeline

TIED = 60  # nodes in the network
PAIRS = {
    "Meeting": ("participant", "participant"),
    "WeaponsTransfer": ("supplier", "recipient"),
    "SanctionsAction": ("imposer", "target"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, for a report."""

    question: str
    result: Result

    @property
    def iris(self) -> list[str]:
        """Return all that the answer names, in order."""
        found = (term.value for row in self.result.rows for term in row if isinstance(term, ox.NamedNode))
        return list(dict.fromkeys(found))


async def answered(graph: Graph, question: str, text: str) -> Answer:
    """Ask a question of the reader's own; QueryError when it gives no table."""
    try:
        found = ox.parse_query_results(await graph.select(text), format=ox.QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise QueryError(f"the query is not valid SPARQL: {error}") from error
    assert isinstance(found, ox.QuerySolutions)
    columns = tuple(variable.value for variable in found.variables)
    return Answer(question, Result(columns, tuple(tuple(row[name] for name in columns) for row in found)))


async def report(graph: Graph, title: str, wanted: Selection, answer: Answer | None, limit: int) -> str:
    """Return the report as HTML: of the events that fit, or that an answer names."""
    iris = answer.iris if answer else [event for event, _ in await events(graph, wanted, limit + 1)]
    told_of = [one for one in await cards(graph, iris) if one.family]
    shown = sorted(told_of[:limit], key=lambda one: (one.begin or "".join(one.dates[:1]) or "9", one.iri))
    claims = await told(graph, [one.iri for one in shown])
    links = Links(graph.base, {one.iri: f"#event-{number}" for number, one in enumerate(shown, 1)})
    dated = tuple(moments(shown, links))
    values = {
        "style": stylesheet() + _style(),
        "articles": (await ask(graph, "articles"))[0],
        "answer": answer,
        "wanted": wanted,
        "table": _counts(shown),
        "events": [(one, sides(claims[one.iri])) for one in shown],
        "keys": by_iri(claims),
        "more": len(told_of) > limit,
        "timeline": await twice(lambda width: timeline(dated, width=width)),
        "network": await _network(shown, links),
        "map": await _map(graph, shown, links),
    }
    return render(Page("report.html", title, values), links)


def _style() -> str:
    return resources.files("kg.explorer").joinpath("static", "style.css").read_text("utf-8")


def _counts(some: Sequence[Card]) -> list[tuple[str, list[int]]]:
    pairs = [(one.family, one.status) for one in some]
    return [(family, [pairs.count((family, status)) for status in STATUSES]) for family in FAMILIES]


async def _network(some: Sequence[Card], links: Links) -> str:
    nodes: dict[str, Node] = {}
    counts: dict[tuple[str, str, str, str], int] = {}
    for one in some:
        for source, target in _pairs(one):
            if len(nodes.keys() | {source.iri, target.iri}) > TIED:
                continue
            for end in (source, target):
                nodes.setdefault(end.iri, Node(end.iri, end.name, links.page(end.iri), end.kind))
            key = (source.iri, target.iri, one.family, one.status)
            counts[key] = counts.get(key, 0) + 1
    edges = [Edge(*key, count, key[2] != "Meeting") for key, count in counts.items()]
    return await twice(lambda width: network(tuple(nodes.values()), edges, width=width))


def _pairs(one: Card) -> list[tuple[Named, Named]]:
    first, second = PAIRS.get(one.family, ("", ""))
    ends = [(a, b) for a in one.roles.get(first, ()) for b in one.roles.get(second, ()) if a.iri != b.iri]
    return [(a, b) for a, b in ends if a.iri and b.iri and (first != second or a.iri < b.iri)]


async def _map(graph: Graph, some: Sequence[Card], links: Links) -> str:
    if not some:
        return ""
    rows = await ask(graph, "spots", {"event": [ox.NamedNode(one.iri) for one in some]})
    spots = spots_of(rows, links)
    return world_map(spots, box=around(spots)) if spots else ""
