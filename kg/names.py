"""Names found in token streams: the matcher behind the entity list and the weapons list.

A text is cut into atoms: runs of letters or of digits, without diacritics. Hyphens, apostrophes and the
stops inside a token vanish, so that "Kim Jong-un", "Kim Jong Un", "F-16", "F16", "U.S." and "Côte d’Ivoire"
all read alike however the tokenizer cut them. Any other mark is an atom of its own and ends a name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from spacy.tokens import Doc

T = TypeVar("T")

_ATOM = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_SILENT = frozenset("-'.‐‑–`\"“”")
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    | dict.fromkeys("’‘ʼʻ´ʿʾ", "'")
)
_LONG = 4  # shorter words inside a name ("un", "al", "bin") are often written small


def fold(text: str) -> str:
    """Return a text without diacritics, with plain apostrophes."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def atoms(text: str) -> tuple[str, ...]:
    """Return the atoms of a name or token; those of a lone mark are the mark itself."""
    found = _ATOM.findall(fold(text))
    if len(found) == 1 and found[0] in {".", '"', "“", "”"}:
        return (found[0],)
    return tuple(a for a in found if a not in _SILENT)


def key(text: str) -> str:
    """Return what two spellings of one name share."""
    return " ".join(_bare(atoms(text))).lower()


def _bare(name: tuple[str, ...]) -> tuple[str, ...]:
    return name[1:] if len(name) > 1 and name[0] in {"the", "The"} else name


def same_case(name: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """Tell whether a text that equals a name but for case may be that name.

    Capitals may be added (headlines), not lost: "us" is no "US", "may" no "May", "Plan" no "PLAN".
    """
    for i, (wanted, found) in enumerate(zip(name, text, strict=True)):
        if wanted == found or wanted.islower():
            continue
        if len(wanted) > 1 and wanted.isupper():
            return False
        if not found[0].isupper() and (i == 0 or len(found) > _LONG):
            return False
    return True


def any_case(name: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """Accept every spelling: for common nouns."""
    return len(name) == len(text)


class NameIndex(Generic[T]):
    """Many names, each with a value, found together: the longest first, none overlapping."""

    def __init__(
        self,
        names: Iterable[tuple[str, T]],
        fits: Callable[[tuple[str, ...], tuple[str, ...]], bool] = same_case,
    ) -> None:
        self._fits = fits
        self._values: dict[tuple[str, ...], list[tuple[tuple[str, ...], T]]] = {}
        lengths: dict[str, set[int]] = {}
        for name, value in names:
            cut = _bare(atoms(name))
            if not cut:
                continue
            lowered = tuple(a.lower() for a in cut)
            self._values.setdefault(lowered, []).append((cut, value))
            lengths.setdefault(lowered[0], set()).add(len(lowered))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def lookup(self, name: str) -> tuple[T, ...]:
        """Return the values of a name in whatever case."""
        lowered = tuple(a.lower() for a in _bare(atoms(name)))
        return tuple(dict.fromkeys(value for _, value in self._values.get(lowered, ())))

    def find(self, doc: Doc) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """Yield first token, last token + 1 and values of each name in a doc, in text order."""
        words, tokens = stream(token.text for token in doc)
        for begin, end, values in self.search(words, tokens):
            yield tokens[begin], tokens[end - 1] + 1, values

    def search(self, words: list[str], tokens: list[int]) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """Yield the names in a stream of atoms that begin and end where tokens do."""
        lowered = [w.lower() for w in words]
        position, size = 0, len(words)
        while position < size:
            found = None
            if position == 0 or tokens[position] != tokens[position - 1]:
                found = self._longest(words, lowered, tokens, position)
            if found is None:
                position += 1
                continue
            yield position, found[0], found[1]
            position = found[0]

    def _longest(
        self, words: list[str], lowered: list[str], tokens: list[int], begin: int
    ) -> tuple[int, tuple[T, ...]] | None:
        for length in self._lengths.get(lowered[begin], ()):
            end = begin + length
            if end > len(words) or (end < len(words) and tokens[end] == tokens[end - 1]):
                continue
            known = self._values.get(tuple(lowered[begin:end]))
            if known:
                text = tuple(words[begin:end])
                values = tuple(dict.fromkeys(v for name, v in known if self._fits(name, text)))
                if values:
                    return end, values
        return None


def stream(tokens: Iterable[str]) -> tuple[list[str], list[int]]:
    """Return the atoms of a row of tokens and, for each, the number of its token."""
    words: list[str] = []
    numbers: list[int] = []
    for i, token in enumerate(tokens):
        for atom in atoms(token):
            words.append(atom)
            numbers.append(i)
    return words, numbers
