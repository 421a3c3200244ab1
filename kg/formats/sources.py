"""A file or the standard input as a stream of unpacked bytes, with the suffix that tells its format."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.formats.limits import PIECE, WHOLE
from kg.formats.packing import PACKED, prefixed, unpacked, unpacked_stream
from kg.formats.printing import printable
from kg.formats.record import Problem

TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
JSON = frozenset({".json"})
LINES = frozenset({".jsonl", ".ndjson"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
TABLES = frozenset({".csv", ".tsv"})
PARQUET = frozenset({".parquet"})
FEEDS = frozenset({".rss", ".atom", ".xml"})
WARCS = frozenset({".warc"})
SUFFIXES = TEXT | JSON | LINES | PAGES | TABLES | PARQUET | FEEDS | WARCS
UNREADABLE = (OSError, EOFError)
_SNIFFED = 1024


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

    @contextmanager
    def opened(self) -> Iterator[tuple[BinaryIO, str]]:
        """Open it, unpacked; give the suffix too, that of the standard input by its looks."""
        if self.path is not None:
            with unpacked(self.path) as file:
                yield file, self.suffix
            return
        stream: BinaryIO = sys.stdin.buffer
        magic = stream.read(4)
        stream = unpacked_stream(prefixed(magic, stream), magic)
        head = stream.readline(PIECE)
        if len(head) < _SNIFFED:
            head += stream.read(_SNIFFED - len(head))
        yield prefixed(head, stream), _sniffed(head)


def read_whole(file: BinaryIO, origin: str) -> bytes | Problem:
    """Return all bytes that are left, if they are not too many."""
    data = file.read(WHOLE + 1)
    if len(data) <= WHOLE:
        return data
    return Problem(origin, f"larger than {WHOLE >> 20} MB", "give a list of articles as JSON lines")


def unreadable(source: Source, error: BaseException) -> Problem:
    """Say that a file could not be read."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Problem(source.name, f"can't be read: {reason}", "check that the file is whole and may be read")


def _sniffed(head: bytes) -> str:
    """Tell a format by its first bytes; text where nothing else is seen."""
    if head.startswith(b"WARC/"):
        return ".warc"
    if head.startswith(b"PAR1"):
        return ".parquet"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return ".html"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")):
        return ".xml"
    if start.startswith(b"{"):
        first = start.split(b"\n", 1)[0]
        return ".jsonl" if first.rstrip().endswith(b"}") else ".json"
    return ""


def _plain(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() in PACKED else path
