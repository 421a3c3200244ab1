"""Bytes → text, whole or line by line, with a word on what was guessed."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from kg.formats.encodings import UTF8, Encoding, detect, marked
from kg.formats.limits import PIECE, too_large
from kg.formats.packing import prefixed
from kg.formats.record import Problem

_CHECK = "check its special characters, or convert it to UTF-8"


def decode(data: bytes, origin: str, label: str | None = None) -> tuple[str, Problem | None] | Problem:
    """Return the text of bytes, without a byte order mark, and a warning if the encoding was guessed.

    ``label`` names the encoding that the file itself declares.
    """
    encoding = detect(data, label)
    text = None if encoding is None else encoding.decode(data)
    if encoding is None or text is None or "\0" in text:
        return Problem(origin, "holds NUL bytes or others that no text has", "give a text file in UTF-8")
    if not encoding.guess:
        return text, None
    return text, Problem(f"{origin}:{_first_wrong(data)}", encoding.guess, _CHECK, "warning")


def _first_wrong(data: bytes) -> int:
    """Return the number of the line with the first byte that is not UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def decode_lines(file: BinaryIO, origin: str) -> Iterator[tuple[int, str] | Problem]:
    """Yield each line with its number, read as it is asked for; a line that is no text costs only itself.

    A guess made for one line holds for those after it that aren't UTF-8.
    """
    guess: Encoding | None = None
    for number, data in _lines(file):
        where = f"{origin}:{number}"
        if data is None:
            yield Problem(where, too_large("the line", PIECE), "leave it out, or give it in parts")
            continue
        encoding = _of_line(data, guess)
        if encoding is None or "\0" in (text := encoding.decode(data)):
            yield Problem(where, "holds NUL bytes or others that no text has", "leave the line out")
            continue
        if encoding.guess and encoding != guess:
            guess = encoding
            yield Problem(where, encoding.guess, _CHECK, "warning")
        yield number, text


def _of_line(data: bytes, guess: Encoding | None) -> Encoding | None:
    likely = (UTF8, guess) if guess is not None else (UTF8,)
    return next((encoding for encoding in likely if encoding.fits(data)), None) or detect(data)


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
