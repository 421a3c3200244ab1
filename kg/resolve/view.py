"""What resolution needs to know of one article: its events with their features, its local names."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemView:
    """Weapons or goods of one event."""

    iri: str
    label: str
    weapon: str | None
    amount: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One event of one article, its actors and places under their merged IRIs.

    It holds all that comparing it with other events and concluding from several of them take.
    """

    iri: str
    article: str
    publisher: str  # its merged IRI or its name; without one, the article's IRI
    family: str
    kinds: frozenset[str]
    roles: Mapping[str, frozenset[str]]
    persons: frozenset[str]  # those of the actors that are persons known by name
    described: frozenset[str]  # those of the actors that have no name: "32 Russian individuals"
    owners: Mapping[str, frozenset[str]]  # actor or publisher → itself and what it is an organ or official of
    roots: Mapping[str, frozenset[str]]  # actor → those of its owners that nobody owns: mostly its country
    places: frozenset[str]
    sites: frozenset[str]  # those of the places that are no countries
    items: tuple[ItemView, ...]
    begin: date | None  # the days that the event's date allows
    end: date | None
    day: bool  # the date is as precise as a day
    published: date | None
    claims: frozenset[tuple[bool, str]]  # (by the narrator?, stance)
    triggers: frozenset[str]
    content: str
    quoted: bool
    names: Mapping[str, str]  # of the actors, by IRI

    def role(self, name: str) -> frozenset[str]:
        """Return what fills a role."""
        return self.roles.get(name, frozenset())

    def actors(self) -> frozenset[str]:
        """Return all that fill any role."""
        return frozenset().union(*self.roles.values())

    def stances(self) -> frozenset[str]:
        """Return the stances of all voices."""
        return frozenset(stance for _, stance in self.claims)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article."""

    iri: str
    identifier: str
    text: str
    events: tuple[EventView, ...]
    identity: Mapping[str, str]  # entities and tenures: local IRI → merged IRI


def to_json(event: EventView) -> str:
    """Return an event as a line of JSON."""
    return json.dumps(asdict(event), default=_plain, ensure_ascii=False)


@lru_cache(maxsize=4096)  # one event is compared with many
def from_json(text: str) -> EventView:
    """Return the event that to_json() wrote."""
    fields: dict[str, Any] = json.loads(text)
    for name in ("kinds", "persons", "described", "places", "sites", "triggers"):
        fields[name] = frozenset(fields[name])
    for name in ("roles", "owners", "roots"):
        fields[name] = {key: frozenset(values) for key, values in fields[name].items()}
    for name in ("begin", "end", "published"):
        fields[name] = fields[name] and date.fromisoformat(fields[name])
    fields["items"] = tuple(ItemView(**item) for item in fields["items"])
    fields["claims"] = frozenset((narrated, stance) for narrated, stance in fields["claims"])
    return EventView(**fields)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, Iterable)
    return sorted(value)
