"""Names of bodies and places → entities: by the list, as a state's own, by the article's fuller names."""

from collections import Counter

from kg.gazetteer import Entry
from kg.language.acronyms import long_form_end
from kg.language.bodynames import BodyNames
from kg.language.name import Name
from kg.language.namecontext import NameContext
from kg.language.placelinks import PlaceLinker
from kg.language.spellings import forms
from kg.model import EntityType
from kg.names import key

_SHARE = 3  # a short name may be a country's body if no country is named more than so many times as often
# Words at the end of a listed name that say what it is: "Henan Province", "Yonhap News Agency".
_SORTS = {
    EntityType.PLACE: frozenset("province county region governorate prefecture oblast state".split()),
    EntityType.ORGANIZATION: frozenset(
        "news agency service group corporation corp corp. company co co. inc inc. ltd ltd. plc".split()
    ),
}


class BodyLinker:
    """Gives each name of a body or place its entity."""

    def __init__(self, context: NameContext, called: BodyNames, places: PlaceLinker) -> None:
        self.context, self.called, self.places = context, called, places

    def link(self, name: Name, type_: EntityType) -> str:
        """Return the entity of a name."""
        text = self.context.text(name)
        country = self.context.country_of(name)
        spelt = self.called.spelt_out(text)
        if spelt is not None:
            return spelt
        options = [c for c in name.candidates if c.type is not EntityType.PERSON]
        options = self._meant(name, options or self._looked_up(text, type_))
        national = self._is_national(name)
        if country is None and national and self.called.shortened(text) is None:
            country = self.context.home
            if country is not None and not options:
                options = self.called.composed(name, country)
                country = country if options else None  # what home is not known to have may be another's
        if country is not None and national:
            iri = self.context.register.iri(country)
            own = [c for c in options if c.country == iri]
            options = own or self.called.composed(name, country)
            if not options:
                found = self.context.register.unknown(self.called.label(name, country), type_)
                self.context.register.countries[found] = country
                self.called.shorten(found, name)
                return found
        elif country is not None and not options:
            options = self.called.composed(name, country)
        options = list(dict.fromkeys(options))
        if type_ is EntityType.PLACE:
            options = self.places.options(name, options)
        if len(options) > 1:
            options = self._nearest(options) or [c for c in options if c.type is type_]
        if len(options) == 1:
            found = self.context.register.known(options[0])
        else:
            found = self.called.shortened(text) or self.context.register.unknown(
                self.called.full(name, type_), type_
            )
        self.called.shorten(found, name)
        if self.context.register.iri(found) is None and (country := country or self._seat(name)):
            self.context.register.countries[found] = country
        return found

    def _looked_up(self, text: str, type_: EntityType) -> list[Entry]:
        """Return what the list knows under other spellings of a name, or without the word for its sort."""
        outside = {EntityType.PERSON, EntityType.COUNTRY}
        found = [
            e
            for form in forms(text)
            for e in self.context.gazetteer.lookup(form)
            if e.type not in outside and not _is_acronym_of(e, form)
        ]
        if found:
            return found
        words = text.split()
        while len(words) > 1 and words[-1].lower() in _SORTS.get(type_, ()):
            words.pop()
            same = [e for e in self.context.gazetteer.lookup(" ".join(words)) if e.type is type_]
            if same:
                return [e for e in same if type_ is not EntityType.PLACE or not self.places.is_town(e)]
        return []

    def _meant(self, name: Name, options: list[Entry]) -> list[Entry]:
        """Leave out bodies that a name shared by many, or a part of a longer name, can't mean here."""
        text = key(self.context.text(name))
        shared = [o for o in options if o.type is EntityType.ORGANIZATION and text in o.short]
        if options and self._is_cut(name):
            return [o for o in options if o.type is EntityType.COUNTRY]
        weights = self.context.weights() if shared else Counter[str]()
        return [o for o in options if o not in shared or self._stands_near(o, weights)]

    def _stands_near(self, body: Entry, weights: Counter[str]) -> bool:
        """Tell whether an article speaks of a body's country, or has named the body in full."""
        if self.context.register.of_iri(body.iri) in self.context.keys.values():
            return True
        if body.country is None:
            return False
        home = self.context.home
        if home is not None and self.context.register.iri(home) == body.country:
            return True
        return weights[body.country] * _SHARE > max(weights.values(), default=0)

    def _is_cut(self, name: Name) -> bool:
        """Tell whether a one-word or shared name only ends an unlisted longer one: "Daily | Times"."""
        doc = self.context.doc
        chunk = self.context.chunk_of.get(name.start)
        if chunk is None or name.start <= chunk.start or name.inner:
            return False
        before = doc[name.start - 1]
        proper = before.tag_ in {"NNP", "NNPS"} and before.is_title and not before.is_sent_start
        if not proper or not name.start <= before.head.i < name.end:
            return False
        other = self.context.name_at(before.i)
        if other is not None:
            return not other.candidates and other.end == name.start and name.type is not None
        nouns = self.context.nouns
        allowed = (nouns.titles, nouns.honorifics, nouns.portfolio, nouns.organizations)
        return not any(before.lower_ in words for words in allowed)

    def _nearest(self, options: list[Entry]) -> list[Entry]:
        """Return the one option whose country the article names most."""
        weights = self.context.weights()
        ranked = sorted((weights[o.country or ""], i) for i, o in enumerate(options))
        return [options[ranked[-1][1]]] if ranked[-1][0] > ranked[-2][0] else []

    def _seat(self, name: Name) -> str | None:
        """Return the country of the listed place that an unlisted body is named after: "Kano Police"."""
        for length in range(name.end - name.start - 1, 0, -1):
            found = self.context.gazetteer.lookup(self.context.doc[name.start : name.start + length].text)
            if not found:
                continue
            countries = {e.country if e.type is EntityType.PLACE else None for e in found}
            country = countries.pop() if len(countries) == 1 else None
            entry = self.context.gazetteer.get(country or "")
            return self.context.register.known(entry) if entry else None
        return None

    def _is_national(self, name: Name) -> bool:
        inner = max((n.end for n in name.inner), default=name.start)
        words = [self.context.doc[i].lower_ for i in range(inner, name.end)]
        return bool(words) and bool(set(words) & self.context.nouns.national_bodies) and not name.candidates

    def acronym(self, name: Name) -> str | None:
        """Return the entity that brackets with an acronym follow."""
        end = long_form_end(self.context.doc, name.start)
        long = self.context.name_at(end) if end is not None else None
        if long is None or long.start not in self.context.keys:
            return None
        self.called.define(self.context.text(name), self.context.keys[long.start])
        return self.context.keys[long.start]


def _is_acronym_of(entry: Entry, word: str) -> bool:
    """Tell whether a word would be an entry's name only in capitals: "Sec" for "SEC"."""
    written = [n for n in entry.names if key(n) == key(word)]
    return not word.isupper() and bool(written) and all(n.isalpha() and n.isupper() for n in written)
