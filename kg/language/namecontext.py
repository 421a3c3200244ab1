"""What stands around the names of one article: phrases, titles, countries; shared by what links them."""

import datetime
from collections import Counter, defaultdict

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer
from kg.language.chunks import Chunk
from kg.language.name import Name
from kg.language.offices import Holding
from kg.language.references import Register
from kg.language.rolenouns import role_nouns
from kg.model import EntityType


class NameContext:
    """The names of one article among their phrases, and the entities that they have been given so far."""

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
        self.doc, self.date, self.gazetteer, self.register = doc, date, gazetteer, register
        self.names = names
        self.home = home  # the country whose bodies the publisher means by "the Defence Ministry"
        self.nouns = role_nouns()
        self.chunk_of = {i: c for c in chunks for i in range(c.start, c.end)}
        self.chunk_ending = {c.end: c for c in chunks}
        self.titles: dict[int, list[Holding]] = defaultdict(list)
        for holding in holdings:
            self.titles[holding.name.start].append(holding)
        self.keys: dict[int, str] = {}  # first token of a name → entity
        self.inner: dict[int, str] = {}  # first token of a body's name → the country that begins it
        self._texts: dict[tuple[int, int], str] = {}
        self._name_at = {i: n for n in names for i in range(n.start, n.end)}

    def text(self, name: Name) -> str:
        """Return the words of a name."""
        found = self._texts.get((name.start, name.end))
        if found is None:
            found = " ".join(self.doc[name.start : name.end].text.split())
            self._texts[name.start, name.end] = found
        return found

    def name_at(self, token: int) -> Name | None:
        """Return the name that a token belongs to."""
        return self._name_at.get(token)

    def weights(self) -> Counter[str]:
        """Count how often the article names each country (IRI), its people and bodies included."""
        found: Counter[str] = Counter()
        for key in self.keys.values():
            entry = self.register.entry(key)
            if entry is not None:
                country = entry.iri if entry.type is EntityType.COUNTRY else entry.country
                found.update([country] if country else [])
        return found

    def country_of(self, name: Name) -> str | None:
        """Return the country that a body's name is joined to: before it, as possessor, or after "of"."""
        if name.start in self.inner:
            return self.inner[name.start]
        for inner in name.inner:
            if inner.start in self.keys and inner.is_country:
                return self.nation(self.keys[inner.start])
        chunk = self.chunk_of.get(name.start)
        if chunk is None:
            return None
        before = [n for n in chunk.names if n.end <= name.start and n.is_country]
        if before:
            return self.nation(self.keys.get(before[-1].start))
        owner = self.chunk_ending.get(chunk.start - 1) if chunk.owned else None
        if owner is not None and owner.last is not None and owner.last.is_country:
            return self.nation(self.keys.get(owner.last.start))
        if name.end + 1 < len(self.doc) and self.doc[name.end].lower_ == "of":
            after = next(
                (n for n in self.names if n.start in {name.end + 1, name.end + 2} and n.is_country), None
            )
            return self.nation(self.keys.get(after.start)) if after else None
        return None

    def nation(self, found: str | None) -> str | None:
        """Return a country's key; of a capital that means the city, its country's where that is known."""
        if found is None or self.register.type(found) is EntityType.COUNTRY:
            return found
        entry = self.gazetteer.get(self.register.iri(found) or "")
        return self.register.of_iri(entry.country) if entry and entry.country else None
