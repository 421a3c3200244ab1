"""When two reports of speech tell the same words, verbatim, translated or in other words."""

import re

from spacy.lang.en.stop_words import STOP_WORDS

from kg.resolve.view import EventView

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
SHORTEST = 6  # words; shorter quotes are said again on other occasions
SAME = 0.6  # share of common word triples
CONTAINED = 0.85  # share of the shorter one's word triples that the longer one has
STEM = 5  # letters: "hegemony", "hegemonic"
ALIKE = 0.5  # share of the shorter one's stems that the longer one has
FEWEST = 4  # common stems; less by one where both are a condemnation, a denial, …


def likeness(a: EventView, b: EventView) -> float:
    """Return how much two statements read alike, from 0 (different things are said) to 1.

    A name or number in one that the other replaces makes them two: "the attack in Kabul", "… in Lahore".
    """
    first, second = _both(a, b)
    dated = _dates(a) | _dates(b)
    first, second = ([w for w in words if w not in dated] for words in (first, second))
    if not first or _replaced(first, second):
        return 0.0
    if is_verbatim(a, b):
        return 1.0
    one, other = _stems(first), _stems(second)
    telling = bool(a.kinds & b.kinds - {a.family})
    if telling and one and one == other:
        return 1.0
    shorter, common = min(len(one), len(other)), len(one & other)
    few = common >= FEWEST - 1 and common == shorter
    enough = few or (common >= FEWEST - telling and common >= ALIKE * shorter)
    return common / shorter if enough else 0.0


def is_verbatim(a: EventView, b: EventView) -> bool:
    """Tell whether one quotes what the other quotes, whole or in part."""
    first, second = _both(a, b)
    if not (a.quoted and b.quoted) or len(first) < SHORTEST or _replaced(first, second):
        return False
    one, other = _triples(first), _triples(second)
    common = len(one & other)
    return common / len(one | other) >= SAME or (len(one) >= SHORTEST and common / len(one) >= CONTAINED)


def _both(a: EventView, b: EventView) -> tuple[list[str], list[str]]:
    """Return the words of both, the shorter content first."""
    words = sorted((_WORD.findall(event.content) for event in (a, b)), key=lambda w: (len(w), w))
    return words[0], words[1]


def _replaced(first: list[str], second: list[str]) -> bool:
    """Tell whether one has names that the other lacks; the shorter one may leave out some of the longer's."""
    whole = len(first) > 0.8 * len(second)
    return bool(_names(first) - _cut(second) or (whole and _names(second) - _cut(first)))


def _dates(event: EventView) -> set[str]:
    """Return the words for an event's month and year: "announced in April 2022 not to test" tells no more."""
    return {event.begin.strftime("%B"), str(event.begin.year)} if event.begin else set()


def _triples(words: list[str]) -> set[tuple[str, ...]]:
    low = [word.casefold().replace("’", "'") for word in words]
    return {tuple(low[i : i + 3]) for i in range(len(low) - 2)}


def _names(words: list[str]) -> set[str]:
    """Return the words with a capital or digit, but for the first, which has one anyway."""
    found = (word for word in words[1:] if word[0].isupper() or any(c.isdigit() for c in word))
    return _cut([word for word in found if word != "I"])


def _stems(words: list[str]) -> set[str]:
    """Return what words say by themselves, without their endings."""
    return {word.casefold()[:STEM] for word in words if word.casefold() not in STOP_WORDS}


def _cut(words: list[str]) -> set[str]:
    return {word.casefold()[:STEM] for word in words}
