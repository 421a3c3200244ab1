"""Which events may be one: those near each other are compared, and the pairs kept as links in the index."""

import math
from collections.abc import Iterable

from kg.resolve.blocks import blocks, surroundings
from kg.resolve.cluster import group
from kg.resolve.decisions import SAME, Decisions
from kg.resolve.index import Index
from kg.resolve.match import Broader, enough, may_echo, score
from kg.resolve.names import minted
from kg.resolve.rules import Rules
from kg.resolve.view import ArticleView, EventView


class Linker:
    """Compares events by the rules, and by what people decided."""

    def __init__(self, index: Index, rules: Rules, broader: Broader, decisions: Decisions, base: str) -> None:
        self.index, self.rules, self.broader, self.decisions = index, rules, broader, decisions
        self.base = base
        self._partners: dict[str, set[str]] = {}
        for one, other in decisions.same:
            self._partners.setdefault(one, set()).add(other)
            self._partners.setdefault(other, set()).add(one)

    def enter(self, view: ArticleView) -> None:
        """Put an article's events into the index and link them."""
        for event in view.events:
            self.index.add_event(view.iri, event, blocks(event, self.rules))
        self.link(view.events)

    def link(self, events: Iterable[EventView]) -> None:
        """Link events to those that may be the same."""
        for event in events:
            for other in self.candidates(event):
                found = self.score(event, other)
                if found is not None and enough(event, found, self.rules):
                    self.index.link(event.iri, other.iri, found)

    def candidates(self, event: EventView) -> Iterable[EventView]:
        """Return what an event is compared with."""
        near = self.index.near(surroundings(event, self.rules)) | self._partners.get(event.iri, set())
        return self.index.views(sorted(near - {event.iri})).values()

    def score(self, one: EventView, other: EventView) -> float | None:
        """Return how much speaks for one event, people's judgement first; None if something contradicts."""
        verdict = self.decisions.verdict(one.iri, other.iri)
        if verdict is not None:
            return math.inf if verdict == SAME else None
        return score(one, other, self.rules, self.broader)

    def _may_be_one(self, one: EventView, other: EventView) -> bool:
        if one.article == other.article and self.decisions.verdict(one.iri, other.iri) is None:
            return may_echo(one, other, self.rules, self.broader)
        return self.score(one, other) is not None

    def groups(self, events: Iterable[str]) -> dict[str, str]:
        """Return event → merged event, of the events of whole components."""
        views = self.index.views(events)
        found = group(views.values(), self.index.links(views), self._may_be_one)
        return {event: minted(self.base, "event", members[0]) for members in found for event in members}
