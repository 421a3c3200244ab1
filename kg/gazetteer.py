"""The entity list: known countries, people, organisations and places, found by name in a doc."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from kg import skos
from kg.errors import OntologyError
from kg.model import EntityType
from kg.names import NameIndex, key
from kg.resources import folder

_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SAME = ("http://www.w3.org/2002/07/owl#sameAs", skos.SKOS + "exactMatch")
_WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_CLASSES = {skos.KG + t.value: t for t in EntityType}
_KINDS = ("metonym", "name", "demonym")


@dataclass(frozen=True, slots=True)
class Office:
    """A post that someone holds or held; dates are ISO, as precise as known."""

    title: str
    organization: str | None
    start: str | None
    end: str | None

    def held_on(self, date: datetime.date) -> bool:
        """Tell whether the post was held on a day, as far as known."""
        day = date.isoformat()
        return not (self.start and day[: len(self.start)] < self.start) and not (
            self.end and day[: len(self.end)] > self.end
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity."""

    iri: str
    type: EntityType
    label: str
    names: tuple[str, ...]
    metonyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None
    offices: tuple[Office, ...] = ()
    gender: str | None = None
    short: frozenset[str] = frozenset()  # keys of the names that are its own in its context only
    same_as: tuple[str, ...] = ()
    point: tuple[str, str] | None = None  # latitude, longitude

    def has_metonym(self, name: str) -> bool:
        """Tell whether a name is that of the seat of government: "Washington" in "Washington Post"."""
        return key(name) in {key(m) for m in self.metonyms}


@dataclass(frozen=True, slots=True)
class Match:
    """Words that may name entries.

    ``kind`` is "metonym" where the name also stands for a government ("Moscow": Russia, and the city),
    "demonym" where nothing but one fits ("Russian"), else "name". A metonym's referent comes first.
    """

    start: int
    end: int
    candidates: tuple[Entry, ...]
    kind: str


class Gazetteer:
    """The entries of one or more entity lists."""

    def __init__(self, entries: Iterable[Entry], titles: dict[str, str] | None = None) -> None:
        self._entries = {e.iri: e for e in sorted(entries, key=lambda e: e.iri)}
        self._titles = titles or {}
        self._index = NameIndex(_named(self._entries.values()))
        self._holders: dict[str, list[tuple[Office, Entry]]] = {}
        for entry in self._entries.values():
            for office in entry.offices:
                self._holders.setdefault(self.title(office.title), []).append((office, entry))

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """Read entity lists; without a path, the one that ships with the package."""
        nodes = skos.read(*(paths or (folder("ontology") / "entities.ttl",)))
        titles = {}
        for node in nodes.values():
            if skos.KG + "OfficeTitle" in node.get(skos.RDF_TYPE, ()):
                for name in _labels(node):
                    titles[key(name)] = key(_labels(node)[0])
        return cls(_entries(nodes), titles)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def get(self, iri: str) -> Entry | None:
        """Return the entry of an IRI."""
        return self._entries.get(iri)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that bear a name, in whatever case, those named outright first."""
        found = sorted(self._index.lookup(name), key=lambda v: (v[0] != "name", v[0], v[1]))
        return tuple(dict.fromkeys(self._entries[iri] for _, iri in found))

    def bodies(self, country: str) -> tuple[Entry, ...]:
        """Return the organisations of a country (IRI)."""
        return self._bodies.get(country, ())

    @cached_property
    def _bodies(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self._entries.values():
            if entry.type is EntityType.ORGANIZATION and entry.country:
                found.setdefault(entry.country, []).append(entry)
        return {country: tuple(entries) for country, entries in found.items()}

    def find(self, doc: Doc) -> tuple[Match, ...]:
        """Return the names in a doc, the longest, in text order, none overlapping."""
        found = []
        for start, end, values in self._index.find(doc):
            if end - start == 1 and doc[start].lower_ in STOP_WORDS and _shouted(doc, start):
                # In a headline all in capitals "WHO" is the pronoun; "US" is the country all the same.
                values = tuple(v for v in values if self._entries[v[1]].type is EntityType.COUNTRY)
            if values:
                found.append(self._match(start, end, values))
        return tuple(found)

    def _match(self, start: int, end: int, values: tuple[tuple[str, str], ...]) -> Match:
        kind = next(k for k in _KINDS if any(v[0] == k for v in values))
        ordered = sorted(values, key=lambda v: (_KINDS.index(v[0]), v[1]))
        return Match(start, end, tuple(dict.fromkeys(self._entries[iri] for _, iri in ordered)), kind)

    def title(self, words: str) -> str:
        """Return the normal form of an office's title: "minister of foreign affairs" → "foreign minister"."""
        plain = key(words)
        return self._titles.get(plain, plain)

    def holders(
        self, title: str, organization: str | None, date: datetime.date | None = None
    ) -> tuple[Entry, ...]:
        """Return who held an office on a day (ever, without one), of a country, body or any.

        A post in a body counts as one of its country, where nobody holds it of the country itself.
        """
        on = [
            (office, entry)
            for office, entry in self._holders.get(self.title(title), ())
            if date is None or office.held_on(date)
        ]
        if organization is None:
            return tuple(dict.fromkeys(entry for _, entry in on))
        own = [entry for office, entry in on if office.organization == organization]
        others = [entry for office, entry in on if self._is_body_of(office.organization, organization)]
        return tuple(dict.fromkeys(own or others))

    def _is_body_of(self, body: str | None, country: str) -> bool:
        """Tell whether an IRI is that of a body of a country: no part of it has a post in its state."""
        entry = self.get(body or "")
        return entry is not None and entry.type is EntityType.ORGANIZATION and entry.country == country


