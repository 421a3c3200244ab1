"""Shards → a store: articles' graphs in bulk where it is empty, then resolved; else one after the other."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.build import Summary
from kg.dataset import ADDED, REPLACED, UNCHANGED, Dataset, Progress
from kg.errors import KgError
from kg.graph.store import IDENTIFIER

STEP = 50_000  # statements, at least, that are written at once
Graph = tuple[ox.NamedNode, list[ox.Quad]]
Paths = Callable[[list[Path]], Iterator[Path]]  # passes shards on, and may tell of it


def graphs(path: Path) -> Iterator[Graph]:
    """Yield the graphs of a shard, each with its statements; those of one graph stand together."""
    try:
        if path.stat().st_size == 0:  # gzip takes it for a whole file
            raise EOFError("it is empty")
        with gzip.open(path) as file:
            quads = ox.parse(cast(IO[bytes], file), format=ox.RdfFormat.N_QUADS)
            for name, found in groupby(quads, key=lambda quad: quad.graph_name):
                if not isinstance(name, ox.NamedNode):
                    raise KgError(f"{path}: holds statements outside articles' graphs")
                yield name, list(found)
    except (OSError, EOFError, SyntaxError) as error:
        raise KgError(f"{path}: can't be read: {error}; delete it and give `kg extract` again") from error


def load(dataset: Dataset, shards: list[Path], reading: Paths, resolving: Progress = iter) -> Summary:
    """Put shards into a store; what a load that was cut short has put there stays."""
    if not dataset.store.ids():
        dataset.fill(_steps(reading(shards)), resolving)
        return Summary(dataset.store.ids(), (), ())
    outcome: dict[str, list[str]] = {ADDED: [], REPLACED: [], UNCHANGED: []}
    for path in reading(shards):
        for name, quads in graphs(path):
            identifier = _identifier(path, name, quads)
            outcome[dataset.put_graph(identifier, [quad.triple for quad in quads])].append(identifier)
    return Summary(*(tuple(sorted(outcome[result])) for result in (ADDED, REPLACED, UNCHANGED)))


def _steps(shards: Iterable[Path]) -> Iterator[list[ox.Quad]]:
    """Yield whole graphs, as many as make up a step."""
    step: list[ox.Quad] = []
    for path in shards:
        for _, quads in graphs(path):
            step += quads
            if len(step) >= STEP:
                yield step
                step = []
    yield step


def _identifier(path: Path, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> str:
    told = (q.object for q in quads if q.subject == name and q.predicate == IDENTIFIER)
    found = next((value.value for value in told if isinstance(value, ox.Literal)), None)
    if found is None:
        raise KgError(
            f"{path}: {name} is no graph of an article; delete the file and give `kg extract` again"
        )
    return found
