"""Events → schema.org as JSON-LD: an Event or Action if it is reported, and a Claim for whatever is claimed.

schema.org knows neither stance nor status: both are told by our own terms beside its.
"""

import json
from collections.abc import Iterator
from typing import Any

from kg.exports.alignment import Alignment
from kg.exports.event import Claim, Event, Source, Thing
from kg.graph.vocab import KG, WD

SUFFIX = ".jsonld"
CONTEXT = json.dumps({"@vocab": "https://schema.org/", "kg": KG.iri})  # in place: nothing has to be fetched
ACTION_DATES = {"startDate": "startTime", "endDate": "endTime"}  # an Action has times, an Event dates


def lines(event: Event, alignment: Alignment) -> Iterator[str]:
    """Yield the nodes of an event: itself, those in it, its claims and articles."""
    things = {thing.iri: thing for fillers in event.roles.values() for thing in fillers}
    speakers = {claim.claimant.iri: claim.claimant for claim in event.claims if claim.claimant}
    yield _line(event.iri, _types(event.kinds, alignment, plain=event.reported), _event(event, alignment))
    for thing in {**things, **speakers}.values():
        yield _line(thing.iri, _types(thing.kinds, alignment), _thing(thing))
    for claim in event.claims:
        yield _line(claim.iri, ["kg:Claim", "Claim"], _claim(event, claim))
    for source in event.sources:
        yield _line(source.iri, ["NewsArticle"], _article(source))


def _types(kinds: tuple[str, ...], alignment: Alignment, *, plain: bool = True) -> list[str]:
    """Return our classes, and, unless it may not be told plainly, those of schema.org."""
    theirs = {code for kind in kinds for code in alignment.codes(kind, "schema")} if plain else set()
    return sorted(theirs) + [f"kg:{kind}" for kind in kinds]


def _event(event: Event, alignment: Alignment) -> dict[str, Any]:
    found: dict[str, Any] = {"name": _name(event, alignment), "kg:status": _node(KG[event.status].value)}
    for name, values in sorted({**event.roles, **event.texts}.items()):
        if (key := _property(event, name, alignment)) is not None:
            told = [_node(v.iri) if isinstance(v, Thing) else v for v in values]
            found[key] = found.get(key, []) + told
    return found


def _property(event: Event, name: str, alignment: Alignment) -> str | None:
    """Return the property to tell a role or a value by; None for what is ours alone."""
    codes = alignment.codes(alignment.role(name, event.kinds), "schema")
    if not codes:
        return None
    if not event.reported:
        return f"kg:{name}"
    acts = all(code.endswith("Action") for kind in event.kinds for code in alignment.codes(kind, "schema"))
    return ACTION_DATES.get(codes[0], codes[0]) if acts else codes[0]


def _name(event: Event, alignment: Alignment) -> str:
    kinds = ", ".join(alignment.labels[kind] for kind in event.kinds)
    return kinds if event.reported else f"{kinds} ({alignment.labels[event.status]})"


def _thing(thing: Thing) -> dict[str, Any]:
    found: dict[str, Any] = {"name": thing.name}
    if thing.wikidata:
        found["sameAs"] = _node(f"{WD.iri}{thing.wikidata}")
    if thing.point:
        found["latitude"], found["longitude"] = thing.point
    if thing.quantity is not None:
        found["kg:quantity"] = thing.quantity
    if thing.weapon_types:
        found["kg:weaponType"] = [_node(iri) for iri, _ in thing.weapon_types]
    return found


def _claim(event: Event, claim: Claim) -> dict[str, Any]:
    found: dict[str, Any] = {
        "about": _node(event.iri),
        "text": list(claim.words),
        "appearance": _node(claim.source.iri),
        "kg:stance": _node(KG[claim.stance].value),
        "kg:claimant": _node(claim.claimant.iri if claim.claimant else claim.source.iri),
    }
    if claim.claimant:
        found["author"] = _node(claim.claimant.iri)
    if claim.refutes:
        found["kg:refutes"] = [_node(iri) for iri in claim.refutes]
    return found


def _article(source: Source) -> dict[str, Any]:
    fields = {
        "identifier": source.identifier,
        "headline": source.title,
        "datePublished": source.issued,
        "publisher": _node(source.publisher_iri) if source.publisher_iri else source.publisher,
        "url": source.url,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _node(iri: str) -> dict[str, str]:
    return {"@id": iri}


def _line(iri: str, types: list[str], values: dict[str, Any]) -> str:
    return json.dumps({"@id": iri, "@type": types, **values}, ensure_ascii=False)
