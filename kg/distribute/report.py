"""What became of a shard: counts, and what was left out or is doubtful, kept beside its output."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from kg.files import write_whole
from kg.formats.record import Problem


@dataclass(frozen=True, slots=True)
class Note:
    """A problem with an article of the shard, by its id: where the article came from may change."""

    article: str
    message: str
    advice: str
    severity: Literal["error", "warning"]

    def problem(self, origin: str) -> Problem:
        """Return it as a problem of an input."""
        return Problem(origin, self.message, self.advice, self.severity)


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of what is in the output, and the notes in the order of the articles."""

    articles: int = 0
    events: int = 0
    claims: int = 0
    entities: int = 0
    words: int = 0
    files: tuple[str, ...] = ()  # of Turtle
    notes: tuple[Note, ...] = ()

    @property
    def failed(self) -> bool:
        """Tell whether an article was left out by a fault."""
        return any(note.severity == "error" for note in self.notes)


def write(path: Path, report: Report) -> None:
    """Write a report."""
    write_whole(path, json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n")


def read(path: Path) -> Report | None:
    """Return a report; None when there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        notes = tuple(Note(**note) for note in found.pop("notes"))
        return Report(**{**found, "files": tuple(found["files"])}, notes=notes)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
