"""The page of an event: its claims side by side, with the words that prove them."""

from collections.abc import Iterable

import pyoxigraph as ox

from kg.explorer.cards import Card, card, cards
from kg.explorer.claims import by_iri, sides, told
from kg.explorer.page import Page
from kg.explorer.source import Graph, Row, ask
from kg.explorer.visit import Visit


async def event(visit: Visit, iri: str) -> Page:
    """Return all about one event."""
    graph, node = visit.graph, ox.NamedNode(iri)
    one = card(iri, await ask(graph, "cards", {"event": [node]}))
    claims = await told(graph, [iri])
    values = {
        "card": one,
        "sides": sides(claims[iri]),
        "keys": by_iri(claims),
        "differences": _differences(await ask(graph, "differences", {"event": node})),
        "related": await _related(graph, node),
    }
    return Page("event.html", one.title, values, iri)


async def _related(graph: Graph, node: ox.NamedNode) -> dict[str, list[Card]]:
    rows = await ask(graph, "related", {"event": node})
    others = {other.iri: other for other in await cards(graph, [row["other"] for row in rows])}
    groups: dict[str, list[Card]] = {}
    for row in rows:
        if row["other"] in others:
            groups.setdefault(row["how"], []).append(others[row["other"]])
    return groups


def _differences(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["detail"], []).append(row)
    return found
