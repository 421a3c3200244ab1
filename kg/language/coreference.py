"""Doc → who is who in one article: names linked, offices read, nominals and pronouns resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer
from kg.language.authors import author_of
from kg.language.chunks import Chunk, find_chunks
from kg.language.discourse import Discourse
from kg.language.givennames import gender_of
from kg.language.labels import label
from kg.language.linking import Linker
from kg.language.mentions import find_names
from kg.language.namementions import NameMentions
from kg.language.nominals import NominalResolver
from kg.language.offices import OfficeReader
from kg.language.pronouns import FEMALE, FIRST_PLURAL, MALE, PronounResolver, is_both
from kg.language.publishers import publisher_of
from kg.language.references import References, Register
from kg.language.rolenouns import is_plural, is_title, role_nouns
from kg.language.situation import Situation
from kg.language.tenures import TenureReader
from kg.model import Article, EntityType, Mention

__all__ = ["References", "resolve", "with_speakers"]

_OPENING = 4  # sentences in which a joint statement says whose it is
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
        self.doc, self.gazetteer = doc, gazetteer
        self.nouns = role_nouns()
        self.register = Register()
        names = self.found = find_names(doc, gazetteer)
        chunks = find_chunks(doc, names)
        holdings = OfficeReader(doc, chunks).holdings()
        self.publisher = publisher_of(article, gazetteer, self.register)
        self.author = author_of(article, gazetteer, self.register)
        linker = Linker(doc, article.date, gazetteer, self.register, names, chunks, holdings, self._home())
        keys = linker.link()
        self.discourse = Discourse(doc)
        self.situation = Situation(
            article, gazetteer, self.register, self.discourse, chunks, keys, self.publisher
        )
        self.tenures = TenureReader(self.situation, holdings)
        self.names = NameMentions(self.situation, linker.pairs)
        self.pronouns = PronounResolver(self.situation)
        self.nominals = NominalResolver(self.situation)
        self.mentions: list[Mention] = []
        self.waiting: list[tuple[int, Mention]] = []

    def references(self) -> References:
        """Resolve everything."""
        self.tenures.note_listed()
        self.tenures.note_told()
        self._given_names()
        starts = self.situation.by_start
        for i in range(len(self.doc)):
            if self.doc[i].tag_ in _PRONOUN_TAGS or is_both(self.doc[i]):
                self._pronoun(i)
            if i in starts:
                self._chunk(starts[i])
        self._declare()
        return References(
            entities=self.register.entities(),
            mentions=_ordered([*self.mentions, *self.names.mentions]),
            tenures=self.tenures.tenures(),
            publisher=self.publisher,
            author=self.author,
            adjectives=_ordered(self.names.adjectives),
            countries=dict(sorted(self._countries().items())),
            waiting=tuple(self.waiting),
            statesmen=dict(self._statesmen()),
            quoted=self.discourse.quoted,
            seats=frozenset(i for n in self.found if n.kind == "metonym" for i in range(n.start, n.end)),
        )

    def _declare(self) -> None:
        """Let "We, the G7 foreign ministers, …" say who "we" is in all of a joint statement."""
        told = {i: m.entities for m in [*self.mentions, *self.names.mentions] for i in range(m.start, m.end)}
        for we in self.doc:
            heads = [c for c in we.children if label(c) == "appos"] if we.lower_ == "we" else []
            if not heads or we.i in self.discourse.quoted:
                continue
            heads += [c for c in we.children if label(c) == "conj"]
            keys = tuple(dict.fromkeys(k for h in heads for k in told.get(h.i, ())))
            keys = tuple(k for k in keys if self.register.type(k) is not EntityType.COUNTRY) or keys
            if keys:
                self._speak_as(keys)
                return
        parties = self._parties(told) if "joint" in self.situation.article.title.lower().split() else ()
        if parties:
            self._speak_as(parties)

    def _parties(self, told: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the countries that a joint statement names together as the ones who speak in it."""
        for sentence in islice(self.doc.sents, _OPENING):
            for subject in (t for t in sentence if label(t) == "nsubj" and label(t.head) == "root"):
                heads = [subject, *(c for c in subject.children if label(c) == "conj")]
                keys = tuple(dict.fromkeys(k for h in heads for k in told.get(h.i, ())))
                if len(keys) > 1 and all(self.register.type(k) is EntityType.COUNTRY for k in keys):
                    return keys
        return ()

    def _speak_as(self, keys: tuple[str, ...]) -> None:
        """Make all first-person plurals outside quotations refer to a group."""
        ours = [t.i for t in self.doc if t.lower_ in FIRST_PLURAL and t.i not in self.discourse.quoted]
        kept = [m for m in self.mentions if not (m.kind == "pronoun" and m.head in set(ours))]
        self.mentions = kept + [Mention(i, i + 1, i, keys, "pronoun") for i in ours]

    def _given_names(self) -> None:
        """Let given names tell the gender of persons whose titles and list entries don't."""
        for entity in self.register.entities():
            gender = gender_of(entity.label) if entity.type is EntityType.PERSON else None
            if gender is not None:
                self.register.genders.setdefault(entity.key, gender)

    def _home(self) -> str | None:
        """Return the country of the publisher, when it is an actor."""
        if self.publisher is None or self.register.type(self.publisher) is EntityType.COUNTRY:
            return self.publisher
        return self.register.countries.get(self.publisher)

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

    def _statesmen(self) -> Iterator[tuple[str, str]]:
        """Yield who holds an office of which country."""
        keys = {e.key for e in self.register.entities()}
        for person, offices in sorted(self.situation.offices.held.items()):
            known = [self.register.of_iri(of) or of for _, of in offices if of]
            states = [k for k in known if k in keys and self.register.type(k) is EntityType.COUNTRY]
            if states:
                yield person, states[0]

    # --- mentions ---------------------------------------------------------------------------

    def _pronoun(self, i: int) -> None:
        token = self.doc[i]
        word = token.lower_
        keys = self._publisher_speaks(i) if word in FIRST_PLURAL else self.pronouns.resolve(token)
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
            self.names.enter(name, chunk)
        last = chunk.last
        if last is not None:
            self.names.describe(chunk, last)
            return
        title = self._title(chunk)
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

    def _title(self, chunk: Chunk) -> str | None:
        """Return the person whom a phrase gives a title: "X, chairman and chief executive of Y"."""
        heads, last = self.tenures.title_heads, self.doc[chunk.end - 1]
        if last.i in heads:
            return heads[last.i]
        first = self.doc[chunk.start]
        second = label(last) == "conj" and first.i and first.nbor(-1).lower_ == "and" and first.tag_ != "DT"
        return heads.get(last.head.i) if second and not is_plural(last) and is_title(last) else None

    def _enter(self, chunk: Chunk, keys: tuple[str, ...]) -> None:
        self.mentions.append(Mention(chunk.start, chunk.end, chunk.head, keys, "nominal"))
        self.discourse.enter(chunk.start, chunk.end, chunk.head, keys, is_plural(self.doc[chunk.end - 1]))
