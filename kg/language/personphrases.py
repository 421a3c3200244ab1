"""Phrases for one person → whom they mean: "the Russian president", "the minister", "an official"."""

from kg.gazetteer import Entry
from kg.language.discourse import Referent, Test
from kg.language.holders import Holders
from kg.language.labels import label
from kg.language.phrase import Phrase
from kg.language.phrases import DETERMINERS
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType


class PersonPhrases:
    """Resolves the phrases for persons of one article."""

    def __init__(self, situation: Situation, holders: Holders) -> None:
        self.situation, self.holders = situation, holders
        self.doc, self.register, self.discourse = situation.doc, situation.register, situation.discourse
        self.nouns = role_nouns()

    def one(self, it: Phrase) -> tuple[str, ...]:
        """Resolve "the Russian president" to who holds the office, else to a person known by description."""
        if it.definite or (it.determiner == "" and self.doc[it.chunk.end - 1].tag_ == "NNP"):
            found = self._holder(it)
            if found:
                return found
        if it.determiner in {"a", "an", "another", "one"} or it.owners or not it.definite:
            return self.situation.named(it, it.label, EntityType.PERSON)
        if it.words.count(" ") > 1:
            return self.situation.named(it, it.label, EntityType.PERSON)
        before = self.discourse.last(it.chunk.start, lambda keys: self._is_described(keys, it.noun))
        return before.keys if before else self.situation.named(it, it.label, EntityType.PERSON)

    def _is_described(self, keys: tuple[str, ...], noun: str) -> bool:
        """Tell whether keys mean one person known by description only: "a senior official"."""
        if (
            len(keys) != 1
            or self.register.type(keys[0]) is not EntityType.PERSON
            or self.register.iri(keys[0])
        ):
            return False
        words = self.register.label(keys[0]).lower().split()
        return noun in words or any(
            t == noun or t.endswith(" " + noun) for t, _ in self.situation.offices.held.get(keys[0], ())
        )

    def _holder(self, it: Phrase) -> tuple[str, ...]:
        """Find who holds the office that a definite phrase names: in the article, else in the list."""
        title = self.situation.gazetteer.title(self._title(it))
        owners = [o for o in it.owners if self.register.type(o) is not EntityType.PERSON]
        if it.first_person and self.situation.publisher:
            owners = [self.situation.publisher]
        states = [o for o in owners if self._speaks_for_state(o)]
        wanted = {n for n in (self.situation.nation(o) for o in states) if n}

        def fits(keys: tuple[str, ...]) -> bool:
            return len(keys) == 1 and self.holders.holds(keys[0], title, it.noun, wanted, owners)

        told = self._told(it, fits, bool(owners))
        if told:
            return told
        if owners:  # named only further on
            later = [
                e.key
                for e in self.register.entities()
                if self.holders.holds(e.key, title, it.noun, wanted, owners)
            ]
            if len(later) == 1:
                return (later[0],)
        bodies = [i for i in (self.register.iri(o) for o in owners if o not in states) if i]
        of = next(iter(sorted(wanted) or bodies), None)
        if of is None and not owners and self.situation.publisher:
            of = self.situation.nation(self.situation.publisher)
        if of is None or self.situation.article.date is None:
            return ()
        held = self.situation.gazetteer.holders(title, of, self.situation.article.date)
        if not held and of in bodies and title == self.situation.gazetteer.title(it.noun):
            held = self._heads(it.noun, of)
        if len(held) != 1:
            return ()
        key = self.holders.known(held[0])
        self.register.alias(key, it.label)
        return (key,)

    def _heads(self, noun: str, body: str) -> tuple[Entry, ...]:
        """Return who leads a body under whatever title: "the Hezbollah leader" is its secretary-general."""
        if noun not in self.nouns.heads:
            return ()
        gazetteer, date = self.situation.gazetteer, self.situation.article.date
        titles = sorted({gazetteer.title(t) for t in self.nouns.heads})
        return tuple(dict.fromkeys(e for t in titles for e in gazetteer.holders(t, body, date)))

    def _speaks_for_state(self, owner: str) -> bool:
        """Tell whether who leads an owner leads its state's part: of a ministry, not of a party."""
        words = self.register.label(owner).lower().split()
        return self.register.type(owner) is EntityType.COUNTRY or any(
            w in self.nouns.national_bodies for w in words
        )

    def _told(self, it: Phrase, fits: Test, owned: bool) -> tuple[str, ...]:
        """Return the last one told who fits; of two in one sentence its only subject, else neither."""
        last = self.discourse.last(it.chunk.start, fits)
        if last is None or owned:
            return last.keys if last else ()
        beside = [r for r in self.discourse.history if r.sentence == last.sentence and fits(r.keys)]
        beside = [r for r in beside if r.end <= it.chunk.start]
        if len({r.keys for r in beside}) == 1:
            return last.keys
        subjects = {r.keys for r in beside if r.main and not self._is_joined(r)}
        return subjects.pop() if len(subjects) == 1 else ()

    def _is_joined(self, referent: Referent) -> bool:
        return any(label(c) == "conj" for c in self.doc[referent.head].children)

    def _title(self, it: Phrase) -> str:
        """Return the title's words: without nationality, with "of State" and the like."""
        begin = max((n.end for n in it.chunk.names), default=it.chunk.start)
        words = [t.text for t in self.doc[begin : it.chunk.end] if t.tag_ not in DETERMINERS]
        end = it.chunk.end
        if end + 1 < len(self.doc) and self.doc[end].lower_ == "of":
            other = self.situation.by_start.get(end + 1)
            if other is not None and not other.names and self.doc[other.start].text[0].isupper():
                words += ["of", self.doc[other.start : other.end].text]
        return " ".join(words)
