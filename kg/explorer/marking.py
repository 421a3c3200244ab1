"""A text cut where marks begin and end, so that overlapping marks can be shown in place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kg.explorer.cards import Named


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that prove claims of one or more events."""

    begin: int
    end: int
    numbers: tuple[int, ...]  # of the events, as they are listed beside the text

    @property
    def key(self) -> str:
        """Return the name of its place on the page."""
        return f"e-{self.begin}-{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that carry the same marks throughout."""

    text: str
    entity: Named | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that prove the same; ``opens`` and ``closes`` are what begins and ends with it."""

    pieces: tuple[Piece, ...]
    evidence: tuple[Evidence, ...]
    opens: tuple[Evidence, ...]
    closes: tuple[Evidence, ...]
    asked: bool  # what the reader came for


def stretches(
    text: str,
    mentions: Iterable[tuple[int, int, Named]],
    evidence: Sequence[Evidence],
    asked: tuple[int, int] | None,
) -> list[Stretch]:
    """Cut a text; marks that don't lie within it are left out, of two mentions the longer one counts."""
    size = len(text)
    named = _apart([m for m in mentions if 0 <= m[0] < m[1] <= size])
    proofs = [e for e in evidence if 0 <= e.begin < e.end <= size]
    cuts = {0, size, *(asked or ())}
    cuts |= {place for begin, end, _ in named for place in (begin, end)}
    cuts |= {place for one in proofs for place in (one.begin, one.end)}
    places = sorted(place for place in cuts if 0 <= place <= size)
    pieces = []
    for begin, end in pairwise(places):
        entity = next((name for first, last, name in named if first <= begin and end <= last), None)
        over = tuple(one for one in proofs if one.begin <= begin and end <= one.end)
        wanted = asked is not None and asked[0] <= begin and end <= asked[1]
        pieces.append((begin, end, Piece(text[begin:end], entity), over, wanted))
    return [_stretch(list(some)) for _, some in groupby(pieces, key=lambda piece: (piece[3], piece[4]))]


def _stretch(some: list[tuple[int, int, Piece, tuple[Evidence, ...], bool]]) -> Stretch:
    begin, end, over, asked = some[0][0], some[-1][1], some[0][3], some[0][4]
    opens = tuple(one for one in over if one.begin == begin)
    closes = tuple(one for one in over if one.end == end)
    return Stretch(tuple(piece for _, _, piece, _, _ in some), over, opens, closes, asked)


def _apart(mentions: list[tuple[int, int, Named]]) -> list[tuple[int, int, Named]]:
    """Return mentions that don't overlap."""
    kept: list[tuple[int, int, Named]] = []
    for mention in sorted(mentions, key=lambda m: (m[0] - m[1], m[0], m[2].iri)):
        if all(mention[1] <= other[0] or other[1] <= mention[0] for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m[:2])
