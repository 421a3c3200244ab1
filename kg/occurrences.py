"""Candidates in context: with voices, date and place, ready to be merged into events."""

from dataclasses import dataclass

from kg.frames import Candidate
from kg.language.clause import Argument, Clause
from kg.language.labels import label
from kg.language.stance import DEFINITE
from kg.model import DateValue, EntityType, Filler, Item, Span
from kg.reading import Reading
from kg.timing import date_of
from kg.voices import View

# Of these the day of the announcement counts where no other is told.
ANNOUNCED = frozenset({"WeaponsTransfer", "SanctionsAction"})
PLACE_PREPOSITIONS = ("at", "in", "near", "off", "outside", "from", "on", "into", "over")
NEW = frozenset(
    {
        "another",
        "second",
        "third",
        "fourth",
        "new",
        "previous",
        "last",
        "further",
        "additional",
        "other",
        "earlier",
        "next",
        "a",
        "an",
        "future",
        "more",
        "past",
    }
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention of an event with all that its passage tells."""

    family: str
    kind: str
    rule: str
    token: int  # of the trigger
    trigger: Span
    evidence: Span
    sentence: int
    fillers: tuple[Filler, ...]
    items: tuple[Item, ...]
    views: tuple[View, ...]
    date: DateValue | None
    nominal: bool
    definite: bool
    anaphoric: bool
    new: bool  # "another", "a second": never an event told before
    plural: bool
    occasion: str  # events of different occasions are never one: the meal after the talks


def occurrence(reading: Reading, candidate: Candidate, views: tuple[View, ...]) -> Occurrence:
    """Put a candidate in its context."""
    clause, doc = candidate.clause, reading.doc
    token = doc[candidate.trigger]
    nominal = clause.pos == "noun"
    modifiers = {c.lower_ for c in token.children if label(c) in {"det", "amod"}}
    fills = tuple(Filler(f.role, f.entity, _extent(reading, f.head)) for f in candidate.fills)
    return Occurrence(
        family=candidate.frame.family,
        kind=candidate.kind,
        rule=candidate.frame.rule,
        token=token.i,
        trigger=reading.span(token.i, token.i + 1),
        evidence=reading.evidence(clause),
        sentence=clause.sentence,
        fillers=fills + places(reading, candidate),
        items=candidate.items,
        views=views,
        date=date_of(reading, clause, candidate.frame.family in ANNOUNCED),
        nominal=nominal,
        definite=nominal
        and (bool(modifiers & DEFINITE) or any(label(c) == "nmod:poss" for c in token.children)),
        anaphoric=candidate.anaphoric,
        new=nominal and bool(modifiers & NEW),
        plural=token.tag_ in {"NNS", "NNPS"},
        occasion=candidate.frame.occasion,
    )


def _extent(reading: Reading, head: int) -> Span:
    mention = reading.references.mention_at(head)
    if mention is None:
        return reading.span(head, head + 1)
    return reading.span(mention.start, mention.end)


def places(reading: Reading, candidate: Candidate) -> tuple[Filler, ...]:
    """Return the place of a candidate: the most specific place in its locative phrases."""
    if candidate.frame.family in {"WeaponsTransfer", "SanctionsAction"}:
        return ()
    clause = candidate.clause
    arguments = list(clause.arguments)
    parent = None if clause.parent is None else reading.clauses[clause.parent]
    if clause.pos == "noun" and parent is not None and clause.relation == "argument" and parent.pos == "verb":
        arguments += parent.arguments
    taken = {f.entity for f in candidate.fills}
    found = [f for a in arguments for f in _place(reading, a, taken)]
    if not found and candidate.frame.name.startswith("visit"):
        countries = [
            f
            for f in candidate.fills
            if reading.references.entity(f.entity).type is EntityType.COUNTRY and f.function in {"obj", "to"}
        ]
        found = [Filler("place", f.entity, _extent(reading, f.head)) for f in countries]
    exact = [f for f in found if reading.references.entity(f.entity).type is EntityType.PLACE]
    return tuple((exact or found)[:1])


def _place(reading: Reading, argument: Argument, taken: set[str]) -> list[Filler]:
    if argument.function not in PLACE_PREPOSITIONS:
        return []
    keys = reading.references.at(argument.head)
    types = {EntityType.PLACE} | ({EntityType.COUNTRY} if argument.function in {"in", "at"} else set())
    return [
        Filler("place", k, _extent(reading, argument.head))
        for k in keys
        if reading.references.entity(k).type in types and k not in taken
    ]
