"""The process that reads pages and feeds: whatever hostile ones do to it, no more than it is lost.

Each line of the standard input is a task in JSON, each line of the standard output its answer. A task that
takes more than its share of processor time ends the process, whatever it is doing.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from typing import Any

from kg.formats.feeds import feed
from kg.formats.pages import page

MEMORY = 4 << 30  # bytes of address space


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Return what is found in a page or feed, or why nothing is."""
    _grant(task["seconds"])
    try:
        if task["what"] == "feed":
            return {"found": feed(task["text"])}
        return {"found": page(task["text"], task["url"])}
    except Exception as error:  # the libraries' own faults: one page must never cost another
        return {"error": type(error).__name__}


def serve() -> None:
    """Answer tasks until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # where the system gives less already, or knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    for line in sys.stdin.buffer:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)


def _grant(seconds: int) -> None:
    """Let this process use so much more processor time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    with suppress(ValueError):  # a lower limit set by whoever started kg stands
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    serve()
