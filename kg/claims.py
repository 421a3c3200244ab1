"""What claims refute, and how sure the rules are of what they tell."""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Claim, Stance
from kg.reading import Reading
from kg.statementframe import StatementFrame

# How sure the rules are: by how directly the words tell the event. Judged by us on development articles.
CONFIDENCE = {"verbal": 0.9, "nominal": 0.8, "anaphoric": 0.7, "denial": 0.8}


def statement_id(reading: Reading, frame: StatementFrame) -> str:
    """Return the id of a statement's event: its place in the text."""
    return f"statement-{reading.doc[frame.cue].idx}"


def with_refuted(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Tie a denial to what other voices claim of the same event."""
    if claim.stance is not Stance.NEGATED:
        return claim
    refuted = tuple(c.id for c in claims if c.voice != claim.voice and c.stance is not Stance.NEGATED)
    return replace(claim, refutes=refuted)
