"""An event of the resolved world as exports see it: roles, claims, sources, with their names."""

from collections.abc import Mapping
from dataclasses import dataclass

REPORTED = "Reported"


@dataclass(frozen=True, slots=True)
class Thing:
    """A person, body, state or place, or the goods of an event."""

    iri: str
    kinds: tuple[str, ...]  # local names of its narrowest classes, sorted
    name: str
    wikidata: str | None = None
    country: str | None = None  # the IRI of its country; of a state, its own
    point: tuple[float, float] | None = None  # latitude, longitude
    quantity: int | None = None
    weapon_types: tuple[tuple[str, str], ...] = ()  # IRI, label


@dataclass(frozen=True, slots=True)
class Source:
    """An article."""

    iri: str
    identifier: str
    title: str | None
    issued: str | None
    publisher: str | None  # its name
    publisher_iri: str | None  # if it is one who acts in the news
    url: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One voice's stance to the event, with the words that prove it."""

    iri: str
    claimant: Thing | None  # None: the article's narrator
    stance: str
    words: tuple[str, ...]
    source: Source
    refutes: tuple[str, ...]
    trigger: str | None = None  # the word that tells of the event


@dataclass(frozen=True, slots=True)
class Event:
    """An event with all that is claimed of it."""

    iri: str
    kinds: tuple[str, ...]  # local names of its narrowest classes, sorted
    status: str
    roles: Mapping[str, tuple[Thing, ...]]  # property → fillers, by IRI; also ``place`` and ``item``
    texts: Mapping[str, tuple[str, ...]]  # other property → values, sorted: dates, words
    claims: tuple[Claim, ...]

    @property
    def reported(self) -> bool:
        """Tell whether it may be told as having happened."""
        return self.status == REPORTED

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the articles that tell of it, by IRI."""
        found = {claim.source.iri: claim.source for claim in self.claims}
        return tuple(found[iri] for iri in sorted(found))

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words that prove its claims, each once."""
        return tuple(dict.fromkeys(text for claim in self.claims for text in claim.words))

    def text(self, name: str) -> str | None:
        """Return the first value of a property."""
        return next(iter(self.texts.get(name, ())), None)
