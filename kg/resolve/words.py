"""When two reports of speech hold the same words."""

import re

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
SHORTEST = 6  # words; shorter quotes are said again on other occasions
SAME = 0.6  # share of common word triples
CONTAINED = 0.85  # share of the shorter one's word triples that the longer one has


def same_words(one: str, other: str) -> bool:
    """Tell whether two contents are one utterance, whole or in part, translated alike.

    A name or number in one that the other replaces makes them two: "the attack in Kabul", "… in Lahore".
    """
    first, second = sorted((_WORD.findall(one), _WORD.findall(other)), key=lambda words: (len(words), words))
    if len(first) < SHORTEST:
        return False
    whole = len(first) > 0.8 * len(second)  # else the shorter one may well leave out names
    if _names(first) - _folded(second) or (whole and _names(second) - _folded(first)):
        return False
    a, b = _triples(first), _triples(second)
    common = len(a & b)
    return common / len(a | b) >= SAME or (len(a) >= SHORTEST and common / len(a) >= CONTAINED)


def _triples(words: list[str]) -> set[tuple[str, ...]]:
    low = [word.casefold().replace("’", "'") for word in words]
    return {tuple(low[i : i + 3]) for i in range(len(low) - 2)}


def _names(words: list[str]) -> set[str]:
    """Return the words with a capital or digit, but for the first, which has one anyway."""
    found = (word for word in words[1:] if word[0].isupper() or any(c.isdigit() for c in word))
    return {word.casefold() for word in found} - {"i"}


def _folded(words: list[str]) -> set[str]:
    return {word.casefold() for word in words}
