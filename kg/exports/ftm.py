"""Events → FollowTheMoney entities, as JSON lines: who is under whose sanctions, who took part in what.

Valid for the package ``followthemoney``, which is not needed here.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from kg.exports.alignment import Alignment
from kg.exports.event import Event, Thing

SUFFIX = ".jsonl"
SANCTION = "Sanction"
Values = Mapping[str, Sequence[str | None]]


def lines(event: Event, alignment: Alignment) -> Iterator[str]:
    """Yield an event and those who take part; nothing if it is none in FollowTheMoney."""
    schema = next((code for kind in event.kinds for code in alignment.codes(kind, "ftm")), None)
    if schema is None:
        return
    if not event.reported or (schema == SANCTION and not _filling(event, alignment, "Sanction:entity")):
        schema = alignment.tables["ftm"]["unless_reported"].get(schema, schema)
    things = _filling(event, alignment, "Sanction:entity" if schema == SANCTION else "Event:involved")
    for thing in things:
        yield _line(_id(thing.iri), _schema(thing, alignment), _description(thing, alignment))
    if schema == SANCTION:
        for target in things:
            yield _line(_id(event.iri, target.iri), SANCTION, _sanction(event, target, alignment))
    else:
        yield _line(_id(event.iri), schema, _event(event, things, alignment))


def _description(thing: Thing, alignment: Alignment) -> Values:
    return {"name": [thing.name], "wikidataId": [thing.wikidata], "country": [_iso2(thing, alignment)]}


def _sanction(event: Event, target: Thing, alignment: Alignment) -> Values:
    authorities = _filling(event, alignment, "Sanction:authority")
    return {
        "entity": [_id(target.iri)],
        "authority": [one.name for one in authorities],
        "country": [_iso2(one, alignment) for one in authorities],
        "program": event.texts.get("legalBasis", ()),
        "provisions": event.texts.get("measure", ()),
        # No endDate: that of "under sanctions since 2006" is how far the article looks, not when they end.
        "startDate": event.texts.get("date") or event.texts.get("startDate", ()),
        **_provenance(event),
    }


def _event(event: Event, involved: Sequence[Thing], alignment: Alignment) -> Values:
    kinds = ", ".join(alignment.labels[kind] for kind in event.kinds)
    told = kinds if event.reported else f"{kinds} ({alignment.labels[event.status]})"
    names = ", ".join(thing.name for thing in involved)
    return {
        "name": [f"{told}: {names}" if names else told],
        "summary": [alignment.tables["remarks"].get(event.status)],
        "date": event.texts.get("date", ()),
        "startDate": event.texts.get("startDate", ()),
        "endDate": event.texts.get("endDate", ()),
        "involved": [_id(thing.iri) for thing in involved],
        "location": [place.name for place in event.roles.get("place", ())],
        "keywords": [item.name for item in event.roles.get("item", ())],
        **_provenance(event),
    }


def _provenance(event: Event) -> Values:
    return {
        "description": event.words,
        "sourceUrl": [source.url for source in event.sources],
        "publisher": [source.publisher for source in event.sources],
        "recordId": [event.iri],
    }


def _filling(event: Event, alignment: Alignment, field: str) -> list[Thing]:
    """Return those who fill a role that is a property in FollowTheMoney."""
    roles = [role for role in event.roles if field in alignment.codes(role, "ftm")]
    found = {thing.iri: thing for role in roles for thing in event.roles[role]}
    return [found[iri] for iri in sorted(found) if _schema(found[iri], alignment)]


def _schema(thing: Thing, alignment: Alignment) -> str:
    return next((code for kind in thing.kinds for code in alignment.codes(kind, "ftm")), "")


def _iso2(thing: Thing, alignment: Alignment) -> str | None:
    country = alignment.country(thing.country)
    return country.iso2.lower() if country else None


def _id(*iris: str) -> str:
    """Return an identifier: FollowTheMoney allows letters, digits, dots and hyphens only."""
    return f"statecraft-{hashlib.sha1(' '.join(iris).encode()).hexdigest()}"


def _line(identifier: str, schema: str, values: Values) -> str:
    properties = {name: sorted({v for v in some if v}) for name, some in sorted(values.items())}
    told = {name: some for name, some in properties.items() if some}
    return json.dumps({"id": identifier, "schema": schema, "properties": told}, ensure_ascii=False)
