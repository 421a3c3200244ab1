"""Whether a store contradicts the ontology, by a description logic reasoner (HermiT through owlready2)."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph.store import DEFAULT_GRAPH, Store
from kg.ontology import consistent

TEXT = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def contradictory(store: Store) -> str | None:
    """Return None if the world, with what is inferred, agrees with the ontology.

    Else the id of an article that contradicts it by itself, or nothing if none does. Takes seconds for
    ten thousand nodes and grows faster than they do. Text, offsets and literals are left to the shapes.
    """
    graphs: list[ox.NamedNode | ox.DefaultGraph] = [DEFAULT_GRAPH]
    if _agrees(store, [*graphs, *([store.inferred] if store.has_inferred() else [])]):
        return None
    return _culprit(store, list(store.graphs().items()))


def _culprit(store: Store, articles: Sequence[tuple[str, ox.NamedNode]]) -> str:
    """Halve the articles until one is left."""
    while len(articles) > 1:
        half = articles[: len(articles) // 2]
        articles = articles[len(half) :] if _agrees(store, [g for _, g in half]) else half
    return "" if not articles or _agrees(store, [articles[0][1]]) else articles[0][0]


def _agrees(store: Store, graphs: Sequence[ox.NamedNode | ox.DefaultGraph]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.nt"
        with path.open("wb") as file:
            ox.serialize(
                (t for graph in graphs for t in store.triples(graph) if _matters(t)),
                file,
                ox.RdfFormat.N_TRIPLES,
            )
        try:
            return consistent(path)
        except OSError as error:
            raise OntologyError(f"the reasoner can't run: {error}") from error


def _matters(triple: ox.Triple) -> bool:
    """Leave out literals, and where words stand in articles."""
    nodes = isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    # Types stay: without them the reasoner tries for all evidence whether it is a phrase or a sentence.
    return nodes and not triple.predicate.value.startswith(TEXT)
