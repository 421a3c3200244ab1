"""Publishers that are actors themselves: in what concerns them, they are no neutral narrators."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.resolve.background import Background
from kg.resolve.names import normalise


@dataclass(frozen=True, slots=True)
class Publishers:
    """Knows which publisher is party to which event; all entities under their merged IRIs."""

    background: Background
    labels: Mapping[str, str]  # entity → its label
    employers: Mapping[str, Collection[str]]  # person → what the articles say they hold office of

    def party(self, publisher: str, actors: Iterable[str]) -> bool:
        """Tell whether a publisher, or the state whose organ it is, takes part in an event."""
        owners = self._owners(publisher)
        return any(self._owners(actor) & owners for actor in actors)

    def _owners(self, entity: str) -> frozenset[str]:
        """Return an entity with what it is an organ or official of."""
        known = self.background.owners
        direct = {entity, *self.employers.get(entity, ())}
        if entity not in self.background.entries:
            direct |= self._country(self.labels.get(entity, ""))
        return frozenset(owner for e in direct for owner in known.get(e, (e,)))

    def _country(self, label: str) -> frozenset[str]:
        """Return the country that a name contains: "Ministry of Defence of Russia"."""
        words = normalise(label).split()
        parts = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
        found = [part for part in parts if part in self.background.countries]
        return self.background.countries[max(found, key=len)] if found else frozenset()
