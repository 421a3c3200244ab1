"""Which articles print the same text: copies of one wire story, whole or cut, under any headline.

A text is known by its sketch: the lowest hashes of its shingles (runs of words). Below the highest hash
that both sketches reach, they hold all shingles of either text. Method: Broder, "On the resemblance and
containment of documents" (1997).
"""

import hashlib
import re
from collections.abc import Sequence

WORDS = 5  # in a shingle
SIZE = 128  # of a sketch
LEAST = 8  # shingles; of shorter texts nothing can be said
KEYS = 8  # the lowest of a sketch: two sketches of one story have at least one of them in common
CONTAINED = 0.6  # share of the shorter text's shingles that the longer one has
LENGTH = 0.3  # how long the shorter one must be, as a share of the longer one

_WORD = re.compile(r"\w+")


def sketch(text: str) -> list[int]:
    """Return the sketch of a text, ascending signed 64-bit numbers; an empty one if it is too short."""
    found = least_shingles(text, SIZE)
    return found if len(found) >= LEAST else []


def least_shingles(text: str, number: int) -> list[int]:
    """Return the lowest hashes of a text's shingles, ascending."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}
    digests = (hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    return sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)[:number]


def is_repost(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell from the sketches of two texts whether they are one story."""
    ends = [some[-1] for some in (one, other) if len(some) == SIZE]
    first, second = ({n for n in some if not ends or n <= min(ends)} for some in (one, other))
    shorter, longer = sorted((len(first), len(second)))
    return shorter >= LENGTH * longer and len(first & second) >= CONTAINED * shorter > 0
