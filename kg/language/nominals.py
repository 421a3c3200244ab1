"""Phrases without a name → whom they mean: "the Russian president", "both countries", "military analysts"."""

from spacy.tokens import Token

from kg.language.arguments import preposition
from kg.language.bodyphrases import BodyPhrases
from kg.language.chunks import Chunk
from kg.language.counterparts import Counterparts
from kg.language.countryphrases import CountryPhrases
from kg.language.holders import Holders
from kg.language.labels import label
from kg.language.personphrases import PersonPhrases
from kg.language.personsets import PersonSets
from kg.language.phrase import Phrase
from kg.language.phrases import PhraseReader
from kg.language.placephrases import PlacePhrases
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

LONGEST_TITLE = 16  # words
_AGENTS = ("er", "or", "ist", "man", "woman", "ian")
_DOUBTED = frozenset({"unconfirmed", "unverified", "conflicting"})
_NONE = frozenset({"any", "no", "every", "each", "such"})


class NominalResolver:
    """Resolves the nominals of one article."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.doc, self.register = situation.doc, situation.register
        self.reader = PhraseReader(situation)
        holders = Holders(situation)
        self.persons = PersonPhrases(situation, holders)
        self.counterparts = Counterparts(situation, holders)
        self.sets = PersonSets(situation)
        self.countries = CountryPhrases(situation, self.reader)
        self.bodies = BodyPhrases(situation, self.reader)
        self.places = PlacePhrases(situation)
        self.nouns = role_nouns()

    def resolve(self, chunk: Chunk) -> tuple[str, ...] | None:
        """Return what a nominal refers to; None when its noun is not one of those who act or places."""
        it, nouns = self.reader.read(chunk), self.nouns
        if it.determiner in _NONE and not it.plural:
            return None
        apposed = self._apposed(it) or self._apposed_person(it) or self._titled(it)
        if apposed:
            return apposed
        if not it.plural and it.noun in nouns.relational:
            return self.counterparts.resolve(it)
        if it.noun in nouns.sets and it.determiner in {"the", "this"} and not it.owners:
            number = nouns.sets[it.noun]
            return (
                self.sets.together(it, number) or self.sets.together(it, number, EntityType.COUNTRY) or None
            )
        if it.plural and it.noun in nouns.pairs:
            parties = self.countries.parties(it)
            if parties is not None:
                return parties
        realm = self.countries.realm(it) if it.noun in nouns.realms and it.definite else ()
        if realm:
            return realm
        if it.noun in nouns.governments and (it.plural == (it.noun == "authority") or it.owners):
            return self.countries.government(it)
        if it.noun in nouns.countries:
            return self.countries.country(it)
        if it.plural and self._is_person(it.noun) and it.determiner in {"the", "both"}:
            several = self.sets.resolve(it)
            if several:
                return several
        if it.plural and (it.noun in nouns.groups or self._is_person(it.noun)):
            return self.bodies.group(it)
        if not it.plural and self._is_person(it.noun):
            return self.persons.one(it)
        is_site = it.noun in nouns.sites and {"launch", "space", "test", "military"} & set(
            it.words.lower().split()
        )
        if not is_site and it.noun in nouns.organizations:
            return self.bodies.body(it)
        if (it.noun in nouns.places or it.noun in nouns.sites) and not it.plural:
            return self.places.place(it)
        if it.noun in nouns.hearsay:
            return self.situation.named(it, it.label, EntityType.ORGANIZATION) if self._is_heard(it) else None
        if it.plural:
            return self.bodies.group(it) if self._speaks(it) else None
        return self._unknown_speaker(it)

    def _speaks(self, it: Phrase) -> bool:
        """Tell whether a plural is people by what it does: "campaigners say", "unionists accused"."""
        head = self.doc[it.chunk.head]
        says = label(head) == "nsubj" and head.head.lemma_.lower() in self.nouns.utterance
        return says and it.noun not in self.nouns.records and not it.words[:1].isdigit()

    def _unknown_speaker(self, it: Phrase) -> tuple[str, ...] | None:
        """Enter who or what says something, whatever its noun: "the Bench said that …", "a farmer said"."""
        head = self.doc[it.chunk.head]
        verb = head.head
        says = label(head) == "nsubj" and verb.lemma_.lower() in self.nouns.speech | self.nouns.accusing
        told = any(label(c) in {"ccomp", "parataxis"} for c in verb.children) or label(verb) == "parataxis"
        if not says or not told or it.noun in self.nouns.records or it.words[:1].isdigit():
            return None
        person = it.noun.endswith(_AGENTS) and it.noun not in {"letter", "paper", "computer", "order"}
        kind = EntityType.PERSON if person else EntityType.ORGANIZATION
        return self.situation.named(it, it.label, kind)

    def _is_heard(self, it: Phrase) -> bool:
        """Tell whether a paper without an author is told for a source: "reports say", "reports that …"."""
        head = self.doc[it.chunk.head]
        if _DOUBTED & set(it.words.lower().split()):
            return False  # then it is the narrator who passes on what is not sure
        says = label(head) == "nsubj" and head.head.lemma_.lower() in self.nouns.utterance
        told = it.plural and any(
            label(c) == "acl" and any(m.lower_ == "that" for m in c.children) for c in head.children
        )
        return says or told or preposition(head) == "according to"

    def _apposed(self, it: Phrase) -> tuple[str, ...]:
        """Return the name that a phrase explains: "Yonhap, the South Korean news agency, …"."""
        start = it.chunk.start
        while start > 2 and (self.doc[start - 1].tag_ == "POS" or start - 1 in self._inside_owner(it.chunk)):
            start -= 1
        if (
            start < 2
            or self.doc[start - 1].text != ","
            or it.plural
            or not (it.definite or it.determiner == "a")
        ):
            return ()
        named = self.situation.by_end.get(start - 1)
        key = self.situation.keys.get(named.last.start) if named and named.last else None
        if key is None or it.chunk.end >= len(self.doc) or (it.chunk.names and it.chunk.last is not None):
            return ()
        head = self.doc[it.chunk.head]
        if label(head) != "appos" and self.doc[it.chunk.end].text not in {",", "."}:
            return ()
        sorts = {
            EntityType.ORGANIZATION: self.nouns.organizations | self.nouns.groups,
            EntityType.PLACE: self.nouns.places | self.nouns.sites,
            EntityType.COUNTRY: self.nouns.countries,
        }
        return (key,) if it.noun in sorts.get(self.register.type(key), frozenset()) else ()

    def _apposed_person(self, it: Phrase) -> tuple[str, ...]:
        """Return the person that a phrase beside a name explains: "Kim's sister, Kim Yo Jong, …"."""
        head = self.doc[it.chunk.head]
        if it.plural or not self._is_person(it.noun):
            return ()
        beside = [head.head] if label(head) == "appos" else []
        beside += [c for c in head.children if label(c) == "appos" and self._is_set_off(c)]
        for token in beside:
            bearer = self.situation.bearer(token.i)
            if not bearer or bearer in it.owners or self.register.type(bearer) is not EntityType.PERSON:
                continue
            nations = {n for o in it.owners if (n := self.situation.nation(o))}
            if not nations or self.situation.nation(bearer) in nations | {None}:
                return (bearer,)  # but Macron is not "the President of Russia" that a parse puts beside him
        return ()

    def _titled(self, it: Phrase) -> tuple[str, ...]:
        """Return the person behind a title of several parts: "Secretary of State for Defence Roe"."""
        if (
            it.determiner not in {"", "the"}
            or it.plural
            or self.doc[it.chunk.end - 1].tag_ != "NNP"
            or not self._is_person(it.noun)
        ):
            return ()
        i = it.chunk.end
        if i >= len(self.doc) or self.doc[i].lower_ not in {"of", "for", "to", "and"}:
            return ()
        while i < min(len(self.doc), it.chunk.end + LONGEST_TITLE):
            chunk = self.situation.by_start.get(i)
            last = chunk.last if chunk is not None else None
            key = self.situation.keys.get(last.start) if last is not None else None
            if key is not None and self.register.type(key) is EntityType.PERSON:
                return (key,) if self.doc[i - 1].text[0].isupper() else ()
            if not (
                self.doc[i].text[0].isupper() or self.doc[i].lower_ in {"of", "for", "to", "and", ",", "the"}
            ):
                return ()
            i += 1
        return ()

    def _is_set_off(self, token: Token) -> bool:
        """Tell whether punctuation closes a name after the noun that it is apposed to."""
        chunk = self.situation.chunk_of.get(token.i)
        after = self.doc[chunk.end] if chunk is not None and chunk.end < len(self.doc) else None
        return after is None or after.is_punct or after.tag_ in {"POS", "WP", "WP$"}

    def _inside_owner(self, chunk: Chunk) -> range:
        """Return the tokens of the phrase that possesses a chunk."""
        if not chunk.owned or chunk.start < 2:
            return range(0)
        owner = self.situation.by_end.get(chunk.start - 1)
        return range(owner.start, owner.end) if owner else range(0)

    def _is_person(self, noun: str) -> bool:
        return noun in self.nouns.titles or noun in self.nouns.people
