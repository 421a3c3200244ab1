"""What resolution needs to know of one article: its events with their features, its local names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyoxigraph as ox

from kg.resolve.names import entity_iri, identifies, minted

KG = "https://w3id.org/statecraft#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ENTITY_TYPES = ("Person", "Organization", "Country", "Place")
ROLES = (
    "participant", "speaker", "addressee", "supplier", "recipient", "imposer", "target", "tester",
)  # fmt: skip

Node = Mapping[str, tuple[str, ...]]  # predicate IRI → values, sorted


@dataclass(frozen=True, slots=True)
class ItemView:
    """Weapons or goods of one event."""

    iri: str
    label: str
    weapon: str | None
    amount: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One event of one article, its actors and places under their merged IRIs."""

    iri: str
    article: str
    family: str
    kinds: frozenset[str]
    roles: Mapping[str, frozenset[str]]
    places: frozenset[str]
    items: tuple[ItemView, ...]
    begin: date | None  # the days that the event's date allows
    end: date | None
    day: bool  # the date is as precise as a day
    published: date | None
    stances: frozenset[str]
    triggers: frozenset[str]
    content: str
    quoted: bool

    def role(self, name: str) -> frozenset[str]:
        """Return what fills a role."""
        return self.roles.get(name, frozenset())

    def actors(self) -> frozenset[str]:
        """Return all that fill any role."""
        return frozenset().union(*self.roles.values())


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article."""

    iri: str
    events: tuple[EventView, ...]
    identity: Mapping[str, str]  # entities and tenures: local IRI → merged IRI
    types: Mapping[str, str]  # merged IRI → Person, Organization, Country or Place
    labels: Mapping[str, str]  # merged IRI → label
    offices: tuple[tuple[str, str], ...]  # (person, organisation), merged IRIs


def read(article: str, triples: Iterable[ox.Triple], families: Mapping[str, str], base: str) -> ArticleView:
    """Read an article's graph; ``families`` maps each class of events to its family."""
    nodes = _nodes(triples)
    identity, types, labels = _entities(article, nodes, base)
    identity |= _tenures(article, nodes, identity, base)
    stances = _stances(nodes)
    events = tuple(
        _event(iri, nodes, article, family, identity, frozenset(stances.get(iri, ())))
        for iri, node in sorted(nodes.items())
        if (family := next((families[t] for t in node.get(TYPE, ()) if t in families), None))
    )
    return ArticleView(article, events, identity, types, labels, tuple(_offices(nodes, identity)))


def _nodes(triples: Iterable[ox.Triple]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value in triples:
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(value, ox.NamedNode | ox.Literal)
        found.setdefault(subject.value, {}).setdefault(predicate.value, set()).add(value.value)
    return {s: {p: tuple(sorted(values)) for p, values in node.items()} for s, node in found.items()}


def _entities(
    article: str, nodes: Mapping[str, Node], base: str
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Give every entity its merged IRI: the list's, or one made from its name, or from the local one."""
    identity, types, labels = {}, {}, {}
    for iri, node in nodes.items():
        kind = next((t for t in ENTITY_TYPES if KG + t in node.get(TYPE, ())), None)
        if kind is None:
            continue
        label = node.get(LABEL, ("",))[0]
        if not iri.startswith(article + "/"):
            merged = iri
        elif identifies(label, kind):
            merged = entity_iri(base, kind, label)
        else:
            merged = minted(base, "entity", iri)
        if merged != iri:
            identity[iri] = merged
        types[merged] = kind
        labels[merged] = label
    return identity, types, labels


def _tenures(
    article: str, nodes: Mapping[str, Node], identity: Mapping[str, str], base: str
) -> dict[str, str]:
    found = {}
    for iri, node in nodes.items():
        if KG + "Tenure" in node.get(TYPE, ()) and iri.startswith(article + "/"):
            parts = [
                "|".join(sorted(identity.get(v, v) for v in node.get(KG + name, ())))
                for name in ("person", "officeTitle", "ofOrganization")
            ]
            found[iri] = minted(base, "tenure", *(part.casefold() for part in parts))
    return found


def _offices(nodes: Mapping[str, Node], identity: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for node in nodes.values():
        for person in node.get(KG + "person", ()):
            for organization in node.get(KG + "ofOrganization", ()):
                yield identity.get(person, person), identity.get(organization, organization)


def _event(
    iri: str,
    nodes: Mapping[str, Node],
    article: str,
    family: str,
    identity: Mapping[str, str],
    stances: frozenset[str],
) -> EventView:
    node = nodes[iri]

    def fillers(role: str) -> frozenset[str]:
        return frozenset(identity.get(v, v) for v in node.get(KG + role, ()))

    begin, end, day = _days(node)
    issued = nodes.get(article, {}).get(DCTERMS + "issued", ())
    return EventView(
        iri=iri,
        article=article,
        family=family,
        kinds=frozenset(t.removeprefix(KG) for t in node[TYPE] if t.startswith(KG)) - {"Event"},
        roles={role: found for role in ROLES if (found := fillers(role))},
        places=fillers("place"),
        items=tuple(_item(item, nodes.get(item, {})) for item in node.get(KG + "item", ())),
        begin=begin,
        end=end,
        day=day,
        published=_span(issued[0][:10])[0] if issued else None,
        stances=stances,
        triggers=frozenset(word.casefold() for word in node.get(KG + "trigger", ())),
        content=" ".join(node.get(KG + "content", ())),
        quoted="true" in node.get(KG + "quoted", ()),
    )


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


def _stances(nodes: Mapping[str, Node]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in nodes.values():
        for event in node.get(KG + "ofEvent", ()):
            values = (stance.removeprefix(KG) for stance in node.get(KG + "stance", ()))
            found.setdefault(event, set()).update(values)
    return found
