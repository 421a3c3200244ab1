"""The pairs of events of which it is least certain whether they are one: for people to decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.resolve.index import Index
from kg.resolve.linker import Linker
from kg.resolve.view import EventView


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two events, and by how much their score passes (or, negative, misses) what merging takes."""

    one: EventView
    other: EventView
    margin: float


def doubts(index: Index, linker: Linker) -> list[Doubt]:
    """Return the undecided pairs that are compared and that nothing rules out, the least certain first."""
    found = sorted(_compared(index, linker), key=lambda d: (round(abs(d.margin), 6), d.one.iri, d.other.iri))
    return [d for d in found if linker.decisions.verdict(d.one.iri, d.other.iri) is None]


def _compared(index: Index, linker: Linker) -> Iterator[Doubt]:
    for event in index.every_event():
        threshold = linker.rules.families[event.family].threshold
        for other in linker.candidates(event):
            if event.iri < other.iri and (score := linker.score(event, other)) is not None:
                yield Doubt(event, other, score - threshold)
