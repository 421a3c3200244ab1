"""A statement as its cue tells it, as a value."""

from dataclasses import dataclass

from spacy.tokens import Doc

from kg.language.clause import Clause
from kg.model import Span


@dataclass(frozen=True, slots=True)
class StatementFrame:
    """One reporting cue with its speaker and what is said; ``parent`` holds it in its own content."""

    cue: int  # token
    clause: int | None
    kind: str
    act: str  # the kind by the cue alone, whatever is said
    speakers: tuple[tuple[str, Span], ...]
    addressees: tuple[tuple[str, Span], ...]
    content: tuple[Span, ...]
    content_tokens: tuple[tuple[int, int], ...]
    quoted: bool
    evidence: Span
    mentions: tuple[Span, ...]  # further sentences of the same speech
    trigger: str
    rule: str
    parent: int | None = None
    within: int | None = None  # cue of the report that cites this statement
    confidence: float = 0.9

    @property
    def bound(self) -> int:
        """The cue beyond which another voice speaks."""
        return self.cue if self.within is None else self.within


def evidence_of(doc: Doc, cue: int, clause: Clause | None) -> Span:
    """Return the sentence of a cue, or of a very long one its clause."""
    sent = doc[cue].sent
    text = sent.text.rstrip()
    if len(text) <= 400 or clause is None:
        return Span(sent.start_char, sent.start_char + len(text))
    piece = doc[min(clause.start, cue) : max(clause.end, cue + 1)]
    return Span(piece.start_char, piece.start_char + len(piece.text.rstrip()))
