"""What travels between the front, which speaks HTTP, and the workers, which hold the store.

Without slots, and with paths as text: pickle is several times faster so, and each request is pickled twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Request:
    """What the client sent; header names are in lower case."""

    method: str
    url: str  # without the query string
    query_string: str
    headers: Mapping[str, str]
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return a header, empty when it is not there."""
        return self.headers.get(name, "")


@dataclass(frozen=True)
class Response:
    """What it gets back: a body in memory, or in a file that is deleted once it is sent."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    file: str | None = None


class Refusal(Exception):
    """A request that is answered with an error status."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.response = Response(status, f"{message}\n".encode(), headers=named)


@dataclass(frozen=True)
class Preferences:
    """Which representation the client wants, and on what condition."""

    accept: str = ""
    gzip: bool = False
    if_match: str = ""
    if_none_match: str = ""


@dataclass(frozen=True)
class Sparql:
    """A query or an update; the graphs are those that the protocol's parameters name, if any do."""

    kind: Literal["query", "update"]
    text: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    base: str
    wants: Preferences


@dataclass(frozen=True)
class GraphAccess:
    """A request to the graph store: ``graph`` is an IRI, None for the default graph, "*" for all of them."""

    method: str
    graph: str | None
    store: str  # the address of the graph store
    wants: Preferences
    content_type: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Describe:
    """A request for the description of the service."""

    url: str
    writable: bool
    federated: bool
    wants: Preferences


Operation = Sparql | GraphAccess | Describe


def writes(operation: Operation) -> bool:
    """Tell whether an operation may change the store."""
    if isinstance(operation, Sparql):
        return operation.kind == "update"
    return isinstance(operation, GraphAccess) and operation.method not in {"GET", "HEAD"}


@dataclass(frozen=True)
class Role:
    """What a worker is started with. A worker that has a store writes to it, others read snapshots."""

    spool: Path  # folder for results that are too large to be kept in memory
    result_limit: int  # bytes
    memory_limit: int  # bytes
    federation: tuple[str, ...] = ()  # addresses that SERVICE and LOAD may ask
    store: Path | None = None
    base: str = ""
    snapshots: Path | None = None


@dataclass(frozen=True)
class Task:
    """One thing to do for a worker; without an operation it only opens the snapshot, or makes one."""

    snapshot: str | None
    operation: Operation | None = None


@dataclass(frozen=True)
class Reply:
    """What a worker answers; ``snapshot`` is a new one that holds what was written."""

    response: Response
    snapshot: str | None = None
