"""What a change did to one event, for people."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import pyoxigraph as ox

from kg.resolve.terms import KG
from kg.resolve.view import EventView


@dataclass(frozen=True, slots=True)
class State:
    """An event as the resolved world has it."""

    about: str  # kind, date, actors
    status: str
    sources: int
    articles: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One event before and after."""

    event: str
    before: State | None
    after: State | None


def state(members: Sequence[EventView], triples: Iterable[ox.Triple]) -> State | None:
    """Return what is to be told of an event, by its members and what the world says of it."""
    if not members:
        return None
    values = {t.predicate.value.removeprefix(KG): t.object for t in triples}
    status, sources = values.get("status"), values.get("independentSources")
    return State(
        describe(members),
        status.value.removeprefix(KG) if isinstance(status, ox.NamedNode) else "",
        int(sources.value) if isinstance(sources, ox.Literal) else 0,
        len({member.article for member in members}),
    )


def describe(members: Sequence[EventView]) -> str:
    """Return an event in a few words: its kind, its day, its actors."""
    family = members[0].family
    kinds = sorted({kind for m in members for kind in m.kinds} - {family}) or [family]
    days = sorted({m.begin.isoformat() for m in members if m.begin and m.day})
    names = {iri: name for m in members for iri, name in sorted(m.names.items())}
    actors = sorted({names.get(a, a) for m in members for a in m.actors()})
    return " ".join([kinds[0], *days[:1]]) + (f": {', '.join(actors)}" if actors else "")


def folded(effects: Iterable[Effect]) -> list[Effect]:
    """Return one effect for each event that is not as it was, from many in the order of time."""
    found: dict[str, Effect] = {}
    for effect in effects:
        before = found[effect.event].before if effect.event in found else effect.before
        found[effect.event] = Effect(effect.event, before, effect.after)
    return sorted((e for e in found.values() if e.before != e.after), key=lambda e: e.event)


def to_json(effect: Effect) -> str:
    """Return an effect as a line of JSON."""
    return json.dumps(asdict(effect), ensure_ascii=False)


def from_json(text: str) -> Effect:
    """Return the effect that to_json() wrote."""
    told = json.loads(text)
    before, after = (told[name] and State(**told[name]) for name in ("before", "after"))
    return Effect(told["event"], before, after)
