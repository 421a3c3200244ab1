"""CSV → records, row by row, and which column is which field."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO

from kg.formats.decoding import decode_lines
from kg.formats.fields import FIELDS
from kg.formats.limits import PIECE
from kg.formats.printing import printable
from kg.formats.record import Problem, Record

Columns = Mapping[str, str]  # field → the column that holds it
_SEPARATORS = ",;\t|"


def chosen(columns: Columns, header: Sequence[str], origin: str) -> dict[str, str] | Problem:
    """Return the column of each field: as told, else the one of the field's very name."""
    found = {name: columns.get(name, name) for name in FIELDS if name in columns or name in header}
    missing = {name: column for name, column in found.items() if column not in header}
    if not missing and "text" in found:
        return found
    name, column = next(iter(missing.items()), ("text", "text"))
    there = ", ".join(printable(column)[:40] for column in header[:20]) or "none"
    message = f'no column "{printable(column)[:40]}"; there are: {there}'
    return Problem(origin, message, f"name the right one: --column {name}=COLUMN")


def parse(file: BinaryIO, origin: str, columns: Columns) -> Iterator[Record | Problem]:
    """Yield the article of each row; the first row names the columns, a bad row costs only itself."""
    csv.field_size_limit(PIECE)
    lines = _Lines(decode_lines(file, origin))
    first = next(lines, "")
    rows = _rows(lines, first, max(_SEPARATORS, key=first.count))
    _, header = next(rows, (1, []))
    names = [] if isinstance(header, str) else [name.strip() for name in header]
    fields = chosen(columns, names, origin)
    if isinstance(fields, Problem):
        yield from lines.problems
        yield fields
        return
    places = {name: names.index(column) for name, column in fields.items()}
    for number, row in rows:
        yield from lines.problems
        lines.problems.clear()
        where = f"{origin}:{number}"
        if isinstance(row, str):
            yield Problem(where, f"bad CSV: {row}", 'write " within a quoted field as ""')
        elif len(row) > len(names):
            yield Problem(where, f"{len(row)} fields in {len(names)} columns", 'quote them: "a, b"')
        elif row:
            yield Record({name: row[i] for name, i in places.items() if i < len(row)}, where)
    yield from lines.problems


class _Lines:
    """Lines for the CSV reader; problems are laid aside for the one who reads the rows."""

    def __init__(self, lines: Iterable[tuple[int, str] | Problem]) -> None:
        self.problems: list[Problem] = []
        self.number = 0
        self._lines = iter(lines)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            if isinstance(line, Problem):
                self.problems.append(line)
            else:
                self.number, text = line
                return text
        raise StopIteration


def _rows(lines: _Lines, first: str, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row with the number of its first line; instead of a bad one, what is wrong with it."""
    reader = csv.reader(chain([first], lines), delimiter=separator, strict=True)
    number = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield number, str(error)
        else:
            if row is None:
                return
            yield number, row
        number = lines.number + 1
