"""Claims as they are shown: who stands where, in which words of which article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.explorer.source import Graph, Row, ask
from kg.explorer.wording import STANCES, local

AROUND = 160  # characters, as the query cuts them


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
    """A claim; ``key`` is the name of its place on the page."""

    iri: str
    key: str
    claimant: str
    voice: str
    narrator: bool
    stance: str
    statement: str
    article: str
    source: Row
    quotes: tuple[Quote, ...]
    refutes: tuple[str, ...] = ()


async def told(graph: Graph, events: Iterable[str]) -> dict[str, tuple[Told, ...]]:
    """Return the claims of each event."""
    nodes = [ox.NamedNode(event) for event in dict.fromkeys(events)]
    if not nodes:
        return {}
    refuted: dict[str, list[str]] = {}
    for row in await ask(graph, "refutations", {"event": nodes}):
        refuted.setdefault(row["claim"], []).append(row["refuted"])
    found: dict[str, dict[str, Told]] = {node.value: {} for node in nodes}
    number = 0
    for row in await ask(graph, "claims", {"event": nodes}):
        some = found[row["event"]]
        known = some.get(row["claim"])
        if known is None:
            number += 1
            known = _claim(row, f"claim-{number}", tuple(sorted(refuted.get(row["claim"], ()))))
        quote = _quote(row)
        new = quote.words and quote not in known.quotes
        some[row["claim"]] = replace(known, quotes=(*known.quotes, quote)) if new else known
    return {event: tuple(some.values()) for event, some in found.items()}


def sides(claims: Iterable[Told]) -> list[tuple[str, list[Told]]]:
    """Return the claims by stance."""
    listed = list(claims)
    return [(s, some) for s in STANCES if (some := [claim for claim in listed if claim.stance == s])]


def by_iri(claims: Mapping[str, Iterable[Told]]) -> dict[str, Told]:
    """Return the claims of all events by their IRIs."""
    return {claim.iri: claim for some in claims.values() for claim in some}


def _quote(row: Row) -> Quote:
    """Return the evidence with whole words around it; the query cuts at a number of characters."""
    before, after = row["before"], row["after"]
    if len(before) < row.number("begin"):
        before = before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0]
    return Quote(row["article"], row["begin"], row["end"], before, row["words"], after)


def _claim(row: Row, key: str, refutes: tuple[str, ...]) -> Told:
    narrator = row["narrator"] == "true"
    publisher = row["publisher"] or "an unnamed publisher"
    voice = f"The narrator of {publisher}" if narrator else row["claimant_label"] or local(row["claimant"])
    stance = local(row["stance"])
    return Told(
        row["claim"],
        key,
        row["claimant"],
        voice,
        narrator,
        stance,
        row["statement"],
        row["article"],
        row,
        (),
        refutes,
    )
