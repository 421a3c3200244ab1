"""Acronyms that an article itself spells out: "Reporters sans frontières (RSF)", "…, or RSF"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.language.name import Name

_JOINS = frozenset({"(", ",", "or"})
_LONGEST = 3  # joins between the long form and the acronym: ", or"


def long_form_end(doc: Doc, start: int) -> int | None:
    """Return the last token of what stands before an acronym's bracket or "or"; None without one."""
    i = start - 1
    while i >= 0 and start - i <= _LONGEST and doc[i].lower_ in _JOINS:
        i -= 1
    joined = i < start - 1 and doc[start - 1].text != ","
    return i if joined and i >= 0 else None


def with_acronyms(doc: Doc, names: list[Name]) -> list[Name]:
    """Add acronyms in brackets, and mark those of the list that the article spells out as something."""
    at = {i: n for n in names for i in range(n.start, n.end)}
    found = [
        replace(n, kind="acronym", candidates=(), type=None) if _is_told(doc, n, at) else n for n in names
    ]
    return [*found, *(n for n in _bracketed(doc) if n.start not in at)]


def _bracketed(doc: Doc) -> Iterator[Name]:
    for token in doc[1:-1]:
        if _is_acronym(token) and token.nbor(-1).text == "(" and token.nbor(1).text == ")":
            yield Name(token.i, token.i + 1, None, kind="acronym")


def _is_told(doc: Doc, name: Name, at: dict[int, Name]) -> bool:
    """Tell whether an acronym has the initials of the unlisted name that it follows."""
    if name.end - name.start > 1 or name.is_country or not _is_acronym(doc[name.start]):
        return False
    end = long_form_end(doc, name.start)
    long = at.get(end) if end is not None else None
    if long is None or long.candidates or long.end - long.start < 2:
        return False
    initials = iter(t.text[:1].upper() for t in doc[long.start : long.end])
    return all(letter in initials for letter in doc[name.start].text)


def _is_acronym(token: Token) -> bool:
    return token.is_upper and token.is_alpha and len(token) > 1
