"""What a format hands on: records as they stand in the input, and problems said to people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "skipped", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to say of an input: where, what, and what to do about it.

    An error means that the article (or file) was left out since something is wrong with it, a warning that
    it was taken as it is. What is skipped is sound but not for us, such as an article that is not English;
    a note is only for information.
    """

    origin: str  # "file" or "file:line"
    message: str
    advice: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.origin}: {self.message}" + (f"; {self.advice}" if self.advice else "")


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one article before they are checked."""

    fields: Mapping[str, object]
    origin: str
    stem: str = ""  # of the file, when the file holds just this article
