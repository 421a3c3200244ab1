"""Pages and feeds read in a process of their own, which hostile ones may kill."""

import json
import signal
import subprocess
import sys
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from kg.formats.limits import PIECE, too_large
from kg.formats.record import Problem

SECONDS = 20  # of processor time for a page or feed; an ordinary one takes a thousandth
SECONDS_PER_MB = 3
_LARGE = {"page": (PIECE, "the page"), "feed": (4 * PIECE, "the feed")}  # characters


class Sandbox:
    """The confined process, started when it is first asked, again when it has died."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, what: str, text: str, origin: str, url: str | None = None) -> Any:
        """Return what a "page" or "feed" holds, or a Problem; None if it holds nothing."""
        limit, name = _LARGE[what]
        if len(text) > limit:
            return Problem(origin, too_large(name, limit), "no article is as long: leave it out")
        seconds = SECONDS + SECONDS_PER_MB * len(text) // 1_000_000
        reply = self._asked({"what": what, "text": text, "url": url, "seconds": seconds})
        if "error" in reply:
            return Problem(origin, f"{name} can't be read: {reply['error']}", "leave it out")
        return reply["found"]

    def _asked(self, task: dict[str, object]) -> dict[str, Any]:
        child = self._child = self._child or _started()
        assert child.stdin is not None
        assert child.stdout is not None
        with suppress(BrokenPipeError):
            child.stdin.write(json.dumps(task).encode() + b"\n")
            child.stdin.flush()
        if line := child.stdout.readline():
            reply: dict[str, Any] = json.loads(line)
            return reply
        status = child.wait()
        self._end()
        return {"error": "it takes too long" if status == -signal.SIGXCPU else "its reader broke down"}

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "kg.formats.confined"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the one who reads
    )
