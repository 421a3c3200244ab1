"""Names of places → the town or place that they mean, by what is told beside them or else by the article."""

from kg.gazetteer import Entry
from kg.language.bodynames import BodyNames
from kg.language.name import Name
from kg.language.namecontext import NameContext
from kg.language.placing import Placer
from kg.model import EntityType
from kg.names import key
from kg.towns import towns


class PlaceLinker:
    """Chooses among the listed places and the gazetteer's towns of a name."""

    def __init__(self, context: NameContext, called: BodyNames, families: dict[str, list[str]]) -> None:
        self.context, self.called, self.families = context, called, families
        self.placer = Placer(context.doc, context.gazetteer)
        self.towns: dict[str, str] = {}  # names that mean another town than the list's → entity

    def told_town(self, name: Name) -> bool:
        """Link a capital's name that means a town by the area told beside it: "Paris, Texas"."""
        again = self.towns.get(key(self.context.text(name)))
        town = self.placer.told(name.start, name.end) if name.kind == "metonym" else None
        if town is None and again is None:
            return False
        self.context.keys[name.start] = self.context.register.known(town) if town else again or ""
        if town is not None and town.country not in {c.iri for c in name.candidates}:
            self.towns[key(self.context.text(name))] = self.context.keys[name.start]
        return True

    def options(self, name: Name, options: list[Entry]) -> list[Entry]:
        """Return the town that a place's name means, by what is told beside it or else by the article."""
        again = self.towns.get(key(self.context.text(name)))
        if again is not None and (entry := self.context.register.entry(again)):
            return [entry]
        told = self.placer.told(name.start, name.end, self._told_country(name))
        if told is not None:
            if told not in options:
                self.towns[key(self.context.text(name))] = self.context.register.known(told)
            return [told]
        if options:
            return [o for o in options if self.placer.fits(name.start, name.end, o)]
        if self.called.shortened(self.context.text(name)) or self.families.get(key(self.context.text(name))):
            return []
        found = set(self.context.keys.values())
        countries = {
            self.context.register.iri(k) or ""
            for k in found
            if self.context.register.type(k) is EntityType.COUNTRY
        }
        town = self.placer.among(name.start, name.end, countries)
        return [town] if town else []

    def is_town(self, entry: Entry) -> bool:
        """Tell whether a listed place is a town, whose name with "Province" is another place's."""
        return entry.iri in towns().listed

    def _told_country(self, name: Name) -> str | None:
        """Return the IRI of the country that a place is told to be of: "the Syrian town of Kobani"."""
        country = self.context.country_of(name)
        if country is None and name.start > 1 and self.context.doc[name.start - 1].lower_ == "of":
            before = next((n for n in self.context.names if n.end == name.start - 2 and n.is_country), None)
            country = self.context.nation(self.context.keys.get(before.start)) if before else None
        return self.context.register.iri(country) if country else None
