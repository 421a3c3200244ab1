"""Clusters of occurrences → events with claims."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from kg.claims import CONFIDENCE, statement_id, with_refuted
from kg.clusters import Cluster
from kg.model import NARRATOR, Claim, DateValue, Event, Filler, Item, Stance
from kg.occurrences import Occurrence
from kg.reading import Reading
from kg.statements import StatementFrame
from kg.voices import View

# What stands when one voice speaks of an event twice: the firmer commitment.
FIRMNESS = (Stance.ACTUAL, Stance.NEGATED, Stance.PLANNED, Stance.UNCONFIRMED, Stance.POSSIBLE)
# Roles to which a mention that points back adds nobody.
ONE_PLACE = frozenset({"supplier", "recipient", "imposer", "target", "tester"})
CLASSES = frozenset({"arms", "weapons", "defense", "defence"})  # of all that is transferred
LOOSE_KINDS = frozenset({"InPersonMeeting", "ArmsDelivery"})


def event(
    reading: Reading,
    frames: Sequence[StatementFrame],
    found: Cluster,
    denials: Iterable[tuple[View, int]],
    anchor: DateValue | None,
    implicit: tuple[Filler, ...],
) -> Event:
    """Make the event of a cluster.

    ``anchor`` is its date by another event, for want of one of its own; ``implicit`` are fillers of roles
    that only the rest of the article tells.
    """
    first = found.members[0]
    identifier = f"{first.family.lower()}-{first.trigger.begin}{first.suffix}"
    claims = _claims(reading, frames, identifier, found, denials)
    return Event(
        id=identifier,
        family=first.family,
        kind=_kind(found),
        fillers=_fillers(found, reading.references.country_of) + implicit,
        claims=claims,
        items=_items(found),
        date=_date(found) or anchor,
        trigger=reading.words(first.trigger),
        rule=first.rule,
    )


def _kind(found: Cluster) -> str:
    kinds = [m.kind for m in found.members]
    exact = [k for k in kinds if k != found.members[0].family and k not in LOOSE_KINDS]
    telling = [k for k in kinds if k != found.members[0].family]
    return (exact or telling or kinds)[0]


def _fillers(found: Cluster, country_of: Callable[[str], str | None]) -> tuple[Filler, ...]:
    filled = {(f.role, f.entity) for m in found.members for f in m.fillers}
    unique: dict[tuple[str, str], Filler] = {}
    for member in found.members:
        taken = {role for role, _ in unique}
        represented = _represented(found, member, country_of)
        for filler in member.fillers:
            role, country = filler.role, country_of(filler.entity)
            pointing = role in ONE_PLACE and (member.definite or member.anaphoric)
            if role in taken and (role == "place" or pointing):
                continue
            if role in ONE_PLACE - {"target"} and country != filler.entity and (role, country) in filled:
                continue  # "providing Putin with munitions": the state that is named too
            if role == "participant" and filler.entity in represented:
                continue  # of "the U.S.-Russia talks" between Biden and Putin the persons are told
            unique.setdefault((role, filler.entity), filler)
    return tuple(unique.values())


def _represented(
    found: Cluster, member: Occurrence, country_of: Callable[[str], str | None]
) -> set[str | None]:
    """Return the countries whose persons meet by what other mentions tell."""
    others = [f for m in found.members if m is not member for f in m.fillers if f.role == "participant"]
    return {country_of(f.entity) for f in others if country_of(f.entity) != f.entity}


def _items(found: Cluster) -> tuple[Item, ...]:
    unique: dict[str, Item] = {}
    for item in found.items:
        unique.setdefault(item.label.lower(), item)
    # A bare head word adds nothing to a fuller name of the same: "missiles" beside "ballistic missiles";
    # nor does the name of the whole class in the words for a deal: "an arms deal" beside "Arrow 3 system".
    names = list(unique)
    whole = {
        i.label.lower() for m in found.members if m.rule.endswith("/deal-noun") for i in m.items
    } & CLASSES
    told = {n for n in names if n not in whole}
    return tuple(
        v
        for k, v in unique.items()
        if not any(k != n and n.endswith(" " + k) for n in names) and not (k in whole and told)
    )


def _date(found: Cluster) -> DateValue | None:
    dates = [m.date for m in found.members if m.date is not None]
    return max(dates, key=lambda d: len(d.begin), default=None)


def _claims(
    reading: Reading,
    frames: Sequence[StatementFrame],
    identifier: str,
    found: Cluster,
    denials: Iterable[tuple[View, int]],
) -> tuple[Claim, ...]:
    accused = {n for n, f in enumerate(frames) if f.kind == "Accusation"}
    told = [
        (view, m.evidence, reading.words(m.trigger), m.rule, _sureness(m))
        for m, view in _views(found, accused)
    ]
    for view, number in denials:
        frame = frames[number]
        told.append((view, frame.evidence, frame.trigger, frame.rule, "denial"))
    claims = []
    for voice in dict.fromkeys(view.voice for view, *_ in told):
        own = [t for t in told if t[0].voice == voice]
        stance = min((t[0].stance for t in own), key=FIRMNESS.index)
        own = [t for t in own if t[0].stance is stance]
        view, _, trigger, rule, sureness = own[0]
        claims.append(
            Claim(
                id=f"{identifier}-{voice}",
                voice=voice,
                stance=stance,
                evidence=tuple(sorted({t[1] for t in own})),
                trigger=trigger,
                rule=rule,
                made_in=None if view.statement is None else statement_id(reading, frames[view.statement]),
                confidence=CONFIDENCE[sureness],
            )
        )
    return tuple(with_refuted(c, claims) for c in claims)


def _sureness(member: Occurrence) -> str:
    return "anaphoric" if member.anaphoric else "nominal" if member.nominal else "verbal"


def _views(found: Cluster, accused: Container[int | None]) -> list[tuple[Occurrence, View]]:
    """Pair members and views; a mention that takes an event up again takes over its stance."""
    pairs: list[tuple[Occurrence, View]] = []
    standing: dict[str, View] = {}
    told = {v.stance for m in found.members for v in m.views if v.voice == NARRATOR}
    doubted = bool(told & {Stance.POSSIBLE, Stance.UNCONFIRMED})
    for member in found.members:
        for view in member.views:
            if standing and member.nominal and (member.definite or member.anaphoric):
                view = _taken_up(view, standing, member.definite and not doubted, accused)
            standing.setdefault(view.voice, view)
            pairs.append((member, view))
    return pairs


def _taken_up(
    view: View, standing: Mapping[str, View], definite: bool, accused: Container[int | None]
) -> View:
    """Return the view that "the launches" presuppose: who speaks of them so claims nothing of their own.

    But a narrator who speaks so of what is told as fact, and is no accusation, takes it for a fact.
    """
    held = {v.stance for v in standing.values()}
    charged = any(v.statement in accused for v in standing.values())
    if view.voice == NARRATOR and definite and view.stance is Stance.ACTUAL and held == {Stance.ACTUAL}:
        return view if not charged else next(iter(standing.values()))
    if view.stance is Stance.ACTUAL or (Stance.ACTUAL in held and view.stance is Stance.POSSIBLE):
        return standing.get(view.voice) or next(iter(standing.values()))
    return view
