"""The workers of a server: who does what, and what happens to those that die."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress

from kg.errors import KgError, StoreError
from kg.service.messages import Operation, Refusal, Response, Role, Task, writes
from kg.service.metrics import Metrics
from kg.service.process import Process, WorkerDied
from kg.service.queue import Queue
from kg.service.settings import Settings
from kg.service.snapshots import Snapshots

LOOK_EVERY = 1.0  # seconds, for a store that has changed
CHECK_EVERY = 0.1  # seconds, for what is over its time
REST = 0.5  # seconds until a worker that could not be started is tried again
CRASHES = frozenset({-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS})


class Pool:
    """Readers over a snapshot of the store and, where writing is allowed, one writer."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self.settings = settings
        self.metrics = metrics
        self.snapshots = Snapshots(settings.store)
        self.spool = self.snapshots.folder / "spool"
        self.spool.mkdir()
        self.snapshot: str | None = None
        self.queue = Queue(settings.queue, max(1, settings.workers - 1), settings.seconds)
        self._old: set[str] = set()
        self._readers: set[Process] = set()
        self._writer: Process | None = None
        self._writing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    @property
    def ready(self) -> bool:
        """Tell whether there is a worker."""
        return bool(self._readers)

    # --- life -------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take the first snapshot and start the workers; KgError when that can't be."""
        if self.settings.writable:
            await self._start_writer()
        else:
            self._publish(self.snapshots.taken())
        starts = (Process.started(self._role()) for _ in range(self.settings.workers))
        self._readers.update(await asyncio.gather(*starts))
        await asyncio.gather(*(self._open(worker) for worker in tuple(self._readers)))
        if not self.queue.idle:
            raise KgError(f"{self.settings.store}: no worker process can open it")
        self._keep(self._check())
        if not self.settings.writable:
            self._keep(self._watch())

    async def stop(self) -> None:
        """End the workers and delete the snapshots."""
        self._stopping = True
        for task in tuple(self._tasks):
            task.cancel()
        workers = [*self._readers, *([self._writer] if self._writer else [])]
        await asyncio.gather(*(worker.close() for worker in workers))
        self.snapshots.close()

    def _role(self, *, writer: bool = False) -> Role:
        settings = self.settings
        limits = (self.spool, settings.result_limit, settings.memory_limit, settings.federation)
        if not writer:
            return Role(*limits)
        return Role(*limits, settings.store.absolute(), settings.base, self.snapshots.folder)

    async def _start_writer(self) -> None:
        self._writer = await Process.started(self._role(writer=True))
        reply = await self._writer.ask(Task(None), self.settings.seconds)
        self._publish(reply.snapshot)

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        """Run something beside the requests."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _check(self) -> None:
        """Enforce the limits of time."""
        while True:
            await asyncio.sleep(CHECK_EVERY)
            self.queue.check()
            for worker in (*self._readers, *([self._writer] if self._writer else [])):
                worker.check()

    # --- snapshots --------------------------------------------------------------------------

    async def _watch(self) -> None:
        """Look whether a build has changed the store, for as long as the server runs."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            with suppress(StoreError, OSError):  # being written or replaced: the last snapshot serves on
                self._publish(await asyncio.to_thread(self.snapshots.taken))

    def _publish(self, snapshot: str | None) -> None:
        """Give readers a newer snapshot: idle workers open it now, others after their task."""
        if snapshot is None:
            return
        if self.snapshot is not None:
            self._old.add(self.snapshot)
        self.snapshot = snapshot
        self.metrics.snapshots.inc()
        idle, self.queue.idle[:] = tuple(self.queue.idle), []
        for worker in idle:
            self._keep(self._open(worker))

    async def _open(self, worker: Process) -> None:
        try:
            await worker.ask(Task(self.snapshot), self.settings.seconds)
        except WorkerDied:
            await asyncio.sleep(REST)
        self._release(worker)

    def _tidy(self) -> None:
        """Delete snapshots that nobody reads any more."""
        if not self._old:
            return
        held = {path for worker in self._readers for path in worker.holds}
        for path in self._old - held:
            self._old.discard(path)
            self.snapshots.delete(path)

    # --- work -------------------------------------------------------------------------------

    async def run(self, operation: Operation, client: str) -> Response:
        """Return the response to an operation; Refusal when a limit stands against it."""
        if writes(operation):
            return await self._write(operation)
        for last in (False, True):
            worker = await self.queue.turn(client)
            try:
                return (await worker.ask(Task(self.snapshot, operation), self.settings.seconds)).response
            except WorkerDied as death:
                self._explain(death, last=last)
            finally:
                self.queue.done(client)
                self._release(worker)
        raise AssertionError("the second death is explained")

    async def _write(self, operation: Operation) -> Response:
        async with self._writing:
            if self._writer is None or not self._writer.alive:
                try:
                    await self._start_writer()
                except (KgError, WorkerDied) as error:
                    raise Refusal(503, "The store can't be written now", Retry_After="5") from error
            assert self._writer is not None
            try:
                reply = await self._writer.ask(Task(None, operation), self.settings.seconds)
            except WorkerDied as death:
                self._explain(death, last=False)
                raise Refusal(503, "The writer ended; ask whether the change was made") from death
            self._publish(reply.snapshot)
            return reply.response

    def _explain(self, death: WorkerDied, *, last: bool) -> None:
        """Refuse what ended a worker; only what was ended from outside may be tried again."""
        if death.timed_out:
            self.metrics.stopped.labels("time").inc()
            raise Refusal(504, f"It takes more than {self.settings.seconds:g} seconds and was stopped")
        if death.status in CRASHES:
            self.metrics.stopped.labels("memory").inc()
            raise Refusal(507, "It takes more memory than is allowed and was stopped")
        self.metrics.stopped.labels("lost").inc()
        if last:
            raise Refusal(503, "The worker ended before it was done; try again", Retry_After="1")

    def _release(self, worker: Process) -> None:
        """Take a worker back, or have another started in its place."""
        if self._stopping or worker not in self._readers:
            return
        if not worker.alive or worker.worn:
            self._readers.discard(worker)
            self._keep(self._replace(worker))
        elif worker.snapshot != self.snapshot:
            self._keep(self._open(worker))
        else:
            self.queue.offer(worker)
        self._tidy()

    async def _replace(self, old: Process) -> None:
        self._keep(old.close())
        while True:
            try:
                worker = await Process.started(self._role())
                break
            except (KgError, OSError):
                await asyncio.sleep(REST)
        self._readers.add(worker)
        self.metrics.replaced.inc()
        await self._open(worker)
