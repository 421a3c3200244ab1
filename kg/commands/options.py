"""Arguments that several commands share."""

import argparse
import re
from datetime import date
from pathlib import Path

from kg.formats.fields import FIELDS

BASE = "https://w3id.org/statecraft/data/"
STORE = Path("store")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*[/#]")


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Declare what is read, and with which means."""
    add = parser.add_argument
    what = (
        "a file (text, Markdown, HTML, JSON, JSON lines, CSV, Parquet, RSS, Atom, WARC, "
        "each also .gz or .zst), a folder, a pattern, or - for standard input"
    )
    add("inputs", nargs="+", metavar="INPUT", help=what)
    add("--date", type=_date, metavar="YYYY-MM-DD", help="publication date of the articles without one")
    column = "the column of CSV or Parquet that holds a field: text, id, title, date, source or url"
    add("--column", type=_column, action="append", default=[], metavar="FIELD=COLUMN", help=column)
    add("--any-language", action="store_true", help="take articles that are not English, too")
    add("--pipeline", metavar="NAME", help="another spaCy pipeline, by name or path")
    entities = "a further entity list (Turtle)"
    add("--entities", type=Path, action="append", default=[], metavar="FILE", help=entities)
    add("--base", type=_base, default=BASE, metavar="IRI", help="base of the data's IRIs (%(default)s)")
    add("--threads", type=_threads, default=1, metavar="N", help="threads of the model (%(default)s)")


def add_store(parser: argparse.ArgumentParser) -> None:
    """Declare where the store is."""
    parser.add_argument("--store", type=Path, default=STORE, metavar="DIR", help="the store (%(default)s)")


def add_decisions(parser: argparse.ArgumentParser) -> None:
    """Declare where people's decisions are."""
    what = "the file of decisions on what is one (DIR.decisions.tsv beside the store)"
    parser.add_argument("--decisions", type=Path, metavar="FILE", help=what)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Declare how much is printed."""
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    parser.add_argument("--json", action="store_true", help="print one JSON object, no summary line")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date; write it as YYYY-MM-DD') from None


def _column(text: str) -> tuple[str, str]:
    field, _, column = text.partition("=")
    if field not in FIELDS or not column:
        raise argparse.ArgumentTypeError(f'"{text}" is no FIELD=COLUMN; fields are {", ".join(FIELDS)}')
    return field, column


def _base(text: str) -> str:
    if not _IRI.fullmatch(text):
        raise argparse.ArgumentTypeError(f'"{text}" is no absolute IRI that ends with / or #')
    return text


def _threads(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of threads; give 1 or more')
    return int(text)
