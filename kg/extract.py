"""Article → what it says: the stages in their fixed order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.anchors import anchored
from kg.attendance import attended
from kg.claims import statement_id
from kg.clusters import cluster, is_empty
from kg.denials import denied, denied_statements
from kg.english import is_english
from kg.errors import InputError
from kg.events import event
from kg.implicit import completed
from kg.kinship import Kinship
from kg.language.clauses import clauses
from kg.language.coreference import References, resolve, with_speakers
from kg.language.dates import find_dates
from kg.language.stance import StanceReader
from kg.language.tense import past_at
from kg.language.turns import find_turns
from kg.model import Article, DateValue, Entity, Event, Extraction, Span
from kg.occurrences import Occurrence, apart, as_said, occurrence
from kg.reading import Reading
from kg.statements import StatementFrame, speakers_of_first_person, statements
from kg.timing import date_of
from kg.tools import Tools, load_tools
from kg.utterances import is_unspoken, statement
from kg.voices import Attributor

__all__ = ["extract", "extract_all", "load_tools"]


def extract(article: Article, tools: Tools) -> Extraction:
    """Return all that one article says; InputError where its text is longer than any article."""
    if len(article.text) > tools.nlp.max_length:
        length, limit = len(article.text), tools.nlp.max_length
        raise InputError(f"text of {length:,} characters, the limit is {limit:,}: give it in parts")
    if not is_english(article.text):
        return Extraction(article, warnings=("the text is not English: nothing was extracted",))
    return from_doc(article, tools.nlp(article.text), tools)


def extract_all(
    articles: Iterable[Article], tools: Tools
) -> Iterator[tuple[Article, Extraction | Exception]]:
    """Yield each article with its extraction or the exception that it raised: none stops the others."""
    for article in articles:
        try:
            yield article, extract(article, tools)
        except Exception as error:  # one article must never cost another
            yield article, error


def from_doc(article: Article, doc: Doc, tools: Tools) -> Extraction:
    """Return what an article says, from its parsed doc."""
    references = resolve(doc, article, tools.gazetteer)
    return told_in(article, doc, references, find_dates(doc, article.date, past_at(doc)), tools)


def told_in(
    article: Article, doc: Doc, references: References, dates: tuple[DateValue, ...], tools: Tools
) -> Extraction:
    """Return what an article says, from its parsed doc with the entities and dates found in it."""
    found = clauses(doc, tools.nouns)
    turns = find_turns(doc, references)
    frames = statements(doc, found, references, turns)
    speakers = speakers_of_first_person(doc, frames, turns, references)
    if speakers:  # again, now that it is known who "I" and "we" are
        references = with_speakers(references, speakers)
        frames = statements(doc, found, references, turns)
    weapons = {i: iri for start, end, iri in tools.weapons.find(doc) for i in range(start, end)}
    reading = Reading(article, doc, found, references, dates, weapons, tools.weapons.ancestors, turns)
    events = _events(reading, frames, tools)
    mentions = tuple(
        (key, reading.span(m.start, m.end))
        for m in references.mentions
        if m.kind == "name"
        for key in m.entities
    )
    return Extraction(
        article=article,
        entities=_used(reading, events, mentions),
        mentions=mentions,
        events=events,
        tenures=references.tenures,
        publisher=references.publisher,
    )


def _events(reading: Reading, frames: tuple[StatementFrame, ...], tools: Tools) -> tuple[Event, ...]:
    attributor = Attributor(reading, frames)
    told: list[Occurrence] = []
    for matcher in tools.matchers:
        keep = matcher.lexicon.stance_keep
        for candidate in matcher.match(reading):
            found = occurrence(reading, candidate, attributor.views(candidate, keep))
            told += apart(as_said(reading, frames, found), reading)
    told.sort(key=lambda o: o.trigger)
    denials = denied(reading, frames, enumerate(told))
    kinship = _kinship(reading, tools)
    events: list[Event] = []
    about: dict[int, list[str]] = defaultdict(list)
    families = [m.lexicon.family for m in tools.matchers]
    groups = [g for f in families for g in cluster([o for o in told if o.family == f], kinship)]
    anchors = anchored(reading, groups, _said(reading, frames))
    references = reading.references
    implicit = completed(groups, references.country_of, lambda key: references.entity(key).iri is not None)
    for place, group in enumerate(groups):
        if is_empty(group) and place not in implicit:
            continue
        views = [v for o in group.members for v in denials.get(told.index(o), ())]
        extra = implicit.get(place, ())
        made = event(reading, frames, group, dict.fromkeys(views), anchors.get(place), extra)
        events.append(attended(made, lambda key: _state_of(reading, tools, key)))
        for number in {v.statement for o in group.members for v in o.views if v.statement is not None} | {
            n for _, n in views
        }:
            about[number].append(made.id)
    stances = StanceReader(reading.doc, reading.clauses)
    spent = {n for views in denials.values() for _, n in views}
    disputed = denied_statements(reading, frames, spent)
    seen: set[str] = set()
    for number, frame in enumerate(frames):
        if statement_id(reading, frame) not in seen and not is_unspoken(reading, frame, stances):
            seen.add(statement_id(reading, frame))
            events.append(statement(reading, frames, number, stances, about, disputed.get(number, ())))
    return tuple(sorted(events, key=lambda e: e.id))


def _said(reading: Reading, frames: tuple[StatementFrame, ...]) -> list[tuple[int, DateValue]]:
    """Return the cues of the dated statements with their dates, in text order."""
    dated = ((f.cue, date_of(reading, reading.clauses[f.clause])) for f in frames if f.clause is not None)
    return [(cue, date) for cue, date in dated if date is not None]


def _kinship(reading: Reading, tools: Tools) -> Kinship:
    references = reading.references
    by_iri = {e.iri: e.key for e in references.entities if e.iri}

    def country_of(key: str) -> str | None:
        entry = tools.gazetteer.get(references.entity(key).iri or "")
        return None if entry is None or entry.country is None else by_iri.get(entry.country)

    def is_vague(key: str) -> bool:
        entity = references.entity(key)
        return entity.iri is None and entity.label.islower()

    return Kinship(
        type_of=lambda key: references.entity(key).type,
        country_of=country_of,
        state_of=lambda key: _state_of(reading, tools, key),
        published=reading.article.date,
        is_vague=is_vague,
    )


def _state_of(reading: Reading, tools: Tools, key: str) -> str | None:
    """Return the IRI of the state to which an entity belongs, as far as known."""
    references = reading.references
    country = references.country_of(key)
    if country is not None:
        return references.entity(country).iri
    entry = tools.gazetteer.get(references.entity(key).iri or "")
    return None if entry is None else entry.country


def _used(
    reading: Reading, events: tuple[Event, ...], mentions: tuple[tuple[str, Span], ...]
) -> tuple[Entity, ...]:
    used = {f.entity for e in events for f in e.fillers} | {c.voice for e in events for c in e.claims}
    used |= {key for key, _ in mentions}
    used |= {reading.references.publisher} if reading.references.publisher else set()
    used |= {k for t in reading.references.tenures for k in (t.person, t.organization) if k}
    return tuple(e for e in reading.references.entities if e.key in used)
