"""Many lines in order, with no more of them in memory than fit: sorted runs on disk, then merged."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice

RUN = 200_000  # lines in memory


def sorted_lines(lines: Iterable[str], run: int = RUN) -> Iterator[str]:
    """Yield lines, none of which may hold a line break, sorted by code point, each once."""
    source = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterator[str]] = []
        while taken := list(islice(source, run)):
            chunk = sorted(set(taken))
            if not runs and len(taken) < run:
                yield from chunk  # all of it
                return
            file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(f"{line}\n" for line in chunk)
            file.seek(0)
            runs.append(line.removesuffix("\n") for line in file)
        before = None
        for line in heapq.merge(*runs):
            if line != before:
                yield line
            before = line
