"""What commands print: results to the standard output, everything else to the standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from kg.formats.printing import printable
from kg.formats.record import Problem

T = TypeVar("T")
PLURALS = {"error": "errors", "warning": "warnings", "skipped": "skipped", "note": "notes"}


class Console:
    """Prints problems, progress and the summary, and counts what went wrong."""

    def __init__(self, *, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.skipped: list[Problem] = []
        self.notes: list[Problem] = []

    def problem(self, problem: Problem) -> None:
        """Print a problem and remember it; ``--quiet`` silences all but errors."""
        kinds = {"error": self.errors, "skipped": self.skipped, "note": self.notes}
        kinds.get(problem.severity, self.warnings).append(problem)
        if problem.severity == "error" or not self.quiet:
            self._say(printable(f"{problem.severity}: {problem}"))

    def progress(
        self, items: Iterable[T], total: int | None, what: str, unit: str = " articles"
    ) -> Iterator[T]:
        """Iterate with a progress bar, if a person is watching."""
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        from tqdm import tqdm

        with tqdm(items, total=total, desc=what, unit=unit, file=sys.stderr, leave=False) as bar:
            yield from bar

    def summary(self, line: str, facts: Mapping[str, object]) -> None:
        """Print how it went: one line, or with ``--json`` one object with the problems in it."""
        if self.as_json:
            problems = {name: [_plain(problem) for problem in some] for name, some in self._found().items()}
            print(json.dumps({**facts, **problems}, ensure_ascii=False))
        elif not self.quiet:
            counts = ", ".join(count(number, name) for name, number in self.wrong().items() if number)
            print(line + (f" ({counts})" if counts else ""))

    def wrong(self) -> dict[str, int]:
        """Return how many problems of each sort there were."""
        return {name: len(some) for name, some in self._found().items()}

    def _found(self) -> dict[str, list[Problem]]:
        return dict(
            zip(PLURALS.values(), (self.errors, self.warnings, self.skipped, self.notes), strict=True)
        )

    @property
    def code(self) -> int:
        """Return the exit code: 1 when anything was left out or found wrong."""
        return 1 if self.errors else 0

    def _say(self, text: str) -> None:
        if (tqdm := sys.modules.get("tqdm")) is not None:
            tqdm.tqdm.write(text, file=sys.stderr)  # keeps clear of the progress bar
        else:
            print(text, file=sys.stderr)


def count(number: int, plural: str) -> str:
    """Return "1 article", "1 entity", "12 articles"."""
    if number != 1:
        return f"{number:,} {plural}"
    return f"1 {plural[:-3]}y" if plural.endswith("ies") else f"1 {plural.removesuffix('s')}"


def _plain(problem: Problem) -> dict[str, str]:
    return {"origin": problem.origin, "message": problem.message, "advice": problem.advice}
