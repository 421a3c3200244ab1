"""Rows of the package's queries → what is drawn.

``page`` says where the mark of an event, an actor or a place leads, by its IRI.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from kg.graph.queries import Result
from kg.pictures.happenings import Actor, Happening, local, texts
from kg.pictures.model import STATUSES, Edge, Moment, Node, Spot
from kg.pictures.outline import centres

Page = Callable[[str], str]
SIDES = {
    "Statement": ("speaker", "addressee"),
    "WeaponsTransfer": ("supplier", "recipient"),
    "SanctionsAction": ("imposer", "target"),
}
WIKIDATA = "http://www.wikidata.org/entity/"


def moments(happenings: Iterable[Happening], page: Page = str) -> list[Moment]:
    """Return the events that have a date."""
    return [
        Moment(
            label=event.label,
            href=page(event.iri),
            begin=event.period.begin,
            end=event.period.end,
            precision=event.period.precision,
            family=event.family,
            status=event.status,
        )
        for event in happenings
        if event.period is not None
    ]


@dataclass(frozen=True, slots=True)
class Ties:
    """A network: its nodes, their edges, and how many further actors there was no room for."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def ties(happenings: Iterable[Happening], page: Page = str, *, most: int = 120) -> Ties:
    """Return who has to do with whom: of those with a tie, the ``most`` with the most events."""
    told: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    actors: dict[str, Actor] = {}
    for event in happenings:
        for one, other in _pairs(event):
            actors |= {one.iri: one, other.iri: other}
            told[one.iri, other.iri, event.family, event.status].add(event.iri)
    weight: Counter[str] = Counter()
    for (one_iri, other_iri, _, _), events in told.items():
        weight.update({one_iri: len(events), other_iri: len(events)})
    kept = sorted(weight, key=lambda iri: (-weight[iri], actors[iri].name, iri))[:most]
    edges = tuple(
        Edge(*key, len(events), key[2] in SIDES, page(min(events)) if len(events) == 1 else "")
        for key, events in sorted(told.items())
        if key[0] in kept and key[1] in kept
    )
    joined = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = tuple(Node(iri, actors[iri].name, page(iri), actors[iri].kind) for iri in kept if iri in joined)
    return Ties(nodes, edges, len(weight) - len(nodes))


def _pairs(event: Happening) -> Iterator[tuple[Actor, Actor]]:
    """Yield who did something with whom, or to whom; a pair that met in the order of IRIs.

    Those of one delegation do not meet each other.
    """
    if event.family == "Meeting":
        together = sorted(event.roles.get("participant", ()), key=lambda actor: actor.iri)
        yield from (pair for pair in combinations(together, 2) if not pair[0].states & pair[1].states)
    elif event.family in SIDES:
        one, other = (event.roles.get(role, ()) for role in SIDES[event.family])
        yield from (pair for pair in product(one, other) if pair[0].iri != pair[1].iri)


@dataclass(frozen=True, slots=True)
class Places:
    """What goes on a map, and how many events are in places whose position is not known."""

    spots: tuple[Spot, ...]
    left_out: int


def places(result: Result, page: Page = str) -> Places:
    """Return the places of the rows of ``queries/places.rq``; a country's is a point well inside it."""
    names: dict[str, str] = {}
    points: dict[str, tuple[float, float]] = {}
    events: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(texts(result), key=lambda row: sorted(row.items())):
        names.setdefault(row["place"], row["name"])
        events[row["place"]].setdefault(row["event"], local(row["status"]))
        if (point := _point(row)) is not None:
            points.setdefault(row["place"], point)
    spots = []
    for place in sorted(events.keys() & points.keys()):
        counts = Counter(status for status in events[place].values() if status in STATUSES)
        spots.append(Spot(names[place], page(place), *points[place], counts))
    nowhere = {event for place in events.keys() - points.keys() for event in events[place]}
    shown = {event for place in points for event in events[place]}
    return Places(tuple(spots), len(nowhere - shown))


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(row["lat"]), float(row["long"])
    except (KeyError, ValueError):
        return centres().get(row.get("same", "").removeprefix(WIKIDATA))
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
