"""Events of many articles → groups that are one event each, whatever the order of the articles."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from kg.resolve.match import Known, Rules, enough, score
from kg.resolve.view import EventView

UNDATED = date(1, 1, 1)
REACH = timedelta(days=8)  # compared are events no further apart than this; above every window of the rules


def group(events: Iterable[EventView], rules: Rules, known: Known) -> list[tuple[EventView, ...]]:
    """Return the events in groups: pairs are joined best first, as long as no two members conflict."""
    members = {event.iri: [event] for event in events}  # each group under the IRI of every member
    for _, a, b in sorted(_pairs(members, rules, known)):
        one, other = members[a], members[b]
        if one is not other and all(score(x, y, rules, known) is not None for x in one for y in other):
            one.extend(other)
            for event in other:
                members[event.iri] = one
    unique = {id(found): found for found in members.values()}
    ordered = (tuple(sorted(found, key=lambda e: e.iri)) for found in unique.values())
    return sorted(ordered, key=lambda found: found[0].iri)


def _pairs(
    members: dict[str, list[EventView]], rules: Rules, known: Known
) -> Iterator[tuple[float, str, str]]:
    """Iterate over pairs that could be merged, with the negative score to sort by."""
    seen = set()
    for a, b in _candidates([found[0] for found in members.values()], rules):
        pair = (a.iri, b.iri) if a.iri < b.iri else (b.iri, a.iri)
        if pair not in seen:
            seen.add(pair)
            found = score(a, b, rules, known)
            if found is not None and enough(a, found, rules):
                yield -round(found, 6), *pair


def _candidates(events: Sequence[EventView], rules: Rules) -> Iterator[tuple[EventView, EventView]]:
    """Iterate over pairs that share a key and lie near each other in time: near-linear in their number."""
    blocks: dict[tuple[str, ...], list[EventView]] = {}
    for event in events:
        for key in _keys(event, rules):
            blocks.setdefault(key, []).append(event)
    for block in blocks.values():
        ordered = sorted(block, key=lambda e: (_moment(e), e.iri))
        for i, a in enumerate(ordered):
            for b in ordered[i + 1 :]:
                if _moment(b) - _latest(a) > REACH:
                    break
                yield a, b


def _keys(event: EventView, rules: Rules) -> Iterator[tuple[str, ...]]:
    """Return the keys of a block: the fillers that two events have to share by the rules."""
    roles = rules.families[event.family].roles
    fillers = [combinations(sorted(event.role(name)), least) for name, least in sorted(roles.items())]
    keys: list[tuple[str, ...]] = [(event.family,)]
    for choices in fillers:
        chosen = list(choices)
        keys = [(*key, *choice) for key in keys for choice in chosen]
    yield from keys


def _moment(event: EventView) -> date:
    return event.begin or event.published or UNDATED


def _latest(event: EventView) -> date:
    return event.end or event.published or UNDATED
