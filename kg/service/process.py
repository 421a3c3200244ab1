"""A worker as the front sees it: something to ask, which may die."""

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any, cast

from kg.errors import KgError
from kg.service.messages import Reply, Role, Task
from kg.service.worker import LENGTH

START_SECONDS = 60
END_SECONDS = 5
POLITE_AFTER = 1.0  # seconds; a query that takes longer yields the processor to short ones
NICENESS = 10


class WorkerDied(Exception):
    """The process ended before it answered; ``status`` as of subprocess, ``timed_out`` if we ended it."""

    def __init__(self, status: int, *, timed_out: bool) -> None:
        super().__init__(f"exit status {status}")
        self.status = status
        self.timed_out = timed_out


class Process(asyncio.Protocol):
    """One worker process."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self.snapshot: str | None = None
        self.holds: tuple[str | None, ...] = ()  # snapshots that it may have open
        self.worn = False  # it ran at low priority, which can't be taken back
        self._child = child
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Any] | None = None
        self._buffer = bytearray()
        self._thread = 0
        self._began: float | None = None
        self._seconds = 0.0
        self._timed_out = False

    @classmethod
    async def started(cls, role: Role) -> "Process":
        """Start a worker and wait until it is ready; KgError when it can't be."""
        ours, theirs = socket.socketpair()
        with theirs:
            child = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.service.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the front
            )
        process = cls(child)
        await asyncio.get_running_loop().create_unix_connection(lambda: process, sock=ours)
        try:
            ready = await asyncio.wait_for(process._asked(role), START_SECONDS)
        except (ConnectionResetError, TimeoutError) as error:
            process.kill()
            raise KgError(f"a worker process can't be started: {error}") from error
        if isinstance(ready, str):
            process.kill()
            raise KgError(ready)
        process._thread = ready
        return process

    @property
    def alive(self) -> bool:
        """Tell whether it can be asked."""
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, task: Task, seconds: float) -> Reply:
        """Return its reply; after so many seconds check() kills it. WorkerDied when there is no reply."""
        self._began = time.monotonic()
        self._seconds = seconds
        self.holds = (self.snapshot, task.snapshot)
        try:
            reply: Reply = await self._asked(task)
            self.snapshot = task.snapshot
            self.holds = (self.snapshot,)
            return reply
        except ConnectionResetError as error:
            status = -signal.SIGKILL if self._timed_out else await asyncio.to_thread(self._status)
            raise WorkerDied(status, timed_out=self._timed_out) from error
        except asyncio.CancelledError:
            self.kill()
            raise
        finally:
            self._began = None

    def _asked(self, message: object) -> "asyncio.Future[Any]":
        answer = asyncio.get_running_loop().create_future()
        if not self.alive:
            answer.set_exception(ConnectionResetError())
            return answer
        assert self._transport is not None
        self._answer = answer
        data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        self._transport.write(len(data).to_bytes(LENGTH, "big") + data)
        return answer

    def check(self) -> None:
        """Have a long task yield to others, and end one that is over its time; to be called often."""
        if self._began is None:
            return
        spent = time.monotonic() - self._began
        if spent > self._seconds:
            self._timed_out = True
            self.kill()
        elif spent > POLITE_AFTER and not self.worn:
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._thread, NICENESS)
                self.worn = True

    def kill(self) -> None:
        """End the process at once."""
        if self._child.poll() is None:
            self._child.kill()
        if self._transport is not None:
            self._transport.abort()

    async def close(self) -> None:
        """Let it end."""
        if self._transport is not None:
            self._transport.close()
        with suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(self._child.wait, END_SECONDS)
        self.kill()

    def _status(self) -> int:
        """Return how the process ended."""
        try:
            return self._child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._child.kill()
            return -signal.SIGKILL

    # --- asyncio.Protocol -------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's has another base

    def data_received(self, data: bytes) -> None:
        """Collect a message and hand it over."""
        self._buffer += data
        end = LENGTH + int.from_bytes(self._buffer[:LENGTH], "big")
        if len(self._buffer) < max(LENGTH, end):
            return
        message = pickle.loads(self._buffer[LENGTH:end])
        del self._buffer[:end]
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result(message)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        """Tell who waits that there will be no answer."""
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(ConnectionResetError())
