"""An article's graph → its view."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

import pyoxigraph as ox

from kg.resolve.background import Background
from kg.resolve.names import entity_iri, identifies, minted
from kg.resolve.terms import DCTERMS, KG, LABEL, NIF, ROLES, TYPE
from kg.resolve.view import ArticleView, EventView, ItemView

ENTITY_TYPES = ("Person", "Organization", "Country", "Place")

Node = Mapping[str, tuple[str, ...]]  # predicate IRI → values, sorted


class Judge(Protocol):
    """Decides on entities whose label does not tell the truth."""

    def entity(self, local: str, merged: str) -> str:
        """Return the IRI for a local entity that its label alone would merge under ``merged``."""


def read(
    article: str, triples: Iterable[ox.Triple], background: Background, base: str, judge: Judge
) -> ArticleView:
    """Read an article's graph."""
    return _Reader(article, triples, background, base, judge).view(background.families)


class _Reader:
    def __init__(
        self, article: str, triples: Iterable[ox.Triple], background: Background, base: str, judge: Judge
    ) -> None:
        self.article, self.background, self.base, self.judge = article, background, base, judge
        self.nodes = _nodes(triples)
        self.identity: dict[str, str] = {}
        self.types: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self._entities()
        self._tenures()
        self.claims = self._claims()
        self.employers = self._employers()

    def values(self, node: Node, name: str) -> frozenset[str]:
        """Return values of a property of the ontology, merged."""
        return frozenset(self.identity.get(v, v) for v in node.get(KG + name, ()))

    def view(self, families: Mapping[str, str]) -> ArticleView:
        events = tuple(
            self._event(iri, node, family)
            for iri, node in sorted(self.nodes.items())
            if (family := next((families[t] for t in node.get(TYPE, ()) if t in families), None))
        )
        me = self.nodes.get(self.article, {})
        text = next((n[NIF + "isString"][0] for n in self.nodes.values() if NIF + "isString" in n), "")
        identifier = me.get(DCTERMS + "identifier", (self.article,))[0]
        return ArticleView(self.article, identifier, text, events, self.identity)

    # --- names ------------------------------------------------------------------------------

    def _entities(self) -> None:
        """Give every entity its merged IRI: the list's, or one made from its name, or from the local one."""
        for iri, node in self.nodes.items():
            kind = next((t for t in ENTITY_TYPES if KG + t in node.get(TYPE, ())), None)
            if kind is None:
                continue
            label = node.get(LABEL, ("",))[0]
            if not iri.startswith(self.article + "/"):
                merged = iri
            elif identifies(label, kind):
                merged = entity_iri(self.base, kind, label)
            else:
                merged = minted(self.base, "entity", iri)
            merged = self.judge.entity(iri, merged)
            if merged != iri:
                self.identity[iri] = merged
            self.types[merged] = kind
            self.labels[merged] = min(label, self.labels.get(merged, label))

    def _tenures(self) -> None:
        for iri, node in self.nodes.items():
            if KG + "Tenure" in node.get(TYPE, ()) and iri.startswith(self.article + "/"):
                names = ("person", "officeTitle", "ofOrganization")
                parts = ("|".join(sorted(self.values(node, name))).casefold() for name in names)
                self.identity[iri] = minted(self.base, "tenure", *parts)

    def _employers(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for node in self.nodes.values():
            for person in self.values(node, "person"):
                found[person] = found.get(person, frozenset()) | self.values(node, "ofOrganization")
        return {person: bodies for person, bodies in found.items() if bodies}

    def _owners(self, entity: str) -> frozenset[str]:
        """Return an entity with what it is an organ or official of, by the lists, the article or its name."""
        direct = {entity, *self.employers.get(entity, ())}
        if entity not in self.background.entries:
            direct |= self.background.country(self.labels.get(entity, "")) | self._bare(entity)
        return frozenset(owner for e in direct for owner in self.background.owners.get(e, (e,)))

    def _bare(self, entity: str) -> frozenset[str]:
        """Return the IRI that a body has where its name is told without its state."""
        bare = self.background.without_country(self.labels.get(entity, ""))
        if entity in self.background.entries or self.types.get(entity) != "Organization" or bare is None:
            return frozenset()
        return frozenset({entity_iri(self.base, "Organization", bare)})

    def _roots(self, entity: str) -> frozenset[str]:
        owned = self.background.owners
        above = self._owners(entity) - {entity} - self._bare(entity)
        return frozenset(o for o in above if owned.get(o, {o}) <= {o}) or frozenset({entity})

    def _is_named(self, entity: str) -> bool:
        label, kind = self.labels.get(entity, ""), self.types.get(entity, "")
        return entity in self.background.entries or identifies(label, kind)

    # --- events -----------------------------------------------------------------------------

    def _event(self, iri: str, node: Node, family: str) -> EventView:
        begin, end, day = _days(node)
        me = self.nodes.get(self.article, {})
        issued = me.get(DCTERMS + "issued", ())
        publisher = me.get(DCTERMS + "publisher", (self.article,))[0]
        publisher = self.identity.get(publisher, publisher)
        roles = {role: found for role in ROLES if (found := self.values(node, role))}
        actors = frozenset().union(*roles.values())
        places = self.values(node, "place")
        return EventView(
            iri=iri,
            article=self.article,
            publisher=publisher,
            family=family,
            kinds=frozenset(t.removeprefix(KG) for t in node[TYPE] if t.startswith(KG)) - {"Event"},
            roles=roles,
            persons=frozenset(a for a in actors if self.types.get(a) == "Person" and self._is_named(a)),
            described=frozenset(a for a in actors if not self._is_named(a)),
            owners={key: self._owners(key) for key in sorted(actors | {publisher})},
            roots={key: self._roots(key) for key in sorted(actors)},
            places=places,
            sites=frozenset(p for p in places if self.types.get(p) != "Country"),
            items=tuple(_item(item, self.nodes.get(item, {})) for item in node.get(KG + "item", ())),
            begin=begin,
            end=end,
            day=day,
            published=_span(issued[0][:10])[0] if issued else None,
            claims=frozenset(self.claims.get(iri, ())),
            triggers=frozenset(word.casefold() for word in node.get(KG + "trigger", ())),
            content=" ".join(node.get(KG + "content", ())),
            quoted="true" in node.get(KG + "quoted", ()),
            names={key: self.labels[key] for key in sorted(actors) if key in self.labels},
        )

    def _claims(self) -> dict[str, set[tuple[bool, str]]]:
        """Return event → stances, each with whether the voice is the narrator's: article or publisher."""
        publisher = self.nodes.get(self.article, {}).get(DCTERMS + "publisher", ())
        narrators = {self.article, *publisher}
        found: dict[str, set[tuple[bool, str]]] = {}
        for node in self.nodes.values():
            for event in node.get(KG + "ofEvent", ()):
                narrated = not narrators.isdisjoint(node.get(KG + "claimant", ()))
                told = ((narrated, stance.removeprefix(KG)) for stance in node.get(KG + "stance", ()))
                found.setdefault(event, set()).update(told)
        return found


def _nodes(triples: Iterable[ox.Triple]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value in triples:
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(value, ox.NamedNode | ox.Literal)
        found.setdefault(subject.value, {}).setdefault(predicate.value, set()).add(value.value)
    return {s: {p: tuple(sorted(values)) for p, values in node.items()} for s, node in found.items()}


def _item(iri: str, node: Node) -> ItemView:
    amount = node.get(KG + "quantity") or node.get(KG + "quantityText") or (None,)
    return ItemView(iri, node.get(LABEL, ("",))[0], node.get(KG + "weaponType", (None,))[0], amount[0])


def _days(node: Node) -> tuple[date | None, date | None, bool]:
    """Return the first and last day that an event's dates allow, and whether they name days."""
    found = node.get(KG + "date") or (*node.get(KG + "startDate", ()), *node.get(KG + "endDate", ()))
    if not found:
        return None, None, False
    spans = [_span(value[:10]) for value in found]
    return min(b for b, _ in spans), max(e for _, e in spans), all(len(value) >= 10 for value in found)


def _span(text: str) -> tuple[date, date]:
    """Return the first and the last day of a day, month or year in ISO form."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)
