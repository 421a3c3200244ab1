"""Bodies of states joined to the entity list: a body that the list has gets names, others are added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from records import Record, slug, split, table


@dataclass(frozen=True)
class Body:
    """A body from a table or a given list; ``country`` is a label, empty where it has none."""

    label: str
    country: str
    source: str
    alt: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    adds: bool = False  # its names go to a known entry of the same body
    ours: bool = False  # from our own table: what can't be joined is a mistake there


class Entities(Protocol):
    """What joining needs of the builder."""

    records: dict[str, Record]

    def add(self, type_: str, label: str, country: str | None = None, source: str = "") -> Record: ...
    def country(self, label: str) -> str | None: ...


def state_bodies(entities: Entities) -> Iterator[Body]:
    """Yield the bodies of state_bodies.tsv with the names that follow from the country's adjective."""
    demonyms = {r.label: r.demonyms for r in entities.records.values() if r.type == "Country"}
    for row in table("state_bodies.tsv"):
        state, hidden = row["country"], split(row["hidden"])
        adjective = next(iter(demonyms.get(state, ())), "")
        alt = split(row["alt"])
        if adjective:
            alt += [f"{adjective} {n}" for n in hidden if " " in n]
        alt += list(_common(row["kind"], state, adjective))
        yield Body(row["label"], state, row["source"], tuple(alt), tuple(hidden), adds=True, ours=True)


def _common(kind: str, state: str, adjective: str) -> Iterator[str]:
    """Yield the names that every state's body of a kind has."""
    if kind == "parliament":
        yield from (f"{state}'s parliament", f"Parliament of {state}")
        yield from (f"{adjective} parliament", f"{adjective} Parliament") if adjective else ()
    if kind == "central bank":
        yield f"{state}'s central bank"
        yield from (f"{adjective} central bank",) if adjective else ()
    if kind == "armed forces" and adjective:
        yield f"{adjective} military"


class Joiner:
    """Adds bodies one by one; a name stays with whoever had it first."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._outright: dict[str, list[Record]] = {}
        self._hidden: dict[tuple[str | None, str], Record] = {}
        for record in entities.records.values():
            self._note(record)

    def join(self, bodies: Iterable[Body]) -> int:
        """Add what is new and return how many entries that are."""
        return sum(self._join(body) for body in bodies)

    def _join(self, body: Body) -> bool:
        country = self._entities.country(body.country)
        full = [body.label, *body.alt, *(n for n in body.hidden if " " in n)]
        mine = [r for n in full for r in self._known(n, country)]
        if mine and not body.adds:
            return False
        if not mine and not self._new(body, country):
            return False
        record = mine[0] if mine else self._entities.add("Organization", body.label, country, body.source)
        record.sources.add(body.source)
        record.alt += [n for n in (body.label, *body.alt) if self._free(n, record)]
        self._note(record)
        record.hidden += [n for n in body.hidden if self._free(n, record)]
        self._note(record)
        return not mine

    def _known(self, name: str, country: str | None) -> list[Record]:
        """Return the bodies of a country that bear a name outright."""
        named = self._outright.get(slug(name), ())
        return [r for r in named if r.type == "Organization" and r.country == country]

    def _new(self, body: Body, country: str | None) -> bool:
        """Tell whether no other entry has the names of a body."""
        hidden = (country, slug(body.label)) in self._hidden
        if body.ours and (hidden or slug(body.label) in self._outright):
            raise SystemExit(f"state_bodies.tsv: {body.label!r} is another entry's name. Rename it.")
        return body.ours or not (hidden or any(slug(n) in self._outright for n in (body.label, *body.alt)))

    def _free(self, name: str, record: Record) -> bool:
        """Tell whether no other entry bears a name, nor another of the same country in its context."""
        others = [r for r in self._outright.get(slug(name), ()) if r is not record]
        return not others and self._hidden.get((record.country, slug(name)), record) is record

    def _note(self, record: Record) -> None:
        for name in (record.label, *record.alt, *record.metonyms, *record.demonyms):
            owners = self._outright.setdefault(slug(name), [])
            if not any(r is record for r in owners):
                owners.append(record)
        for name in record.hidden:
            self._hidden.setdefault((record.country, slug(name)), record)
