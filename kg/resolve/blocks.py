"""Which events are compared at all: those whose fillers belong to the same states, near in time.

A role that nobody is told in is marked in the key, so that events are found across it: each event also
lies where any filler will do, and looks where none is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.resolve.reposts import least_shingles
from kg.resolve.rules import Family, Rules
from kg.resolve.timing import MONTH, YEAR
from kg.resolve.view import EventView

REACH = 8  # days: no undated event is compared with one further away, unless they count the same things
ANY, UNTOLD, LONG = "*", "?", "\x1flong"
QUOTES = 3  # shingles by which a quotation is found, whoever is said to have spoken

Key = tuple[str, ...]


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
    mark = LONG if _is_long(days) else ""
    keys = _keys(event, rules.families[event.family], stored=True)
    return tuple(Block(key + mark, *days) for key in keys)


def surroundings(event: EventView, rules: Rules) -> tuple[Block, ...]:
    """Return where those that may be the same are found; an event there overlaps the stretch."""
    days = _days(event)
    if days is None:
        return ()
    family = rules.families[event.family]
    counts = any(item.amount and item.amount.isdecimal() for item in event.items)
    reach = 0 if _is_long(days) else max(REACH, family.far if counts else 0)
    near = (days[0] - reach, days[1] + reach)
    keys = _keys(event, family, stored=False)
    return tuple(block for key in keys for block in (Block(key, *near), Block(key + LONG, *days)))


def longest(block: Block) -> int:
    """Return how many days an event in a block can last that is compared with any but its like."""
    return YEAR if block.key.endswith(LONG) else MONTH


def _days(event: EventView) -> tuple[int, int] | None:
    first, last = event.begin or event.published, event.end or event.published
    return None if first is None or last is None else (first.toordinal(), last.toordinal())


def _is_long(days: tuple[int, int]) -> bool:
    return days[1] - days[0] >= MONTH


def _keys(event: EventView, family: Family, *, stored: bool) -> list[str]:
    found = {*_of_sides(event, family, stored=stored), *_of_rest(event, family, stored=stored)}
    return sorted("\x1f".join((event.family, *key)) for key in found)


def _of_sides(event: EventView, family: Family, *, stored: bool) -> Iterator[Key]:
    """Yield every choice of sides that two events have to share by the rules, at most one role left open."""
    keys: list[Key] = [()]
    for name, least in sorted(family.roles.items()):
        sides = event.role(name) if family.exact else _above(event, name)
        chosen = list(combinations(sorted(sides), least))
        if family.untold == "other":
            told = bool(sides)
            chosen += [(ANY,)] if stored else [(UNTOLD,) if told else (ANY,)]
            chosen += [] if told or not stored else [(UNTOLD,)]
        keys = [(*key, *choice) for key in keys for choice in chosen]
    return (key for key in keys if sum(part in {ANY, UNTOLD} for part in key) <= 1)


def _above(event: EventView, role: str) -> set[str]:
    """Return what those who fill a role belong to, or themselves if they belong to nothing."""
    fillers = event.role(role)
    return {above for filler in fillers for above in event.owners[filler] - {filler} or {filler}}


def _of_rest(event: EventView, family: Family, *, stored: bool) -> Iterator[Key]:
    """Yield what ties events together where nobody is told, or somebody without a name."""
    if family.untold == "words":
        yield from (
            ("quote", str(number)) for number in least_shingles(event.content, QUOTES) if event.quoted
        )
        return
    anchors = {"place": event.places, "kind": event.kinds - {event.family}}.get(family.untold, frozenset())
    told = all(event.role(name) for name in family.roles)
    marks = {ANY} if stored or not told else set()
    marks |= {UNTOLD} if stored != told else set()
    yield from ((mark, anchor) for mark in marks for anchor in anchors)
