"""Tests whether a person holds the office that a phrase names."""

import re
from collections.abc import Sequence

from kg.gazetteer import Entry
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

_LINK = re.compile(r" (?:of|for|to|at) ")
_SPOKEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})


class Holders:
    """The office holders of one article."""

    def __init__(self, situation: Situation) -> None:
        self.situation, self.register = situation, situation.register
        self.nouns = role_nouns()

    def known(self, entry: Entry) -> str:
        """Return the key of a listed person, entered with the offices of the article's day."""
        key = self.register.known(entry)
        self.note(key)
        return key

    def note(self, key: str) -> None:
        """Take over the offices that a listed person held on the article's day."""
        entry, date = self.register.entry(key), self.situation.article.date
        for office in entry.offices if entry else ():
            if date is None or office.held_on(date):
                title = self.situation.gazetteer.title(office.title)
                self.situation.offices.add(key, title, office.organization)

    def holds(self, person: str, title: str, noun: str, wanted: set[str], owners: list[str]) -> bool:
        """Tell whether a person holds an office (its head noun apart) of one of some countries or bodies."""
        if self.register.type(person) is not EntityType.PERSON:
            return False
        if wanted and self.situation.nation(person) not in wanted:
            return False
        offices = self.situation.offices.held.get(person, ())
        if owners and not wanted:
            own = {*owners, *(self.register.iri(o) for o in owners)}
            offices = [o for o in offices if o[1] in own]
        titles = {t for t, _ in offices} | {_LINK.split(t)[0] for t, _ in offices}
        if title in titles:
            return True
        if noun in self.nouns.rulers and title.split()[-1:] == [noun] and len(title.split()) == 1:
            return bool(titles & self.nouns.rulers) and (
                bool(wanted) or noun in {"leader", "ruler", "dictator"} or noun in titles
            )
        if noun in self.nouns.heads and self._heads(offices, owners):
            return True
        short = len(title.split()) == 1
        return any(
            (short and t.split()[-1:] == [noun]) or (noun in _SPOKEN and set(t.split()) & _SPOKEN)
            for t in titles
        )

    def _heads(self, offices: Sequence[tuple[str, str | None]], owners: list[str]) -> bool:
        """Tell whether someone leads one of some bodies: "the Wagner boss"."""
        bodies = [o for o in owners if self.register.type(o) is EntityType.ORGANIZATION]
        own = {*bodies, *(self.register.iri(b) for b in bodies)}
        return any(of in own and set(title.split()) & self.nouns.heads for title, of in offices)
