"""Who is meant where in one article: the result of coreference, and the register that it is built with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from kg.gazetteer import Entry
from kg.model import Entity, EntityType, Mention, Tenure
from kg.names import fold


@dataclass(frozen=True)
class References:
    """The entities of one article and the words that refer to them.

    ``adjectives`` are nationalities before a noun: "Russian" in "Russian help" leads to Russia but is no
    mention by itself. ``countries`` gives the country that a person or body belongs to. ``waiting`` holds
    what a first-person possessive before its noun will mean ("our country") once the speaker is known.
    ``statesmen`` gives the country in whose office a person acts; ``seats`` are the tokens that name a
    country by the seat of its government: the "Moscow" of "Moscow talks" is a place; ``quoted`` are the
    tokens in quotation marks.
    """

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    tenures: tuple[Tenure, ...] = ()
    publisher: str | None = None
    author: str | None = None  # who signs a release and says "I" in it
    adjectives: tuple[Mention, ...] = ()
    countries: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[tuple[int, Mention], ...] = ()
    statesmen: Mapping[str, str] = field(default_factory=dict)
    seats: frozenset[int] = frozenset()
    quoted: frozenset[int] = frozenset()

    @cached_property
    def _by_key(self) -> dict[str, Entity]:
        return {e.key: e for e in self.entities}

    @cached_property
    def _by_token(self) -> dict[int, Mention]:
        """The mention of each token: the smallest that it heads, else the smallest that covers it."""
        found: dict[int, Mention] = {}
        heads: dict[int, Mention] = {}
        both = [*self.mentions, *self.adjectives]
        for mention in sorted(both, key=lambda m: (m.start - m.end, m.start)):
            for i in range(mention.start, mention.end):
                found[i] = mention
            heads[mention.head] = mention
        return found | heads

    def entity(self, key: str) -> Entity:
        """Return the entity of a key."""
        return self._by_key[key]

    def mention_at(self, token: int) -> Mention | None:
        """Return the mention that a token heads, else the smallest that covers it."""
        return self._by_token.get(token)

    def at(self, token: int) -> tuple[str, ...]:
        """Return the keys of the entities that a token's mention refers to, () when unknown."""
        mention = self._by_token.get(token)
        return mention.entities if mention else ()

    def country_of(self, key: str) -> str | None:
        """Return the key of the country that an entity is or belongs to, as far as known."""
        if self._by_key[key].type is EntityType.COUNTRY:
            return key
        return self.countries.get(key)


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return a key made from a label: "James O’Brien" → "james-obrien"."""
    plain = re.sub(r"[^\w\s-]", "", fold(text)).lower()
    return re.sub(r"[\s_-]+", "-", plain).strip("-") or "entity"


class Register:
    """Collects the entities of one article while they are found."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._types: dict[str, EntityType] = {}
        self._iris: dict[str, str | None] = {}
        self._entries: dict[str, Entry] = {}
        self._aliases: dict[str, dict[str, None]] = {}
        self.countries: dict[str, str] = {}
        self.genders: dict[str, str] = {}

    def known(self, entry: Entry) -> str:
        """Return the key of a listed entity, entered on first use."""
        found = next((k for k, iri in self._iris.items() if iri == entry.iri), None)
        if found is not None:
            return found
        key = self._enter(entry.label, entry.type, entry.iri)
        self._entries[key] = entry
        if entry.gender:
            self.genders[key] = entry.gender
        return key

    def unknown(self, label: str, type_: EntityType) -> str:
        """Return the key of an entity that is on no list; one label of one type is one entity."""
        for key, own in self._labels.items():
            if self._types[key] is type_ and slug(own) == slug(label):
                return key
        return self._enter(label, type_, None)

    def _enter(self, label: str, type_: EntityType, iri: str | None) -> str:
        base = slug(label)
        key, number = base, 1
        while key in self._labels:
            key = f"{base}-{type_.value.lower()}" if number == 1 else f"{base}-{type_.value.lower()}-{number}"
            number += 1
        self._labels[key], self._types[key], self._iris[key], self._aliases[key] = label, type_, iri, {}
        return key

    def alias(self, key: str, surface: str) -> None:
        """Note a surface form of an entity."""
        text = " ".join(surface.split())
        if text and text != self._labels[key]:
            self._aliases[key][text] = None

    def type(self, key: str) -> EntityType:
        """Return the type of an entity."""
        return self._types[key]

    def label(self, key: str) -> str:
        """Return the label of an entity."""
        return self._labels[key]

    def iri(self, key: str) -> str | None:
        """Return the list's IRI of an entity."""
        return self._iris[key]

    def entry(self, key: str) -> Entry | None:
        """Return the list's entry of an entity."""
        return self._entries.get(key)

    def of_iri(self, iri: str) -> str | None:
        """Return the key of a listed entity that has been entered."""
        return next((k for k, v in self._iris.items() if v == iri), None)

    def entities(self) -> tuple[Entity, ...]:
        """Return the entities in the order of their first mention."""
        return tuple(self._entity(key) for key in self._labels)

    def _entity(self, key: str) -> Entity:
        found = Entity(
            key, self._types[key], self._labels[key], tuple(sorted(self._aliases[key])), self._iris[key]
        )
        entry = self._entries.get(key)
        if entry is None:
            return found
        return replace(found, same_as=entry.same_as, country=entry.country, point=entry.point)
