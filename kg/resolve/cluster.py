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

    A pair of infinite score is one by decree, whatever conflicts. Scored pairs don't conflict.
    """
    best = sorted(pairs, key=lambda pair: (-round(pair[2], 6), pair[0], pair[1]))
    scored = {frozenset(pair[:2]) for pair in best}

    def fit(x: EventView, y: EventView) -> bool:
        return frozenset((x.iri, y.iri)) in scored or compatible(x, y)

    groups = {event.iri: [event] for event in events}  # under the IRI of the first event
    inside = {event.iri: event.iri for event in events}  # event → its group
    parted: dict[str, set[str]] = {name: set() for name in groups}  # conflicts last: members never leave
    for a, b, score in best:
        one, other = inside[a], inside[b]
        if one == other or (score != math.inf and other in parted[one]):
            continue
        if score != math.inf and not all(fit(x, y) for x in groups[one] for y in groups[other]):
            parted[one].add(other)
            parted[other].add(one)
            continue
        inside |= {event.iri: one for event in groups[other]}
        groups[one] += groups.pop(other)
        for third in parted.pop(other) - {one}:
            parted[third] = (parted[third] - {other}) | {one}
            parted[one].add(third)
    return sorted(tuple(sorted(event.iri for event in found)) for found in groups.values())
