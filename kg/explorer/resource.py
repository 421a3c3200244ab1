"""Pages of everything that has no page of a kind of its own, and of the ontology."""

import pyoxigraph as ox

from kg.explorer.article import article
from kg.explorer.entity import entity
from kg.explorer.event import event
from kg.explorer.page import Page
from kg.explorer.source import Graph, Row, ask
from kg.explorer.visit import Visit
from kg.explorer.wording import local
from kg.pictures.model import FAMILIES

ENTITIES = frozenset({"Person", "Organization", "Country", "Place", "Actor"})


async def resource(visit: Visit, iri: str) -> Page:
    """Return the page that suits what an IRI stands for."""
    node = ox.NamedNode(iri)
    kinds = {local(row["kind"]) for row in await ask(visit.graph, "kinds", {"thing": node})}
    if "Article" in kinds:
        return await article(visit, iri)
    if kinds & set(FAMILIES) or "Event" in kinds:
        return await event(visit, iri)
    if kinds & ENTITIES:
        return await entity(visit, iri)
    return await statements(visit.graph, iri)


async def statements(graph: Graph, iri: str) -> Page:
    """Return what is stated of something, as it is."""
    rows = await ask(graph, "statements-of", {"thing": ox.NamedNode(iri), "object": ox.NamedNode(iri)})
    of = [row for row in rows if row["subject"] == iri]
    label = next(
        (row["object"] for row in of if local(row["property"]) in {"label", "prefLabel"}), local(iri)
    )
    values = {"of": of, "to": [row for row in rows if row["subject"] != iri]}
    return Page("resource.html", label or iri, values, iri, status=200 if rows else 404)


async def ontology(visit: Visit) -> Page:
    """Return the classes and properties, with their explanations."""
    groups: dict[str, dict[str, list[Row]]] = {}
    for row in await ask(visit.graph, "terms"):
        groups.setdefault(local(row["type"]), {}).setdefault(row["term"], []).append(row)
    return Page("ontology.html", "Ontology", {"groups": groups})
