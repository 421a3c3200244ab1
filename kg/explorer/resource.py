"""Pages of everything that has no page of a kind of its own, and of the ontology."""

import pyoxigraph as ox

from kg.explorer.article import article
from kg.explorer.entity import entity
from kg.explorer.event import event
from kg.explorer.links import Links
from kg.explorer.page import Page
from kg.explorer.source import Graph, Row, ask
from kg.explorer.start import Fields
from kg.explorer.wording import local
from kg.pictures.model import FAMILIES

ENTITIES = frozenset({"Person", "Organization", "Country", "Place", "Actor"})


async def resource(graph: Graph, links: Links, iri: str, fields: Fields) -> Page:
    """Return the page that suits what an IRI stands for."""
    node = ox.NamedNode(iri)
    kinds = {local(row["kind"]) for row in await ask(graph, "kinds", thing=node)}
    if "Article" in kinds:
        return await article(graph, links, iri, fields)
    if kinds & set(FAMILIES) or "Event" in kinds:
        return await event(graph, links, iri)
    if kinds & ENTITIES:
        return await entity(graph, links, iri)
    return await statements(graph, iri)


async def statements(graph: Graph, iri: str) -> Page:
    """Return what is stated of something, as it is."""
    rows = await ask(graph, "statements-of", thing=ox.NamedNode(iri), object=ox.NamedNode(iri))
    of = [row for row in rows if row["subject"] == iri]
    label = next((row["object"] for row in of if local(row["property"]) in {"label", "prefLabel"}), local(iri))
    values = {"of": of, "to": [row for row in rows if row["subject"] != iri], "named": _named}
    return Page("resource.html", label or iri, values, iri, status=200 if rows else 404)


async def ontology(graph: Graph, links: Links, fields: Fields) -> Page:
    """Return the classes and properties, with their explanations."""
    groups: dict[str, dict[str, list[Row]]] = {}
    for row in await ask(graph, "terms"):
        groups.setdefault(local(row["type"]), {}).setdefault(row["term"], []).append(row)
    return Page("ontology.html", "Ontology", {"groups": groups})


def _named(row: Row, name: str) -> bool:
    """Tell whether a term is an IRI."""
    return isinstance(row.terms.get(name), ox.NamedNode)
