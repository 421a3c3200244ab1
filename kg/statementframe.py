"""A statement as its cue tells it, as a value."""

from dataclasses import dataclass

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
    confidence: float = 0.9
