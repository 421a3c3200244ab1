"""Which articles print the same text: copies of one wire story, whole or cut, under any headline.

A text is known by a sample of its shingles (runs of words): those whose hash falls into one of MODULUS
classes, so that two texts sample the same of what they share. Method: Broder, "On the resemblance and
containment of documents" (1997).
"""

import hashlib
import re

WORDS = 5  # in a shingle
MODULUS = 4
LEAST = 8  # sampled shingles; of shorter texts nothing can be said
CONTAINED = 0.6  # share of the shorter text's shingles that the longer one has
LENGTH = 0.3  # how long the shorter one must be, as a share of the longer one

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """Return the sampled shingles of a text as signed 64-bit numbers; an empty set if it is too short."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}
    hashes = (hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    numbers = (int.from_bytes(digest, "big", signed=True) for digest in hashes)
    found = frozenset(number for number in numbers if number % MODULUS == 0)
    return found if len(found) >= LEAST else frozenset()


def is_repost(one: int, other: int, common: int) -> bool:
    """Tell whether two texts are one story, by the sizes of their samples and of what is in both."""
    shorter, longer = sorted((one, other))
    return shorter >= LENGTH * longer and common >= CONTAINED * shorter > 0
