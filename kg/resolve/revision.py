"""One change of the resolved world: an article comes, goes or is replaced, or events are grouped anew."""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.resolve.change import Change
from kg.resolve.conclusions import concluded
from kg.resolve.effect import Effect, paired, state
from kg.resolve.index import Index
from kg.resolve.linker import Linker
from kg.resolve.naming import renamed
from kg.resolve.reposts import sketch
from kg.resolve.sheet import EMPTY, Sheet, sheet
from kg.resolve.terms import KG
from kg.resolve.view import ArticleView, EventView
from kg.resolve.world import ITEM, World

SAME_TEXT = ox.NamedNode(KG + "sameTextAs")

Triples = frozenset[ox.Triple]


class Revision:
    """Works out one change (an object is used once); the index is brought up to date on the way.

    The world, read from the store, is still as it was before.
    """

    def __init__(self, world: World, linker: Linker, index: Index) -> None:
        self.world, self.linker, self.index = world, linker, index
        self.before: dict[str, str] = {}  # event → merged event, of all events in touched components
        self.after: dict[str, str] = {}
        self.views_before: dict[str, EventView] = {}
        self.views: Mapping[str, EventView] = {}
        self.sheets: dict[str, tuple[Sheet, Sheet]] = {}  # article → before, after
        self.changed: set[str] = set()  # merged events
        self.delete: set[ox.Triple] = set()
        self.insert: set[ox.Triple] = set()

    def replaced(self, article: str, old: Triples, new: Triples) -> Change:
        """Return what follows when an article's graph becomes another one; no triples mean no article."""
        was = self.world.view(article, old) if old else None
        now = self.world.view(article, new) if new else None
        events = {event.iri for view in (was, now) if view for event in view.events}
        touched = self.index.component(events)
        self.views_before = dict(self.index.views(touched))
        alike = self.index.reposts(article)
        self.index.remove(article)
        if now:
            self.index.add(article, sketch(now.text))
            self.linker.enter(now)
        self._regroup(touched | events)
        one, other = self._sheet(was, old, self.before), self._sheet(now, new, self.after)
        self.sheets[article] = one, other
        if now:
            note(self.index, self.world, article, other)
        self.changed |= one.events.keys() | other.events.keys()
        self._shared(one, other)
        self._same_text(article, alike)
        return self._finished()

    def regrouped(self, events: Iterable[str]) -> Change:
        """Return what follows when the links of some events, given with all they were linked to, changed."""
        touched = set(events)
        self.views_before = dict(self.index.views(touched))
        self._regroup(touched)
        return self._finished()

    def _regroup(self, events: set[str]) -> None:
        component = self.index.component(events)
        self.after = self.linker.groups(component)
        self.before = {e: merged for e in events | component if (merged := self.world.merged(e))}
        self.views = self.index.views(component)
        self.views_before |= {e: view for e, view in self.views.items() if e not in self.views_before}

    def _finished(self) -> Change:
        moved = {e for e, merged in self.after.items() if self.before.get(e, merged) != merged}
        for article in {self.views[event].article for event in moved}:
            self._load(article)
        for one, other in tuple(self.sheets.values()):
            self.delete |= one.own - other.own
            self.insert |= other.own - one.own
            told = one.events.keys() | other.events.keys()
            self.changed |= {event for event in told if one.events.get(event) != other.events.get(event)}
        effects = paired([self._event(merged) for merged in sorted(self.changed)], self._belonging)
        return Change(frozenset(self.delete - self.insert), frozenset(self.insert), tuple(effects))

    # --- sheets -----------------------------------------------------------------------------

    def _sheet(self, view: ArticleView | None, triples: Triples, groups: Mapping[str, str]) -> Sheet:
        if view is None:
            return EMPTY
        named = {e.iri: groups.get(e.iri) or self.world.merged(e.iri) for e in view.events}
        return sheet(view, triples, {e: merged for e, merged in named.items() if merged}, self.world.base)

    def _load(self, article: str) -> tuple[Sheet, Sheet]:
        """Return the contribution of an article before and after the change."""
        if article not in self.sheets:
            triples = self.world.stored(article)
            view = self.world.view(article, triples)
            before, after = (self._sheet(view, triples, groups) for groups in (self.before, self.after))
            self.sheets[article] = before, after
        return self.sheets[article]

    # --- events -----------------------------------------------------------------------------

    def _event(self, merged: str) -> Effect:
        """Write a merged event anew; return what has become of it."""
        old = self.world.described(merged)
        items = [t.object.value for t in old if t.predicate == ITEM and isinstance(t.object, ox.NamedNode)]
        old |= {triple for item in items for triple in self.world.described(item)}
        before, after = self._belonging(merged)
        gone, members = self._views(before, self.views_before), self._views(after, self.views)
        told = {triple for member in members for triple in self._told(member, merged)}
        new: Triples = frozenset()
        if members:
            new = concluded(ox.NamedNode(merged), members, told, self.index.reposts)
        self.delete |= old - new
        self.insert |= new - old
        return Effect(merged, state(gone, old), state(members, new), merged)

    def _told(self, member: EventView, merged: str) -> Iterable[ox.Triple]:
        """Return what an article tells of a merged event."""
        if member.article in self.sheets:
            return self.sheets[member.article][1].events[merged]
        return self.world.told(member.article, member.iri)

    def _belonging(self, merged: str) -> tuple[set[str], set[str]]:
        """Return what a merged event stood for, and what it will stand for."""
        before = self.world.members(merged)
        staying = {event for event in before if event not in self.before}
        return before, staying | {event for event, group in self.after.items() if group == merged}

    def _views(self, events: Iterable[str], at_hand: Mapping[str, EventView]) -> list[EventView]:
        wanted = sorted(events)
        found = {**self.index.views([e for e in wanted if e not in at_hand]), **at_hand}
        return [found[event] for event in wanted if event in found]

    # --- entities, tenures, reposts ---------------------------------------------------------

    def _shared(self, one: Sheet, other: Sheet) -> None:
        """Follow what only this article told of entities and tenures, and what list entries it led to."""
        background = self.world.background
        was, now = background.reached(one.used), background.reached(other.used)
        for entry in now - was:
            self.insert.update(background.entries[entry])
        for entry in was - now:
            if not self.index.holds(_use(entry)):
                self.delete.update(background.entries[entry])
        self.insert |= other.shared - one.shared
        for triple in one.shared - other.shared:
            if not self.index.holds(str(triple)) and not self._is_listed(triple):
                self.delete.add(triple)
        delete, insert = renamed(one.labels, other.labels, self.world, self.index)
        self.delete |= delete
        self.insert |= insert

    def _is_listed(self, triple: ox.Triple) -> bool:
        """Tell whether an entry's description in use holds a triple."""
        entry = triple.subject
        assert isinstance(entry, ox.NamedNode)
        listed = triple in self.world.background.entries.get(entry.value, ())
        return listed and self.index.holds(_use(entry.value))

    def _same_text(self, article: str, before: set[str]) -> None:
        after = self.index.reposts(article)
        self.delete |= {triple for other in before - after for triple in _both(article, other)}
        self.insert |= {triple for other in after - before for triple in _both(article, other)}


def note(index: Index, world: World, article: str, told: Sheet) -> None:
    """Keep in the index what an article tells of things that others may tell as well."""
    uses = (_use(entry) for entry in world.background.reached(told.used))
    index.add_facts(article, (*(str(triple) for triple in told.shared), *uses))
    index.add_labels(article, told.labels)


def _use(entry: str) -> str:
    return f"use {entry}"


def _both(one: str, other: str) -> Iterator[ox.Triple]:
    yield ox.Triple(ox.NamedNode(one), SAME_TEXT, ox.NamedNode(other))
    yield ox.Triple(ox.NamedNode(other), SAME_TEXT, ox.NamedNode(one))
