"""Paths, folders and patterns → the files that hold articles, in a fixed order."""

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.formats.printing import printable
from kg.formats.record import Problem
from kg.formats.sources import SUFFIXES, Source

KNOWN = (
    ".txt, .md, .html, .json, .jsonl, .csv, .tsv, .parquet, .rss, .atom, .xml, .warc, "
    "or one of these with .gz or .zst"
)


def find(paths: Iterable[str | Path]) -> Iterator[Source | Problem]:
    """Yield what the arguments name: files as given, folders walked in sorted order, patterns expanded.

    Links to folders are not followed within a folder or by ``**``: they may lead round in a circle.
    """
    for given in paths:
        path = Path(given)
        if str(given) == "-":
            yield Source(None)
        elif path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield _file(path)
        elif glob.has_magic(str(given)):
            yield from _pattern(path)
        else:
            yield Problem(printable(str(given)), "no such file or folder", "check the spelling of the path")


def _file(path: Path) -> Source | Problem:
    source = Source(path)
    if source.suffix in SUFFIXES:
        return source
    what = f"unknown file type {printable(source.suffix)!r}" if source.suffix else "no file type"
    return Problem(source.name, what, f"articles come as {KNOWN}")


def _folder(folder: Path) -> Iterator[Source | Problem]:
    others: Counter[str] = Counter()
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(f for f in files if not f.startswith(".")):
            path = Path(root, name)
            source = Source(path)
            if source.suffix in SUFFIXES and _is_file(path):
                found = True
                yield source
            else:
                others[printable(source.suffix) or "no suffix"] += 1
    origin = printable(str(folder))
    if others:
        kinds = ", ".join(f"{n} {s}" for s, n in sorted(others.items()))
        yield Problem(origin, f"other files passed over: {kinds}", f"articles come as {KNOWN}", "warning")
    if not found:
        yield Problem(origin, "no articles in this folder", f"articles come as {KNOWN}")


def _is_file(path: Path) -> bool:
    """Tell a file, also one that can't be read, from a pipe or a device, on which one may wait for ever."""
    return path.is_file() or not path.exists()


def _pattern(pattern: Path) -> Iterator[Source | Problem]:
    try:
        matches = sorted(_expanded(pattern))
    except ValueError:  # "**" beside other characters
        matches = []
    if not matches:
        yield Problem(printable(str(pattern)), "no file matches", "check the pattern")
    for path in matches:
        if path.is_dir():
            yield from _folder(path)
        elif _is_file(path):
            yield _file(path)


def _expanded(pattern: Path) -> Iterator[Path]:
    """Yield what a pattern matches; a name that begins with a dot only if the pattern says so."""
    first = next(i for i, part in enumerate(pattern.parts) if glob.has_magic(part))
    base, rest = Path(*pattern.parts[:first]), Path(*pattern.parts[first:])
    dots = any(part.startswith(".") for part in rest.parts)
    for path in base.glob(str(rest)):
        parts = path.relative_to(base).parts
        if dots or not any(part.startswith(".") for part in parts):
            yield path