def _named(entries: Iterable[Entry]) -> Iterable[tuple[str, tuple[str, str]]]:
    for entry in entries:
        for kind, names in (("name", entry.names), ("metonym", entry.metonyms), ("demonym", entry.demonyms)):
            for name in names:
                yield name, (kind, entry.iri)


def _shouted(doc: Doc, i: int) -> bool:
    around = [t for t in doc[max(0, i - 2) : i + 3] if t.i != i and t.is_alpha and len(t) > 1]
    return bool(around) and all(t.is_upper for t in around)


def _labels(node: skos.Node) -> tuple[str, ...]:
    lists = (node.get(skos.SKOS + p, ()) for p in ("prefLabel", "altLabel", "hiddenLabel"))
    return tuple(dict.fromkeys([*(v for values in lists for v in values), *node.get(_RDFS_LABEL, ())]))


def _entries(nodes: dict[str, skos.Node]) -> list[Entry]:
    offices: dict[str, list[Office]] = {}
    for node in nodes.values():
        person = skos.one(node, skos.KG + "person")
        if person and skos.KG + "Tenure" in node.get(skos.RDF_TYPE, ()):
            offices.setdefault(person, []).append(_office(node))
    found = []
    for iri, node in nodes.items():
        type_ = next((_CLASSES[c] for c in node.get(skos.RDF_TYPE, ()) if c in _CLASSES), None)
        if type_ is None:
            continue
        names = _labels(node)
        if not names:
            raise OntologyError(f"entity list: <{iri}> has no skos:prefLabel. Give it one.")
        held = sorted(offices.get(iri, ()), key=lambda o: (o.start or "", o.title, o.organization or ""))
        found.append(_entry(iri, type_, names, tuple(held), node))
    return found


def _entry(
    iri: str, type_: EntityType, names: tuple[str, ...], held: tuple[Office, ...], node: skos.Node
) -> Entry:
    lat, long = (skos.one(node, _WGS84 + name) for name in ("lat", "long"))
    return Entry(
        iri=iri,
        type=type_,
        label=names[0],
        names=names,
        metonyms=tuple(node.get(skos.KG + "metonym", ())),
        demonyms=tuple(node.get(skos.KG + "demonym", ())),
        country=skos.one(node, skos.KG + "ofCountry"),
        offices=held,
        gender=skos.one(node, skos.KG + "gender"),
        short=frozenset(key(n) for n in node.get(skos.SKOS + "hiddenLabel", ())),
        same_as=tuple(v for p in _SAME for v in node.get(p, ())),
        point=(lat, long) if lat and long else None,
    )


def _office(node: skos.Node) -> Office:
    return Office(
        title=skos.one(node, skos.KG + "officeTitle") or "",
        organization=skos.one(node, skos.KG + "ofOrganization"),
        start=skos.one(node, skos.KG + "startDate"),
        end=skos.one(node, skos.KG + "endDate"),
    )
