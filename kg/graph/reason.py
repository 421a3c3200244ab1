"""What follows from the resolved world, in a graph of its own: made by rules, and dropped with one call."""

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.rules import SCHEMA, Rule, rules
from kg.graph.store import DEFAULT_GRAPH, Store

BATCH = 50_000  # triples written at once


def infer(store: Store) -> dict[str, int]:
    """Make the graph of inferences anew; return how many triples each rule gave, a triple counted once.

    Rules are applied until none gives anything new. A graph cut short is dropped by the next call, and
    not read meanwhile.
    """
    given = dict.fromkeys((rule.name for rule in rules()), 0)
    with store.inferring():
        for group in (True, False):
            while _round(store, group, given):
                pass
    return given


def _round(store: Store, about_schema: bool, given: dict[str, int]) -> bool:
    grew = False
    for rule in rules():
        if rule.name.startswith(SCHEMA) == about_schema:
            found = sum(_write(store, batch) for batch in _batches(_new(store, rule)))
            given[rule.name] += found
            grew = grew or found > 0
    return grew


def _new(store: Store, rule: Rule) -> Iterator[ox.Quad]:
    """Yield what a rule gives that nobody states and that is not inferred yet."""
    database, graph = store.database, store.inferred
    found = database.query(rule.text, default_graph=[DEFAULT_GRAPH, graph])
    assert isinstance(found, ox.QueryTriples)
    for triple in found:
        quad = ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        if quad not in database and ox.Quad(triple.subject, triple.predicate, triple.object) not in database:
            yield quad


def _batches(quads: Iterator[ox.Quad]) -> Iterator[set[ox.Quad]]:
    while batch := set(islice(quads, BATCH)):
        yield batch


def _write(store: Store, batch: Iterable[ox.Quad]) -> int:
    """Write quads that may have been found twice; return how many were new."""
    new = [quad for quad in batch if quad not in store.database]
    try:
        store.database.extend(new)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{store.directory}: can't write: {error}") from error
    return len(new)
