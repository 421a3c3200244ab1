"""Statements by their source: "according to X", "X: “…”", "citing X"; which statement holds which."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.contents import Content
from kg.language.clause import Clause
from kg.language.coreference import References
from kg.language.turns import Turn
from kg.model import Span
from kg.speakers import SPEAKERS, actors, sources
from kg.statementframe import StatementFrame, evidence_of

CITING = "Statement/citing"


def according(
    doc: Doc, clauses: Sequence[Clause], references: References
) -> Iterator[tuple[StatementFrame, Content]]:
    """Yield the statements of "according to X"."""
    seen: set[int] = set()
    for clause in clauses:
        for argument in clause.all("according to"):
            cue = next((i for i in range(argument.head, -1, -1) if doc[i].lower_ == "according"), None)
            speakers = sources(doc, references, argument)
            if cue is None or cue in seen or not speakers:
                continue
            seen.add(cue)
            sent = doc[cue].sent
            phrase = (min(cue, argument.start), argument.end)
            parts = [(sent.start, phrase[0]), (phrase[1], sent.end)]
            yield (
                StatementFrame(
                    cue=cue,
                    clause=None,
                    kind="Statement",
                    act="Statement",
                    speakers=speakers,
                    addressees=(),
                    content=(),
                    content_tokens=(),
                    quoted=False,
                    evidence=evidence_of(doc, cue, None),
                    mentions=(),
                    trigger=doc[cue : cue + 2].text,
                    rule="Statement/according-to",
                ),
                Content(tuple(p for p in parts if p[1] - p[0] > 1)),
            )


def labelled(doc: Doc, references: References, turn: Turn) -> tuple[StatementFrame, Content]:
    """Make the statement of a label and its quotation: X: “…”."""
    mention = references.mention_at(turn.colon - 1)
    start = turn.colon - 1 if mention is None else mention.start
    words = Span(doc[start].idx, doc[turn.colon - 1].idx + len(doc[turn.colon - 1]))
    frame = StatementFrame(
        cue=turn.colon,
        clause=None,
        kind="Statement",
        act="Statement",
        speakers=((turn.speaker, words),),
        addressees=(),
        content=(),
        content_tokens=(),
        quoted=True,
        evidence=evidence_of(doc, turn.colon, None),
        mentions=(),
        trigger=":",
        rule="Statement/label",
    )
    return frame, Content(((turn.start, turn.end),), True)


def with_cited(
    doc: Doc, clauses: Sequence[Clause], references: References, frames: Sequence[StatementFrame]
) -> list[StatementFrame]:
    """Add the statements of the sources that a report cites: "…, Yonhap said, citing officials"."""
    told = list(frames)
    for clause in clauses:
        if clause.lemma != "cite" or doc[clause.predicate].tag_ != "VBG":
            continue
        speakers = actors(doc, references, clause, ("obj",), SPEAKERS)
        number = _reporting(doc, clause, told) if speakers else None
        if number is None:
            continue
        edge = doc[clause.predicate].left_edge.i
        told[number] = report = _cut(doc, told[number], edge, doc[clause.predicate].right_edge.i + 1)
        told.append(
            replace(
                report,
                cue=clause.predicate,
                clause=clause.index,
                kind="Statement",
                act="Statement",
                speakers=speakers,
                addressees=(),
                quoted=False,
                trigger=doc[clause.predicate].text,
                rule=CITING,
                within=report.cue,
            )
        )
    return sorted(told, key=lambda f: f.cue)


def _reporting(doc: Doc, clause: Clause, frames: Sequence[StatementFrame]) -> int | None:
    """Return the number of the report that cites a source: the nearest before it, else behind."""
    cue, sentence = clause.predicate, doc[clause.predicate].sent
    here = [n for n, f in enumerate(frames) if sentence.start <= f.cue < sentence.end and f.rule != CITING]
    before = [n for n in here if frames[n].cue < cue]
    return before[-1] if before else here[0] if here else None


def _cut(doc: Doc, frame: StatementFrame, start: int, end: int) -> StatementFrame:
    """Take a phrase out of a statement's content."""
    spans, parts = [], []
    for (first, last), span in zip(frame.content_tokens, frame.content, strict=False):
        if first < start < last <= end:
            while start > first + 1 and doc[start - 1].is_punct:
                start -= 1
            last, span = start, Span(span.begin, doc[start - 1].idx + len(doc[start - 1]))
        if not start <= first < end:
            parts.append((first, last))
            spans.append(span)
    return replace(frame, content=tuple(spans), content_tokens=tuple(parts)) if parts else frame


def quoting(frame: StatementFrame, frames: Sequence[StatementFrame]) -> StatementFrame:
    """Let who quotes somebody "as saying" tell what they are quoted to say."""
    if frame.rule != "Statement/quote":
        return frame
    held = {i for start, end in frame.content_tokens for i in range(start, end)}
    saying = next((f for f in frames if f.cue in held and len(held) <= 2), None)
    return frame if saying is None else replace(frame, content=saying.content, quoted=saying.quoted)


def nested(frames: Sequence[StatementFrame]) -> list[StatementFrame]:
    """Give each frame the index of the innermost other frame that holds its cue."""
    out = []
    for frame in frames:
        holders = [
            (end - start, n)
            for n, other in enumerate(frames)
            for start, end in other.content_tokens
            if other is not frame and start <= frame.cue < end
        ]
        reports = [n for n, other in enumerate(frames) if other.cue == frame.within]
        out.append(replace(frame, parent=reports[0] if reports else min(holders)[1] if holders else None))
    return out
