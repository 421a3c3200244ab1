"""The page of an article: its text with what it names and claims marked in place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.explorer.cards import Card, Named, cards
from kg.explorer.links import web
from kg.explorer.marking import Evidence, stretches
from kg.explorer.page import Page
from kg.explorer.source import Row, ask
from kg.explorer.visit import Visit
from kg.explorer.wording import local

LONGEST = 400_000  # characters of a text that a page shows
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the list beside the text."""

    number: int
    card: Card
    voices: tuple[tuple[str, str], ...]  # stance and claimant
    place: str  # where on the page its first evidence stands


async def article(visit: Visit, iri: str) -> Page:
    """Return all about one article; ``mark=begin-end`` in the address highlights these characters."""
    graph, node = visit.graph, ox.NamedNode(iri)
    facts = next(iter(await ask(graph, "article", {"article": node})), Row({}))
    text = facts["text"][:LONGEST]
    claims = await ask(graph, "article-claims", {"article": node})
    some = await cards(graph, [row["event"] for row in claims])
    numbers = {one.iri: number for number, one in enumerate(some, 1)}
    evidence = _evidence(claims, numbers)
    mentions = [
        (row.number("begin"), row.number("end"), Named(row["entity"], row["label"]))
        for row in await ask(graph, "article-mentions", {"article": node})
    ]
    values = {
        "facts": facts,
        "url": web(facts["url"]),
        "cut": len(facts["text"]) > LONGEST,
        "stretches": stretches(text, mentions, evidence, _asked(visit.field("mark"), len(text))),
        "asked": visit.field("mark"),
        "entries": _entries(claims, some, numbers),
        "cards": {numbers[one.iri]: one for one in some},
        "entities": _entities(mentions),
    }
    return Page("article.html", facts["title"] or facts["id"] or local(iri), values, iri)


def _asked(mark: str, size: int) -> tuple[int, int] | None:
    match = _SPAN.match(mark)
    if match is None:
        return None
    begin, end = int(match[1]), int(match[2])
    return (begin, end) if begin < end <= size else None


def _evidence(claims: Iterable[Row], numbers: Mapping[str, int]) -> list[Evidence]:
    found: dict[tuple[int, int], set[int]] = {}
    for row in claims:
        if row["event"] in numbers:
            span = (row.number("begin"), row.number("end"))
            found.setdefault(span, set()).add(numbers[row["event"]])
    return [Evidence(*span, tuple(sorted(some))) for span, some in sorted(found.items())]


def _entries(claims: Iterable[Row], some: Sequence[Card], numbers: Mapping[str, int]) -> list[Entry]:
    voices: dict[str, dict[tuple[str, str], None]] = {}
    places: dict[str, str] = {}
    for row in claims:
        voice = row["claimant_label"] or "the article"
        voices.setdefault(row["event"], {})[(local(row["stance"]), voice)] = None
        places.setdefault(row["event"], f"e-{row['begin']}-{row['end']}")
    return [Entry(numbers[one.iri], one, tuple(voices[one.iri]), places[one.iri]) for one in some]


def _entities(mentions: Iterable[tuple[int, int, Named]]) -> list[tuple[Named, int]]:
    counts: dict[Named, set[tuple[int, int]]] = {}
    for begin, end, name in mentions:
        counts.setdefault(name, set()).add((begin, end))
    return sorted(((name, len(some)) for name, some in counts.items()), key=lambda x: (-x[1], x[0].name))
