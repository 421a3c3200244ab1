"""How many of a thing the text tells: "two missiles", "dozens of tanks", "$800 million worth of arms"."""

import re
import tomllib
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg.language.labels import label

_TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_NUMBERS: dict[str, int] = _TABLE["numbers"]
_SCALES: dict[str, int] = _TABLE["scales"]
_WORDS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in _TABLE["words"].items()}
_APPROXIMATE = sorted((tuple(w.split()) for w in _WORDS["approximate"]), key=lambda w: (-len(w), w))
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_OUTSIDE = frozenset({"case", "cc", "mark", "punct", "nsubj", "nsubj:pass", "cop", "aux", "advmod:emph"})

Amount = tuple[int | None, str | None]


def quantity_of(doc: Doc, head: int) -> Amount:
    """Return the number of a noun's things and the words that tell it.

    The number is None where the words are vague, or tell money or weight; both are None
    where nothing is told.
    """
    start = _phrase_start(doc, head)
    return _before_noun(doc, start, head) or _before_of(doc, start) or _behind(doc, head) or (None, None)


def _phrase_start(doc: Doc, head: int) -> int:
    """Return the first token of what stands before the noun, without prepositions and conjunctions."""
    start = doc[head].left_edge.i
    for child in doc[head].children:
        if child.i < head and label(child) in _OUTSIDE:
            start = max(start, child.right_edge.i + 1)
    return min(start, head)


def _before_noun(doc: Doc, start: int, head: int) -> Amount | None:
    """Read what stands between the phrase's start and the noun."""
    for i in range(start, head):
        token = doc[i]
        number, end = _number(doc, i, head)
        money = _is_money(doc, i, end)
        if number is not None and (money or _is_amount(doc, end, head)):
            return (None if money else _whole(number)), doc[_opening(doc, i) : end].text
        if token.lower_ in _WORDS["vague"]:
            while i + 1 < head and doc[i + 1].lower_ in _SCALES:
                i += 1
            return None, doc[token.i : i + 1].text
        if token.is_title and not token.is_sent_start and token.lower_ not in _NUMBERS:
            return None  # a name: what follows counts nothing ("Hwasong 17 missile")
    return None


def _before_of(doc: Doc, start: int) -> Amount | None:
    """Read "dozens of", "tens of millions of", "30 tons of", "$1 billion in" before the phrase."""
    if start < 2 or doc[start - 1].lower_ not in {"of", "in"}:
        return None
    end = start - 1
    if doc[start - 1].lower_ == "in":
        return _money_ending(doc, end)
    last = doc[end - 1].lower_
    if last == "worth":
        return _money_ending(doc, end - 1)
    if last in _WORDS["pairs"]:
        return 2, doc[end - 1].text
    if last in _WORDS["amounts"]:
        first = end - 1
        while first >= 2 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in _WORDS["amounts"]:
            first -= 2
        return _number_ending(doc, end) or (None, doc[_approximation(doc, first) : end].text)
    if last in _WORDS["counters"]:
        return _number_ending(doc, end - 1)
    if last in _WORDS["measures"]:
        found = _number_ending(doc, end - 1)
        return (None, f"{found[1]} {doc[end - 1].text}") if found else None
    return _number_ending(doc, end) or _money_ending(doc, end)


def _behind(doc: Doc, head: int) -> Amount | None:
    """Read "worth $800 million", "valued at up to $800 million" straight behind the noun."""
    i = head + 1
    if i < len(doc) and doc[i].lower_ in {"worth", "valued", "totaling", "totalling"}:
        for j in range(i + 1, min(i + 6, len(doc))):
            number, end = _number(doc, j, len(doc))
            if number is not None and _is_money(doc, j, end):
                return None, doc[_opening(doc, j) : _money_end(doc, end)].text
    return None


def _number(doc: Doc, i: int, limit: int) -> tuple[float | None, int]:
    """Return the number that starts at a token and the token behind it; None where none starts."""
    words = [t.lower_ for t in doc[i : min(i + 4, limit)]] + [""] * 4
    if words[:2] == ["half", "a"] and words[2] in _SCALES:
        return _SCALES[words[2]] / 2, i + 3
    if words[0] in {"a", "half"} and words[1] in _SCALES:
        return _SCALES[words[1]] * (0.5 if words[0] == "half" else 1.0), i + 2
    if _DIGITS.fullmatch(words[0]) and not _is_year(doc, i):
        total, i = float(words[0].replace(",", "")), i + 1
    elif words[0] in _NUMBERS:
        total, i = float(_NUMBERS[words[0]]), i + 1
        if words[1] == "-" and total >= 20 and words[2] in _NUMBERS:
            total, i = total + _NUMBERS[words[2]], i + 2
    else:
        return None, i
    while i < limit and doc[i].lower_ in _SCALES:
        total, i = total * _SCALES[doc[i].lower_], i + 1
    return total, i


def _is_year(doc: Doc, i: int) -> bool:
    """Tell whether four digits are a year; a count has a comma, or "about" or the like before it."""
    year = re.fullmatch(r"(?:19|20)\d\d", doc[i].text)
    return bool(year) and _approximation(doc, i) == i and not (i and doc[i - 1].text in _WORDS["currencies"])


def _number_ending(doc: Doc, end: int) -> Amount | None:
    """Return the number that ends before a token, with what makes it approximate."""
    for i in range(max(0, end - 4), end):
        number, behind = _number(doc, i, end)
        if number is not None and behind == end and not _is_money(doc, i, end):
            return _whole(number), doc[_approximation(doc, i) : end].text
    return None


def _money_ending(doc: Doc, end: int) -> Amount | None:
    for i in range(max(0, end - 4), end):
        number, behind = _number(doc, i, end)
        if number is not None and _is_money(doc, i, behind) and _money_end(doc, behind) == end:
            return None, doc[_opening(doc, i) : end].text
    return None


def _is_money(doc: Doc, i: int, end: int) -> bool:
    if i > 0 and doc[i - 1].text in _WORDS["currencies"]:
        return True
    return end < len(doc) and doc[end].lower_ in _WORDS["money_units"]


def _money_end(doc: Doc, end: int) -> int:
    return end + (end < len(doc) and doc[end].lower_ in _WORDS["money_units"])


def _is_amount(doc: Doc, end: int, head: int) -> bool:
    """Tell whether a number counts the noun and is not a size or part of a name before it."""
    return end <= head and doc[end].lower_ not in _WORDS["sizes"]


def _opening(doc: Doc, i: int) -> int:
    """Return where a number's words start, its currency included."""
    return _approximation(doc, i - (i > 0 and doc[i - 1].text in _WORDS["currencies"]))


def _approximation(doc: Doc, first: int) -> int:
    """Return where the number's words start when "at least", "more than" … stand before it."""
    for words in _APPROXIMATE:
        begin = first - len(words)
        if begin >= 0 and tuple(t.lower_ for t in doc[begin:first]) == words:
            return begin
    return first


def _whole(number: float) -> int | None:
    return int(number) if number == int(number) else None
