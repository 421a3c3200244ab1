"""Which events are compared at all: those that share the fillers which the rules ask for, near in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.resolve.match import MONTH, Rules
from kg.resolve.view import EventView

REACH = 8  # days: above every window of the rules


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A place in the index: a key, and the first and last day that an event in it may have, as ordinals."""

    key: str
    first: int
    last: int


def blocks(event: EventView, rules: Rules) -> tuple[Block, ...]:
    """Return where an event is found by those that may be the same; without any date, nowhere."""
    first, last = event.begin or event.published, event.end or event.published
    if first is None or last is None:
        return ()
    begin, end = first.toordinal(), last.toordinal()
    # A longer stretch of days is only ever compared with the very same one.
    stretch = f"{begin}-{end}" if end - begin >= MONTH else ""
    return tuple(Block("\x1f".join([*key, stretch]), begin, end) for key in sorted(_keys(event, rules)))


def _keys(event: EventView, rules: Rules) -> Iterator[tuple[str, ...]]:
    """Yield the family with every choice of fillers that two events have to share by the rules."""
    keys: list[tuple[str, ...]] = [(event.family,)]
    for name, least in sorted(rules.families[event.family].roles.items()):
        chosen = list(combinations(sorted(event.role(name)), least))
        keys = [(*key, *choice) for key in keys for choice in chosen]
    yield from keys
