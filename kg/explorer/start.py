"""The start page, search, and the list of events."""

from kg.explorer.cards import cards
from kg.explorer.finding import events as chosen
from kg.explorer.finding import hits
from kg.explorer.page import Page
from kg.explorer.selection import selection
from kg.explorer.source import ask
from kg.explorer.times import drawn
from kg.explorer.visit import Visit
from kg.explorer.wording import local
from kg.pictures.model import FAMILIES, STATUSES

LISTED = 50
LAST = 100  # page
LONGEST = 200  # characters of what is looked for


async def start(visit: Visit) -> Page:
    """Return what is in the graph, and its latest events."""
    graph = visit.graph
    totals = {
        (local(r["family"]), local(r["status"])): r.number("events") for r in await ask(graph, "totals")
    }
    articles = (await ask(graph, "articles"))[0]
    latest = await cards(graph, [row["event"] for row in await ask(graph, "latest")])
    table = [(family, [totals.get((family, status), 0) for status in STATUSES]) for family in FAMILIES]
    picture = await drawn(graph, visit.links, await ask(graph, "months"), selection({}))
    values = {
        "articles": articles,
        "events": sum(totals.values()),
        "table": table,
        "latest": latest,
        "picture": picture,
    }
    return Page("start.html", "", values)


async def search(visit: Visit) -> Page:
    """Return what has a name with some words in it, by how well it fits."""
    words = asked(visit)
    return Page("search.html", "Search", {"words": words, "found": await hits(visit.graph, words)})


def asked(visit: Visit) -> str:
    """Return the words that are looked for."""
    return " ".join(visit.field("q").split())[:LONGEST]


async def events(visit: Visit) -> Page:
    """Return the events that fit, the latest first."""
    graph, wanted = visit.graph, selection(visit.fields)
    number = min(int(visit.field("page")), LAST) if visit.field("page").isdecimal() else 0
    found = await chosen(graph, wanted, (number + 1) * LISTED + 1)
    shown = await cards(graph, [event for event, _ in found[number * LISTED : (number + 1) * LISTED]])
    following = number + 1 if len(found) > (number + 1) * LISTED and number < LAST else 0
    name = ""
    if wanted.entity:
        told = await ask(graph, "entity", {"entity": wanted.values["entity"]})
        name = next((row["value"] for row in told if local(row["property"]) == "label"), wanted.entity)
    values = {"wanted": wanted, "cards": shown, "number": number, "following": following, "entity_name": name}
    return Page("events.html", "Events", values)
