"""What follows for one event from all articles that tell of it: dates, sources, one status."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.resolve.status import status
from kg.resolve.terms import KG
from kg.resolve.view import EventView

DATES = tuple(ox.NamedNode(KG + name) for name in ("date", "startDate", "endDate"))
STATUS, SOURCES = ox.NamedNode(KG + "status"), ox.NamedNode(KG + "independentSources")
FIRST, LAST = ox.NamedNode(KG + "firstReported"), ox.NamedNode(KG + "lastReported")
XSD = "http://www.w3.org/2001/XMLSchema#"


def concluded(
    event: ox.NamedNode,
    members: Sequence[EventView],
    told: Iterable[ox.Triple],
    reposts: Callable[[str], Collection[str]],
) -> frozenset[ox.Triple]:
    """Return the triples on an event: what its members' articles tell of it, and what follows from all."""
    sources = independent({member.article: member.publisher for member in members}, reposts)
    days = sorted(member.published for member in members if member.published)
    found = set(_most_precise(event, told))
    found.add(ox.Triple(event, STATUS, ox.NamedNode(KG + _status(members))))
    found.add(
        ox.Triple(event, SOURCES, ox.Literal(str(len(sources)), datatype=ox.NamedNode(XSD + "integer")))
    )
    for predicate, day in zip((FIRST, LAST), (days[0], days[-1]) if days else (), strict=False):
        found.add(
            ox.Triple(event, predicate, ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date")))
        )
    return frozenset(found)


def independent(
    publisher: Mapping[str, str], reposts: Callable[[str], Collection[str]]
) -> list[frozenset[str]]:
    """Return the articles by source: those of one publisher, and those with the same text, are one source."""
    found: list[frozenset[str]] = []
    for article in sorted(publisher):
        same = {a for a in publisher if publisher[a] == publisher[article]} | {article}
        same |= publisher.keys() & set(reposts(article))
        touching = [source for source in found if source & same]
        found = [source for source in found if not source & same]
        found.append(frozenset({article}).union(same, *touching))
    return found


def _most_precise(event: ox.NamedNode, told: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Leave out a date that another tells more precisely; where dates differ, all stand."""
    triples = tuple(told)
    for triple in triples:
        if triple.subject == event and triple.predicate in DATES:
            begun = f"{_value(triple)}-"
            finer = (t for t in triples if (t.subject, t.predicate) == (event, triple.predicate))
            if any(_value(other).startswith(begun) for other in finer):
                continue
        yield triple


def _value(triple: ox.Triple) -> str:
    assert isinstance(triple.object, ox.Literal)
    return triple.object.value


def _status(members: Sequence[EventView]) -> str:
    """Conclude the status; a publisher that takes part, or whose state does, is no neutral narrator."""
    sides = {o for m in members for actor in m.actors() for o in m.owners[actor]}
    return status(
        (narrated and not sides & member.owners[member.publisher], stance)
        for member in members
        for narrated, stance in member.claims
    )
