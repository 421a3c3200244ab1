"""Rows of ``queries/events.rq`` → events, each with who has which part in it."""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.graph.queries import Result
from kg.pictures.model import FAMILIES, STATUSES, Precision

KINDS = ("Country", "Person", "Organization")  # of an actor with several, the first counts
# Who acts, then on whom.
ROLES = ("speaker", "participant", "supplier", "imposer", "tester", "recipient", "target", "addressee")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a part in an event, with the countries on whose side they are."""

    iri: str
    name: str
    kind: str
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of an event, and how exactly they are known."""

    begin: date
    end: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with the actors of each role, in the order of their names."""

    iri: str
    family: str
    kind: str
    status: str
    period: Period | None
    roles: Mapping[str, tuple[Actor, ...]]

    @property
    def label(self) -> str:
        """Return what it is and who takes part, in a few words."""
        sides = [
            ", ".join(actor.name for actor in self.roles[role])
            for role in ROLES
            if role in self.roles
        ]
        return ": ".join([self.kind[:1].upper() + self.kind[1:], *([" → ".join(sides)] if sides else [])])


def happenings(result: Result) -> list[Happening]:
    """Return the events in the order of their IRIs; a family or status that is not ours is left out."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in texts(result):
        rows.setdefault(row["event"], []).append(row)
    found = (_happening(iri, rows[iri]) for iri in sorted(rows))
    return [event for event in found if event.family in FAMILIES and event.status in STATUSES]


def _happening(iri: str, rows: list[dict[str, str]]) -> Happening:
    roles: dict[str, dict[str, Actor]] = {}
    states: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if "actor" in row:
            states[row["actor"]] |= {row["actor"], row.get("state", row["actor"])}
    for row in sorted(rows, key=lambda row: (row.get("name", ""), _rank(row))):
        if "role" in row:
            iri_of = row["actor"]
            actor = Actor(iri_of, row["name"], local(row.get("type", "")), frozenset(states[iri_of]))
            roles.setdefault(local(row["role"]), {}).setdefault(iri_of, actor)
    first = min(rows, key=lambda row: sorted(row.items()))
    family = local(first["family"])
    return Happening(
        iri=iri,
        family=family,
        kind=min((row["kind"] for row in rows if "kind" in row), default=family),
        status=local(first["status"]),
        period=_period(rows),
        roles={role: tuple(actors.values()) for role, actors in roles.items()},
    )


def _rank(row: Mapping[str, str]) -> int:
    kind = local(row.get("type", ""))
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _period(rows: list[dict[str, str]]) -> Period | None:
    told = {row[name] for row in rows for name in ("date", "begin", "end") if name in row}
    parts = [part for part in map(period, sorted(told)) if part is not None]
    if not parts:
        return None
    coarsest = min((part.precision for part in parts), key=_PRECISIONS.index)
    return Period(min(part.begin for part in parts), max(part.end for part in parts), coarsest)


def period(written: str) -> Period | None:
    """Return what a day, month or year in ISO 8601 spans; None for what is no date."""
    match = _DATE.match(written)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        begin = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = day or calendar.monthrange(begin.year, last_month)[1]
    precision = _PRECISIONS[sum(part is not None for part in (month, day))]
    return Period(begin, date(begin.year, last_month, last), precision)


def texts(result: Result) -> Iterator[dict[str, str]]:
    """Yield the rows of an answer as the characters of its terms, without what is unbound."""
    for values in result.rows:
        terms = zip(result.columns, values, strict=True)
        yield {name: str(getattr(term, "value", term)) for name, term in terms if term is not None}


def local(iri: str) -> str:
    """Return the name in an IRI of the ontology."""
    return iri.rsplit("#", 1)[-1]
