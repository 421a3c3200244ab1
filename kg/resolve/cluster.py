"""Events that may be one → groups that are one event each, whatever the order in which they came."""

import math
from collections.abc import Callable, Collection, Iterable

from kg.resolve.view import EventView

Group = tuple[str, ...]  # the IRIs of its events, sorted


def group(
    events: Collection[EventView],
    pairs: Iterable[tuple[str, str, float]],
    compatible: Callable[[EventView, EventView], bool],
) -> list[Group]:
    """Return the events in groups: scored pairs are joined best first, as long as no two members conflict.

    A pair of infinite score is one by decree, whatever conflicts.
    """
    members = {event.iri: [event] for event in events}  # each group under the IRI of every member
    for a, b, score in sorted(pairs, key=lambda pair: (-round(pair[2], 6), pair[0], pair[1])):
        one, other = members[a], members[b]
        fit = score == math.inf or all(compatible(x, y) for x in one for y in other)
        if one is not other and fit:
            one.extend(other)
            for event in other:
                members[event.iri] = one
    unique = {id(found): found for found in members.values()}
    return sorted(tuple(sorted(event.iri for event in found)) for found in unique.values())
