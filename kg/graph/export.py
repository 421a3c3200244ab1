"""A store → a file: the resolved world, articles' graphs or both; the same store gives the same bytes.

Statements are sorted on disk, so that memory does not grow with the store.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.sorting import sorted_lines
from kg.graph.store import DEFAULT_GRAPH, Store
from kg.graph.turtle import PREFIXES, head, node, term

Graphs = Sequence[ox.NamedNode | ox.DefaultGraph]
Writer = Callable[[Store, Graphs, IO[bytes]], None]

BATCH = 10_000  # statements parsed at once
WHOLE = frozenset({".nq", ".trig", ".jsonld"})  # formats that can hold several graphs


def export(store: Store, path: Path, graphs: Graphs | None = None) -> None:
    """Write graphs to a file, in the format that its suffix names.

    Without ``graphs``: the resolved world, with TriG the articles' graphs as well.
    """
    suffix = path.suffix.lower()
    write = _WRITERS.get(suffix)
    if write is None:
        raise StoreError(f"{path}: name a file that ends with {', '.join(sorted(_WRITERS))}")
    if graphs is None:
        graphs = everything(store) if suffix == ".trig" else [DEFAULT_GRAPH]
    if len(graphs) > 1 and suffix not in WHOLE:
        raise StoreError(f"{path}: holds one graph only; for several, end it with {', '.join(sorted(WHOLE))}")
    with replacing(path) as file:
        write(store, graphs, file)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside its place and move it there at the end: no reader ever sees half a file."""
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(f"{path}: can't be written: {error.strerror or error}") from error


def everything(store: Store) -> Graphs:
    """Return all graphs of a store: the world, then the articles'."""
    return [DEFAULT_GRAPH, *store.graphs().values()]


def _turtle(store: Store, graphs: Graphs, file: IO[bytes]) -> None:
    file.write(head().encode())
    for triples in _by_subject(_triples(store, graphs[0])):
        file.write(node(triples).encode())


def _nquads(store: Store, graphs: Graphs, file: IO[bytes]) -> None:
    lines = (f"{quad} ." for quad in _quads(store, graphs))
    file.writelines(f"{line}\n".encode() for line in sorted_lines(lines))


def _quads(store: Store, graphs: Graphs) -> Iterator[ox.Quad]:
    return (quad for graph in graphs for quad in store.database.quads_for_pattern(None, None, None, graph))


def _trig(store: Store, graphs: Graphs, file: IO[bytes]) -> None:
    _serialize(_in_order(store, graphs), file, ox.RdfFormat.TRIG)


def _json_ld(store: Store, graphs: Graphs, file: IO[bytes]) -> None:
    _serialize(_in_order(store, graphs), file, ox.RdfFormat.JSON_LD)


def _serialize(quads: Iterable[ox.Quad], file: IO[bytes], form: ox.RdfFormat) -> None:
    ox.serialize(quads, file, form, prefixes=PREFIXES)


def _in_order(store: Store, graphs: Graphs) -> Iterator[ox.Quad]:
    """Yield the quads graph by graph, each sorted."""
    for graph in graphs:
        for triple in _triples(store, graph):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _triples(store: Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Triple]:
    """Yield the triples of a graph, sorted as in Turtle: by the subject's short form."""
    lines = sorted_lines(f"{term(triple.subject)}\t{triple} ." for triple in store.triples(graph))
    while batch := [line.split("\t", 1)[1] for line in islice(lines, BATCH)]:
        for quad in ox.parse("\n".join(batch), format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def _by_subject(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    return (list(group) for _, group in groupby(triples, key=lambda triple: triple.subject))


_WRITERS: dict[str, Writer] = {
    ".ttl": _turtle,
    ".nq": _nquads,
    ".jsonld": _json_ld,
    ".trig": _trig,
}
