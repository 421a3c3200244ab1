"""What a term of ours is called elsewhere: ``ontology/alignments.ttl`` and the tables beside it."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph.turtle import TYPE
from kg.graph.vocab import KG, OWL, RDFS, SKOS
from kg.resources import folder

VOCABULARIES = {
    "ftm": "https://schema.followthemoney.tech/#",
    "plover": "https://w3id.org/statecraft/plover#",
    "schema": "https://schema.org/",
}
# Where a term is wider than ours, it holds for all that ours is made of; where it is only close, it may not.
OWN = tuple(SKOS[name].value for name in ("exactMatch", "closeMatch", "broadMatch"))
INHERITED = tuple(SKOS[name].value for name in ("exactMatch", "broadMatch"))

Graph = Mapping[str, Mapping[str, tuple[str, ...]]]  # subject → predicate → objects


@dataclass(frozen=True, slots=True)
class Country:
    """The codes of a state in ISO 3166-1."""

    iso2: str
    iso3: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The alignments, by local names."""

    wider: Mapping[str, tuple[str, ...]]  # every class → the classes directly above it
    labels: Mapping[str, str]
    graph: Graph
    countries: Mapping[str, Country]  # by the last part of the entity's IRI
    tables: Mapping[str, Any]  # exports.toml

    def codes(self, name: str, vocabulary: str) -> tuple[str, ...]:
        """Return what a term is in a vocabulary, by local names; else what the nearest wider class is."""
        return self._codes(name, VOCABULARIES[vocabulary], OWN)

    def _codes(self, name: str, start: str, matches: tuple[str, ...]) -> tuple[str, ...]:
        values = self.graph.get(KG.iri + name, {})
        targets = (iri for match in matches for iri in values.get(match, ()))
        if found := tuple(iri.removeprefix(start) for iri in targets if iri.startswith(start)):
            return found
        above = (self._codes(parent, start, INHERITED) for parent in self.wider.get(name, ()))
        return tuple(dict.fromkeys(code for codes in above for code in codes))

    def values(self, vocabulary: str, name: str, field: str) -> tuple[str, ...]:
        """Return what the alignments say of a term of another vocabulary: of a coding, its mode."""
        start = VOCABULARIES[vocabulary]
        return self.graph.get(start + name, {}).get(start + field, ())

    def role(self, name: str, kinds: Sequence[str]) -> str:
        """Return the role that a filler has for others: who violates sanctions is not their target."""
        turned = (self.tables["reversed"].get(kind, {}) for kind in kinds)
        return next((str(table[name]) for table in turned if name in table), name)

    def country(self, iri: str | None) -> Country | None:
        """Return the codes of a state, if it has any."""
        return self.countries.get(iri.rsplit("/", 1)[1]) if iri else None

    def narrowest(self, kinds: frozenset[str]) -> tuple[str, ...]:
        """Return the classes that have no narrower one beside them, sorted."""
        above = {parent for kind in kinds for parent in self._above(kind)}
        return tuple(sorted(kinds - above))

    def _above(self, kind: str) -> frozenset[str]:
        parents = self.wider.get(kind, ())
        return frozenset(parents).union(*map(self._above, parents))


@cache
def load() -> Alignment:
    """Read the alignments; OntologyError when a file is missing or broken."""
    ontology, graph = _read("statecraft.ttl"), _read("alignments.ttl")
    classes = {
        name: _ours(values.get(RDFS.subClassOf.value, ()))
        for iri, values in ontology.items()
        if (name := local(iri)) and OWL.Class.value in values.get(TYPE, ())
    }
    path = folder("ontology") / "exports.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path}: can't be read: {error}") from error
    return Alignment(
        wider=classes,
        labels={name: label for iri in ontology if (name := local(iri)) for label in _label(ontology[iri])},
        graph=graph,
        countries=_countries(),
        tables=tables,
    )


def local(iri: str) -> str | None:
    """Return the local name of a term of ours; None for others."""
    return iri.removeprefix(KG.iri) if iri.startswith(KG.iri) else None


def _ours(iris: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for iri in iris if (name := local(iri)))


def _label(values: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return values.get(RDFS.label.value, ())[:1]


def _read(name: str) -> Graph:
    path = folder("ontology") / name
    found: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                values = found.setdefault(quad.subject.value, {})
                values.setdefault(quad.predicate.value, []).append(quad.object.value)
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: can't be read: {error}") from error
    return {s: {p: tuple(sorted(o)) for p, o in values.items()} for s, values in found.items()}


def _countries() -> dict[str, Country]:
    path = folder("ontology") / "countries.tsv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        return {row["entity"]: Country(row["iso2"], row["iso3"]) for row in rows}
    except (OSError, KeyError) as error:
        raise OntologyError(f"{path}: can't be read: {error}") from error
