"""What the operator of an endpoint decides."""

import os
from dataclasses import dataclass, field
from pathlib import Path

MIB = 1 << 20


def default_workers() -> int:
    """Return twice the processors, for long queries to run beside short ones."""
    return max(4, 2 * (os.cpu_count() or 1))


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a server; every limit is enforced, none can be switched off by a client."""

    store: Path
    base: str
    host: str = "127.0.0.1"
    port: int = 8080
    writable: bool = False
    token: str = field(default="", repr=False)
    workers: int = field(default_factory=default_workers)
    queue: int = 512  # requests that wait for a worker
    seconds: float = 30.0  # a query or an update
    result_limit: int = 256 * MIB
    memory_limit: int = 1024 * MIB  # a worker
    body_limit: int = 64 * MIB
    origins: tuple[str, ...] = ()  # for CORS
    names: tuple[str, ...] = ()  # host names besides those of the loopback interface
    federation: tuple[str, ...] = ()
    access_log: bool = True

    @property
    def loopback(self) -> bool:
        """Tell whether only this machine can connect."""
        return self.host in {"127.0.0.1", "localhost", "::1"}
