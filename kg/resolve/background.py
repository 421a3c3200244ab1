"""What resolution takes from the ontology and the lists: families, weapon types, who belongs to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.resolve.names import normalise
from kg.resolve.terms import DCTERMS, KG
from kg.resources import folder

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FAMILIES = ("Meeting", "Statement", "WeaponsTransfer", "SanctionsAction", "WeaponsTest")
LISTS = ("entities.ttl", "weapons.ttl")
COUNTRY = ox.NamedNode(KG + "Country")
LABELS = (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
COUNTRY_NAMES = (*LABELS, KG + "metonym", KG + "demonym")
GEOMETRY = "http://www.opengis.net/ont/geosparql#hasGeometry"
# These lead from a used entry to what its description needs: its country, its point, the broader weapon type.
LEADS = frozenset({GEOMETRY, KG + "ofCountry", DCTERMS + "isPartOf", SKOS + "broader", SKOS + "inScheme"})
# Every state has one: without its state, such a name names nothing.
ORGANS = frozenset(
    "ministry department agency embassy government parliament army navy military force forces office".split()
)


@dataclass(frozen=True, slots=True)
class Background:
    """The ontology and the lists, indexed."""

    schema: frozenset[ox.Triple]
    entries: Mapping[str, tuple[ox.Triple, ...]]  # IRI → its description in a list
    families: Mapping[str, str]  # IRI of a class of events → local name of its family
    broader: Mapping[str, frozenset[str]]  # weapon type → itself and all that it is a kind of
    owners: Mapping[str, frozenset[str]]  # entity → itself and what it is an organ or an official of
    countries: Mapping[str, frozenset[str]]  # normalised name, metonym or demonym → countries
    labels: Mapping[str, ox.Literal]  # IRI of an entry → the label by which it is called

    def names(self, iri: str) -> frozenset[str]:
        """Return all labels that a list gives an entry."""
        labels = (t.object for t in self.entries.get(iri, ()) if t.predicate.value in LABELS)
        return frozenset(label.value for label in labels if isinstance(label, ox.Literal))

    def country(self, label: str) -> frozenset[str]:
        """Return the country that a name contains: "Ministry of Defence of Russia", "Pakistani military"."""
        words = normalise(label).split()
        parts = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
        found = [part for part in parts if part in self.countries]
        return self.countries[max(found, key=len)] if found else frozenset()

    def without_country(self, label: str) -> str | None:
        """Return a name without the state at its head, if it then still names: "Cuban National Police"."""
        words = normalise(label).split()
        if not ORGANS.isdisjoint(words):
            return None
        ends = (i for i in range(len(words) - 2, 0, -1) if " ".join(words[:i]) in self.countries)
        return next((" ".join(words[i:]) for i in ends), None)

    def reached(self, used: Iterable[str]) -> set[str]:
        """Return the list entries among some IRIs, and those that their descriptions lead to."""
        seen: set[str] = set()
        todo = [iri for iri in used if iri in self.entries]
        while todo:
            iri = todo.pop()
            if iri not in seen:
                seen.add(iri)
                leads = (t.object for t in self.entries[iri] if t.predicate.value in LEADS)
                todo += [o.value for o in leads if isinstance(o, ox.NamedNode) and o.value in self.entries]
        return seen


@cache
def load() -> Background:
    """Read the files of the folder ``ontology``."""
    schema = frozenset(_parse("statecraft.ttl"))
    entries: dict[str, list[ox.Triple]] = {}
    for name in LISTS:
        for triple in _parse(name):
            if isinstance(triple.subject, ox.NamedNode):
                entries.setdefault(triple.subject.value, []).append(triple)
    links = _links(t for described in entries.values() for t in described)
    return Background(
        schema=schema,
        entries={iri: tuple(described) for iri, described in entries.items()},
        families=_families(schema),
        broader=_closure(links.get(SKOS + "broader", {})),
        owners=_closure(links.get(KG + "ofCountry", {}), links.get(DCTERMS + "isPartOf", {})),
        countries=_countries(entries),
        labels=_preferred(entries),
    )


def _parse(name: str) -> list[ox.Triple]:
    """Return a file's triples, without class expressions and lists.

    Those hang on blank nodes, which have no name to compare or remove them
    by: reasoners take them from the file.
    """
    path = folder("ontology") / name
    try:
        quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        return [q.triple for q in quads if not any(isinstance(t, ox.BlankNode) for t in q.triple)]
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: can't be read: {error}") from error


def _links(triples: Iterable[ox.Triple]) -> dict[str, dict[str, set[str]]]:
    """Return predicate → subject → objects, for links between IRIs."""
    found: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value in triples:
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            found.setdefault(predicate.value, {}).setdefault(subject.value, set()).add(value.value)
    return found


def _closure(*links: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Return each node with all that it leads to, itself included."""
    found = {}
    for start in {node for link in links for node in link}:
        reached, todo = {start}, [start]
        while todo:
            node = todo.pop()
            further = {o for link in links for o in link.get(node, ())} - reached
            reached |= further
            todo += further
        found[start] = frozenset(reached)
    return found


def _families(schema: Iterable[ox.Triple]) -> dict[str, str]:
    supers = _closure(_links(schema).get(RDFS + "subClassOf", {}))
    found = {KG + family: family for family in FAMILIES}
    for name, above in supers.items():
        for family in FAMILIES:
            if KG + family in above:
                found[name] = family
    return found


def _countries(entries: Mapping[str, list[ox.Triple]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for iri, described in entries.items():
        if any(t.object == COUNTRY for t in described):
            for triple in described:
                if triple.predicate.value in COUNTRY_NAMES and isinstance(triple.object, ox.Literal):
                    found.setdefault(normalise(triple.object.value), set()).add(iri)
    return {name: frozenset(iris) for name, iris in found.items()}


def _preferred(entries: Mapping[str, list[ox.Triple]]) -> dict[str, ox.Literal]:
    found = {}
    for iri, described in entries.items():
        for predicate in (SKOS + "prefLabel", RDFS + "label"):
            labels = [t.object for t in described if t.predicate.value == predicate]
            literals = sorted((o for o in labels if isinstance(o, ox.Literal)), key=str)
            if literals and iri not in found:
                found[iri] = literals[0]
    return found
