"""The resolved world: what all articles say, about merged entities and events, every triple once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.resolve.background import Background
from kg.resolve.names import minted
from kg.resolve.publishers import Publishers
from kg.resolve.status import status
from kg.resolve.view import DCTERMS, KG, LABEL, ROLES

PROV = "http://www.w3.org/ns/prov#"
SPECIALIZATION = ox.NamedNode(PROV + "specializationOf")
DERIVED = ox.NamedNode(PROV + "wasDerivedFrom")
PREFERRED = ox.NamedNode(LABEL)
OTHER = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
STATUS = ox.NamedNode(KG + "status")
DATES = (KG + "date", KG + "startDate", KG + "endDate")
ACTS = frozenset(KG + role for role in ROLES)


class World:
    """Collects the triples of the default graph article by article, then concludes from all of them."""

    def __init__(self, identity: Mapping[str, str], background: Background, base: str) -> None:
        self._identity = identity  # local → merged IRI, of entities, tenures and events
        self._merged = frozenset(identity.values())
        self._background = background
        self._base = base
        self._triples: set[ox.Triple] = set(background.schema)
        self._labels: dict[str, Counter[ox.Literal]] = {}
        self._dates: dict[tuple[str, str], set[ox.Literal]] = {}
        self._claims: dict[str, set[tuple[str | None, str]]] = {}  # event → (narrator, stance)
        self._actors: dict[str, set[str]] = {}
        self._judged: set[str] = set()  # what has a status

    def add(self, article: str, triples: Iterable[ox.Triple]) -> None:
        """Take in an article's graph."""
        graph = tuple(triples)
        names = {**self._identity, **self._items(graph)}
        subjects = {triple.subject.value for triple in graph if isinstance(triple.subject, ox.NamedNode)}
        for local in subjects & names.keys():
            self._triples.add(ox.Triple(ox.NamedNode(local), SPECIALIZATION, ox.NamedNode(names[local])))
            self._triples.add(ox.Triple(ox.NamedNode(local), DERIVED, ox.NamedNode(article)))
        renamed = [_renamed(triple, names) for triple in graph]
        for triple in renamed:
            self._take(triple)
        self._hear(renamed, article)

    def triples(self, publishers: Publishers) -> set[ox.Triple]:
        """Return the default graph."""
        used = {t.object.value for t in self._triples if isinstance(t.object, ox.NamedNode)}
        concluded = [*self._named(), *self._dated(), *self._statuses(publishers)]
        return self._triples | set(concluded) | self._background.described(used)

    # --- taking in --------------------------------------------------------------------------

    def _items(self, graph: Iterable[ox.Triple]) -> dict[str, str]:
        """Return local → merged IRI of items: one for the same goods told alike of one event."""
        told: dict[str, set[str]] = {}
        owners: dict[str, str] = {}
        for subject, predicate, value in graph:
            assert isinstance(subject, ox.NamedNode)
            told.setdefault(subject.value, set()).add(f"{predicate} {value}")
            if predicate.value == KG + "item" and isinstance(value, ox.NamedNode):
                owners[value.value] = self._identity.get(subject.value, subject.value)
        return {
            item: minted(self._base, "item", event, *sorted(told[item]))
            for item, event in owners.items()
            if item in told
        }

    def _take(self, triple: ox.Triple) -> None:
        """Add a triple, or keep it aside where all articles together decide."""
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        assert isinstance(subject, ox.NamedNode)
        if predicate == STATUS:
            self._judged.add(subject.value)
        elif predicate == PREFERRED and isinstance(value, ox.Literal):
            self._labels.setdefault(subject.value, Counter())[value] += 1
        elif predicate == OTHER and isinstance(value, ox.Literal):
            self._labels.setdefault(subject.value, Counter())[value] += 0
        elif predicate.value in DATES and subject.value in self._merged and isinstance(value, ox.Literal):
            self._dates.setdefault((subject.value, predicate.value), set()).add(value)
        else:
            self._triples.add(triple)
            if predicate.value in ACTS and isinstance(value, ox.NamedNode):
                self._actors.setdefault(subject.value, set()).add(value.value)

    def _hear(self, graph: Iterable[ox.Triple], article: str) -> None:
        """Keep the stance of every claim, with its voice if that is the narrator: article or publisher."""
        nodes: dict[str, dict[str, str]] = {}
        narrators = {article}
        for subject, predicate, value in graph:
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
                nodes.setdefault(subject.value, {})[predicate.value] = value.value
                if subject.value == article and predicate.value == DCTERMS + "publisher":
                    narrators.add(value.value)
        for node in nodes.values():
            event, voice, stance = (node.get(KG + name) for name in ("ofEvent", "claimant", "stance"))
            if event and stance:
                told = (voice if voice in narrators else None, stance.removeprefix(KG))
                self._claims.setdefault(event, set()).add(told)

    # --- concluding -------------------------------------------------------------------------

    def _named(self) -> Iterator[ox.Triple]:
        """Call everything by one label, the list's or the most common, and keep the others beside it."""
        for iri, labels in self._labels.items():
            most = max(labels, key=lambda label: (labels[label], str(label)))
            best = self._background.labels.get(iri, most)
            known = self._background.names(iri) | {best.value}
            yield ox.Triple(ox.NamedNode(iri), PREFERRED, best)
            yield from (ox.Triple(ox.NamedNode(iri), OTHER, x) for x in labels if x.value not in known)

    def _dated(self) -> Iterator[ox.Triple]:
        """Leave out a date that another tells more precisely; where dates differ, all stand."""
        for (iri, predicate), dates in self._dates.items():
            for date in dates:
                if not any(other.value.startswith(date.value + "-") for other in dates):
                    yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(predicate), date)

    def _statuses(self, publishers: Publishers) -> Iterator[ox.Triple]:
        """Conclude one status for each event; a publisher that takes part in it is no neutral narrator."""
        for event in self._judged:
            actors = self._actors.get(event, set())
            heard = {
                (narrator is not None and not publishers.party(narrator, actors), stance)
                for narrator, stance in self._claims.get(event, ())
            }
            yield ox.Triple(ox.NamedNode(event), STATUS, ox.NamedNode(KG + status(heard)))


def _renamed(triple: ox.Triple, names: Mapping[str, str]) -> ox.Triple:
    """Return a triple with merged nodes in place of local ones."""
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode) and subject.value in names:
        subject = ox.NamedNode(names[subject.value])
    if isinstance(value, ox.NamedNode) and value.value in names:
        value = ox.NamedNode(names[value.value])
    return ox.Triple(subject, triple.predicate, value)
