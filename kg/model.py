"""The immutable values that travel between the stages.

All offsets are code points into ``Article.text`` (the body; the title is not counted).
"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as given."""

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None
    publisher: str | None = None
    url: str | None = None
    origin: str = ""  # file (and line) it was read from, for messages only


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text: begin inclusive, end exclusive."""

    begin: int
    end: int


class EntityType(StrEnum):
    """The classes of named or described things; values are local names in the ontology."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    COUNTRY = "Country"
    PLACE = "Place"


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that an article speaks of.

    ``key`` is unique in the article and made from content; ``iri`` is the entry of the
    entity list that it was linked to, else None; what follows it is the list's.
    """

    key: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    iri: str | None = None
    same_as: tuple[str, ...] = ()  # IRIs of others for it
    country: str | None = None  # IRI of the country that it lies in or belongs to
    point: tuple[str, str] | None = None  # latitude and longitude in degrees, as the list writes them


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to one entity, or to several ("the two leaders", "both countries").

    ``start`` and ``end`` are token indices (end exclusive), ``head`` the syntactic head token.
    """

    start: int
    end: int
    head: int
    entities: tuple[str, ...]
    kind: str  # "name", "nominal" or "pronoun"


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as precise as the text allows.

    ``begin`` and ``end`` are ISO: YYYY, YYYY-MM or YYYY-MM-DD; ``end`` is None for a single date.
    ``basis`` says how it was obtained: "explicit", "weekday", "relative", "anchor" (from another event).
    """

    begin: str
    end: str | None
    basis: str
    span: Span


class Stance(StrEnum):
    """What a voice holds of an event; values are local names in the ontology."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    POSSIBLE = "Possible"
    NEGATED = "Negated"
    UNCONFIRMED = "Unconfirmed"


NARRATOR = "narrator"  # the claimant of what an article says in its own voice


@dataclass(frozen=True, slots=True)
class Item:
    """Weapons or goods of one event: words, amount, and the weapon type when known (an IRI)."""

    label: str
    span: Span
    quantity: int | None = None
    quantity_text: str | None = None
    weapon_type: str | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """One entity in one role of an event, with the words that say so."""

    role: str  # local name of the property: participant, supplier, speaker, place …
    entity: str  # Entity.key
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One voice's stance to one event, with its evidence."""

    id: str  # unique in the article
    voice: str  # Entity.key or NARRATOR
    stance: Stance
    evidence: tuple[Span, ...]
    trigger: str
    rule: str  # "family/frame" of the lexicon entry that produced it
    made_in: str | None = None  # id of the Statement event in which it is made
    refutes: tuple[str, ...] = ()  # ids of the claims that it denies
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that someone says happened, may happen, will happen or did not happen."""

    id: str  # unique in the article, made from content
    family: str  # Meeting, Statement, WeaponsTransfer, SanctionsAction, WeaponsTest
    kind: str  # the most specific class; the family itself when no kind is known
    fillers: tuple[Filler, ...]
    claims: tuple[Claim, ...]
    items: tuple[Item, ...] = ()
    date: DateValue | None = None
    trigger: str = ""
    rule: str = ""
    content: str | None = None  # of a Statement: its reported words
    quoted: bool = False
    about: tuple[str, ...] = ()  # of a Statement: ids of events, keys of entities in its content
    details: tuple[tuple[str, str], ...] = ()  # further literals: (property, text), e.g. topic, measure


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person who holds an office, as the article says."""

    id: str
    person: str  # Entity.key
    title: str
    organization: str | None  # Entity.key
    span: Span
    trigger: str  # the words of the title in the text, without what stands apart from them: "former"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[tuple[str, Span], ...] = field(default=())  # (Entity.key, where)
    events: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    warnings: tuple[str, ...] = ()
    publisher: str | None = None  # Entity.key, when the publisher is itself an actor
