"""Tasks to workers, whatever becomes of these: what a worker had in hand when it ended goes to another."""

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.distribute.task import Crew, Done, Failed, Gone, Message, Ready, Step, Task
from kg.errors import KgError

TRIES = 3  # of an article: once is an accident
STARTS = 5  # workers in a row that end before they are ready
RECYCLE = 5_000  # articles after which a worker makes way for a new one: whatever it leaks is bounded
STALLED = 900.0  # seconds on one article
LOOK = 1.0  # seconds between two looks for those that stall


@dataclass(frozen=True, slots=True)
class Lost:
    """An attempt at a shard that came to nothing, with the steps that it had made."""

    steps: int
    reason: str


@dataclass(slots=True)
class _Attempt:
    task: Task
    since: float
    place: int = 0  # of the article in hand


class Dispatcher:
    """Has a crew do tasks (an object is used once)."""

    def __init__(self, crew: Crew, recycle: int = RECYCLE, stalled: float = STALLED) -> None:
        self.crew, self.recycle, self.stalled = crew, recycle, stalled
        self.waiting: deque[Task] = deque()
        self.attempts: dict[int, _Attempt] = {}  # worker → what it does
        self.loading: set[int] = set()
        self.spent: Counter[int] = Counter()  # worker → articles done
        self.strikes: Counter[tuple[Task, int]] = Counter()
        self.false_starts = 0

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Step | Done | Lost]]:
        """Yield what happens, until all is done; KgError when it can't be. The crew is closed at the end."""
        self.waiting.extend(tasks)
        try:
            self._staff()
            while self.waiting or self.attempts:
                for worker, message in self.crew.news(LOOK):
                    yield from self._hear(worker, message)
                for worker in self._stalling():
                    self.crew.dismiss(worker)
                    yield from self._lost(worker, f"no end of it in {self.stalled:g} seconds")
                self._staff()
        finally:
            self.crew.close()

    def _staff(self) -> None:
        """Have as many workers as there is work for."""
        wanted = min(self.crew.size, len(self.waiting) + len(self.attempts))
        while len(self.attempts) + len(self.loading) < wanted:
            self.loading.add(self.crew.hire())

    def _hear(self, worker: int, message: Message | Gone) -> Iterator[tuple[Task, Step | Done | Lost]]:
        match message:
            case Ready():
                self.loading.discard(worker)
                self.false_starts = 0
                self._next(worker)
            case Step(place=place):
                attempt = self.attempts[worker]
                attempt.place, attempt.since = place + 1, time.monotonic()
                self.spent[worker] += 1
                yield attempt.task, message
            case Done():
                yield self.attempts.pop(worker).task, message
                self._next(worker)
            case Failed(reason):
                raise KgError(reason)
            case Gone(reason):
                yield from self._lost(worker, reason)

    def _next(self, worker: int) -> None:
        """Give a worker that is free something to do, or let it go."""
        if not self.waiting or self.spent[worker] >= self.recycle:
            self.crew.dismiss(worker)
            return
        task = self.waiting.popleft()
        self.attempts[worker] = _Attempt(task, time.monotonic())
        self.crew.give(worker, task)

    def _lost(self, worker: int, reason: str) -> Iterator[tuple[Task, Step | Done | Lost]]:
        """See to it that another worker does what one has left undone."""
        if worker in self.loading:
            self.loading.discard(worker)
            self.false_starts += 1
            if self.false_starts >= STARTS:
                raise KgError(f"workers end before they are ready: {reason}")
            return
        attempt = self.attempts.pop(worker, None)
        if attempt is None:
            return
        yield attempt.task, Lost(attempt.place, reason)
        task = self._again(attempt)
        if task is not None:
            self.waiting.appendleft(task)

    def _again(self, attempt: _Attempt) -> Task | None:
        """Return a task anew, without an article that ends each worker that reads it.

        None when it is not an article, but what comes after the last one: then the shard stays undone.
        """
        task, place = attempt.task, attempt.place
        first = replace(task, barred=())
        self.strikes[first, place] += 1
        if self.strikes[first, place] < TRIES:
            return task
        if place >= task.count:
            return None
        return replace(task, barred=(*task.barred, place))

    def _stalling(self) -> list[int]:
        now = time.monotonic()
        return [w for w, attempt in self.attempts.items() if now - attempt.since > self.stalled]
