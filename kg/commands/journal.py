"""What a run over a corpus says of its problems: all of them to a file, the first ones to a person."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import IO

from kg.commands.console import PLURALS, Console
from kg.formats.record import Problem

MOST = 20  # of each severity, to the terminal and the final object


class Journal(Console):
    """A console for a corpus, where problems may be as many as articles."""

    def __init__(self, file: IO[bytes] | None, path: Path, *, quiet: bool, as_json: bool) -> None:
        super().__init__(quiet=quiet, as_json=as_json)
        self.file, self.path = file, path
        self.counts: Counter[str] = Counter()

    def problem(self, problem: Problem) -> None:
        """Write a problem to the file; print it if it is among the first."""
        self.counts[problem.severity] += 1
        if self.file is not None:
            self.file.write(json.dumps(asdict(problem), ensure_ascii=False).encode() + b"\n")
        if self.counts[problem.severity] <= MOST or self.file is None:
            super().problem(problem)
        elif self.counts[problem.severity] == MOST + 1 and not self.quiet:
            self._say(f"{problem.severity}: … and further ones: {self.path}")

    def remark(self, text: str) -> None:
        """Say what is no problem of an input."""
        if not self.quiet:
            self._say(text, "remark")

    def wrong(self) -> dict[str, int]:
        """Return how many problems of each sort there were."""
        return {PLURALS[severity]: number for severity, number in sorted(self.counts.items())}

    def _say(self, text: str, event: str = "problem") -> None:
        if self.as_json:
            print(json.dumps({"event": event, "text": text}, ensure_ascii=False), file=sys.stderr)
        else:
            super()._say(text)
