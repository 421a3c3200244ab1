"""Addresses of one page of each kind in the example site."""

import csv
import io

from made import BASE, KG
from serving import Server

ARTICLE = "/data/article/2023-09-14-arms-accusations"
ENTITY = "/data/entity/russia"
NOWHERE = "/data/event/nowhere"
FIXED = {
    "start": "/",
    "search": "/search?q=kim",
    "events": "/events?family=WeaponsTransfer",
    "article": ARTICLE,
    "entity": ENTITY,
    "network": "/network",
    "map": "/map",
    "query": "/query",
    "ontology": "/ontology",
    "unknown": NOWHERE,
    "no page": "/nowhere",
}
KINDS = (*FIXED, "event", "resource")
SCRIPTED = frozenset({"network", "map", "query"})


def selected(site: Server, pattern: str) -> list[str]:
    """Return the values of ?x for which a pattern holds, sorted."""
    answer = site.get(f"PREFIX kg: <{KG}> SELECT DISTINCT ?x {{ {pattern} }} ORDER BY ?x", "text/csv")
    return [row["x"] for row in csv.DictReader(io.StringIO(answer.text))]


def address(iri: str) -> str:
    assert iri.startswith(BASE)
    return f"/data/{iri.removeprefix(BASE)}"


def disputed(site: Server) -> str:
    """Return the address of an event with claims for and against, of which the article tells."""
    article = BASE + ARTICLE.removeprefix("/data/")
    derived = f"<http://www.w3.org/ns/prov#wasDerivedFrom> <{article}>"
    return address(selected(site, f"?claim kg:ofEvent ?x ; {derived} . ?x kg:status kg:Disputed")[0])


def place(site: Server, kind: str) -> str:
    """Return the address of a page of a kind."""
    if kind == "event":
        return disputed(site)
    if kind == "resource":
        return address(selected(site, "?x a kg:Claim ; kg:ofEvent ?event . ?event kg:status kg:Disputed")[0])
    return FIXED[kind]
