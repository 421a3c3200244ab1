"""Denials that point back: "Both have denied such claims" belongs to the events claimed before."""

from collections.abc import Container, Iterable, Sequence

from kg.model import NARRATOR, Stance
from kg.occurrences import Occurrence
from kg.reading import Reading
from kg.statements import StatementFrame
from kg.voices import View

# What a denial that tells no event of its own can be about.
POINTERS = frozenset(
    (
        "claim allegation accusation charge report reports suggestion assertion it this that them "
        "involvement wrongdoing responsibility so rumor rumour statement"
    ).split()
)
REACH = 4  # sentences back
PARTS = frozenset({"part", "portion", "aspect", "detail", "element"})
ACCUSING = frozenset({"claim", "allegation", "accusation", "charge"})
DOING = frozenset({"supplier", "tester", "imposer"})


def points_back(reading: Reading, frame: StatementFrame) -> bool:
    """Tell whether a denial's content only refers to what was claimed before."""
    if frame.kind != "Denial":
        return False
    if _is_partial(reading, frame):
        return False
    if frame.clause is not None:  # "called the accusation baseless"
        objects = reading.clauses[frame.clause].all("obj")
        if any(
            reading.doc[a.head].lemma_.lower() in POINTERS - {"it", "this", "that", "them", "so"}
            for a in objects
        ):
            return True
    words = {reading.doc[i].lemma_.lower() for start, end in frame.content_tokens for i in range(start, end)}
    return not words or (len(words) <= 6 and bool(words & POINTERS))


def _is_partial(reading: Reading, frame: StatementFrame) -> bool:
    """Tell whether only a part of what was claimed is denied: "disputed parts of the claim"."""
    objects = () if frame.clause is None else reading.clauses[frame.clause].all("obj")
    return any(reading.doc[a.head].lemma_.lower() in PARTS for a in objects)


def denied(
    reading: Reading, frames: Sequence[StatementFrame], told: Iterable[tuple[int, Occurrence]]
) -> dict[int, tuple[tuple[View, int], ...]]:
    """Return, by the number of each denied occurrence, the deniers' views and their statements.

    ``told`` are numbered occurrences in text order.
    """
    occurrences = list(told)
    found: dict[int, tuple[tuple[View, int], ...]] = {}
    for number, frame in enumerate(frames):
        if not points_back(reading, frame):
            continue
        for index in _antecedents(reading, frame, occurrences):
            views = tuple((View(key, Stance.NEGATED, number), number) for key, _ in frame.speakers)
            found[index] = found.get(index, ()) + views
    return found


def denied_statements(
    reading: Reading, frames: Sequence[StatementFrame], spent: Container[int]
) -> dict[int, tuple[tuple[View, int], ...]]:
    """Return, by number, the denials of statements that others report: "X said Y had asked him", denied next.

    ``spent`` are the numbers of denials that other events have answered to.
    """
    found: dict[int, tuple[tuple[View, int], ...]] = {}
    for number, frame in enumerate(frames):
        if number in spent or not points_back(reading, frame):
            continue
        reported = [
            n
            for n, f in enumerate(frames)
            if f.parent is not None and f.cue < frame.cue and _is_near(reading, f, frame)
        ]
        if reported:
            views = tuple((View(key, Stance.NEGATED, number), number) for key, _ in frame.speakers)
            found[reported[-1]] = found.get(reported[-1], ()) + views
    return found


def _is_near(reading: Reading, frame: StatementFrame, denial: StatementFrame) -> bool:
    between = reading.doc[frame.cue : denial.cue]
    return sum(1 for t in between if t.is_sent_start) <= REACH


def _charged(reading: Reading, frame: StatementFrame, told: list[tuple[int, Occurrence]]) -> list[int]:
    """Return what those who reject "the charges" are charged with further up: what their country did."""
    pointing = {
        reading.doc[i].lemma_.lower() for start, end in frame.content_tokens for i in range(start, end)
    }
    if not pointing & ACCUSING:
        return []
    country_of = reading.references.country_of
    own = {country_of(key) or key for key, _ in frame.speakers}
    return [
        n for n, o in told if own & {country_of(f.entity) or f.entity for f in o.fillers if f.role in DOING}
    ]


def _antecedents(reading: Reading, frame: StatementFrame, told: list[tuple[int, Occurrence]]) -> list[int]:
    at = reading.doc[frame.cue].idx
    sentence = reading.by_predicate[frame.cue].sentence if frame.cue in reading.by_predicate else None
    before = [
        (n, o)
        for n, o in told
        if o.trigger.begin < at
        and any(v.voice != NARRATOR and v.stance is not Stance.NEGATED for v in o.views)
    ]
    if sentence is not None:
        near = [(n, o) for n, o in before if sentence - o.sentence <= REACH]
        if not near:
            return _charged(reading, frame, before)
        before = near
    if not before:
        return []
    # All that was claimed in the same breath as the last claim is denied with it.
    last = before[-1][1]
    said = {v.statement for v in last.views}
    return [n for n, o in before if said & {v.statement for v in o.views} or o.sentence == last.sentence]
