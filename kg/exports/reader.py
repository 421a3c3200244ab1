"""Events of a store's default graph, one at a time, in the order of their IRIs."""

from collections.abc import Collection, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.exports.alignment import Alignment, local
from kg.exports.event import Claim, Event, Source, Thing
from kg.graph.sorting import sorted_lines
from kg.graph.store import DEFAULT_GRAPH, Store
from kg.graph.turtle import TYPE
from kg.graph.vocab import DCTERMS, KG, NIF, OWL, PROV, RDFS, SCHEMA, SKOS, WD, WGS84

REMEMBERED = 20_000  # descriptions of entities and articles that are kept at hand
POINT = (WGS84.lat.value, WGS84.long.value)
PREFIXES = {"kg": KG.iri, "nif": NIF.iri, "prov": PROV.iri}
CLAIMS = """
SELECT ?event ?claim ?claimant ?stance ?article ?trigger ?begin ?words ?refuted WHERE {
  ?claim kg:ofEvent ?event ; kg:claimant ?claimant ; kg:stance ?stance ; prov:wasDerivedFrom ?article .
  OPTIONAL { ?claim kg:evidence ?span . ?span nif:anchorOf ?words ; nif:beginIndex ?begin }
  OPTIONAL { ?claim kg:refutes ?refuted }
  OPTIONAL { ?claim kg:trigger ?trigger }
} ORDER BY ?claim ?begin ?words ?refuted"""

Values = dict[str, list[ox.NamedNode | ox.Literal]]


class Reader:
    """Reads events with what an export needs of them."""

    def __init__(self, store: Store, alignment: Alignment) -> None:
        self.store, self.alignment = store, alignment
        # By instance, not by class: what is remembered goes with the reader.
        self.thing = lru_cache(REMEMBERED)(self._thing)
        self.source = lru_cache(REMEMBERED)(self._source)

    def events(self, statuses: Collection[str]) -> Iterator[Event]:
        """Yield the events with one of some statuses."""
        for iri in sorted_lines(iri for status in statuses for iri in self._having(KG[status])):
            values = self._values(iri)
            if KG.Tenure not in values.get(TYPE, ()):
                yield self._event(iri, values)

    def _having(self, status: ox.NamedNode) -> Iterator[str]:
        for quad in self.store.database.quads_for_pattern(None, KG.status, status, DEFAULT_GRAPH):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def _event(self, iri: str, values: Values) -> Event:
        roles: dict[str, tuple[Thing, ...]] = {}
        texts: dict[str, tuple[str, ...]] = {}
        for predicate, objects in values.items():
            if (name := local(predicate)) is None:
                continue
            nodes = sorted(o.value for o in objects if isinstance(o, ox.NamedNode))
            if nodes and name not in ("status", "about"):
                roles[name] = tuple(map(self.thing, nodes))
            if literals := sorted(o.value for o in objects if isinstance(o, ox.Literal)):
                texts[name] = tuple(literals)
        status = next(local(o.value) or "" for o in values[KG.status.value])
        return Event(iri, self._kinds(values), status, roles, texts, tuple(self._claims(iri)))

    def _claims(self, event: str) -> Iterator[Claim]:
        rows = self.store.database.query(
            CLAIMS, prefixes=PREFIXES, substitutions={ox.Variable("event"): ox.NamedNode(event)}
        )
        assert isinstance(rows, ox.QuerySolutions)
        found: dict[str, list[ox.QuerySolution]] = {}
        for row in rows:
            found.setdefault(row["claim"].value, []).append(row)
        for iri, told in found.items():
            claimant, article = told[0]["claimant"].value, told[0]["article"].value
            trigger = told[0]["trigger"]
            yield Claim(
                iri=iri,
                claimant=None if claimant == article else self.thing(claimant),
                stance=local(told[0]["stance"].value) or "",
                words=tuple(dict.fromkeys(row["words"].value for row in told if row["words"])),
                source=self.source(article),
                refutes=tuple(dict.fromkeys(row["refuted"].value for row in told if row["refuted"])),
                trigger=trigger.value if trigger else None,
            )

    def _thing(self, iri: str) -> Thing:
        values = self._values(iri)
        kinds = self._kinds(values)
        same = [o.value for match in (OWL.sameAs, SKOS.exactMatch) for o in values.get(match.value, ())]
        owner = iri if "Country" in kinds else _first(values, KG.ofCountry.value)
        latitude, longitude = (_first(values, name) for name in POINT)
        number = _first(values, KG.quantity.value)
        types = sorted(o.value for o in values.get(KG.weaponType.value, ()))
        return Thing(
            iri=iri,
            kinds=kinds,
            name=_first(values, RDFS.label.value) or _first(values, SKOS.prefLabel.value) or iri,
            wikidata=next((x.removeprefix(WD.iri) for x in sorted(same) if x.startswith(WD.iri)), None),
            country=owner,
            point=(float(latitude), float(longitude)) if latitude and longitude else None,
            quantity=int(number) if number else None,
            weapon_types=tuple((name, self.thing(name).name) for name in types),
        )

    def _source(self, iri: str) -> Source:
        values = self._values(iri)
        publisher = next(iter(values.get(DCTERMS.publisher.value, ())), None)
        actor = publisher.value if isinstance(publisher, ox.NamedNode) else None
        return Source(
            iri=iri,
            identifier=_first(values, DCTERMS.identifier.value) or iri,
            title=_first(values, DCTERMS.title.value),
            issued=_first(values, DCTERMS.issued.value),
            publisher=self.thing(actor).name if actor else publisher.value if publisher else None,
            publisher_iri=actor,
            url=_first(values, SCHEMA.url.value),
        )

    def _kinds(self, values: Values) -> tuple[str, ...]:
        names = (local(o.value) or "" for o in values.get(TYPE, ()))
        return self.alignment.narrowest(frozenset(name for name in names if name in self.alignment.wider))

    def _values(self, iri: str) -> Values:
        found: Values = {}
        for quad in self.store.database.quads_for_pattern(ox.NamedNode(iri), None, None, DEFAULT_GRAPH):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(quad.predicate.value, []).append(quad.object)
        return found


def _first(values: Values, predicate: str) -> str | None:
    return min((o.value for o in values.get(predicate, ())), default=None)
