"""The page of an event: its claims side by side, with the words that prove them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.explorer.cards import Card, card, cards
from kg.explorer.links import Links
from kg.explorer.page import Page
from kg.explorer.source import Graph, Row, ask
from kg.explorer.wording import STANCES, local


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article, with some text around them; offsets are code points of its text."""

    article: str
    begin: str
    end: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is shown."""

    iri: str
    key: str
    claimant: str
    voice: str
    narrator: bool
    stance: str
    confidence: str
    rule: str
    trigger: str
    statement: str
    article: str
    source: Row
    quotes: tuple[Quote, ...]
    refutes: tuple[str, ...] = ()


async def event(graph: Graph, links: Links, iri: str) -> Page:
    """Return all about one event."""
    node = ox.NamedNode(iri)
    one = card(iri, await ask(graph, "cards", event=[node]))
    claims = _told(await ask(graph, "claims", event=node), await ask(graph, "refutations", event=node))
    related = await ask(graph, "related", event=node)
    others = {other.iri: other for other in await cards(graph, [row["other"] for row in related])}
    groups: dict[str, list[Card]] = {}
    for row in related:
        if row["other"] in others:
            groups.setdefault(row["how"], []).append(others[row["other"]])
    values = {
        "card": one,
        "claims": claims,
        "sides": [(stance, some) for stance in STANCES if (some := [c for c in claims if c.stance == stance])],
        "keys": {claim.iri: claim for claim in claims},
        "differences": _differences(await ask(graph, "differences", event=node)),
        "related": groups,
    }
    return Page("event.html", one.title, values, iri)


def _told(rows: Iterable[Row], refutations: Iterable[Row]) -> list[Told]:
    """Put the pieces of evidence of each claim together."""
    refuted: dict[str, list[str]] = {}
    for row in refutations:
        refuted.setdefault(row["claim"], []).append(row["refuted"])
    found: dict[str, Told] = {}
    for row in rows:
        known = found.get(row["claim"]) or _claim(row, len(found) + 1)
        quote = Quote(*(row[name] for name in ("article", "begin", "end", "before", "words", "after")))
        quotes = known.quotes if not quote.words or quote in known.quotes else (*known.quotes, quote)
        found[row["claim"]] = replace(
            known, quotes=quotes, refutes=tuple(sorted(refuted.get(row["claim"], ())))
        )
    return list(found.values())


def _claim(row: Row, number: int) -> Told:
    narrator = row["narrator"] == "true"
    publisher = row["publisher"] or "an unnamed publisher"
    return Told(
        row["claim"],
        f"claim-{number}",
        row["claimant"],
        f"the narrator of {publisher}" if narrator else row["claimant_label"] or local(row["claimant"]),
        narrator,
        local(row["stance"]),
        row["confidence"],
        row["rule"],
        row["trigger"],
        row["statement"],
        row["article"],
        row,
        (),
    )


def _differences(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["detail"], []).append(row)
    return found
