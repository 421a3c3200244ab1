"""What a phrase can be resolved by: the article, its entities and names, and what was said before."""

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer
from kg.language.chunks import Chunk
from kg.language.discourse import Discourse
from kg.language.officeholders import Offices
from kg.language.phrase import Phrase
from kg.language.references import Register
from kg.language.rolenouns import RoleNouns, role_nouns
from kg.model import Article, EntityType


@dataclass(frozen=True)
class Situation:
    """One article while it is read; ``keys`` gives the entity of a name by its first token."""

    article: Article
    gazetteer: Gazetteer
    register: Register
    discourse: Discourse
    chunks: tuple[Chunk, ...]
    keys: dict[int, str]
    publisher: str | None
    offices: Offices = field(default_factory=Offices)

    @property
    def nouns(self) -> RoleNouns:
        """The nouns that say what a phrase stands for."""
        return role_nouns()

    @property
    def doc(self) -> Doc:
        """The article's doc."""
        return self.discourse.doc

    @cached_property
    def by_start(self) -> dict[int, Chunk]:
        """The phrases by their first token."""
        return {c.start: c for c in self.chunks}

    @cached_property
    def by_end(self) -> dict[int, Chunk]:
        """The phrases by the token after them."""
        return {c.end: c for c in self.chunks}

    @cached_property
    def chunk_of(self) -> dict[int, Chunk]:
        """The phrase of each token."""
        return {i: c for c in self.chunks for i in range(c.start, c.end)}

    def bearer(self, token: int) -> str | None:
        """Return whom a phrase names that ends in a name, told or not yet: "Defense Minister Shoigu"."""
        chunk = self.chunk_of.get(token)
        last = chunk.last if chunk is not None else None
        return self.keys.get(last.start) if last is not None else None

    def nation(self, key: str) -> str | None:
        """Return the IRI (or key) of the country that an entity belongs to."""
        if self.register.type(key) is EntityType.COUNTRY:
            return self.register.iri(key) or key
        if key in self.register.countries:
            country = self.register.countries[key]
            return self.register.iri(country) or country
        entry = self.gazetteer.get(self.register.iri(key) or "")
        return entry.country if entry else None

    def country_key(self, key: str) -> str | None:
        """Return the key of a country, or of a person's."""
        if self.register.type(key) is EntityType.COUNTRY:
            return key
        if self.register.type(key) is EntityType.PERSON:
            nation = self.nation(key)
            return self.register.of_iri(nation) if nation else None
        return None

    def named(self, it: Phrase, label: str, type_: EntityType) -> tuple[str, ...]:
        """Enter an entity that has no other name than its noun phrase."""
        key = self.register.unknown(label, type_)
        self.register.alias(key, it.surface)
        if type_ is EntityType.PERSON and it.noun in self.nouns.female | self.nouns.male:
            gender = "female" if it.noun in self.nouns.female else "male"
            self.register.genders.setdefault(key, gender)
        nation = next((o for o in it.owners if self.register.type(o) is EntityType.COUNTRY), None)
        nation = nation or next(
            (self.register.countries[o] for o in it.owners if o in self.register.countries), None
        )
        if nation and key not in self.register.countries and nation != key:
            self.register.countries[key] = nation
        return (key,)
