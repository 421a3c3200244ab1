"""What one article brings to the resolved world: its triples under merged IRIs, sorted by who shares them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.resolve.names import minted
from kg.resolve.terms import KG, LABEL, OTHER_LABEL, PROV
from kg.resolve.view import ArticleView

SPECIALIZATION = ox.NamedNode(PROV + "specializationOf")
DERIVED = ox.NamedNode(PROV + "wasDerivedFrom")
STATUS = ox.NamedNode(KG + "status")
NAMING = frozenset({LABEL, OTHER_LABEL})

Labels = frozenset[tuple[str, str, bool]]  # (entity, label, is it the one by which the article calls it?)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts of an article's contribution."""

    own: frozenset[ox.Triple]  # on what no other article describes: claims, mentions, the article
    shared: frozenset[ox.Triple]  # on entities and tenures, but for labels
    labels: Labels
    events: Mapping[str, frozenset[ox.Triple]]  # merged event → on it and its items, without conclusions
    used: frozenset[str]  # all IRIs in it


EMPTY = Sheet(frozenset(), frozenset(), frozenset(), {}, frozenset())


def sheet(view: ArticleView, triples: Iterable[ox.Triple], groups: Mapping[str, str], base: str) -> Sheet:
    """Return an article's contribution; ``groups`` maps its events to merged ones."""
    return _Writer(view, tuple(triples), groups, base).sheet()


class _Writer:
    def __init__(
        self, view: ArticleView, triples: tuple[ox.Triple, ...], groups: Mapping[str, str], base: str
    ) -> None:
        self.view, self.triples, self.base = view, triples, base
        self.groups = {event.iri: groups[event.iri] for event in view.events}
        self.owners: dict[str, str] = {}  # local item → merged event
        self.names = {**view.identity, **self.groups, **self._items()}

    def sheet(self) -> Sheet:
        own, shared, labels = set[ox.Triple](), set[ox.Triple](), set[tuple[str, str, bool]]()
        events: dict[str, set[ox.Triple]] = {event: set() for event in self.groups.values()}
        for triple in self._links():
            (own if self._is_own(_iri(triple.subject)) else shared).add(triple)
        for triple in self.triples:
            local = _iri(triple.subject)
            event = self.groups.get(local) or self.owners.get(local)
            renamed = self._renamed(triple)
            if event is not None:
                if triple.predicate != STATUS:
                    events[event].add(renamed)
            elif local not in self.names and self._is_own(local):
                own.add(renamed)
            elif triple.predicate.value in NAMING and isinstance(triple.object, ox.Literal):
                entity = _iri(renamed.subject)
                labels.add((entity, triple.object.value, triple.predicate.value == LABEL))
            else:
                shared.add(renamed)
        told = {event: frozenset(some) for event, some in events.items()}
        used = {t.value for some in (own, shared, *told.values()) for x in some for t in x if _is_node(t)}
        return Sheet(frozenset(own), frozenset(shared), frozenset(labels), told, frozenset(used))

    def _is_own(self, local: str) -> bool:
        return local == self.view.iri or local.startswith(self.view.iri + "/")

    def _links(self) -> set[ox.Triple]:
        """Lead from each local node to its merged one and to the article."""
        subjects = {_iri(triple.subject) for triple in self.triples}
        article = ox.NamedNode(self.view.iri)
        found = set()
        for local in subjects & self.names.keys():
            found.add(ox.Triple(ox.NamedNode(local), SPECIALIZATION, ox.NamedNode(self.names[local])))
            found.add(ox.Triple(ox.NamedNode(local), DERIVED, article))
        return found

    def _items(self) -> dict[str, str]:
        """Return local → merged IRI of items: one for the same goods told alike of one event."""
        told: dict[str, set[str]] = {}
        owners: dict[str, str] = {}
        for subject, predicate, value in self.triples:
            told.setdefault(_iri(subject), set()).add(f"{predicate} {value}")
            event = self.groups.get(_iri(subject))
            if event and predicate.value == KG + "item" and isinstance(value, ox.NamedNode):
                owners[value.value] = event
        self.owners = {item: event for item, event in owners.items() if item in told}
        return {
            item: minted(self.base, "item", event, *sorted(told[item])) for item, event in self.owners.items()
        }

    def _renamed(self, triple: ox.Triple) -> ox.Triple:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and subject.value in self.names:
            subject = ox.NamedNode(self.names[subject.value])
        if isinstance(value, ox.NamedNode) and value.value in self.names:
            value = ox.NamedNode(self.names[value.value])
        return ox.Triple(subject, triple.predicate, value)


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def _is_node(term: object) -> bool:
    return isinstance(term, ox.NamedNode)
