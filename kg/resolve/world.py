"""The graphs of a store as resolution reads them: articles' graphs and the resolved world."""

from collections.abc import Iterable

import pyoxigraph as ox

from kg.resolve.background import Background
from kg.resolve.decisions import Entities
from kg.resolve.reader import read
from kg.resolve.sheet import SPECIALIZATION
from kg.resolve.view import ArticleView

DEFAULT_GRAPH = ox.DefaultGraph()


class World:
    """Reads; ``entities`` holds what people decided on names."""

    def __init__(self, database: ox.Store, background: Background, entities: Entities, base: str) -> None:
        self.database, self.background, self.entities, self.base = database, background, entities, base

    def stored(self, article: str) -> frozenset[ox.Triple]:
        """Return an article's graph."""
        quads = self.database.quads_for_pattern(None, None, None, ox.NamedNode(article))
        return frozenset(quad.triple for quad in quads)

    def view(self, article: str, triples: Iterable[ox.Triple]) -> ArticleView:
        """Return the view of an article's graph."""
        return read(article, triples, self.background, self.base, self.entities)

    def merged(self, event: str) -> str | None:
        """Return the merged event of an article's event."""
        found = self.database.quads_for_pattern(ox.NamedNode(event), SPECIALIZATION, None, DEFAULT_GRAPH)
        return next((q.object.value for q in found if isinstance(q.object, ox.NamedNode)), None)

    def members(self, merged: str) -> set[str]:
        """Return the articles' events that a merged event stands for."""
        found = self.database.quads_for_pattern(None, SPECIALIZATION, ox.NamedNode(merged), DEFAULT_GRAPH)
        return {q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)}

    def described(self, subject: str) -> set[ox.Triple]:
        """Return what the world says of a node."""
        quads = self.database.quads_for_pattern(ox.NamedNode(subject), None, None, DEFAULT_GRAPH)
        return {quad.triple for quad in quads}
