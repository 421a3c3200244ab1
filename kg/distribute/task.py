"""What is asked of a worker, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.distribute.report import Report


@dataclass(frozen=True, slots=True)
class Task:
    """Extract one shard. ``barred`` are articles, by their place in it, that ended a worker each time."""

    articles: Path
    count: int
    output: Path  # a file of N-Quads, or the folder of Turtle files
    report: Path
    barred: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The article at this place is done; the next one is in hand."""

    place: int
    words: int


@dataclass(frozen=True, slots=True)
class Done:
    """The shard is done, its output and its report are in place."""

    report: Report


@dataclass(frozen=True, slots=True)
class Failed:
    """The worker can't go on, whatever the article: the disk is full, a list is wrong."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded what it needs."""


Message = Ready | Step | Done | Failed
Work = Callable[[Task], Iterator[Step | Done]]


class Loader(Protocol):
    """What a worker gets when it is started: how to load what it works with.

    It is pickled, what it loads is not.
    """

    def load(self) -> Work:
        """Return what does a task; KgError when that can't be."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Not said but seen: the worker has ended."""

    reason: str


class Crew(Protocol):
    """Workers somewhere, each known by a number; closing it ends them all."""

    size: int

    def hire(self) -> int:
        """Start a worker, which says that it is ready in its time."""

    def give(self, worker: int, task: Task) -> None:
        """Have a worker that is free do a task."""

    def dismiss(self, worker: int) -> None:
        """End a worker at once; nothing more is heard of it."""

    def news(self, seconds: float) -> list[tuple[int, Message | Gone]]:
        """Return what workers have said since the last time; wait so long for the first word."""

    def close(self) -> None:
        """End all workers."""
