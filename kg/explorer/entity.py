"""The page of an entity: names, offices, what it did and to whom, as claimed by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.explorer.cards import Card, Named, cards
from kg.explorer.drawing import twice
from kg.explorer.finding import events
from kg.explorer.links import Links
from kg.explorer.page import Page
from kg.explorer.selection import Selection
from kg.explorer.source import Graph, Row, ask
from kg.explorer.times import drawn
from kg.explorer.visit import Visit
from kg.explorer.wording import local
from kg.pictures.model import FAMILIES, STATUSES, Edge, Node
from kg.pictures.network import network

LISTED = 8  # events a family
NEIGHBOURS = 24
RELATIONS = {
    "meets": ("Meetings with", "Meeting"),
    "arms": ("Weapons to", "WeaponsTransfer"),
    "is armed by": ("Weapons from", "WeaponsTransfer"),
    "sanctions": ("Sanctions against", "SanctionsAction"),
    "is sanctioned by": ("Sanctions by", "SanctionsAction"),
    "accuses": ("Accuses", "Statement"),
    "is accused by": ("Accused by", "Statement"),
}
BACKWARD = frozenset({"is armed by", "is sanctioned by", "is accused by"})


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody related, with numbers of events by status."""

    iri: str
    label: str
    kind: str
    counts: dict[str, int]


async def entity(visit: Visit, iri: str) -> Page:
    """Return all about one entity."""
    graph, links, node = visit.graph, visit.links, ox.NamedNode(iri)
    facts = _facts(await ask(graph, "entity", {"entity": node}))
    label = facts["label"][0].name if facts.get("label") else local(iri)
    months = await ask(graph, "entity-months", {"entity": node})
    wanted = Selection(entity=iri)
    partners = _partners(await ask(graph, "partners", {"entity": node}))
    values = {
        "name": label,
        "facts": facts,
        "kinds": [local(kind.iri) for kind in facts.get("type", ()) if local(kind.iri) != "Concept"],
        "tenures": _tenures(await ask(graph, "tenures", {"entity": node})),
        "totals": {f: sum(r.number("events") for r in months if local(r["family"]) == f) for f in FAMILIES},
        "lists": await _lists(graph, iri),
        "partners": [(RELATIONS[how][0], some) for how, some in partners.items()],
        "timeline": await drawn(graph, links, months, wanted),
        "network": await _network(iri, label, facts, partners, links),
        "wanted": wanted,
    }
    return Page("entity.html", label, values, iri)


async def _lists(graph: Graph, iri: str) -> list[tuple[str, Sequence[Card]]]:
    found: list[tuple[str, Sequence[Card]]] = []
    for family in FAMILIES:
        some = await events(graph, Selection((family,), entity=iri), LISTED)
        if some:
            found.append((family, await cards(graph, [event for event, _ in some])))
    return found


def _tenures(rows: Iterable[Row]) -> list[Row]:
    """Return each office once: articles write the same title with small and capital letters."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        found.setdefault((row["tenure"], row["title"].casefold()), row)
    return list(found.values())


def _facts(rows: Iterable[Row]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for row in rows:
        value = row["value"]
        iri = value if isinstance(row.terms["value"], ox.NamedNode) else ""
        found.setdefault(local(row["property"]), []).append(Named(iri, row["label"] or value))
    return found


def _partners(rows: Iterable[Row]) -> dict[str, list[Partner]]:
    """Return for each relation the partners, those with most events first."""
    found: dict[str, dict[str, Partner]] = {}
    for row in rows:
        some = found.setdefault(row["how"], {})
        one = some.setdefault(row["other"], Partner(row["other"], row["label"], local(row["kind"]), {}))
        one.counts[local(row["status"])] = one.counts.get(local(row["status"]), 0) + row.number("events")
    return {
        how: sorted(found[how].values(), key=lambda p: (-sum(p.counts.values()), p.label, p.iri))
        for how in RELATIONS
        if how in found
    }


async def _network(
    iri: str, label: str, facts: dict[str, list[Named]], partners: dict[str, list[Partner]], links: Links
) -> str:
    """Draw the neighbours with most events around the entity."""
    weights: dict[str, int] = {}
    for some in partners.values():
        for one in some:
            weights[one.iri] = weights.get(one.iri, 0) + sum(one.counts.values())
    shown = set(sorted(weights, key=lambda key: (-weights[key], key))[:NEIGHBOURS])
    if not shown:
        return ""
    kinds = {local(kind.iri) for kind in facts.get("type", ())}
    kind = next((name for name in ("Country", "Person", "Organization") if name in kinds), "Organization")
    nodes = {iri: Node(iri, label, "", kind)}
    edges = []
    for how, some in partners.items():
        for one in (partner for partner in some if partner.iri in shown):
            nodes.setdefault(one.iri, Node(one.iri, one.label, links.page(one.iri), one.kind))
            ends = (one.iri, iri) if how in BACKWARD else (iri, one.iri)
            for status in (name for name in STATUSES if name in one.counts):
                edges.append(Edge(*ends, RELATIONS[how][1], status, one.counts[status], how != "meets"))
    return await twice(lambda width: network(tuple(nodes.values()), edges, width=width))
