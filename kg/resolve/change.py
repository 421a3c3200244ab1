"""What a revision comes to."""

from dataclasses import dataclass

import pyoxigraph as ox

from kg.resolve.effect import Effect


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written to the default graph, and what it means for the events."""

    delete: frozenset[ox.Triple]
    insert: frozenset[ox.Triple]
    effects: tuple[Effect, ...]
