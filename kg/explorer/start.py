"""The start page, search, and the list of events."""

from collections.abc import Mapping

from kg.explorer.cards import cards
from kg.explorer.links import Links
from kg.explorer.page import Page
from kg.explorer.selection import selection
from kg.explorer.source import Graph, ask
from kg.explorer.times import drawn
from kg.explorer.wording import local
from kg.pictures.model import FAMILIES, STATUSES

LISTED = 50
FOUND = 20
Fields = Mapping[str, list[str]]


async def start(graph: Graph, links: Links, fields: Fields) -> Page:
    """Return what is in the graph, and its latest events."""
    totals = {(local(r["family"]), local(r["status"])): r.number("events") for r in await ask(graph, "totals")}
    articles = (await ask(graph, "articles"))[0]
    latest = await cards(graph, [row["event"] for row in await ask(graph, "latest")])
    table = [(family, [totals.get((family, status), 0) for status in STATUSES]) for family in FAMILIES]
    picture = await drawn(graph, links, await ask(graph, "months"), selection({}))
    values = {
        "articles": articles,
        "events": sum(totals.values()),
        "table": table,
        "latest": latest,
        "picture": picture,
    }
    return Page("start.html", "", values)


async def search(graph: Graph, links: Links, fields: Fields) -> Page:
    """Return what has a name with some words in it, by how well it fits."""
    words = " ".join(fields.get("q", [""])[0].split())[:200]
    return Page("search.html", "Search", {"words": words, "found": await hits(graph, words)})


async def hits(graph: Graph, words: str) -> list[dict[str, str]]:
    """Return entities and articles whose names hold some words, the best first."""
    if not words:
        return []
    found: dict[str, dict[str, str]] = {}
    for row in await ask(graph, "search", words=words.lower()):
        hit = {"iri": row["thing"], "label": row["label"], "name": row["name"], "kind": local(row["kind"])}
        known = found.setdefault(row["thing"], hit)
        if known["kind"] == "Place":
            known["kind"] = hit["kind"]  # a country is a place as well
    return list(found.values())[:FOUND]


async def events(graph: Graph, links: Links, fields: Fields) -> Page:
    """Return the events that fit, the latest first."""
    wanted = selection(fields)
    rows = await ask(graph, "events", **wanted.values)
    shown = await cards(graph, [row["event"] for row in rows[:LISTED]])
    before = rows[LISTED - 1]["day"] if len(rows) > LISTED else ""
    name = ""
    if wanted.entity:
        told = await ask(graph, "entity", entity=wanted.values["entity"])
        name = next((row["value"] for row in told if local(row["property"]) == "label"), wanted.entity)
    values = {"wanted": wanted, "cards": shown, "before": before[:10], "entity_name": name}
    return Page("events.html", "Events", values)
