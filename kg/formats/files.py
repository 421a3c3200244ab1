"""Paths, folders and patterns → the files that hold articles, in a fixed order."""

import glob
import gzip
import os
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.formats.record import Problem

TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
JSON = frozenset({".json"})
LINES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = TEXT | JSON | LINES
KNOWN = ".txt, .md, .json, .jsonl, or one of these with .gz"
UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or the standard input (``path`` None)."""

    path: Path | None

    @property
    def name(self) -> str:
        """Return the name to print."""
        return "<stdin>" if self.path is None else printable(str(self.path))

    @property
    def suffix(self) -> str:
        """Return the suffix that tells the format, lower case, without ".gz"; "" for the standard input."""
        return "" if self.path is None else _plain(self.path).suffix.lower()

    @property
    def stem(self) -> str:
        """Return the file's name without its suffixes."""
        return "" if self.path is None else printable(_plain(self.path).stem)

    def read(self) -> bytes:
        """Return all bytes, unpacked."""
        if self.path is None:
            return sys.stdin.buffer.read()
        with gzip.open(self.path) if _packed(self.path) else self.path.open("rb") as file:
            return file.read()

    def lines(self) -> Iterator[bytes]:
        """Yield the lines one by one, so that a large file needn't fit into memory."""
        if self.path is None:
            yield from sys.stdin.buffer
            return
        with gzip.open(self.path) if _packed(self.path) else self.path.open("rb") as file:
            yield from file


def find(paths: Iterable[str | Path]) -> Iterator[Source | Problem]:
    """Yield what the arguments name: files as given, folders walked in sorted order, patterns expanded."""
    for given in paths:
        path = Path(given)
        if str(given) == "-":
            yield Source(None)
        elif path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield _file(path)
        elif glob.has_magic(str(given)):
            yield from _pattern(str(given))
        else:
            yield Problem(printable(str(given)), "no such file or folder", "check the spelling of the path")


def printable(text: str) -> str:
    """Return a file name that can always be printed: names on disk needn't be UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def unreadable(source: Source, error: BaseException) -> Problem:
    """Say that a file could not be read."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Problem(source.name, f"can't be read: {reason}", "check that the file is whole and may be read")


def _file(path: Path) -> Source | Problem:
    source = Source(path)
    if source.suffix in SUFFIXES:
        return source
    what = f"unknown file type {source.suffix!r}" if source.suffix else "no file type"
    return Problem(source.name, what, f"articles come as {KNOWN}")


def _folder(folder: Path) -> Iterator[Source | Problem]:
    others: Counter[str] = Counter()
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(f for f in files if not f.startswith(".")):
            source = Source(Path(root, name))
            if source.suffix in SUFFIXES:
                found = True
                yield source
            else:
                others[source.suffix or "no suffix"] += 1
    origin = printable(str(folder))
    if others:
        kinds = ", ".join(f"{n} {s}" for s, n in sorted(others.items()))
        yield Problem(origin, f"other files passed over: {kinds}", f"articles come as {KNOWN}", "warning")
    if not found:
        yield Problem(origin, "no articles in this folder", f"articles come as {KNOWN}")


def _pattern(pattern: str) -> Iterator[Source | Problem]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matches:
        yield Problem(printable(pattern), "no file matches", "check the pattern")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            yield from _folder(path)
        else:
            yield _file(path)


def _packed(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


def _plain(path: Path) -> Path:
    return path.with_suffix("") if _packed(path) else path
