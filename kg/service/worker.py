"""A process that evaluates: it may be killed at any moment, nothing but its task is lost.

It gets tasks and gives replies over a socket that it inherits, each pickled behind its length.
"""

import os
import pickle
import resource
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.graph.store import Store, open_for_writing
from kg.service import graphstore
from kg.service.description import describe
from kg.service.evaluation import ask, change
from kg.service.messages import Describe, Operation, Refusal, Reply, Response, Role, Sparql, Task
from kg.service.spool import Spool

STACK = 128 << 20  # bytes; Oxigraph parses by recursion
LENGTH = 4  # bytes of the length before a message
NOTHING = Response(204)


class Reader:
    """What answers queries from snapshots."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.snapshot: str | None = None
        self.database = ox.Store()

    def reply(self, task: Task) -> Reply:
        """Do what is asked."""
        if task.snapshot is not None and task.snapshot != self.snapshot:
            empty = not any(Path(task.snapshot).iterdir())
            _limit(None)
            self.database = ox.Store() if empty else ox.Store.read_only(task.snapshot)
            _limit(self.role.memory_limit)
            self.snapshot = task.snapshot
        return Reply(NOTHING if task.operation is None else _answered(self._done, task.operation))

    def _done(self, operation: Operation) -> Response:
        if isinstance(operation, Describe):
            return describe(operation)
        spool = Spool(self.role.spool, self.role.result_limit)
        if isinstance(operation, Sparql):
            return ask(self.database, operation, spool, self.role.federation)
        return graphstore.read(self.database, operation, spool)

    def close(self) -> None:
        """Do nothing: a snapshot stays as it is."""


class Writer:
    """What changes the store, and makes a snapshot of what it has become."""

    def __init__(self, role: Role, store: Path, snapshots: Path) -> None:
        self.role = role
        self.snapshots = snapshots
        self.store: Store = open_for_writing(store, role.base)
        _limit(role.memory_limit)
        self.count = 0

    def reply(self, task: Task) -> Reply:
        """Do what is asked, and leave the snapshot out where nothing was changed."""
        response = NOTHING if task.operation is None else _answered(self._done, task.operation)
        return Reply(response, self._published() if response.status < 300 else None)

    def _done(self, operation: Operation) -> Response:
        assert not isinstance(operation, Describe)
        if isinstance(operation, Sparql):
            return change(self.store.database, operation, self.role.federation)
        return graphstore.write(self.store.database, operation)

    def _published(self) -> str:
        self.count += 1
        path = str(self.snapshots / f"{os.getpid()}-{self.count}")
        self.store.flush()
        self.store.database.backup(path)
        return path

    def close(self) -> None:
        """Write what is buffered."""
        self.store.close()


def _answered(do: Any, operation: Operation) -> Response:
    """Return what came of an operation; whatever goes wrong, the client learns nothing of this machine."""
    try:
        response: Response = do(operation)
        return response
    except Refusal as refusal:
        return refusal.response
    except (QueryError, SyntaxError, ValueError, RuntimeError) as error:
        return Response(400, f"That can't be done: {' '.join(str(error).split())[:500]}\n".encode())
    except OSError:
        return Response(503, b"The store can't be read or written now\n", headers={"Retry-After": "5"})


def serve(channel: socket.socket) -> None:
    """Answer tasks until the front closes the channel."""
    role: Role = _received(channel)
    try:
        writes = role.store is not None and role.snapshots is not None
        worker = Writer(role, role.store, role.snapshots) if writes else Reader(role)  # type: ignore[arg-type]
    except KgError as error:
        _send(channel, str(error))
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _send(channel, threading.get_native_id())
    while (task := _received(channel)) is not None:
        _send(channel, worker.reply(task))
    worker.close()


def _limit(size: int | None) -> None:
    """Let the process take so many bytes more than it has set aside, its stack among them; None for any."""
    reserved = 0
    with suppress(OSError):  # without Linux's /proc, the limit is on all of it
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmData:"):
                reserved = int(line.split()[1]) << 10
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = hard if size is None else reserved + size
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _received(channel: socket.socket) -> Any:
    """Return the next message, None at the end."""
    head = _exactly(channel, LENGTH)
    return pickle.loads(_exactly(channel, int.from_bytes(head, "big"))) if head else None


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(min(size - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def _send(channel: socket.socket, message: object) -> None:
    data = pickle.dumps(message)
    channel.sendall(len(data).to_bytes(LENGTH, "big") + data)


def _leave_with(parent: int) -> None:
    """End this process when the front is gone, also in the middle of a query."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main() -> None:
    """Run as a process of the front: ``python -m kg.service.worker FILE_DESCRIPTOR``."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    threading.stack_size(STACK)

    def run() -> None:
        with suppress(ConnectionError):
            serve(channel)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


if __name__ == "__main__":
    main()
