"""Whose turn it is: first come, first served, but no client takes every worker."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass

from kg.service.messages import Refusal
from kg.service.process import Process


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    client: str
    turn: "asyncio.Future[Process]"


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
        waiting = _Waiting(client, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            async with asyncio.timeout(self.seconds):
                return await asyncio.shield(waiting.turn)
        except TimeoutError as error:
            self._withdraw(waiting)
            raise Refusal(503, "No worker became free in time; try again", Retry_After="5") from error
        except asyncio.CancelledError:
            self._withdraw(waiting)
            raise

    def _withdraw(self, waiting: _Waiting) -> None:
        """Forget who waits no more, and take back the worker that was given in the same moment."""
        if waiting in self._waiting:
            self._waiting.remove(waiting)
        elif waiting.turn.done():
            self.done(waiting.client)
            self.offer(waiting.turn.result())

    def done(self, client: str) -> None:
        """Note that a client has one worker less."""
        self._running[client] -= 1
        if self._running[client] <= 0:
            del self._running[client]

    def offer(self, worker: Process | None = None) -> None:
        """Give idle workers, with a new one among them, to those whose turn it is."""
        if worker is not None and worker not in self.idle:
            self.idle.append(worker)
        for waiting in tuple(self._waiting):
            if not self.idle:
                return
            if self._running[waiting.client] < self.share:
                self._waiting.remove(waiting)
                self._running[waiting.client] += 1
                waiting.turn.set_result(self.idle.pop())
