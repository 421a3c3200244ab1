"""Publishers that are actors themselves, and whom an event concerns them with."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.resolve.background import Background
from kg.resolve.names import normalise


@dataclass(frozen=True, slots=True)
class Publishers:
    """Knows which publisher is party to which event."""

    background: Background
    government: frozenset[str]
    press: frozenset[str]
    employers: Mapping[str, Collection[str]]  # person → what the articles say they hold office of

    def party(self, publisher: str, actors: Iterable[str]) -> bool:
        """Tell whether a publisher, or the state whose organ it is, takes part in an event."""
        owners = self.owners(*self.actor(publisher))
        return bool(owners) and any(self.owners(actor) & owners for actor in actors)

    def owners(self, *entities: str) -> frozenset[str]:
        """Return entities with what they are organs or officials of."""
        known = self.background.owners
        direct = {e for entity in entities for e in (entity, *self.employers.get(entity, ()))}
        return frozenset(owner for e in direct for owner in known.get(e, (e,)))

    def actor(self, publisher: str) -> frozenset[str]:
        """Return the organisation or country that a publisher's name stands for; nothing for the press."""
        name = normalise(re.sub(r"\([^)]*\)", " ", publisher))
        words = set(name.split())
        if words & self.press:
            return frozenset()
        named = self.background.named
        if name in named:
            return named[name]
        if not any(f" {term} " in f" {name} " for term in self.government):
            return frozenset()
        tokens = name.split()
        parts = (" ".join(tokens[i:j]) for i in range(len(tokens)) for j in range(i + 1, len(tokens) + 1))
        found = [part for part in parts if part in self.background.countries]
        return self.background.countries[max(found, key=len)] if found else frozenset()
