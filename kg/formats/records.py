"""A file or the standard input → the records in it, by its format."""

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.formats import jsons, parquet, tables, texts, warcs
from kg.formats.decoding import decode
from kg.formats.encodings import labels
from kg.formats.record import Problem, Record
from kg.formats.sandbox import Sandbox
from kg.formats.sources import (
    FEEDS,
    JSON,
    LINES,
    PAGES,
    PARQUET,
    TABLES,
    UNREADABLE,
    WARCS,
    Source,
    read_whole,
    unreadable,
)
from kg.formats.tables import Columns

_NO_ARTICLE = "no text of an article in this page"


def records(source: Source, columns: Columns, sandbox: Sandbox) -> Iterator[Record | Problem]:
    """Yield the records of one source; what is wrong with it is a problem among them."""
    try:
        with source.opened() as (file, suffix):
            yield from _of(file, suffix, source, columns, sandbox)
    except UNREADABLE as error:
        yield unreadable(source, error)


def _of(
    file: BinaryIO, suffix: str, source: Source, columns: Columns, sandbox: Sandbox
) -> Iterator[Record | Problem]:
    if suffix in LINES:
        yield from jsons.parse_lines(file, source.name)
    elif suffix in TABLES:
        yield from tables.parse(file, source.name, columns)
    elif suffix in WARCS:
        yield from warcs.parse(file, source.name, sandbox)
    elif suffix in PARQUET and file.seekable():
        yield from parquet.parse(file, source.name, columns)
    elif isinstance(data := read_whole(file, source.name), Problem):
        yield data
    elif suffix in PARQUET:
        yield from parquet.parse(io.BytesIO(data), source.name, columns)
    else:
        yield from _text(data, suffix, source, sandbox)


def _text(data: bytes, suffix: str, source: Source, sandbox: Sandbox) -> Iterator[Record | Problem]:
    found = decode(data, source.name, labels(data) if suffix in PAGES | FEEDS else ())
    if isinstance(found, Problem):
        yield found
        return
    text, warning = found
    if warning is not None:
        yield warning
    if suffix in JSON or (source.path is None and not suffix and _is_json(text)):
        yield from jsons.parse(text, source.name, source.stem)
    elif suffix in PAGES:
        yield _page(text, source, sandbox)
    elif suffix in FEEDS:
        yield from _feed(text, source, sandbox)
    else:
        yield texts.parse(text, source.name, source.stem)


def _page(text: str, source: Source, sandbox: Sandbox) -> Record | Problem:
    fields = sandbox.read("page", text, source.name)
    if fields is None:
        return Problem(source.name, _NO_ARTICLE, "leave it out, or give its text")
    return fields if isinstance(fields, Problem) else Record(fields, source.name, source.stem)


def _feed(text: str, source: Source, sandbox: Sandbox) -> Iterator[Record | Problem]:
    entries = sandbox.read("feed", text, source.name)
    if isinstance(entries, Problem):
        yield entries
        return
    if entries is None:
        yield Problem(source.name, "neither RSS nor Atom", "give other XML as text or JSON")
        return
    of_all = f"of {len(entries):,} entries"
    for number, (fields, _) in enumerate(entries, 1):
        if fields["text"]:
            yield Record(fields, f"{source.name}[{number}]")
    if bare := sum(not fields["text"] for fields, _ in entries):
        yield Problem(source.name, f"{bare:,} {of_all} have no text", severity="skipped")
    if short := sum(summary and bool(fields["text"]) for fields, summary in entries):
        what = f"{short:,} {of_all} have a summary only"
        yield Problem(source.name, what, "the feed has no more; give the articles themselves", "warning")


def _is_json(text: str) -> bool:
    """Tell JSON from a text that begins with a bracket: "[Moscow] …"."""
    start = text.lstrip()
    if not start.startswith("["):
        return start.startswith("{")
    try:
        json.loads(start)
    except (ValueError, RecursionError):
        return False
    return True
