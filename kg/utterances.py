"""Statement frames → events with claims: who is told to have said what, and who denies it."""

from collections.abc import Mapping, Sequence

from kg.claims import CONFIDENCE, statement_id, with_refuted
from kg.language.clause import Clause
from kg.language.cues import SPEECH_ACTS, weaken
from kg.language.stance import StanceReader
from kg.model import NARRATOR, Claim, Event, Filler, Stance
from kg.placement import place_of_statement
from kg.reading import Reading
from kg.statementframe import StatementFrame
from kg.timing import date_of
from kg.voices import View


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
        claims=tuple(with_refuted(c, claims) for c in claims),
        date=None if clause is None or frame.within is not None else date_of(reading, clause),
        trigger=frame.trigger,
        rule=frame.rule,
        content=" ".join(reading.words(s) for s in frame.content) or None,
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
    return infinitive and stances.of(clause) in {Stance.POSSIBLE, Stance.PLANNED, Stance.NEGATED}


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
