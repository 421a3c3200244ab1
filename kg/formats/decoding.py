"""Bytes → text: UTF-8 only, with a helpful word when it is something else."""

from kg.formats.record import Problem

_MARK = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, origin: str, line: int | None = None) -> str | Problem:
    """Return the text of UTF-8 bytes, without a byte order mark.

    ``line`` is the number of the line when ``data`` is one line of a file.
    """
    if data.startswith(UTF16):
        return _wrong(origin, line or 1, "UTF-16")
    try:
        text = data.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        return _wrong(origin, line or data.count(b"\n", 0, error.start) + 1, _guess(data))
    if "\0" in text:
        return Problem(_at(origin, line), "holds NUL bytes: this is no text", "give a text file in UTF-8")
    return text


def _guess(data: bytes) -> str:
    """Name the encoding that Western texts have most often when they aren't UTF-8."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "WINDOWS-1252"


def _wrong(origin: str, line: int, guess: str) -> Problem:
    hint = f"perhaps it is {guess}: iconv -f {guess} -t UTF-8" if guess else "convert the file to UTF-8"
    return Problem(f"{origin}:{line}", "not UTF-8", hint)


def _at(origin: str, line: int | None) -> str:
    return origin if line is None else f"{origin}:{line}"
