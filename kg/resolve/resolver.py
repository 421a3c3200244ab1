"""The resolved world, kept up to date as articles come and go.

An entity's IRI follows from its name, so only events are compared: with those that the index finds near.
Events that may be one form components of linked pairs; each component is grouped by itself, so that a
change reaches no further than the components which it touches. The world is a function of the articles
and the decisions, whatever came first.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from kg.resolve.background import Background
from kg.resolve.change import Change
from kg.resolve.decisions import Decisions, entities
from kg.resolve.index import Index
from kg.resolve.linker import Linker
from kg.resolve.reposts import sketch
from kg.resolve.revision import Revision, note
from kg.resolve.rules import Rules
from kg.resolve.sheet import sheet
from kg.resolve.world import Source, World


class Resolver:
    """Resolves one store; to be used within transactions of the index, which must reflect the articles."""

    def __init__(
        self,
        source: Source,
        index: Index,
        background: Background,
        rules: Rules,
        decisions: Decisions,
        base: str,
    ) -> None:
        self.index = index
        self.world = World(source, background, entities(decisions, base, background.entries), base)
        self.linker = Linker(index, rules, background.broader, decisions, base)

    def replace(self, article: str, old: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> Change:
        """Index an article's new triples in place of the old ones; return what the world has to follow.

        No triples mean no article.
        """
        return Revision(self.world, self.linker, self.index).replaced(article, frozenset(old), frozenset(new))

    def reconsider(self, events: Iterable[str]) -> Change:
        """Compare some events anew, since decisions on them changed."""
        views = self.index.views(sorted(set(events)))
        touched = self.index.component(views)
        for event in views:
            self.index.unlink(event)
        self.linker.link(views.values())
        return Revision(self.world, self.linker, self.index).regrouped(touched)

    def reindex(self, article: str) -> None:
        """Make the rows of an article again from its graph, if there is one; the world has it already."""
        self.index.remove(article)
        triples = self.world.stored(article)
        if not triples:
            return
        view = self.world.view(article, triples)
        self.index.add(article, sketch(view.text))
        self.linker.enter(view)
        groups = {event.iri: self.world.merged(event.iri) or event.iri for event in view.events}
        note(self.index, self.world, article, sheet(view, triples, groups, self.world.base))
