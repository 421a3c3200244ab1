"""Phrases for persons → whom they mean: "the Russian president", "his counterpart", "the two leaders"."""

import re

from kg.language.phrase import Phrase
from kg.language.phrases import DETERMINERS, PhraseReader
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

_LINK = re.compile(r" (?:of|for|to|at) ")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
_MANY = 20  # sentences in which "the ministers" were named


class PersonPhrases:
    """Resolves the phrases for persons of one article."""

    def __init__(self, situation: Situation, reader: PhraseReader) -> None:
        self.situation, self.reader = situation, reader
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
        wanted = {n for n in (self.situation.nation(o) for o in owners) if n}
        referent = self.discourse.last(
            it.chunk.start,
            lambda keys: len(keys) == 1 and self._holds(keys[0], title, it.noun, wanted, owners),
        )
        if referent is not None:
            return referent.keys
        if owners:  # named only further on
            later = [
                e.key for e in self.register.entities() if self._holds(e.key, title, it.noun, wanted, owners)
            ]
            if len(later) == 1:
                return (later[0],)
        nation = next(iter(sorted(wanted)), None)
        if nation is None and not owners and self.situation.publisher:
            nation = self.situation.nation(self.situation.publisher)
        if nation is None:
            return ()
        held = self.situation.gazetteer.holders(title, nation, self.situation.article.date)
        if len(held) != 1 or self.situation.article.date is None:
            return ()
        key = self.register.known(held[0])
        self.register.alias(key, it.label)
        return (key,)

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

    def _holds(self, person: str, title: str, noun: str, wanted: set[str], owners: list[str]) -> bool:
        if self.register.type(person) is not EntityType.PERSON:
            return False
        if wanted and self.situation.nation(person) not in wanted:
            return False
        offices = self.situation.offices.held.get(person, ())
        if owners and not wanted:
            offices = [o for o in offices if o[1] in owners]
        titles = {t for t, _ in offices} | {_LINK.split(t)[0] for t, _ in offices}
        if title in titles:
            return True
        if noun in self.nouns.rulers and title.split()[-1:] == [noun] and len(title.split()) == 1:
            return bool(titles & self.nouns.rulers) and (
                bool(wanted) or noun in {"leader", "ruler", "dictator"} or noun in titles
            )
        short = len(title.split()) == 1
        spoken = {"spokesman", "spokeswoman", "spokesperson"}
        return any(
            (short and t.split()[-1:] == [noun]) or (noun in spoken and set(t.split()) & spoken)
            for t in titles
        )

    def related(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "his Russian counterpart", "his guest": the other party."""
        people = [o for o in it.owners if self.register.type(o) is EntityType.PERSON]
        nations = {n for n in (self.situation.nation(o) for o in it.owners if o not in people) if n}
        if not people and not it.definite:
            return None
        if nations:
            return self._of_nation(it, people, nations)
        other = self.discourse.last(
            it.chunk.start,
            lambda keys: (
                len(keys) == 1 and keys[0] not in people and self.register.type(keys[0]) is EntityType.PERSON
            ),
            reach=2,
        )
        return other.keys if other and people else None

    def _of_nation(self, it: Phrase, people: list[str], nations: set[str]) -> tuple[str, ...]:
        """Resolve "his Russian counterpart": who holds there what he holds here."""
        titles = [t for p in people for t, _ in self.situation.offices.held.get(p, ())]
        for title in [*titles, "leader"]:

            def fits(keys: tuple[str, ...], title: str = title) -> bool:
                other = len(keys) == 1 and keys[0] not in people
                return other and self._holds(keys[0], title, title.split()[-1], nations, [])

            held = self.discourse.last(it.chunk.start, fits)
            if held is not None:
                return held.keys
            entries = self.situation.gazetteer.holders(title, min(nations), self.situation.article.date)
            if len(entries) == 1 and self.situation.article.date:
                return (self.register.known(entries[0]),)
        return self.situation.named(it, it.label, EntityType.PERSON)

    def several(self, it: Phrase) -> tuple[str, ...]:
        """Resolve "the two leaders", "the foreign ministers" to the last who are such."""
        words = [t for t in self.doc[it.chunk.start : it.chunk.end] if t.tag_ not in DETERMINERS]
        number = next(
            (_NUMBERS[t.lower_] for t in [self.doc[it.chunk.start], *words] if t.lower_ in _NUMBERS), 0
        )
        rest = [t for t in words[:-1] if t.lower_ not in _NUMBERS]
        title = self.situation.gazetteer.title(" ".join([*(t.text for t in rest), it.noun]))
        if it.owners:
            return ()

        def fits(keys: tuple[str, ...]) -> bool:
            if len(keys) != 1 or self.register.type(keys[0]) is not EntityType.PERSON:
                return False
            titles = {t for t, _ in self.situation.offices.held.get(keys[0], ())}
            if it.noun in {"leader", "head", "man"} and not rest:
                return bool(titles & self.nouns.rulers)
            return any(t == title or (not rest and t.split()[-1:] == [it.noun]) for t in titles)

        here = self.discourse.sentence[it.chunk.start]
        found = dict.fromkeys(
            r.keys[0]
            for r in sorted(self.discourse.history, key=lambda r: -r.start)
            if r.keys and fits(r.keys) and (number or here - r.sentence <= _MANY)
        )
        wanted = number or (2 if it.noun == "leader" else len(found))
        some = list(found)[:wanted]
        return tuple(sorted(some)) if len(some) == max(2, wanted) else ()
