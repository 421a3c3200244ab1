"""Bytes → text, whole or line by line, with a word on what was guessed."""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from kg.formats.encodings import UTF8, Encoding, detect, first_wrong, marked
from kg.formats.limits import PIECE, too_large
from kg.formats.packing import prefixed
from kg.formats.record import Problem

_NO_TEXT = "holds NUL bytes or others that no text has"
_CHECK = "check its special characters, or convert it to UTF-8"


def decode(
    data: bytes, origin: str, named: Iterable[str | None] = ()
) -> tuple[str, Problem | None] | Problem:
    """Return the text of bytes, without a byte order mark, and a warning if the encoding was guessed.

    ``named`` are the encodings that the file itself, or whoever sent it, names.
    """
    encoding = detect(data, named)
    if encoding is None or "\0" in (text := encoding.decode(data)):
        return Problem(origin, _NO_TEXT, "give a text file in UTF-8")
    if not encoding.guess:
        return text, None
    line = data.count(b"\n", 0, first_wrong(data) or 0) + 1
    return text, Problem(f"{origin}:{line}", encoding.guess, _CHECK, "warning")


def decode_lines(file: BinaryIO, origin: str) -> Iterator[tuple[int, str] | Problem]:
    """Yield each line with its number, read as it is asked for; a line that is no text costs only itself.

    A guess is made for one line, and holds for those after it that aren't UTF-8.
    """
    guess: Encoding | None = None
    guessed = False
    for number, data in _lines(file):
        where = f"{origin}:{number}"
        if data is None:
            yield Problem(where, too_large("the line", PIECE), "leave it out, or give it in parts")
            continue
        encoding = next((likely for likely in (UTF8, guess) if likely and likely.fits(data)), None)
        if encoding is None and not guessed:
            encoding = guess = detect(data)
            guessed = True
            if encoding and encoding.guess:
                yield Problem(where, encoding.guess, _CHECK, "warning")
        if encoding is None or "\0" in (text := encoding.decode(data)):
            yield Problem(where, _NO_TEXT, "leave the line out")
        else:
            yield number, text


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield numbered lines in UTF-8 or an unknown encoding; None for one that is too long."""
    number = 0
    readline = _readline(file)
    while line := readline():
        number += 1
        if len(line) <= PIECE or line.endswith(b"\n"):
            yield number, line
            continue
        yield number, None
        while line and not line.endswith(b"\n"):
            line = readline()


def _readline(file: BinaryIO) -> Callable[[], bytes]:
    """Return what reads a line of bytes, or its first part, out of UTF-16 as UTF-8."""
    head = file.read(4)
    mark = marked(head)
    whole = prefixed(head[mark.mark :] if mark else head, file)
    if mark is None or mark.codec == "utf-8":
        return lambda: whole.readline(PIECE + 1)
    text = io.TextIOWrapper(whole, mark.codec, "replace", newline="\n")
    return lambda: text.readline(PIECE + 1).encode("utf-8", "replace")
