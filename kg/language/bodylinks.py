"""Names of bodies and places → entities: by the list, as a state's own, by the article's fuller names."""

from kg.language.bodynames import BodyNames
from kg.language.mentions import Name
from kg.language.namecontext import NameContext
from kg.language.placelinks import PlaceLinker
from kg.language.spellings import forms
from kg.model import EntityType


class BodyLinker:
    """Gives each name of a body or place its entity."""

    def __init__(self, context: NameContext, called: BodyNames, places: PlaceLinker) -> None:
        self.context, self.called, self.places = context, called, places

    def link(self, name: Name, type_: EntityType) -> str:
        """Return the entity of a name."""
        text = self.context.text(name)
        country = self.context.country_of(name)
        options = [c for c in name.candidates if c.type is not EntityType.PERSON]
        options = options or [
            e
            for form in forms(text)
            for e in self.context.gazetteer.lookup(form)
            if e.type not in {EntityType.PERSON, EntityType.COUNTRY}
        ]
        national = self._is_national(name)
        if country is None and national and self.called.shortened(text) is None:
            country = self.context.home
        if country is not None and national:
            iri = self.context.register.iri(country)
            own = [c for c in options if c.country == iri]
            options = own or self.called.composed(name, country)
            if not options:
                found = self.context.register.unknown(self.called.label(name, country), type_)
                self.context.register.countries[found] = country
                self.called.shorten(found, name)
                return found
        options = list(dict.fromkeys(options))
        if type_ is EntityType.PLACE:
            options = self.places.options(name, options)
        if len(options) > 1:
            present = set(self.context.keys.values())
            near = [c for c in options if c.country and self.context.register.of_iri(c.country) in present]
            options = near if len(near) == 1 else [c for c in options if c.type is type_]
        if len(options) == 1:
            found = self.context.register.known(options[0])
        else:
            found = self.called.shortened(text) or self.context.register.unknown(
                self.called.full(name, type_), type_
            )
        self.called.shorten(found, name)
        if country is not None and self.context.register.iri(found) is None:
            self.context.register.countries[found] = country
        return found

    def _is_national(self, name: Name) -> bool:
        inner = max((n.end for n in name.inner), default=name.start)
        words = [self.context.doc[i].lower_ for i in range(inner, name.end)]
        return bool(words) and bool(set(words) & self.context.nouns.national_bodies) and not name.candidates

    def acronym(self, name: Name) -> str | None:
        """Return the entity that brackets with an acronym follow."""
        long = next((n for n in self.context.names if n.end == name.start - 1), None)
        if long is None or long.start not in self.context.keys:
            return None
        self.called.note(self.context.text(name), self.context.keys[long.start])
        return self.context.keys[long.start]
