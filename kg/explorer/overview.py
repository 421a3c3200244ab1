"""The pages with a large picture: the network and the map."""

from collections.abc import Sequence

from kg.explorer.drawing import twice
from kg.explorer.links import Links
from kg.explorer.page import Page
from kg.explorer.selection import Selection, selection
from kg.explorer.source import Row, ask
from kg.explorer.visit import Visit
from kg.explorer.wording import local
from kg.pictures.map import around, world_map
from kg.pictures.model import Edge, Node, Spot
from kg.pictures.network import network as drawn

NODES = 60
TIED = ("Meeting", "WeaponsTransfer", "SanctionsAction")  # families of which two parties are asked for


async def network(visit: Visit) -> Page:
    """Return who meets, arms and puts under sanctions whom."""
    wanted = selection(visit.fields)
    rows = await ask(visit.graph, "dyads", wanted.values)
    nodes, edges = ties(rows, visit.links, wanted)
    data = {
        "nodes": [{"id": n.key, "label": n.label, "href": n.href, "kind": n.kind} for n in nodes],
        "edges": [
            {
                "source": e.source,
                "target": e.target,
                "family": e.family,
                "status": e.status,
                "count": e.count,
                "directed": e.directed,
                "href": e.href,
            }
            for e in edges
        ],
    }
    values = {
        "wanted": wanted,
        "tied": TIED,
        "rows": rows,
        "data": data,
        "picture": await twice(lambda width: drawn(nodes, edges, width=width)),
    }
    return Page("network.html", "Network", values)


def ties(rows: Sequence[Row], links: Links, wanted: Selection) -> tuple[list[Node], list[Edge]]:
    """Return the strongest ties among at most a number of nodes that can be looked at."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, ...], Edge] = {}
    for row in rows:
        ends = {row[end] for end in ("source", "target")}
        if len(nodes.keys() | ends) > NODES:
            continue
        for end in ("source", "target"):
            kind = local(row[f"{end}_kind"])
            nodes.setdefault(row[end], Node(row[end], row[f"{end}_label"], links.page(row[end]), kind))
        family, status = local(row["family"]), local(row["status"])
        query = wanted.query(family=family, status=status, entity=row["source"])
        count, directed = row.number("events"), family != "Meeting"
        key = (row["source"], row["target"], family, status)
        edges[key] = Edge(*key, count, directed, f"/events?{query}")  # once, also of who is of two kinds
    return list(nodes.values()), list(edges.values())


async def map_(visit: Visit) -> Page:
    """Return where events took place."""
    wanted = selection(visit.fields)
    rows = await ask(visit.graph, "spots", wanted.values)
    spots = spots_of(rows, visit.links)
    near = "near" in visit.fields
    picture = world_map(spots, box=around(spots) if near else None)
    values = {"wanted": wanted, "spots": spots, "picture": picture, "near": near}
    return Page("map.html", "Map", values)


def spots_of(rows: Sequence[Row], links: Links) -> list[Spot]:
    """Return the places with their numbers of events by status."""
    found: dict[str, Spot] = {}
    for row in rows:
        known = found.get(row["place"])
        counts = {**(known.counts if known else {}), local(row["status"]): row.number("events")}
        spot = _spot(row, links, counts)
        if spot is not None:
            found[row["place"]] = spot
    return list(found.values())


def _spot(row: Row, links: Links, counts: dict[str, int]) -> Spot | None:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return Spot(row["label"], links.page(row["place"]), latitude, longitude, counts)
