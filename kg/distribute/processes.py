"""Workers as processes of this machine."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from kg.distribute.task import Failed, Gone, Loader, Message, Ready, Task
from kg.errors import KgError

END_SECONDS = 5


class Processes:
    """A crew of processes: spawned, since a forked child would share locks and threads of the model."""

    def __init__(self, loader: Loader, size: int) -> None:
        self.size = size
        self._loader = loader
        self._context = multiprocessing.get_context("spawn")
        self._numbers = count()
        self._workers: dict[int, tuple[SpawnProcess, Connection]] = {}

    def hire(self) -> int:
        """Start a process."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._loader), daemon=True)
        with _deaf_to_interrupts():
            process.start()
        theirs.close()  # so that we see it end
        number = next(self._numbers)
        self._workers[number] = process, ours
        return number

    def give(self, worker: int, task: Task) -> None:
        """Send a task; if the worker has just ended, news() will tell."""
        with suppress(OSError):
            self._workers[worker][1].send(task)

    def dismiss(self, worker: int) -> None:
        """Kill a process: what it has written whole is in place, the rest is done again."""
        process, connection = self._workers.pop(worker)
        process.kill()
        process.join(END_SECONDS)
        connection.close()

    def news(self, seconds: float) -> list[tuple[int, Message | Gone]]:
        """Return all that was said, up to the last word of those who ended."""
        numbers = {connection: number for number, (_, connection) in self._workers.items()}
        found: list[tuple[int, Message | Gone]] = []
        for connection in wait(list(numbers), seconds):
            assert isinstance(connection, Connection)
            found += [(numbers[connection], message) for message in self._heard(numbers[connection])]
        return found

    def _heard(self, worker: int) -> Iterator[Message | Gone]:
        process, connection = self._workers[worker]
        try:
            while connection.poll():
                yield connection.recv()
        except (EOFError, OSError):
            process.join(END_SECONDS)
            yield Gone(_end(process.exitcode))
            self.dismiss(worker)

    def close(self) -> None:
        """Kill all processes."""
        for worker in tuple(self._workers):
            self.dismiss(worker)


def serve(connection: Connection, loader: Loader) -> None:
    """Do tasks until the driver closes the connection, or is gone."""
    threading.Thread(target=_end_with_driver, daemon=True).start()
    with suppress(EOFError, ConnectionError):
        try:
            work = loader.load()
            connection.send(Ready())
            while True:
                for message in work(connection.recv()):
                    connection.send(message)
        except (EOFError, ConnectionError):
            raise
        except (KgError, OSError) as error:
            connection.send(Failed(str(error)))


def _end_with_driver() -> None:
    """End this process when the driver is gone, also in the middle of an article."""
    driver = multiprocessing.parent_process()
    assert driver is not None
    wait([driver.sentinel])
    os._exit(1)


def _end(code: int | None) -> str:
    """Say how a process ended."""
    if code is None or code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        name = signal.Signals(-code).name
        return f"{name}, perhaps for want of memory" if name == "SIGKILL" else name
    return f"signal {-code}"


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C in the terminal does not reach: the driver ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
