"""Clusters of occurrences and statement frames → events with claims."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from kg.clusters import Cluster
from kg.language.clause import Clause
from kg.language.cues import SPEECH_ACTS, weaken
from kg.language.stance import StanceReader
from kg.model import NARRATOR, Claim, DateValue, Event, Filler, Item, Span, Stance
from kg.occurrences import Occurrence
from kg.placement import place_of_statement
from kg.reading import Reading
from kg.statements import StatementFrame
from kg.timing import date_of
from kg.voices import View

# What stands when one voice speaks of an event twice: the firmer commitment.
FIRMNESS = (Stance.ACTUAL, Stance.NEGATED, Stance.PLANNED, Stance.UNCONFIRMED, Stance.POSSIBLE)
# Roles to which a mention that points back adds nobody.
ONE_PLACE = frozenset({"supplier", "recipient", "imposer", "target", "tester"})
CLASSES = frozenset({"arms", "weapons", "defense", "defence"})  # of all that is transferred
LOOSE_KINDS = frozenset({"InPersonMeeting", "ArmsDelivery"})
# How sure the rules are: by how directly the words tell the event. Judged by us on development articles.
CONFIDENCE = {"verbal": 0.9, "nominal": 0.8, "anaphoric": 0.7, "denial": 0.8}


def statement_id(reading: Reading, frame: StatementFrame) -> str:
    """Return the id of a statement's event: its place in the text."""
    return f"statement-{reading.doc[frame.cue].idx}"


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
        trigger=_text(reading, first.trigger),
        rule=first.rule,
    )


def _text(reading: Reading, span: Span) -> str:
    return reading.article.text[span.begin : span.end]


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
        (view, m.evidence, _text(reading, m.trigger), m.rule, _sureness(m))
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
    return tuple(_with_refuted(c, claims) for c in claims)


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


def _with_refuted(claim: Claim, claims: Sequence[Claim]) -> Claim:
    if claim.stance is not Stance.NEGATED:
        return claim
    refuted = tuple(c.id for c in claims if c.voice != claim.voice and c.stance is not Stance.NEGATED)
    return Claim(
        id=claim.id,
        voice=claim.voice,
        stance=claim.stance,
        evidence=claim.evidence,
        trigger=claim.trigger,
        rule=claim.rule,
        made_in=claim.made_in,
        refutes=refuted,
        confidence=claim.confidence,
    )


def statement(
    reading: Reading,
    frames: Sequence[StatementFrame],
    number: int,
    stances: StanceReader,
    told: Mapping[int, Sequence[str]],
    denials: Sequence[tuple[View, int]],
) -> Event:
    """Make the event of a statement frame.

    ``told`` gives the ids of the events told in each frame, ``denials`` who denies that it was said.
    """
    frame = frames[number]
    identifier = statement_id(reading, frame)
    clause = None if frame.clause is None else reading.clauses[frame.clause]
    parent = None if frame.parent is None else frames[frame.parent]
    if parent is not None and clause is not None and _is_taken_up(reading, clause, parent):
        parent = None  # "rejected Armenia's accusations": who rejects them does not tell of them
    stance = Stance.ACTUAL if clause is None else _stance_of_statement(clause, parent, stances)
    voices = [k for k, _ in parent.speakers] if parent is not None else []
    publisher = reading.references.publisher
    voices = [NARRATOR if v == publisher else v for v in voices] or [NARRATOR]
    evidence = tuple(sorted({frame.evidence, *frame.mentions}))
    claims = [
        Claim(
            id=f"{identifier}-{voice}",
            voice=voice,
            stance=stance,
            evidence=evidence,
            trigger=frame.trigger,
            rule=frame.rule,
            made_in=None if parent is None else statement_id(reading, parent),
            confidence=frame.confidence,
        )
        for voice in dict.fromkeys(voices)
    ]
    for view, denial in denials:
        if view.voice not in voices:
            claims.append(_denial(reading, frames, identifier, view, denial))
    fillers = [Filler("speaker", k, s) for k, s in frame.speakers] + [
        Filler("addressee", k, s) for k, s in frame.addressees
    ]
    return Event(
        id=identifier,
        family="Statement",
        kind=frame.kind,
        fillers=tuple(fillers) + _said_at(reading, clause),
        claims=tuple(_with_refuted(c, claims) for c in claims),
        date=None if clause is None or frame.within is not None else date_of(reading, clause),
        trigger=frame.trigger,
        rule=frame.rule,
        content=" ".join(_text(reading, s) for s in frame.content) or None,
        quoted=frame.quoted,
        about=tuple(told.get(number, ())),
    )


def is_unspoken(reading: Reading, frame: StatementFrame, stances: StanceReader) -> bool:
    """Tell whether a neutral verb in the infinitive tells of no utterance: "a chance to talk about trade"."""
    clause = None if frame.clause is None else reading.clauses[frame.clause]
    if clause is None or clause.pos == "noun" or frame.act != "Statement" or stances.is_performed(clause):
        return False
    token = reading.doc[clause.predicate]
    infinitive = token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
    return infinitive and stances.of(clause) in {Stance.POSSIBLE, Stance.PLANNED}


def _denial(
    reading: Reading, frames: Sequence[StatementFrame], identifier: str, view: View, number: int
) -> Claim:
    frame = frames[number]
    return Claim(
        id=f"{identifier}-{view.voice}",
        voice=view.voice,
        stance=view.stance,
        evidence=(frame.evidence,),
        trigger=frame.trigger,
        rule=frame.rule,
        made_in=statement_id(reading, frame),
        confidence=CONFIDENCE["denial"],
    )


def _stance_of_statement(clause: Clause, parent: StatementFrame | None, stances: StanceReader) -> Stance:
    if clause.pos == "noun" or stances.is_performed(clause):
        return stances.mood.own(clause)
    if parent is None:
        return stances.of(clause)
    stance = stances.of(clause, parent.cue)
    return weaken(SPEECH_ACTS.get(parent.act), stance) if stances.reaches(clause, parent.cue) else stance


def _is_taken_up(reading: Reading, clause: Clause, parent: StatementFrame) -> bool:
    """Tell whether a noun for a statement is an argument of the cue, and no part of what is said."""
    if clause.pos != "noun" or parent.clause is None or parent.quoted:
        return False
    cue = reading.clauses[parent.clause]
    within = [a for a in cue.arguments if a.start <= clause.predicate < a.end]
    return bool(within) and all(a.function in {"obj", "subj", "for", "on"} for a in within)


def _said_at(reading: Reading, clause: Clause | None) -> tuple[Filler, ...]:
    if clause is None or clause.pos != "verb":
        return ()
    people = {a.head for a in clause.arguments if a.function in {"obj", "iobj", "to"}}
    return place_of_statement(reading, clause, people)
