"""Names → entities: by the list, by the article's own fuller names, else as entities of their own."""

import datetime
from collections import Counter, defaultdict

from spacy.tokens import Doc

from kg.gazetteer import Entry, Gazetteer
from kg.language.bodylinks import BodyLinker
from kg.language.bodynames import BodyNames
from kg.language.chunks import Chunk
from kg.language.cities import is_city
from kg.language.name import Name
from kg.language.namecontext import NameContext
from kg.language.offices import Holding
from kg.language.personlinks import PersonLinker
from kg.language.placelinks import PlaceLinker
from kg.language.references import Register
from kg.model import EntityType
from kg.names import key


class Linker:
    """Gives each name of an article its entity; full names first, then what they shorten to."""

    def __init__(
        self,
        doc: Doc,
        date: datetime.date | None,
        gazetteer: Gazetteer,
        register: Register,
        names: tuple[Name, ...],
        chunks: tuple[Chunk, ...],
        holdings: tuple[Holding, ...],
        home: str | None,
    ) -> None:
        self.context = NameContext(doc, date, gazetteer, register, names, chunks, holdings, home)
        self.pairs: dict[int, tuple[str, ...]] = {}  # the countries of "U.S.-Russia"
        self.acronyms = {self.context.text(n) for n in names if n.kind == "acronym"}
        self.types = self._types()
        self.persons = PersonLinker(self.context)
        called = BodyNames(self.context)
        self.places = PlaceLinker(self.context, called, self.persons.families)
        self.bodies = BodyLinker(self.context, called, self.places)

    def link(self) -> dict[int, str]:
        """Return the entity key of each name by its first token."""
        countries = [n for n in self.context.names if n.is_country and n.type is not EntityType.PERSON]
        for name in countries:
            if not self.places.told_town(name):
                self._country(name)
        rest = [n for n in self.context.names if n.start not in self.context.keys]
        for name in rest:
            for inner in name.inner:
                if inner.is_country and inner.start != name.start:
                    self._country(inner)
                elif inner.is_country:
                    self.context.inner[name.start] = self.context.register.known(_country_entry(inner))
        for name in sorted(rest, key=lambda n: (self._turn(n), n.start)):
            self._other(name)
        return self.context.keys

    def _types(self) -> dict[str, EntityType]:
        """Settle one type for each spelling: titles say person, else what most of its mentions say."""
        votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
        for name in self.context.names:
            if name.type is not None:
                votes[key(self.context.text(name))][name.type] += 1
            if any(h.name == name for h in self.context.titles[name.start]):
                votes[key(self.context.text(name))][EntityType.PERSON] += 5
        return {k: sorted(v.items(), key=lambda x: (-x[1], x[0].value))[0][0] for k, v in votes.items()}

    def _type(self, name: Name) -> EntityType:
        if self.context.titles[name.start]:
            return EntityType.PERSON
        return self.types.get(key(self.context.text(name)), EntityType.ORGANIZATION)

    def _turn(self, name: Name) -> int:
        """Return when a name's turn is: full ones, acronyms that brackets define, then what is short."""
        if name.kind == "acronym":
            return 1
        return 0 if self._is_full(name) and self.context.text(name) not in self.acronyms else 2

    def _is_full(self, name: Name) -> bool:
        text = self.context.text(name)
        if name.candidates and self._type(name) is not EntityType.PERSON:
            return not all(key(text) in c.short for c in name.candidates)
        return len(text.split()) > 1

    def _country(self, name: Name) -> None:
        options = name.candidates
        if name.kind == "metonym" and is_city(name, self.context):
            places = [c for c in options if c.type is EntityType.PLACE]
            found = (
                self.context.register.known(places[0])
                if places
                else self.context.register.unknown(self.context.text(name), EntityType.PLACE)
            )
        else:
            found = self.context.register.known(self._region(name) or _country_entry(name))
        self.context.keys[name.start] = found
        if name.kind == "pair":
            self.pairs[name.start] = tuple(self.context.register.known(c) for c in name.candidates)
        elif name.kind != "demonym":
            text = self.context.text(name)
            self.context.register.alias(found, f"the {text}" if text in self.context.nouns.compass else text)

    def _is_surname(self, name: Name) -> bool:
        """Tell whether a lone name that the tagger takes for a place or body is a surname told before."""
        text = self.context.text(name)
        listed = any(c.type is not EntityType.PERSON for c in name.candidates)
        return not listed and " " not in text and bool(self.persons.families.get(key(text)))

    def _region(self, name: Name) -> Entry | None:
        """Return the region that has a state's name where a town stands before it: "Atlanta, Georgia"."""
        region = next((c for c in name.candidates if c.type is EntityType.PLACE), None)
        before = self.context.name_at(name.start - 2) if name.start > 1 and name.kind == "name" else None
        if region is None or before is None or self.context.doc[name.start - 1].text != ",":
            return None
        places = [c for c in before.candidates if c.type is EntityType.PLACE]
        return region if places and all(c.country == region.country for c in places) else None

    def _other(self, name: Name) -> None:
        type_ = self._type(name)
        if name.kind == "acronym":
            found = self.bodies.acronym(name)
            if found is None:
                return
        elif type_ is EntityType.PERSON or self._is_surname(name):
            found = self.persons.link(name)
        else:
            found = self.bodies.link(name, type_)
        self.context.keys[name.start] = found
        self.context.register.alias(found, self.context.text(name))


def _country_entry(name: Name) -> Entry:
    return next(c for c in name.candidates if c.type is EntityType.COUNTRY)
