"""The dataset on disk: a named graph per article, and the resolved world in the default graph."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph import directory as folder

IDENTIFIER = ox.NamedNode("http://purl.org/dc/terms/identifier")
DEFAULT_GRAPH = ox.DefaultGraph()
NOTHING: frozenset[ox.Triple] = frozenset()


@dataclass(frozen=True, slots=True)
class Status:
    """What a store holds, in numbers."""

    articles: int
    events: int
    claims: int
    entities: int
    triples: int
    inferred: int  # triples in the graph of inferences
    stale: bool  # the default graph does not reflect the article graphs yet


class Store:
    """An open store directory; use as a context manager."""

    def __init__(self, directory: Path, base: str, database: ox.Store, lock: IO[str], writable: bool) -> None:
        self.directory = directory
        self.base = base
        self.writable = writable
        self._database: ox.Store | None = database
        self._lock = lock

    @property
    def database(self) -> ox.Store:
        """Return the Oxigraph store; it is gone after close()."""
        if self._database is None:
            raise StoreError(f"{self.directory}: the store is closed")
        return self._database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is buffered and let others in."""
        if self._database is not None:
            if self.writable:
                self._database.flush()
            self._database = None
            self._lock.close()

    # --- articles ---------------------------------------------------------------------------

    def graphs(self) -> dict[str, ox.NamedNode]:
        """Return identifier → graph IRI of every article, sorted by identifier."""
        found = {}
        for graph in self.database.named_graphs():
            if isinstance(graph, ox.NamedNode) and (name := self._identifier(graph)) is not None:
                found[name] = graph
        return dict(sorted(found.items()))

    def ids(self) -> tuple[str, ...]:
        """Return the identifiers of all articles, sorted."""
        return tuple(self.graphs())

    def find(self, identifier: str) -> ox.NamedNode | None:
        """Return the graph IRI of one article."""
        found = self.database.quads_for_pattern(None, IDENTIFIER, ox.Literal(identifier), None)
        graphs = (quad.graph_name for quad in found if quad.subject == quad.graph_name)
        return next((graph for graph in graphs if isinstance(graph, ox.NamedNode)), None)

    def triples(self, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Triple]:
        """Iterate over the triples of an article's graph, or of the resolved world."""
        return (quad.triple for quad in self.database.quads_for_pattern(None, None, None, graph))

    def _identifier(self, graph: ox.NamedNode) -> str | None:
        for quad in self.database.quads_for_pattern(graph, IDENTIFIER, None, graph):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
        return None

    # --- the world --------------------------------------------------------------------------

    @property
    def stale(self) -> bool:
        """Tell whether the default graph does not reflect the article graphs: a rebuild was cut short."""
        return self._mark.exists()

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Empty the default graph; what goes on within is marked as unfinished until it is done."""
        self._check()
        try:
            self._mark.touch()
            self._update("DROP DEFAULT")
            yield
            self._mark.unlink()
        except OSError as error:
            raise StoreError(f"{self.directory}: can't write: {error}") from error

    @property
    def inferred(self) -> ox.NamedNode:
        """Return the name of the graph of inferences."""
        return ox.NamedNode(f"{self.base}inferred")

    @contextmanager
    def inferring(self) -> Iterator[None]:
        """Empty the graph of inferences and let it be filled; cut short, it is not there for anybody."""
        self.forget_inferred()
        mark = self.directory / "inferring"
        try:
            mark.touch()
            yield
            mark.unlink()
        except OSError as error:
            raise StoreError(f"{self.directory}: can't write: {error}") from error

    def forget_inferred(self) -> None:
        """Drop the graph of inferences, if there is one."""
        self._check()
        if next(self.triples(self.inferred), None) is not None:
            self._update(f"DROP GRAPH {self.inferred}")
        (self.directory / "inferring").unlink(missing_ok=True)

    def has_inferred(self) -> bool:
        """Tell whether there are inferences, and all of them."""
        whole = not (self.directory / "inferring").exists()
        return whole and next(self.triples(self.inferred), None) is not None

    @property
    def _mark(self) -> Path:
        return self.directory / "stale"

    def status(self) -> Status:
        """Count what the default graph holds."""
        database = self.database
        return Status(
            articles=len(self.graphs()),
            events=self._count("?x kg:status ?s . FILTER NOT EXISTS { ?x a kg:Tenure }"),
            claims=self._count("?x a kg:Claim"),
            entities=self._count("VALUES ?t { kg:Person kg:Organization kg:Country kg:Place } ?x a ?t"),
            triples=sum(1 for _ in database.quads_for_pattern(None, None, None, DEFAULT_GRAPH)),
            inferred=sum(1 for _ in self.triples(self.inferred)) if self.has_inferred() else 0,
            stale=self.stale,
        )

    def _count(self, pattern: str) -> int:
        query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
        rows = self.database.query(query, prefixes={"kg": "https://w3id.org/statecraft#"})
        assert isinstance(rows, ox.QuerySolutions)
        return int(next(rows)["n"].value)

    # --- writing ----------------------------------------------------------------------------

    def write(
        self,
        graph: ox.NamedNode,
        delete: Collection[ox.Triple] = NOTHING,
        insert: Collection[ox.Triple] = NOTHING,
        world_delete: Collection[ox.Triple] = NOTHING,
        world_insert: Collection[ox.Triple] = NOTHING,
    ) -> None:
        """Change an article's graph, and the default graph with it, in one transaction.

        Raises StoreError when nothing could be written; then all is as it was.
        """
        steps = (
            ("DELETE", graph, delete),
            ("DELETE", DEFAULT_GRAPH, world_delete),
            ("INSERT", graph, insert),
            ("INSERT", DEFAULT_GRAPH, world_insert),
        )
        update = [f"{verb} DATA {{ {_block(where, part)} }}" for verb, where, part in steps if part]
        if update:
            self._update(" ;\n".join(update))

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add statements to graphs of any name, all or none of them."""
        self._check()
        try:
            self.database.extend(quads)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.directory}: can't write, this step is undone: {error}") from error

    def flush(self) -> None:
        """Write buffers to disk: Oxigraph holds up to gigabytes of them otherwise."""
        self.database.flush()

    def _update(self, update: str) -> None:
        self._check()
        try:
            self.database.update(update)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.directory}: can't write, this step is undone: {error}") from error

    def _check(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.directory}: the store is open for reading only")


