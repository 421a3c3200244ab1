"""Who takes part in two events alike: the same, or a state in one and its minister in the other."""

from kg.resolve.timing import Timing
from kg.resolve.view import EventView


def shared(a: EventView, b: EventView, role: str, *, exact: bool = False) -> frozenset[str]:
    """Return the sides that fill a role in both events, each by the wider of its names.

    A state and its minister or ministry are one side, told more or less precisely, and so are people
    of one state without a name. ``exact`` asks for the very same filler.
    """
    one, other = a.role(role), b.role(role)
    found = set(one & other)
    if not exact:
        found |= {x for x in one for y in other if x in b.owners[y]}
        found |= {y for x in one for y in other if y in a.owners[x]}
        unnamed = ((a.roots[x], b.roots[y]) for x in one & a.described for y in other & b.described)
        found |= {root for first, second in unnamed for root in first & second if root not in one | other}
    # A minister beside his state is not a second side.
    owners = {e: a.owners.get(e) or b.owners.get(e, frozenset()) for e in found}
    return frozenset(e for e in found if not (owners[e] - {e}) & found)


def states(event: EventView, role: str) -> frozenset[str]:
    """Return the states, or what else is above all, of those who fill a role."""
    return frozenset(root for filler in event.role(role) for root in event.roots[filler])


def other_people(a: EventView, b: EventView) -> bool:
    """Tell whether one side is there in other persons: the foreign ministers, not the presidents."""
    for person in a.persons - b.persons:
        beside = {p for p in b.persons if a.roots[person] & b.roots[p]}
        if beside and not beside & a.persons:
            return True
    return False


def lacks(a: EventView, b: EventView, role: str) -> bool:
    """Tell whether one of two events tells nobody in a role."""
    return not a.role(role) or not b.role(role)


def on_one_day(a: EventView, b: EventView, time: Timing) -> bool:
    """Tell whether both name one and the same day."""
    return time is Timing.SAME_DAY and a.begin == a.end == b.begin == b.end
