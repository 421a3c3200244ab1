"""Files, folders, patterns and the standard input → articles, each once."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.english import other_language
from kg.formats.dates import parse_date
from kg.formats.duplicates import Duplicates
from kg.formats.fields import article
from kg.formats.files import find
from kg.formats.record import Problem, Record
from kg.formats.records import records
from kg.formats.sandbox import Sandbox
from kg.formats.tables import Columns
from kg.model import Article

__all__ = ["Problem", "parse_date", "read"]


def read(
    paths: Iterable[str | Path],
    default_date: date | None = None,
    *,
    columns: Columns | None = None,
    any_language: bool = False,
) -> Iterator[Article | Problem]:
    """Yield the articles of the given paths in order, and a problem for everything to be said of them.

    A path is a file, a folder (searched throughout), a pattern or "-" for the standard input. The text of
    an article is kept as given. An article given twice comes once; another text under an id that was
    already used is an error, and the first text stands. ``columns`` names the columns of tables that hold
    the fields. An article that is not English is skipped, unless ``any_language``; one whose text another
    one has too comes all the same, with a note.
    """
    seen: dict[str, _Known] = {}
    duplicates = Duplicates()
    for record in _records(paths, columns or {}):
        found = record if isinstance(record, Problem) else article(record, default_date)
        if isinstance(found, Problem):
            yield found
        elif not any_language and (language := other_language(found.text)) is not None:
            message, advice = f'not English: its language is "{language}"', "--any-language takes it"
            yield Problem(found.origin, message, advice, "skipped")
        elif (known := seen.get(found.id)) is not None:
            yield from _compare(found, known)
        else:
            seen[found.id] = _Known(found)
            yield from _remarks(found, duplicates)
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


def _remarks(found: Article, duplicates: Duplicates) -> Iterator[Problem]:
    if found.date is None:
        yield Problem(found.origin, "no date", "relative dates stay unresolved: give --date", "warning")
    if (same := duplicates.of(found)) is not None:
        yield Problem(found.origin, f"near-duplicate of {same}", "both are kept, as one source", "note")


def _records(paths: Iterable[str | Path], columns: Columns) -> Iterator[Record | Problem]:
    with Sandbox() as sandbox:
        for source in find(paths):
            if isinstance(source, Problem):
                yield source
            else:
                yield from records(source, columns, sandbox)
