"""Names → what is called so; selections → the events that fit."""

from kg.errors import QueryError
from kg.explorer.links import iri
from kg.explorer.selection import Selection
from kg.explorer.source import Graph, ask
from kg.explorer.wording import local

FOUND = 20


async def hits(graph: Graph, words: str) -> list[dict[str, str]]:
    """Return entities and articles whose names hold some words, the best first."""
    if not words:
        return []
    found: dict[str, dict[str, str]] = {}
    for row in await ask(graph, "search", {"words": words.lower()}):
        hit = {"iri": row["thing"], "label": row["label"], "name": row["name"], "kind": local(row["kind"])}
        known = found.setdefault(row["thing"], hit)
        if known["kind"] == "Place":
            known["kind"] = hit["kind"]  # a country is a place as well
    return list(found.values())[:FOUND]


async def events(graph: Graph, wanted: Selection, limit: int) -> list[tuple[str, str]]:
    """Return the events that fit, each with the day it is sorted by, the latest first."""
    name = "entity-events" if wanted.entity else "events"
    found: dict[str, str] = {}
    for row in await ask(graph, name, wanted.values, 2 * limit):  # a row for each date that is told
        found.setdefault(row["event"], row["day"])
    return list(found.items())[:limit]


async def entity(graph: Graph, name: str) -> str:
    """Return the IRI of an entity by its IRI, or by a name of its own; QueryError when there is none."""
    known = iri(name)
    if known is not None and known.value.startswith(("http://", "https://", graph.base)):
        return known.value
    found = [hit for hit in await hits(graph, name) if hit["kind"] != "Article"]
    called = next((hit for hit in found if hit["name"].casefold() == name.casefold()), None)
    if called is None:
        like = ", ".join(sorted({hit["name"] for hit in found})[:5])
        raise QueryError(f'nothing is called "{name}"' + (f"; there is {like}" if like else ""))
    return called["iri"]
