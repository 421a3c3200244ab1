"""What a change did to one event, for people."""

import json
from collections.abc import Callable, Iterable, Sequence
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
    """One event before and after: a new member, or the loss of one, may give it another IRI."""

    event: str
    before: State | None
    after: State | None
    was: str  # the IRI before

    def reversed(self) -> "Effect":
        """Return the effect of going back."""
        return Effect(self.was, self.after, self.before, self.event)


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


def paired(effects: Iterable[Effect], members: Callable[[str], tuple[set[str], set[str]]]) -> list[Effect]:
    """Make one effect of an event that went and another that came, if they have members in common.

    ``members`` are an event's before and after.
    """
    found = list(effects)
    came = [effect for effect in found if not members(effect.event)[0]]
    for gone in [effect for effect in found if not members(effect.event)[1]]:
        heir = next((new for new in came if members(new.event)[1] & members(gone.event)[0]), None)
        if heir is not None:
            came.remove(heir)
            found.remove(heir)
            found[found.index(gone)] = Effect(heir.event, gone.before, heir.after, gone.event)
    return found


def folded(effects: Iterable[Effect]) -> list[Effect]:
    """Return one effect for each event that is not as it was, from many in the order of time."""
    found: dict[str, Effect] = {}
    for effect in effects:
        first = found.pop(effect.was, effect)
        found[effect.event] = Effect(effect.event, first.before, effect.after, first.was)
    return sorted((e for e in found.values() if e.before != e.after), key=lambda e: e.event)


def to_json(effect: Effect) -> str:
    """Return an effect as a line of JSON."""
    return json.dumps(asdict(effect), ensure_ascii=False)


def from_json(text: str) -> Effect:
    """Return the effect that to_json() wrote."""
    told = json.loads(text)
    before, after = (told[name] and State(**told[name]) for name in ("before", "after"))
    return Effect(told["event"], before, after, told["was"])
