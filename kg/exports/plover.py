"""Events → PLOVER records, as JSON lines.

Fields are those of the draft manual 0.7b1 (https://github.com/openeventdata/PLOVER); ``status``, ``claims``,
``date_basis`` and ``independent_sources`` are ours.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.exports.alignment import Alignment
from kg.exports.dates import first_day, last_day
from kg.exports.event import Claim, Event, Source, Thing

SUFFIX = ".jsonl"
TRUE = {"Actual", "Unconfirmed"}  # stances for which it has happened, if true
DENIED = "Negated"


def lines(event: Event, alignment: Alignment) -> Iterator[str]:
    """Yield the record of an event, if PLOVER has a code for it, a date and a source are told."""
    codings = [code for kind in event.kinds for code in _codings(kind, event, alignment)]
    types = _said(alignment, codings, "event")
    sides = _sides(event, alignment)
    needs = set(alignment.tables["plover"]["needs_recipient"])
    when = _when(event)
    if types and when and sides["source"] and (sides["recipient"] or needs.isdisjoint(types)):
        record = {
            "id": event.iri,
            **when,
            **{side: [_actor(one, alignment) for one in things] for side, things in sides.items() if things},
            "event": types,
            **_details(event, codings, alignment),
            "status": event.status,
        }
        yield json.dumps(record, ensure_ascii=False)


def _codings(kind: str, event: Event, alignment: Alignment) -> tuple[str, ...]:
    """Return what a class is in PLOVER, or what the words of a claim make of it."""
    worded = alignment.tables["plover"]["by_words"].get(kind)
    if worded is None:
        return alignment.codes(kind, "plover")
    told = {claim.trigger.lower() for claim in event.claims if claim.trigger}
    return (worded["code"],) if told & set(worded["words"]) else ()


def _details(event: Event, codings: Sequence[str], alignment: Alignment) -> dict[str, Any]:
    """Return the optional fields, those without a value left out."""
    quads = _said(alignment, codings, "quad")
    contexts = {*_said(alignment, codings, "context"), *_unreal(event, alignment)}
    sources = event.text("independentSources")
    found: dict[str, Any] = {
        "mode": _said(alignment, codings, "mode"),
        "context": sorted(contexts),
        "quad_code": int(quads[0]) if len(quads) == 1 else None,
        "event_loc": _place(event, alignment),
        "event_text": list(event.words),
        "cite_info": [_citation(source) for source in event.sources],
        "independent_sources": int(sources) if sources else None,
        "claims": [_claim(claim) for claim in event.claims],
        "comment": alignment.tables["remarks"].get(event.status),
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def _said(alignment: Alignment, codings: Sequence[str], field: str) -> list[str]:
    return sorted({value for code in codings for value in alignment.values("plover", code, field)})


def _unreal(event: Event, alignment: Alignment) -> set[str]:
    """Return the contexts that tell readers who know no status that it did not, or not yet, happen."""
    stances = {claim.stance for claim in event.claims}
    if stances & TRUE:
        stances &= {DENIED}
    codes = (code for stance in stances for code in alignment.codes(stance, "plover"))
    return {context for code in codes for context in alignment.values("plover", code, "context")}


def _sides(event: Event, alignment: Alignment) -> dict[str, list[Thing]]:
    """Return who is source and who is recipient."""
    sides: dict[str, dict[str, Thing]] = {"source": {}, "recipient": {}}
    for role, things in event.roles.items():
        for side in alignment.codes(alignment.role(role, event.kinds), "plover"):
            if side in sides:
                sides[side].update((thing.iri, thing) for thing in things)
    return {side: [things[iri] for iri in sorted(things)] for side, things in sides.items()}


def _actor(thing: Thing, alignment: Alignment) -> dict[str, str]:
    country = alignment.country(thing.country)
    bodies = alignment.tables["plover"]["bodies_of_states"]
    slug = thing.iri.rsplit("/", 1)[1]
    code = country.iso3 if country else bodies["code"] if slug in bodies["entities"] else None
    fields = {"code": code, "actor_text": thing.name, "identifier_id": thing.wikidata}
    return {name: value for name, value in fields.items() if value is not None}


def _when(event: Event) -> dict[str, str] | None:
    """Return the days of an event; without any, that of the first report, and say so."""
    begin, end = event.text("startDate"), event.text("endDate")
    date = event.text("date") or begin or end
    if date is None:
        reported = event.text("firstReported")
        return {"date": reported, "date_basis": "first report"} if reported else None
    first, last = first_day(begin or date), last_day(end or event.text("date") or begin or date)
    return {"date": first, **({"enddate": last} if last > first else {}), "date_basis": "event"}


def _place(event: Event, alignment: Alignment) -> dict[str, Any] | None:
    """Return where it was; of several places the narrowest kind: a town before its state."""
    places = sorted(event.roles.get("place", ()), key=lambda p: ("Country" in p.kinds, p.iri))
    if not places:
        return None
    place, country = places[0], alignment.country(places[0].country)
    found: dict[str, Any] = {"name": place.name}
    if place.point:
        found["latitude"], found["longitude"] = place.point
    return {**found, "cc3": country.iso3} if country else found


def _citation(source: Source) -> dict[str, str]:
    fields = {
        "citation": source.identifier,
        "url": source.url,
        "title": source.title,
        "publication": source.publisher,
        "date": source.issued,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "claimant": claim.claimant.name if claim.claimant else "narrator",
        "stance": claim.stance,
        "text": list(claim.words),
        "citation": claim.source.identifier,
    }
