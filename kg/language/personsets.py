"""Phrases for several persons → who they are: "the two leaders", "the foreign ministers", "the pair"."""

from kg.language.phrase import Phrase
from kg.language.phrases import DETERMINERS
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
_MANY = 20  # sentences in which "the ministers" were named
_NEAR = 2  # sentences in which "the pair" were named


class PersonSets:
    """Resolves the phrases for several persons of one article."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.doc, self.register, self.discourse = situation.doc, situation.register, situation.discourse
        self.nouns = role_nouns()

    def resolve(self, it: Phrase) -> tuple[str, ...]:
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
        if len(some) == max(2, wanted):
            return tuple(sorted(some))
        return self.together(it, number) if number and not rest else ()

    def together(self, it: Phrase, number: int, type_: EntityType = EntityType.PERSON) -> tuple[str, ...]:
        """Return the persons (or others) that were spoken of just before, if they are as many as told."""
        here = self.discourse.sentence[it.chunk.start]
        found = {
            key
            for r in self.discourse.history
            for key in r.keys
            if r.end <= it.chunk.start and here - r.sentence <= _NEAR and self.register.type(key) is type_
        }
        return tuple(sorted(found)) if len(found) == number else ()
