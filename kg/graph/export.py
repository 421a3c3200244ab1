"""A store → a file: the resolved world, or with TriG all graphs; the same store gives the same bytes."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.store import DEFAULT_GRAPH, Store
from kg.graph.turtle import PREFIXES, to_turtle


def export(store: Store, path: Path) -> None:
    """Write a store to a file, in the format that its suffix names."""
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise StoreError(f"{path}: name a file that ends with {', '.join(sorted(_WRITERS))}")
    draft = path.with_name(f"{path.name}.part")
    try:
        draft.write_bytes(write(store))
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error


def _world(store: Store) -> list[ox.Triple]:
    quads = store.database.quads_for_pattern(None, None, None, DEFAULT_GRAPH)
    return sorted((quad.triple for quad in quads), key=str)


def _turtle(store: Store) -> bytes:
    return to_turtle(_world(store)).encode()


def _nquads(store: Store) -> bytes:
    return _serialized(_world(store), ox.RdfFormat.N_QUADS)


def _json_ld(store: Store) -> bytes:
    return _serialized(_world(store), ox.RdfFormat.JSON_LD)


def _trig(store: Store) -> bytes:
    quads = sorted(store.database, key=lambda quad: (_graph_name(quad), str(quad.triple)))
    return _serialized(quads, ox.RdfFormat.TRIG)


def _graph_name(quad: ox.Quad) -> str:
    return "" if quad.graph_name == DEFAULT_GRAPH else str(quad.graph_name)


def _serialized(statements: Iterable[ox.Triple] | Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    return ox.serialize(statements, format=form, prefixes=PREFIXES) or b""


_WRITERS: dict[str, Callable[[Store], bytes]] = {
    ".ttl": _turtle,
    ".nq": _nquads,
    ".jsonld": _json_ld,
    ".trig": _trig,
}
