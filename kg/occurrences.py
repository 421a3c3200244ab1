"""Candidates in context: with voices, date and place, ready to be merged into events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.frames import Candidate
from kg.language.arguments import coordinated
from kg.language.cues import DEFINITE, combine
from kg.language.labels import label
from kg.language.predicates import BUNDLES
from kg.model import DateValue, Filler, Item, Span, Stance
from kg.placement import places
from kg.reading import Reading
from kg.statementframe import StatementFrame
from kg.timing import date_of, day_of_quotation
from kg.voices import View

# Of these the day of the announcement counts where no other is told.
ANNOUNCED = frozenset({"WeaponsTransfer", "SanctionsAction"})
ONGOING = frozenset({"testing"})
REPEATED = frozenset(
    "repeated repeatedly regular regularly frequent frequently continued continual often".split()
)
AHEAD = frozenset({"upcoming", "forthcoming", "planned", "scheduled", "next", "future"})
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
    lemma: str
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
    ahead: bool  # "the upcoming talks"
    indefinite: bool
    plural: bool
    occasion: str  # events of different occasions are never one: the meal after the talks
    series: bool  # a practice or a run of events, never one of them: "continued testing"
    suffix: str = ""  # tells apart what one word tells: "the tests of February 26 and March 4"


def occurrence(reading: Reading, candidate: Candidate, views: tuple[View, ...]) -> Occurrence:
    """Put a candidate in its context."""
    clause, doc = candidate.clause, reading.doc
    token = doc[candidate.trigger]
    nominal = clause.pos == "noun"
    modifiers = {c.lower_ for c in token.children if label(c) in {"det", "amod"}}
    date = date_of(reading, clause, candidate.frame.family in ANNOUNCED)
    if _is_ahead(reading, date):
        views = tuple(replace(v, stance=combine(Stance.PLANNED, v.stance)) for v in views)
    fills = tuple(Filler(f.role, f.entity, reading.extent(f.head)) for f in candidate.fills)
    return Occurrence(
        family=candidate.frame.family,
        kind=candidate.kind,
        rule=candidate.frame.rule,
        token=token.i,
        lemma=clause.lemma,
        trigger=reading.span(token.i, token.i + 1),
        evidence=reading.evidence(clause),
        sentence=clause.sentence,
        fillers=fills + places(reading, candidate),
        items=candidate.items,
        views=views,
        date=date,
        nominal=nominal,
        definite=nominal
        and (bool(modifiers & DEFINITE) or any(label(c) == "nmod:poss" for c in token.children)),
        anaphoric=candidate.anaphoric,
        new=nominal and bool(modifiers & NEW),
        ahead=nominal and bool(modifiers & AHEAD),
        indefinite=nominal and bool(modifiers & {"a", "an"}),
        plural=token.tag_ in {"NNS", "NNPS"},
        occasion=candidate.frame.occasion or _measure(reading, candidate),
        series=_is_series(token),
    )


def as_said(reading: Reading, frames: Sequence[StatementFrame], found: Occurrence) -> Occurrence:
    """Reckon "today" from the day of the statement that tells an occurrence."""
    numbers = {v.statement for v in found.views if v.statement is not None}
    if found.date is None or len(numbers) != 1:
        return found
    return replace(found, date=day_of_quotation(reading, frames[min(numbers)], found.date))


def _measure(reading: Reading, candidate: Candidate) -> str:
    """Return what sets a measure apart from the sanctions beside it: export controls."""
    nouns = [reading.doc[i] for i in (candidate.trigger, *candidate.covers)]
    controls = [n for n in nouns if n.lemma_.lower() == "control"]
    return "export controls" if any(c.lower_ == "export" for n in controls for c in n.children) else ""


def _is_ahead(reading: Reading, date: DateValue | None) -> bool:
    """Tell whether a date lies after the article's own: whatever the tense, it has not happened."""
    issued = reading.article.date
    return issued is not None and date is not None and date.begin > issued.isoformat()[: len(date.begin)]


def _is_series(token: Token) -> bool:
    """Tell whether a predicate names a practice or a run of events: "a series of tests"."""
    words = {c.lower_ for c in token.children if label(c) in {"amod", "advmod"}}
    if token.lemma_.lower() in ONGOING or words & REPEATED:
        return True
    return label(token) in {"nmod", "compound"} and token.head.lemma_.lower() in BUNDLES | {
        "frequency",
        "pace",
    }


def apart(told: Occurrence, reading: Reading) -> tuple[Occurrence, ...]:
    """Part what one plural tells with several days: "the tests on February 26 and March 4" are two."""
    first = told.date
    if not (told.plural and told.nominal and first and len(first.begin) == 10 and not first.end):
        return (told,)
    roots = {root: value for value, root in reading.dated}
    head = next((r for r, v in roots.items() if v == first), None)
    days = [] if head is None else [t for t in coordinated(reading.doc[head]) if t.i in roots]
    dates = [roots[t.i] for t in days if len(roots[t.i].begin) == 10]
    if len(dates) < 2:
        return (told,)
    return tuple(replace(told, date=d, suffix=f"-{n}" if n else "") for n, d in enumerate(dates))
