"""Whose turn it is: first come, first served, but no client takes every worker."""

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass

from kg.service.messages import Refusal
from kg.service.process import Process


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    client: str
    turn: "asyncio.Future[Process]"
    until: float


class Queue:
    """Idle workers on one side, waiting clients on the other."""

    def __init__(self, length: int, share: int, seconds: float) -> None:
        self.length = length
        self.share = share  # workers that one client may have at a time
        self.seconds = seconds  # until waiting is given up
        self.idle: list[Process] = []
        self._waiting: deque[_Waiting] = deque()
        self._running: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._waiting)

    async def turn(self, client: str) -> Process:
        """Return a worker when it is this client's turn; Refusal (503) when too many wait, or too long."""
        if self.idle and self._running[client] < self.share:
            self._running[client] += 1
            return self.idle.pop()
        if len(self._waiting) >= self.length:
            raise Refusal(503, "Too many requests are waiting; try again", Retry_After="1")
        future = asyncio.get_running_loop().create_future()
        waiting = _Waiting(client, future, time.monotonic() + self.seconds)
        self._waiting.append(waiting)
        try:
            return await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            elif not waiting.turn.cancelled() and waiting.turn.exception() is None:
                self.done(client)  # a worker was given in the same moment
                self.offer(waiting.turn.result())
            raise

    def check(self) -> None:
        """Turn away who has waited too long; to be called often."""
        now = time.monotonic()
        while self._waiting and self._waiting[0].until < now:
            late = Refusal(503, "No worker became free in time; try again", Retry_After="5")
            waiting = self._waiting.popleft()
            if not waiting.turn.done():
                waiting.turn.set_exception(late)

    def done(self, client: str) -> None:
        """Note that a client has one worker less."""
        self._running[client] -= 1
        if self._running[client] <= 0:
            del self._running[client]

    def offer(self, worker: Process | None = None) -> None:
        """Give idle workers, with a new one among them, to those whose turn it is."""
        if worker is not None and worker not in self.idle:
            self.idle.append(worker)
        while self.idle and (waiting := self._next()) is not None:
            self._running[waiting.client] += 1
            waiting.turn.set_result(self.idle.pop())

    def _next(self) -> _Waiting | None:
        """Take the first of those who wait that may have one more worker."""
        for waiting in self._waiting:
            if self._running.get(waiting.client, 0) < self.share:
                self._waiting.remove(waiting)
                if not waiting.turn.done():
                    return waiting
                return self._next()
        return None
