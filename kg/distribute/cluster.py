"""Workers as actors of a Ray cluster, whose nodes all see the folder of shards under one path."""

import logging
import os
import signal
import socket
from collections.abc import Iterator
from itertools import count
from typing import Any

from kg.distribute.task import Failed, Gone, Loader, Message, Ready, Task
from kg.errors import KgError

CONNECT_SECONDS = 10


class Actor:
    """What runs on a node: it loads once, then does tasks."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def ready(self) -> Message:
        """Load; say whether it went well."""
        try:
            self._work = self._loader.load()
        except (KgError, OSError) as error:
            return Failed(str(error))
        return Ready()

    def run(self, task: Task) -> Iterator[Message]:
        """Do a task."""
        try:
            yield from self._work(task)
        except (KgError, OSError) as error:
            unseen = "" if task.articles.exists() else "; all machines have to see it under this path"
            yield Failed(f"{error}{unseen}")


class Cluster:
    """A crew on Ray: on the cluster at ``address``, else the one that Ray finds or starts on this machine."""

    def __init__(self, loader: Loader, size: int | None, address: str | None, processors: int = 1) -> None:
        self._ray = _connected(address)
        self._loader = self._ray.put(loader)
        self._class = self._ray.remote(num_cpus=processors, max_restarts=0)(Actor)
        have = int(self._ray.cluster_resources().get("CPU", 1)) // processors
        self.size = size or max(1, have)
        self._numbers = count()
        self._actors: dict[int, Any] = {}
        self._heard: dict[Any, int] = {}  # what something will be heard from → worker

    def hire(self) -> int:
        """Have an actor started where there is room."""
        number = next(self._numbers)
        actor = self._actors[number] = self._class.remote(self._loader)
        self._heard[actor.ready.remote()] = number
        return number

    def give(self, worker: int, task: Task) -> None:
        """Have an actor do a task; it tells of every article."""
        self._heard[self._actors[worker].run.options(num_returns="streaming").remote(task)] = worker

    def dismiss(self, worker: int) -> None:
        """Kill an actor."""
        self._ray.kill(self._actors.pop(worker))
        for source in [source for source, number in self._heard.items() if number == worker]:
            del self._heard[source]

    def news(self, seconds: float) -> list[tuple[int, Message | Gone]]:
        """Return what was said, a word of each worker at most."""
        sources = list(self._heard)
        ready, _ = self._ray.wait(sources, num_returns=1, timeout=seconds, fetch_local=False)
        if ready and len(sources) > 1:  # whoever else has something to say
            ready, _ = self._ray.wait(sources, num_returns=len(sources), timeout=0, fetch_local=False)
        workers = [self._heard[source] for source in ready]
        return [(n, word) for n, source in zip(workers, ready, strict=True) for word in self._word(n, source)]

    def _word(self, worker: int, source: Any) -> Iterator[Message | Gone]:
        streaming = hasattr(source, "__next__")
        try:
            yield self._ray.get(next(source) if streaming else source)
            if not streaming:
                del self._heard[source]
        except StopIteration:
            del self._heard[source]
        except self._ray.exceptions.RayError as error:
            self.dismiss(worker)
            yield Gone(" ".join(str(error).split())[:300])

    def close(self) -> None:
        """Kill the actors and leave the cluster."""
        for worker in tuple(self._actors):
            self.dismiss(worker)
        self._ray.shutdown()


def _connected(address: str | None) -> Any:
    """Return Ray, connected; KgError when it is not installed or there is no cluster."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # Ray would report its use over the network
    try:
        import ray
    except ImportError:
        raise KgError("--runner ray needs Ray: pip install 'statecraft-kg[ray]'") from None
    _check(address)
    stop = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise KgError(f"{address or 'Ray'}: no cluster can be reached there: {error}") from error
    finally:
        signal.signal(signal.SIGTERM, stop)  # Ray puts its own in place of the driver's
    return ray


def _check(address: str | None) -> None:
    """KgError where nobody listens: Ray itself would try for minutes."""
    if address is None or address == "auto":
        return
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise KgError(f"--address {address}: write it as HOST:PORT, or auto, on a machine of the cluster")
    try:
        socket.create_connection((host, int(port)), CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise KgError(f"{address}: no cluster can be reached there: {error}") from error
