"""Files, folders, patterns and the standard input → articles, each once."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.formats import jsons, texts
from kg.formats.decoding import decode
from kg.formats.fields import article, parse_date
from kg.formats.files import JSON, LINES, UNREADABLE, Source, find, unreadable
from kg.formats.record import Problem, Record
from kg.model import Article

__all__ = ["Problem", "parse_date", "read"]


def read(paths: Iterable[str | Path], default_date: date | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of the given paths in order, and a problem for everything that is wrong.

    A path is a file, a folder (searched throughout), a pattern or "-" for the standard input. The text of
    an article is kept as given. An article given twice comes once; another text under an id that was
    already used is an error, and the first text stands.
    """
    seen: dict[str, _Known] = {}
    for record in _records(paths):
        found = record if isinstance(record, Problem) else article(record, default_date)
        if isinstance(found, Problem):
            yield found
        elif (known := seen.get(found.id)) is not None:
            yield from _compare(found, known)
        else:
            seen[found.id] = _Known(found)
            if found.date is None:
                yield Problem(
                    found.origin, "no date", "relative dates stay unresolved: give --date", "warning"
                )
            yield found


class _Known:
    """What is kept of an article to recognise it: not its text, which may be long."""

    def __init__(self, known: Article) -> None:
        self.text = hashlib.sha256(known.text.encode()).digest()
        self.rest = replace(known, text="", origin="")
        self.origin = known.origin


def _compare(new: Article, known: _Known) -> Iterator[Problem]:
    """Yield what is wrong with a second article of the same id; nothing if it is the same one."""
    if hashlib.sha256(new.text.encode()).digest() != known.text:
        message = f'its id "{new.id}" is already used by another text in {known.origin}'
        yield Problem(new.origin, message, 'give each article an "id" of its own')
    elif replace(new, text="", origin="") != known.rest:
        message = f"the same article as in {known.origin}, with another title, date, source or url"
        yield Problem(new.origin, message, "the first one stands", "warning")


def _records(paths: Iterable[str | Path]) -> Iterator[Record | Problem]:
    for source in find(paths):
        if isinstance(source, Problem):
            yield source
            continue
        try:
            yield from _of(source)
        except UNREADABLE as error:
            yield unreadable(source, error)


def _of(source: Source) -> Iterator[Record | Problem]:
    """Yield the records of one file by its type, of the standard input by its looks."""
    if source.suffix in LINES:
        yield from jsons.parse_lines(source.lines(), source.name)
        return
    data = source.read()
    if source.path is None and _looks_like_lines(data):
        yield from jsons.parse_lines(data.splitlines(keepends=True), source.name)
        return
    text = decode(data, source.name)
    if isinstance(text, Problem):
        yield text
    elif source.suffix in JSON or (source.path is None and _looks_like_json(text)):
        yield from jsons.parse(text, source.name, source.stem)
    else:
        yield texts.parse(text, source.name, source.stem)


def _looks_like_lines(data: bytes) -> bool:
    """Tell whether the first line is a JSON object by itself."""
    first = data.lstrip().split(b"\n", 1)[0]
    return first.startswith(b"{") and first.rstrip().endswith(b"}")


def _looks_like_json(text: str) -> bool:
    """Tell JSON from a text that begins with a bracket: "[Moscow] …"."""
    start = text.lstrip()
    if not start.startswith("["):
        return start.startswith("{")
    try:
        json.loads(start)
    except (ValueError, RecursionError):
        return False
    return True
