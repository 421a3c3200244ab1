"""Quoted stretches of a text, by their marks alone."""

from collections.abc import Iterator

from kg.language.linebreaks import is_wrapped
from kg.model import Span

OPEN, CLOSE = "“", "”"


def find_quotes(text: str) -> tuple[Span, ...]:
    """Return the quoted stretches, marks included, in text order.

    A quote left open ends with its paragraph: news writes long quotes with an opening mark at
    each paragraph and a closing one at the last only.
    """
    found: list[Span] = []
    for begin, end in _paragraphs(text):
        found += _in_paragraph(text, begin, end)
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at, parting = 0, "\n\n" if is_wrapped(text) else "\n"
    for line in text.split(parting):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + len(parting)


def _in_paragraph(text: str, begin: int, end: int) -> Iterator[Span]:
    start: int | None = None
    for at in range(begin, end):
        mark = text[at]
        if mark == OPEN or (mark == '"' and start is None):
            if start is None:
                start = at
        elif mark in {CLOSE, '"'} and start is not None:
            if at > start + 1:
                yield Span(start, at + 1)
            start = None
    if start is not None and end - start > 2:
        yield Span(start, end)
