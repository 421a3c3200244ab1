"""How wide text will be; no font is at hand in a browser, so this errs on the wide side."""

from kg.pictures.svg import plain

SIZE, LINE = 12, 14  # pixels of all labels: letters, and lines below one another
_NARROWEST = 0.36  # of a letter, as wide as it is high
_NARROW = frozenset("iljI.,:;'|!()[]ft ")
_WIDE = frozenset("mwMW@%&—…ЖШЩЮ")


def width(text: str, size: float = SIZE) -> float:
    """Return about how many pixels a line takes."""
    return size * sum(map(_advance, text))


def fitted(text: str, room: float, size: float = SIZE) -> str:
    """Return as much of a label as there is room for, with … where it is cut."""
    longest = int(room / size / _NARROWEST) + 2  # what is beyond does not fit in any letters
    line = " ".join(plain(text[: 4 * longest]).split())[:longest]
    if width(line, size) <= room:
        return line
    while line and width(line + "…", size) > room:
        line = line[:-1]
    return line.rstrip() + "…"


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """Return a label on one line or two, cut where that is not enough."""
    words = plain(text).split() or [""]
    first = words[:1]
    while len(first) < len(words) and width(" ".join(words[: len(first) + 1]), size) <= room:
        first = words[: len(first) + 1]
    rest = " ".join(words[len(first) :])
    return [fitted(" ".join(first), room, size), *([fitted(rest, room, size)] if rest else [])]


def _advance(letter: str) -> float:
    if letter in _NARROW:
        return _NARROWEST
    if letter in _WIDE or ord(letter) >= 0x2E80:  # from there on mostly full-width scripts
        return 1.0
    return 0.7 if letter.isupper() else 0.6
