"""Events as they stand in lists: what kind, who, when, where, which status."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from kg.explorer.source import Graph, Row, ask
from kg.explorer.wording import family_of, local, words
from kg.pictures.model import FAMILIES

TITLED = 140  # characters of a statement's content in a list
DATES = ("date", "startDate", "endDate")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name; ``iri`` is empty for a bare text."""

    iri: str
    name: str
    kind: str = ""  # Person, Organization or Country


@dataclass(frozen=True, slots=True)
class Card:
    """One event; roles by the local names of their properties."""

    iri: str
    family: str
    kind: str  # in words
    status: str
    dates: tuple[str, ...]
    begin: str
    end: str
    roles: Mapping[str, tuple[Named, ...]]
    facts: Mapping[str, str]

    @property
    def when(self) -> str:
        """Return the dates in words; two where articles differ."""
        if self.dates:
            return " or ".join(self.dates)
        return f"{self.begin or '…'} to {self.end or '…'}" if self.begin or self.end else ""

    @property
    def content(self) -> str:
        """Return what a statement says, cut at a word for a list."""
        text = " ".join(self.facts.get("content", "").split())
        return text if len(text) <= TITLED else text[:TITLED].rsplit(" ", 1)[0] + " …"

    @property
    def title(self) -> str:
        """Return the event in one line of plain text."""
        names = {role: ", ".join(one.name for one in some) for role, some in self.roles.items()}
        parts = {
            "Meeting": names.get("participant", ""),
            "Statement": names.get("speaker", "") + (f": {self.content}" if self.content else ""),
            "WeaponsTransfer": _arrow(names.get("supplier", ""), names.get("recipient", "")),
            "SanctionsAction": _arrow(names.get("imposer", ""), names.get("target", "")),
            "WeaponsTest": names.get("tester", ""),
        }
        told = parts.get(self.family, "")
        if self.roles.get("item"):
            told = f"{told} ({names['item']})" if told else names["item"]
        return f"{self.kind}: {told}" if told else self.kind


def _arrow(one: str, other: str) -> str:
    return f"{one or '…'} → {other or '…'}" if one or other else ""


async def cards(graph: Graph, events: Iterable[str]) -> tuple[Card, ...]:
    """Return the cards of some events, in the order given."""
    wanted = [ox.NamedNode(event) for event in dict.fromkeys(events)]
    if not wanted:
        return ()
    rows = await ask(graph, "cards", {"event": wanted})
    told = {event: tuple(some) for event, some in groupby(rows, key=lambda row: row["event"])}
    return tuple(card(node.value, told[node.value]) for node in wanted if node.value in told)


def card(event: str, rows: Sequence[Row]) -> Card:
    """Return one event's card."""
    values: dict[str, dict[str, Named]] = {}
    for row in rows:
        property_ = local(row["property"])
        iri = row["value"] if isinstance(row.terms["value"], ox.NamedNode) else ""
        named = Named(iri, row["label"] or (words(iri) if iri else row["value"]), local(row["class"]))
        values.setdefault(property_, {}).setdefault(row["value"], named)
    kinds = [local(value) for value in values.pop("type", {})]
    family = family_of(kinds)
    narrower = [kind for kind in kinds if kind not in FAMILIES and kind != "Event"]
    status = next(iter(values.pop("status", {})), "")
    dates = {name: tuple(sorted(values.pop(name, {}))) for name in DATES}
    texts = {
        name: values.pop(name) for name in tuple(values) if not any(v.iri for v in values[name].values())
    }
    return Card(
        event,
        family,
        words(narrower[0] if narrower else family or "Event"),
        local(status),
        dates["date"],
        "".join(dates["startDate"][:1]),
        "".join(dates["endDate"][:1]),
        {name: tuple(some.values()) for name, some in values.items()},
        {name: ", ".join(some) for name, some in texts.items()},
    )
