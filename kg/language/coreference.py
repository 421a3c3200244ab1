"""Doc → who is who in one article: names linked, offices read, nominals and pronouns resolved."""

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer
from kg.language.chunks import Chunk, find_chunks, root_of
from kg.language.discourse import Discourse
from kg.language.linking import Linker
from kg.language.mentions import find_names
from kg.language.name import Name
from kg.language.nominals import NominalResolver, Offices
from kg.language.offices import Holding, OfficeReader
from kg.language.pronouns import FEMALE, FIRST, FIRST_PLURAL, MALE, PronounResolver
from kg.language.publishers import publisher_of
from kg.language.references import References, Register, slug
from kg.language.rolenouns import is_plural, role_nouns, singular
from kg.model import Article, EntityType, Mention, Span, Tenure

__all__ = ["References", "resolve", "with_speakers"]

_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})


def resolve(doc: Doc, article: Article, gazetteer: Gazetteer) -> References:
    """Return the entities of an article and where it refers to them."""
    return _Resolver(doc, article, gazetteer).references()


def with_speakers(references: References, speakers: Mapping[int, str]) -> References:
    """Add first-person pronouns: ``speakers`` maps their tokens to the entity that speaks."""
    known = {e.key for e in references.entities}
    told = {i: key for i, key in speakers.items() if key in known}
    kept = [m for m in references.mentions if not (m.kind == "pronoun" and m.head in told)]
    kept += [Mention(i, i + 1, i, (key,), "pronoun") for i, key in told.items()]
    for token, mention in references.waiting:
        country = references.country_of(told[token]) if token in told else None
        if country:
            kept.append(replace(mention, entities=(country,)))
    return replace(references, mentions=_ordered(kept))


