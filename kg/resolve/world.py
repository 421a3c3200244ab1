"""The graphs of a store as resolution reads them: articles' graphs and the resolved world."""

from collections.abc import Iterable
from typing import Protocol

import pyoxigraph as ox

from kg.resolve.background import Background
from kg.resolve.decisions import Entities
from kg.resolve.reader import read
from kg.resolve.sheet import SPECIALIZATION, STATUS
from kg.resolve.terms import KG
from kg.resolve.view import ArticleView

DEFAULT_GRAPH = ox.DefaultGraph()
ITEM = ox.NamedNode(KG + "item")


class Source(Protocol):
    """Something open; nobody else may hold its database, so that closing it closes that."""

    @property
    def database(self) -> ox.Store:
        """Return the Oxigraph store."""


class World:
    """Reads; ``entities`` holds what people decided on names."""

    def __init__(self, source: Source, background: Background, entities: Entities, base: str) -> None:
        self.source, self.background, self.entities, self.base = source, background, entities, base

    def stored(self, article: str) -> frozenset[ox.Triple]:
        """Return an article's graph."""
        quads = self.source.database.quads_for_pattern(None, None, None, ox.NamedNode(article))
        return frozenset(quad.triple for quad in quads)

    def view(self, article: str, triples: Iterable[ox.Triple]) -> ArticleView:
        """Return the view of an article's graph."""
        return read(article, triples, self.background, self.base, self.entities)

    def merged(self, event: str) -> str | None:
        """Return the merged event of an article's event."""
        found = self.source.database.quads_for_pattern(
            ox.NamedNode(event), SPECIALIZATION, None, DEFAULT_GRAPH
        )
        return next((q.object.value for q in found if isinstance(q.object, ox.NamedNode)), None)

    def members(self, merged: str) -> set[str]:
        """Return the articles' events that a merged event stands for."""
        found = self.source.database.quads_for_pattern(
            None, SPECIALIZATION, ox.NamedNode(merged), DEFAULT_GRAPH
        )
        return {q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)}

    def described(self, subject: str) -> set[ox.Triple]:
        """Return what the world says of a node."""
        quads = self.source.database.quads_for_pattern(ox.NamedNode(subject), None, None, DEFAULT_GRAPH)
        return {quad.triple for quad in quads}

    def told(self, article: str, event: str) -> set[ox.Triple]:
        """Return what an article that stays as it is tells of its event and the items, in merged terms."""
        triples = self._stated(article, event)
        items = [t.object for t in triples if t.predicate == ITEM and isinstance(t.object, ox.NamedNode)]
        triples += [triple for item in items for triple in self._stated(article, item.value)]
        return {self._renamed(triple) for triple in triples if triple.predicate != STATUS}

    def _stated(self, article: str, subject: str) -> list[ox.Triple]:
        quads = self.source.database.quads_for_pattern(
            ox.NamedNode(subject), None, None, ox.NamedNode(article)
        )
        return [quad.triple for quad in quads]

    def _renamed(self, triple: ox.Triple) -> ox.Triple:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode):
            subject = self._merged(subject)
        if isinstance(value, ox.NamedNode):
            value = self._merged(value)
        return ox.Triple(subject, triple.predicate, value)

    def _merged(self, node: ox.NamedNode) -> ox.NamedNode:
        merged = self.merged(node.value)
        return ox.NamedNode(merged) if merged else node