def as_stored(triples: Iterable[ox.Triple]) -> frozenset[ox.Triple]:
    """Return triples as Oxigraph gives them back: it writes the number 1.00 as 1."""
    passing = ox.Store()
    passing.extend(ox.Quad(*triple) for triple in triples)
    return frozenset(quad.triple for quad in passing)


def _block(graph: ox.NamedNode | ox.DefaultGraph, triples: Iterable[ox.Triple]) -> str:
    lines = " .\n".join(str(triple) for triple in triples)
    return lines if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {lines} }}"


def open_for_writing(directory: Path, base: str) -> Store:
    """Open a store, or make one in a directory that is new or empty."""
    if not folder.is_store(directory):
        folder.create(directory, base)
    held = folder.base(directory)
    if held != base:
        raise StoreError(f"{directory}: was made with the base IRI {held}, not {base}; use that one")
    return _open(directory, base, writable=True)


def open_for_reading(directory: Path) -> Store:
    """Open an existing store; several readers can do so at once."""
    folder.demand(directory)
    return _open(directory, folder.base(directory), writable=False)


def _open(directory: Path, base: str, *, writable: bool) -> Store:
    lock = folder.lock(directory, alone=writable)
    data = directory / "data"
    try:
        if writable:
            database = ox.Store(data)
        else:  # no data yet: made, but killed before the first article
            database = ox.Store.read_only(str(data)) if data.is_dir() else ox.Store()
    except (OSError, RuntimeError) as error:
        lock.close()
        raise StoreError(f"{directory}: can't be opened: {error}") from error
    return Store(directory, base, database, lock, writable)