def _ordered(mentions: list[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(set(mentions), key=lambda m: (m.start, -m.end, m.head, m.kind, m.entities)))


class _Resolver:
    """Walks one article in text order; every mention may rest on those before it."""

    def __init__(self, doc: Doc, article: Article, gazetteer: Gazetteer) -> None:
        self.doc, self.article, self.gazetteer = doc, article, gazetteer
        self.nouns = role_nouns()
        self.register = Register()
        self.names = find_names(doc, gazetteer)
        self.chunks = find_chunks(doc, self.names)
        self.holdings = OfficeReader(doc, self.chunks).holdings()
        self.publisher = publisher_of(article, gazetteer, self.register)
        linker = Linker(
            doc, article.date, gazetteer, self.register, self.names, self.chunks, self.holdings, self._home()
        )
        self.keys = linker.link()
        self.pairs = linker.pairs
        self.discourse = Discourse(doc)
        self.offices = Offices()
        self.pronouns = PronounResolver(self.discourse, self.register)
        self.nominals = NominalResolver(
            article,
            gazetteer,
            self.register,
            self.discourse,
            self.chunks,
            self.offices,
            self.keys,
            self.publisher,
        )
        self.mentions: list[Mention] = []
        self.adjectives: list[Mention] = []
        self.waiting: list[tuple[int, Mention]] = []
        self.tenures: list[Tenure] = []
        self.title_heads: dict[int, str] = {}

    def references(self) -> References:
        """Resolve everything."""
        self._listed_offices()
        self._told_offices()
        starts = {c.start: c for c in self.chunks}
        for i in range(len(self.doc)):
            if self.doc[i].tag_ in _PRONOUN_TAGS:
                self._pronoun(i)
            if i in starts:
                self._chunk(starts[i])
        return References(
            entities=self.register.entities(),
            mentions=_ordered(self.mentions),
            tenures=self._told_tenures(),
            publisher=self.publisher,
            adjectives=_ordered(self.adjectives),
            countries=dict(sorted(self._countries().items())),
            waiting=tuple(self.waiting),
        )

    def _home(self) -> str | None:
        """Return the country of the publisher, when it is an actor."""
        if self.publisher is None or self.register.type(self.publisher) is EntityType.COUNTRY:
            return self.publisher
        return self.register.countries.get(self.publisher)

    # --- offices ----------------------------------------------------------------------------

    def _listed_offices(self) -> None:
        """Take over the offices that listed persons held on the article's day."""
        for entity in self.register.entities():
            entry = self.gazetteer.get(entity.iri or "")
            if entry is None or entity.type is not EntityType.PERSON:
                continue
            for office in entry.offices:
                if self.article.date is None or office.held_on(self.article.date):
                    self.offices.add(entity.key, self.gazetteer.title(office.title), office.organization)

    def _told_offices(self) -> None:
        for holding in self.holdings:
            person = self.keys.get(holding.name.start)
            if person is None or self.register.type(person) is not EntityType.PERSON:
                continue
            bodies = [self.keys[n.start] for n in holding.affiliations if n.start in self.keys]
            bodies = [b for b in bodies if self.register.type(b) is not EntityType.PERSON]
            of = self._employer(holding, bodies) or self._listed_employer(person, holding.title)
            self.offices.add(person, self.gazetteer.title(holding.title), of)
            self._belongs(person, bodies)
            self._gender(person, holding)
            self.title_heads.update(dict.fromkeys(holding.heads, person))
            if holding.title.lower().rstrip(".") not in {h.rstrip(".") for h in self.nouns.honorifics}:
                self.tenures.append(self._tenure(holding, person, of))

    def _employer(self, holding: Holding, bodies: list[str]) -> str | None:
        """Return the body that an office is of: an ambassador's sender, else the nearest and most exact."""
        if not bodies:
            return None
        if holding.title.lower().split()[-1:] in (["ambassador"], ["envoy"]) or " to " in holding.title:
            return bodies[0]
        exact = [b for b in bodies if self.register.type(b) is EntityType.ORGANIZATION]
        return (exact or bodies)[-1]

    def _listed_employer(self, person: str, title: str) -> str | None:
        """Return the country or body of an untold office where the list has it and the article names it."""
        entry = self.gazetteer.get(self.register.iri(person) or "")
        for office in entry.offices if entry else ():
            held = self.article.date is None or office.held_on(self.article.date)
            same = self.gazetteer.title(office.title) == self.gazetteer.title(title)
            if held and same and office.organization:
                return self.register.of_iri(office.organization)
        return None

    def _belongs(self, person: str, bodies: list[str]) -> None:
        for body in bodies:
            country = body if self.register.type(body) is EntityType.COUNTRY else self._country_of_body(body)
            if country is not None:
                self.register.countries.setdefault(person, country)
                return

    def _country_of_body(self, body: str) -> str | None:
        if body in self.register.countries:
            return self.register.countries[body]
        entry = self.gazetteer.get(self.register.iri(body) or "")
        return self.register.of_iri(entry.country) if entry and entry.country else None

    def _gender(self, person: str, holding: Holding) -> None:
        before = self.doc[max(0, holding.name.start - 1)].lower_
        words = {before, *holding.title.lower().split()}
        if words & self.nouns.female:
            self.register.genders.setdefault(person, "female")
        elif words & self.nouns.male:
            self.register.genders.setdefault(person, "male")

    def _tenure(self, holding: Holding, person: str, of: str | None) -> Tenure:
        parts = [person, slug(holding.title), *([of] if of else [])]
        last = self.doc[holding.end - 1]
        span = Span(self.doc[holding.start].idx, last.idx + len(last))
        return Tenure("-".join(parts), person, holding.title, of, span)

    def _told_tenures(self) -> tuple[Tenure, ...]:
        """Return each office once, and without its body only where none is ever told."""
        told: dict[str, Tenure] = {}
        for tenure in self.tenures:
            told.setdefault(tenure.id, tenure)
        return tuple(t for t in told.values() if not any(self._says_more(o, t) for o in told.values()))

    def _says_more(self, other: Tenure, tenure: Tenure) -> bool:
        """Tell whether another tenure tells the same office with its body, or in full."""
        if other is tenure or other.person != tenure.person or tenure.organization:
            return False
        a, b = self.gazetteer.title(other.title), self.gazetteer.title(tenure.title)
        return (a == b and bool(other.organization)) or a.startswith(f"{b} of ")

    def _countries(self) -> dict[str, str]:
        """Return the country of each person and body, the list's for those that it knows."""
        found = dict(self.register.countries)
        for entity in self.register.entities():
            entry = self.gazetteer.get(entity.iri or "")
            if entry and entry.country and entity.key not in found:
                country = self.register.of_iri(entry.country)
                if country:
                    found[entity.key] = country
        return found

    # --- mentions ---------------------------------------------------------------------------

    def _pronoun(self, i: int) -> None:
        token = self.doc[i]
        word = token.lower_
        if word in FIRST:
            keys = self._publisher_speaks(i) if word in FIRST_PLURAL else ()
        else:
            keys = self.pronouns.resolve(token)
        if not keys:
            return
        self.mentions.append(Mention(i, i + 1, i, keys, "pronoun"))
        self.discourse.enter(i, i + 1, i, keys, len(keys) > 1)
        if word in MALE | FEMALE:
            self.register.genders.setdefault(keys[0], "male" if word in MALE else "female")

    def _publisher_speaks(self, i: int) -> tuple[str, ...]:
        """Return the country of an official release that says "we" in its own voice."""
        if self.publisher is None or i in self.discourse.quoted:
            return ()
        return (self._home() or self.publisher,)

    def _chunk(self, chunk: Chunk) -> None:
        for name in chunk.names:
            self._name(name, chunk)
        last = chunk.last
        if last is not None:
            self._described(chunk, last)
            return
        title = self.title_heads.get(chunk.end - 1)
        if title is not None:
            self._enter(chunk, (title,))
            return
        keys = self.nominals.resolve(chunk)
        if keys:
            self._enter(chunk, keys)
            return
        self.discourse.enter(chunk.start, chunk.end, chunk.head, (), is_plural(self.doc[chunk.end - 1]))
        if (
            keys is None
            and self.doc[chunk.start].lower_ in FIRST_PLURAL | {"my"}
            and self.doc[chunk.end - 1].lower_ in self.nouns.countries | {"government"}
        ):
            self.waiting.append((chunk.start, Mention(chunk.start, chunk.end, chunk.head, (), "nominal")))

    def _enter(self, chunk: Chunk, keys: tuple[str, ...]) -> None:
        self.mentions.append(Mention(chunk.start, chunk.end, chunk.head, keys, "nominal"))
        self.discourse.enter(chunk.start, chunk.end, chunk.head, keys, is_plural(self.doc[chunk.end - 1]))

    def _name(self, name: Name, chunk: Chunk) -> None:
        for inner in name.inner:
            if inner.start in self.keys and inner.start != name.start:
                self._name(inner, chunk)
            elif inner.is_country:
                self._inner_country(inner)
        key = self.keys.get(name.start)
        if key is None:
            return
        head = root_of(self.doc, name.start, name.end)
        if name.start in self.pairs:
            self.adjectives.append(Mention(name.start, name.end, head, self.pairs[name.start], "name"))
            return
        if name.kind == "demonym" and (name.end < chunk.end or self._shares_noun(chunk)):
            self.adjectives.append(Mention(name.start, name.end, head, (key,), "name"))
            return
        self.mentions.append(Mention(name.start, name.end, head, (key,), "name"))
        self.discourse.enter(name.start, name.end, head, (key,), False, True)

    def _inner_country(self, inner: Name) -> None:
        """Let the country that begins a body's name be found at its own tokens."""
        countries = [c for c in inner.candidates if c.type is EntityType.COUNTRY]
        key = self.register.of_iri(countries[0].iri) if countries else None
        if key is not None:
            head = root_of(self.doc, inner.start, inner.end)
            self.adjectives.append(Mention(inner.start, inner.end, head, (key,), "name"))

    def _shares_noun(self, chunk: Chunk) -> bool:
        """Tell whether a nationality shares a noun after "and": "Russian and Iranian officials"."""
        i = chunk.end
        if i + 1 >= len(self.doc) or self.doc[i].lower_ not in {"and", "or", ",", "&"}:
            return False
        following = next((c for c in self.chunks if c.start == i + 1), None)
        return (
            following is not None
            and bool(following.names)
            and following.names[0].is_country
            and following.last is None
        )

    def _described(self, chunk: Chunk, last: Name) -> None:
        """Let every noun of "Russian Defense Minister Sergei Shoigu" lead to the name that ends it."""
        key = self.keys.get(last.start)
        if key is None or last.kind == "demonym":
            return
        inside = {i for n in chunk.names[:-1] for i in range(n.start, n.end)}
        nouns = [
            i for i in range(chunk.start, last.start) if i not in inside and self.doc[i].tag_.startswith("NN")
        ]
        person = self.register.type(key) is EntityType.PERSON
        if nouns and (person or any(self._is_sort(i, key) for i in nouns)):
            head = root_of(self.doc, chunk.start, chunk.end)
            self.mentions.append(Mention(chunk.start, chunk.end, head, (key,), "nominal"))

    def _is_sort(self, i: int, key: str) -> bool:
        """Tell whether a noun before a name says what it names: "the mercenary group Wagner"."""
        sorts = {
            EntityType.ORGANIZATION: self.nouns.organizations,
            EntityType.PLACE: self.nouns.places | self.nouns.sites,
            EntityType.COUNTRY: self.nouns.countries,
        }
        return singular(self.doc[i]) in sorts.get(self.register.type(key), frozenset())
