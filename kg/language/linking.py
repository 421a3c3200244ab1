"""Names → entities: by the list, by the article's own fuller names, else as entities of their own."""

import datetime
from collections import Counter, defaultdict

from spacy.tokens import Doc

from kg.gazetteer import Entry, Gazetteer
from kg.language.chunks import Chunk
from kg.language.labels import label
from kg.language.mentions import Name
from kg.language.offices import Holding
from kg.language.placing import Placer
from kg.language.references import Register
from kg.language.rolenouns import role_nouns
from kg.model import EntityType
from kg.names import atoms, key


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
        self.doc, self.date, self.gazetteer, self.register = doc, date, gazetteer, register
        self.names, self.chunks = names, chunks
        self.home = home  # the country whose bodies the publisher means by "the Defence Ministry"
        self.nouns = role_nouns()
        self.placer = Placer(doc, gazetteer)
        self.chunk_of = {i: c for c in chunks for i in range(c.start, c.end)}
        self.chunk_ending = {c.end: c for c in chunks}
        self.titles: dict[int, list[Holding]] = defaultdict(list)
        for holding in holdings:
            self.titles[holding.name.start].append(holding)
        self.keys: dict[int, str] = {}  # first token of a name → entity
        self.inner: dict[int, str] = {}  # first token of a body's name → the country that begins it
        self.pairs: dict[int, tuple[str, ...]] = {}  # the countries of "U.S.-Russia"
        self.types = self._types()
        self.towns: dict[str, str] = {}  # names that mean another town than the list's → entity
        self.families: dict[str, list[str]] = defaultdict(list)  # short form → persons, in text order
        self.bodies: dict[str, list[str]] = defaultdict(list)  # short form → bodies and places

    def link(self) -> dict[int, str]:
        """Return the entity key of each name by its first token."""
        countries = [n for n in self.names if n.is_country and n.type is not EntityType.PERSON]
        for name in countries:
            if not self._told_town(name):
                self._country(name)
        rest = [n for n in self.names if n.start not in self.keys]
        for name in rest:
            for inner in name.inner:
                if inner.is_country and inner.start != name.start:
                    self._country(inner)
                elif inner.is_country:
                    self.inner[name.start] = self.register.known(_country_entry(inner))
        ordered = sorted(rest, key=lambda n: (n.kind == "acronym", not self._is_full(n), n.start))
        for name in ordered:
            self._other(name)
        return self.keys

    # --- types ------------------------------------------------------------------------------

    def _types(self) -> dict[str, EntityType]:
        """Settle one type for each spelling: titles say person, else what most of its mentions say."""
        votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
        for name in self.names:
            if name.type is not None:
                votes[key(self._text(name))][name.type] += 1
            if any(h.name == name for h in self.titles[name.start]):
                votes[key(self._text(name))][EntityType.PERSON] += 5
        return {k: sorted(v.items(), key=lambda x: (-x[1], x[0].value))[0][0] for k, v in votes.items()}

    def _type(self, name: Name) -> EntityType:
        if self.titles[name.start]:
            return EntityType.PERSON
        return self.types.get(key(self._text(name)), EntityType.ORGANIZATION)

    def _text(self, name: Name) -> str:
        return " ".join(self.doc[name.start : name.end].text.split())

    def _is_full(self, name: Name) -> bool:
        return len(self._text(name).split()) > 1 or bool(
            name.candidates and self._type(name) is not EntityType.PERSON
        )

    # --- countries --------------------------------------------------------------------------

    def _country(self, name: Name) -> None:
        options = name.candidates
        if name.kind == "metonym" and self._is_city(name):
            places = [c for c in options if c.type is EntityType.PLACE]
            found = (
                self.register.known(places[0])
                if places
                else self.register.unknown(self._text(name), EntityType.PLACE)
            )
        else:
            found = self.register.known(_country_entry(name))
        self.keys[name.start] = found
        if name.kind == "pair":
            self.pairs[name.start] = tuple(self.register.known(c) for c in name.candidates)
        elif name.kind != "demonym":
            text = self._text(name)
            self.register.alias(found, f"the {text}" if text in self.nouns.compass else text)

    def _told_town(self, name: Name) -> bool:
        """Link a capital's name that means a town by the area told beside it: "Paris, Texas"."""
        again = self.towns.get(key(self._text(name)))
        town = self.placer.told(name.start, name.end) if name.kind == "metonym" else None
        if town is None and again is None:
            return False
        self.keys[name.start] = self.register.known(town) if town else again or ""
        if town is not None and town.country not in {c.iri for c in name.candidates}:
            self.towns[key(self._text(name))] = self.keys[name.start]
        return True

    def _is_city(self, name: Name) -> bool:
        """Tell whether a capital's name means the city: by preposition, or by a verb of motion."""
        head = next(
            (
                self.doc[i]
                for i in range(name.start, name.end)
                if not name.start <= self.doc[i].head.i < name.end
            ),
            self.doc[name.start],
        )
        following = self.doc[name.end] if name.end < len(self.doc) else None
        if following is not None and following.tag_ == "HYPH":
            return True
        if following is not None and following.tag_ == "POS":
            return following.i + 1 < len(self.doc) and any(
                t.lower_ in self.nouns.place_words
                or t.lower_ in self.nouns.travel_nouns & self.nouns.place_words
                for t in self.doc[following.i + 1 : following.i + 4]
            )
        chunk = self.chunk_of.get(name.start)
        if (
            chunk is not None
            and chunk.end > name.end
            and self.doc[chunk.end - 1].lower_ in self.nouns.place_words
        ):
            return True
        before = self.doc[name.start - 1].lower_ if name.start else ""
        if before in self.nouns.city_prepositions:
            return True
        governor = head.head
        motion = (
            governor.lemma_.lower() in self.nouns.motion_verbs or governor.lower_ in self.nouns.travel_nouns
        )
        return motion and (before in {"to", "from", "for", "into"} or label(head) == "obj")

    # --- people, bodies, places -------------------------------------------------------------

    def _other(self, name: Name) -> None:
        type_ = self._type(name)
        if name.kind == "acronym":
            found = self._acronym(name)
            if found is None:
                return
        elif type_ is EntityType.PERSON:
            found = self._person(name)
        else:
            found = self._body(name, type_)
        self.keys[name.start] = found
        self.register.alias(found, self._text(name))

    def _person(self, name: Name) -> str:
        text = self._text(name)
        words = text.split()
        if len(words) == 1:
            local = self._local(words[0])
            if local is not None:
                return local
        entry = self._listed(name, text)
        if entry is None:
            full = self._same_name(words)
            if full is not None:
                return full
        found = (
            self.register.known(entry)
            if entry
            else self.register.unknown(_bare_person(text), EntityType.PERSON)
        )
        self._remember(found, words)
        if entry is not None:
            self._remember(found, entry.label.split())
        return found

    def _remember(self, person: str, words: list[str]) -> None:
        """Note what a person may be called for short."""
        words = [w for w in words if not w.endswith(".") or len(w) > 3]
        shorts = {words[-1]} if words else set()
        if len(words) > 2:
            shorts |= {" ".join(words[-2:])}
        if len(words) > 1 and words[0].lower() in self.nouns.family_first:
            shorts = {words[0]}
        if len(words) > 1 and words[-1].lower().rstrip(".") in {"jr", "sr", "ii", "iii"}:
            shorts |= {words[-2]}
        for short in shorts:
            if person not in self.families[key(short)]:
                self.families[key(short)].append(person)

    def _local(self, surname: str) -> str | None:
        """Return the article's person of a surname; the first one bears it from then on."""
        found = self.families.get(key(surname), ())
        return found[0] if found else None

    def _same_name(self, words: list[str]) -> str | None:
        """Return a person named before with other initials or spelling of the same parts."""
        if len(words) < 2:
            return None
        for person in self.families.get(key(words[-1]), ()):
            other = self.register.label(person).split()
            if len(other) > 1 and key(other[0]) == key(words[0]):
                return person
        return None

    def _listed(self, name: Name, text: str) -> Entry | None:
        """Return the one listed person that fits, if just one does."""
        options = [c for c in name.candidates if c.type is EntityType.PERSON]
        if not options:
            options = [
                e for form in _forms(text) for e in self.gazetteer.lookup(form) if e.type is EntityType.PERSON
            ]
            options = list(dict.fromkeys(options))
        if len(text.split()) == 1 and self.date is not None:
            options = [c for c in options if self._in_time(c)]
        titled = [c for c in options if any(self._held(c, h) for h in self.titles[name.start])]
        if titled:
            options = titled
        elif len(options) > 1:
            options = [c for c in options if self._serves(c)] or options
        return options[0] if len(options) == 1 else None

    def _in_time(self, entry: Entry) -> bool:
        """Leave out who came to office only after the article, or left long before it."""
        if not entry.offices or self.date is None:
            return True
        starts = [o.start for o in entry.offices if o.start]
        return not starts or len(starts) < len(entry.offices) or min(starts) <= self.date.isoformat()

    def _held(self, entry: Entry, holding: Holding) -> bool:
        title = self.gazetteer.title(holding.title)
        held = [o for o in entry.offices if self.gazetteer.title(o.title) == title]
        return any(self.date is None or o.held_on(self.date) for o in held)

    def _serves(self, entry: Entry) -> bool:
        return any(self.date is None or o.held_on(self.date) for o in entry.offices)

    def _body(self, name: Name, type_: EntityType) -> str:
        text = self._text(name)
        country = self._country_of(name)
        options = [c for c in name.candidates if c.type is not EntityType.PERSON]
        options = options or [
            e
            for form in _forms(text)
            for e in self.gazetteer.lookup(form)
            if e.type not in {EntityType.PERSON, EntityType.COUNTRY}
        ]
        national = self._is_national(name)
        if country is None and national and self._shortened(text) is None:
            country = self.home
        if country is not None and national:
            iri = self.register.iri(country)
            own = [c for c in options if c.country == iri]
            options = own or self._composed(name, country)
            if not options:
                found = self.register.unknown(self._label(name, country), type_)
                self.register.countries[found] = country
                self._shorten(found, name)
                return found
        options = list(dict.fromkeys(options))
        if type_ is EntityType.PLACE:
            options = self._placed(name, options)
        if len(options) > 1:
            present = set(self.keys.values())
            near = [c for c in options if c.country and self.register.of_iri(c.country) in present]
            options = near if len(near) == 1 else [c for c in options if c.type is type_]
        if len(options) == 1:
            found = self.register.known(options[0])
        else:
            found = self._shortened(text) or self.register.unknown(self._full(name, type_), type_)
        self._shorten(found, name)
        if country is not None and self.register.iri(found) is None:
            self.register.countries[found] = country
        return found

    def _placed(self, name: Name, options: list[Entry]) -> list[Entry]:
        """Return the town that a place's name means, by what is told beside it or else by the article."""
        again = self.towns.get(key(self._text(name)))
        if again is not None and (entry := self.register.entry(again)):
            return [entry]
        told = self.placer.told(name.start, name.end, self._told_country(name))
        if told is not None:
            if told not in options:
                self.towns[key(self._text(name))] = self.register.known(told)
            return [told]
        if options:
            return [o for o in options if self.placer.fits(name.start, name.end, o)]
        if self._shortened(self._text(name)) or self.families.get(key(self._text(name))):
            return []
        found = set(self.keys.values())
        countries = {self.register.iri(k) or "" for k in found if self.register.type(k) is EntityType.COUNTRY}
        town = self.placer.among(name.start, name.end, countries)
        return [town] if town else []

    def _told_country(self, name: Name) -> str | None:
        """Return the IRI of the country that a place is told to be of: "the Syrian town of Kobani"."""
        country = self._country_of(name)
        if country is None and name.start > 1 and self.doc[name.start - 1].lower_ == "of":
            before = next((n for n in self.names if n.end == name.start - 2 and n.is_country), None)
            country = self._nation(self.keys.get(before.start)) if before else None
        return self.register.iri(country) if country else None

    def _full(self, name: Name, type_: EntityType) -> str:
        """Return a body's name with the nationality right before it: "U.S. Geological Service"."""
        chunk = self.chunk_of.get(name.start)
        before = [n for n in chunk.names if n.end == name.start and n.is_country] if chunk else []
        start = before[0].start if before and type_ is EntityType.ORGANIZATION else name.start
        return _bare(" ".join(self.doc[start : name.end].text.split()))

    def _is_national(self, name: Name) -> bool:
        inner = max((n.end for n in name.inner), default=name.start)
        words = [self.doc[i].lower_ for i in range(inner, name.end)]
        return bool(words) and bool(set(words) & self.nouns.national_bodies) and not name.candidates

    def _country_of(self, name: Name) -> str | None:
        """Return the country that a body's name is joined to: before it, as possessor, or after "of"."""
        if name.start in self.inner:
            return self.inner[name.start]
        for inner in name.inner:
            if inner.start in self.keys and inner.is_country:
                return self._nation(self.keys[inner.start])
        chunk = self.chunk_of.get(name.start)
        if chunk is None:
            return None
        before = [n for n in chunk.names if n.end <= name.start and n.is_country]
        if before:
            return self._nation(self.keys.get(before[-1].start))
        owner = self.chunk_ending.get(chunk.start - 1) if chunk.owned else None
        if owner is not None and owner.last is not None and owner.last.is_country:
            return self._nation(self.keys.get(owner.last.start))
        if name.end + 1 < len(self.doc) and self.doc[name.end].lower_ == "of":
            after = next(
                (n for n in self.names if n.start in {name.end + 1, name.end + 2} and n.is_country), None
            )
            return self._nation(self.keys.get(after.start)) if after else None
        return None

    def _nation(self, found: str | None) -> str | None:
        """Return a country's key; of a capital that means the city, its country's where that is known."""
        if found is None or self.register.type(found) is EntityType.COUNTRY:
            return found
        entry = self.gazetteer.get(self.register.iri(found) or "")
        return self.register.of_iri(entry.country) if entry and entry.country else None

    def _composed(self, name: Name, country: str) -> list[Entry]:
        body = self._body_words(name)
        forms = [f"{body} of {self.register.label(country)}", f"{self.register.label(country)} {body}"]
        forms += [f"{d} {body}" for d in self._demonyms(country)]
        found = [
            e for form in forms for e in self.gazetteer.lookup(form) if e.type is EntityType.ORGANIZATION
        ]
        return list(dict.fromkeys(found))[:1]

    def _demonyms(self, country: str) -> tuple[str, ...]:
        entry = self.gazetteer.get(self.register.iri(country) or "")
        if entry is None:
            return ()
        short = [n for n in entry.names if "." in n and len(n) <= 5]
        return (
            (*short[:1], *entry.demonyms)
            if short and self.register.label(country).startswith("United")
            else entry.demonyms
        )

    def _body_words(self, name: Name) -> str:
        inner = max((n.end for n in name.inner if n.start == name.start), default=name.start)
        while self.doc[inner].tag_ == "POS":
            inner += 1
        return " ".join(self.doc[inner : name.end].text.split())

    def _label(self, name: Name, country: str) -> str:
        """Make the label of a state's own body: "South Korean Foreign Ministry"."""
        words = self._demonyms(country)
        return f"{words[0] if words else self.register.label(country)} {self._body_words(name)}"

    def _shorten(self, body: str, name: Name) -> None:
        """Note what a body may be called for short: the end of its name, its initials."""
        words = self._text(name).split()
        for i in range(1, len(words)):
            if words[i][0].isupper():
                self._note(" ".join(words[i:]), body)
        initials = "".join(w[0] for w in words if w[0].isupper())
        if len(initials) > 1:
            self._note(initials, body)

    def _note(self, short: str, body: str) -> None:
        if body not in self.bodies[key(short)]:
            self.bodies[key(short)].append(body)

    def _shortened(self, text: str) -> str | None:
        found = self.bodies.get(key(_bare(text)), ())
        return found[0] if found else None

    def _acronym(self, name: Name) -> str | None:
        """Return the entity that brackets with an acronym follow."""
        long = next((n for n in self.names if n.end == name.start - 1), None)
        if long is None or long.start not in self.keys:
            return None
        self._note(self._text(name), self.keys[long.start])
        return self.keys[long.start]


def _country_entry(name: Name) -> Entry:
    return next(c for c in name.candidates if c.type is EntityType.COUNTRY)


def _forms(text: str) -> list[str]:
    """Return spellings under which a list may hold a name: as it is, without initials, without "Jr."."""
    words = [w for w in text.replace(",", " ").split() if w.lower().rstrip(".") not in {"jr", "sr"}]
    without = [w for i, w in enumerate(words) if not (0 < i < len(words) - 1 and len(w.rstrip(".")) == 1)]
    return list(dict.fromkeys([text, " ".join(words), " ".join(without)]))


def _bare(text: str) -> str:
    return text[4:] if text.lower().startswith("the ") else text


def _bare_person(text: str) -> str:
    return text if atoms(text) else "person"
