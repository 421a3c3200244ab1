"""Which events are compared at all: those whose fillers belong to the same states, near in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.resolve.match import Rules
from kg.resolve.timing import MONTH, YEAR
from kg.resolve.view import EventView

REACH = 8  # days: no undated event is compared with one further away, unless they count the same things


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of days under a key, days as ordinals: where an event lies, or where to look for others."""

    key: str
    first: int
    last: int


def blocks(event: EventView, rules: Rules) -> tuple[Block, ...]:
    """Return where an event is found; without any date, nowhere."""
    days = _days(event)
    if days is None:
        return ()
    mark = _LONG if _is_long(days) else ""
    return tuple(Block(key + mark, *days) for key in _keys(event, rules))


def surroundings(event: EventView, rules: Rules) -> tuple[Block, ...]:
    """Return where those that may be the same are found; an event there overlaps the stretch."""
    days = _days(event)
    if days is None:
        return ()
    family = rules.families[event.family]
    counts = any(item.amount and item.amount.isdecimal() for item in event.items)
    reach = 0 if _is_long(days) else max(REACH, family.far if counts else 0)
    near = (days[0] - reach, days[1] + reach)
    keys = _keys(event, rules)
    return tuple(b for key in keys for b in (Block(key, *near), Block(key + _LONG, *days)))


def longest(block: Block) -> int:
    """Return how many days an event in a block can last that is compared with any but its like."""
    return YEAR if block.key.endswith(_LONG) else MONTH


_LONG = "\x1flong"


def _days(event: EventView) -> tuple[int, int] | None:
    first, last = event.begin or event.published, event.end or event.published
    return None if first is None or last is None else (first.toordinal(), last.toordinal())


def _is_long(days: tuple[int, int]) -> bool:
    return days[1] - days[0] >= MONTH


def _keys(event: EventView, rules: Rules) -> list[str]:
    """Return the family with every choice of sides that two events have to share by the rules."""
    return sorted({"\x1f".join(key) for key in _choices(event, rules)})


def _choices(event: EventView, rules: Rules) -> Iterator[tuple[str, ...]]:
    family = rules.families[event.family]
    keys: list[tuple[str, ...]] = [(event.family,)]
    for name, least in sorted(family.roles.items()):
        fillers = event.role(name)
        sides = fillers if family.exact else {root for f in fillers for root in event.roots[f]}
        chosen = list(combinations(sorted(sides), least))
        keys = [(*key, *choice) for key in keys for choice in chosen]
    yield from keys
