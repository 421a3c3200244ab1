"""Arguments that several commands share."""

import argparse
import os
import re
from datetime import date
from pathlib import Path

from kg.errors import KgError
from kg.formats.fields import FIELDS
from kg.pictures.model import FAMILIES, STATUSES

BASE = "https://w3id.org/statecraft/data/"
STORE = Path("store")
TOKEN = "KG_TOKEN"  # variable of the environment
_PERIOD = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
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
    add("--threads", type=positive, default=1, metavar="N", help="threads of the model (%(default)s)")


def add_store(parser: argparse.ArgumentParser) -> None:
    """Declare where the store is."""
    parser.add_argument("--store", type=Path, default=STORE, metavar="DIR", help="the store (%(default)s)")


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Declare which events are meant."""
    add = parser.add_argument
    since = "leave out what was before, or has no date (a day, a month or a year)"
    add("--from", dest="since", type=period, metavar="DATE", help=since)
    until = "leave out what was after, or has no date"
    add("--to", dest="until", type=period, metavar="DATE", help=until)
    family = "the family of events; give it again for more (all)"
    add("--family", action="append", choices=FAMILIES, default=[], help=family)
    status = "the status of events; give it again for more (all)"
    statuses = [name.lower() for name in STATUSES]
    add("--status", action="append", choices=statuses, default=[], help=status)
    entity = "events in which this actor has a part, or at this place"
    add("--entity", default="", metavar="NAME", help=entity)


def add_decisions(parser: argparse.ArgumentParser) -> None:
    """Declare where people's decisions are."""
    what = "the file of decisions on what is one (DIR.decisions.tsv beside the store)"
    parser.add_argument("--decisions", type=Path, metavar="FILE", help=what)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Declare how much is printed."""
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    parser.add_argument("--json", action="store_true", help="print one JSON object, no summary line")


def period(text: str) -> str:
    """Return the bound of a period: a year, month or day."""
    try:
        if not _PERIOD.fullmatch(text):
            raise ValueError
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        message = f'"{text}" is no date; write it as YYYY, YYYY-MM or YYYY-MM-DD'
        raise argparse.ArgumentTypeError(message) from None
    return text


def read_token(path: Path | None) -> str:
    """Read the token of those who write; on the command line every user of the machine could see it."""
    if path is None:
        return os.environ.get(TOKEN, "")
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"--token-file {path}: can't be read: {error}") from error


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


def positive(text: str) -> int:
    """Read a number of threads, processes or articles."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no such number; give 1 or more')
    return int(text)
