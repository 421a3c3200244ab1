"""JSON (one article or a list of them) and JSON lines → records."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.formats.decoding import decode_lines
from kg.formats.record import Problem, Record

_SHAPE = 'write an object with "text": {"text": "…", "date": "2023-09-13"}'


def parse(text: str, origin: str, stem: str) -> Iterator[Record | Problem]:
    """Yield the article of a JSON file, or each article of the list that it holds."""
    found = _load(text, origin)
    if isinstance(found, Problem):
        yield found
    elif isinstance(found.value, list):
        for number, value in enumerate(found.value, 1):
            yield _record(value, f"{origin}[{number}]", "")
    else:
        yield _record(found.value, origin, stem)


def parse_lines(file: BinaryIO, origin: str) -> Iterator[Record | Problem]:
    """Yield the article of each line; blank lines are passed over, a bad line costs only itself."""
    for line in decode_lines(file, origin):
        if isinstance(line, Problem):
            yield line
            continue
        number, text = line
        if text.strip():
            found = _load(text, origin, number)
            yield found if isinstance(found, Problem) else _record(found.value, f"{origin}:{number}", "")


class _Found:
    """A JSON value, told apart from a problem."""

    def __init__(self, value: object) -> None:
        self.value = value


def _load(text: str, origin: str, line: int | None = None) -> _Found | Problem:
    try:
        return _Found(json.loads(text))
    except json.JSONDecodeError as error:
        where = f"{origin}:{line or error.lineno}"
        return Problem(where, f"bad JSON: {error.msg} (column {error.colno})", _SHAPE)
    except (ValueError, RecursionError):
        where = origin if line is None else f"{origin}:{line}"
        return Problem(where, "bad JSON: a number too long, or values nested too deeply", _SHAPE)


def _record(value: object, origin: str, stem: str) -> Record | Problem:
    if not isinstance(value, dict):
        return Problem(origin, "this JSON value isn't an article", _SHAPE)
    return Record(value, origin, stem)
