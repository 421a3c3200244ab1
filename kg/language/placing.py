"""Which town a name means, by what is told beside it: "Paris, Texas", "the Syrian town of Kobani"."""

from collections.abc import Collection, Iterator
from functools import cached_property

from spacy.tokens import Doc

from kg.gazetteer import Entry, Gazetteer
from kg.model import EntityType
from kg.towns import Town, towns

_JOINS = frozenset({",", "in"})
# After the second name they make a row of places, none of which tells of another.
_ROWS = frozenset({"and", "or", "&"})
_WORDS = 4  # of an area's name


class Placer:
    """Finds towns for the names of one doc; what is on the entity list comes as the list's entry."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc, self.gazetteer = doc, gazetteer

    def told(self, start: int, end: int, country: str | None = None) -> Entry | None:
        """Return the one town of a name in the country or region beside it, or in the given country (IRI)."""
        areas = {e.iri for e in self._areas(start, end)} | ({country} if country else set())
        found = {town for area in areas if (town := towns().within(self._name(start, end), area))}
        return self._entry(found.pop()) if len(found) == 1 else None

    def among(self, start: int, end: int, countries: Collection[str]) -> Entry | None:
        """Return the town that a name means where the article speaks of these countries (IRIs)."""
        text = self._name(start, end)
        if text.lower() in self._written or not text[:1].isupper():
            return None
        found = towns().among(text, countries)
        return self._entry(found) if found else None

    def fits(self, start: int, end: int, entry: Entry) -> bool:
        """Tell whether a listed place can be meant: not, if a region of another country is told beside it."""
        regions = [
            a for a in self._areas(start, end) if a.type is EntityType.PLACE and a.iri in towns().regions
        ]
        return not regions or any(a.country == entry.country for a in regions)

    @cached_property
    def _written(self) -> frozenset[str]:
        """The words that the article writes small: they are words of the language."""
        return frozenset(t.text for t in self.doc if t.is_lower)

    def _name(self, start: int, end: int) -> str:
        text = " ".join(self.doc[start:end].text.split()).partition(",")[0]
        return text.removeprefix("the ").removeprefix("The ")

    def _areas(self, start: int, end: int) -> list[Entry]:
        """Return the countries and regions that the words right after a name may mean."""
        for words in self._following(start, end):
            entries = self.gazetteer.lookup(words)
            areas = [
                e for e in entries if words in e.names and e.type in {EntityType.COUNTRY, EntityType.PLACE}
            ]
            if areas:
                return areas
        return []

    def _following(self, start: int, end: int) -> Iterator[str]:
        """Yield the words after the comma, the most first, unless they go on as a row of places."""
        inside = next((i for i in range(start, end) if self.doc[i].text == ","), None)
        comma = end if inside is None else inside
        if comma >= len(self.doc) or self.doc[comma].lower_ not in _JOINS:
            return
        for stop in range(min(comma + 1 + _WORDS, len(self.doc)), comma + 1, -1):
            if stop == len(self.doc) or self.doc[stop].lower_ not in _ROWS:
                yield self.doc[comma + 1 : stop].text

    def _entry(self, town: Town) -> Entry:
        return self.gazetteer.get(town.iri) or town.entry
