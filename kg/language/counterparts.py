"""Persons by relation → whom they mean: "his Russian counterpart", "her guest"."""

from kg.language.holders import Holders
from kg.language.phrase import Phrase
from kg.language.situation import Situation
from kg.model import EntityType


class Counterparts:
    """Resolves the other party of a pair in one article."""

    def __init__(self, situation: Situation, holders: Holders) -> None:
        self.situation, self.holders = situation, holders
        self.register, self.discourse = situation.register, situation.discourse

    def resolve(self, it: Phrase) -> tuple[str, ...] | None:
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
                return other and self.holders.holds(keys[0], title, title.split()[-1], nations, [])

            held = self.discourse.last(it.chunk.start, fits)
            if held is not None:
                return held.keys
            entries = self.situation.gazetteer.holders(title, min(nations), self.situation.article.date)
            if len(entries) == 1 and self.situation.article.date:
                return (self.holders.known(entries[0]),)
        return self.situation.named(it, it.label, EntityType.PERSON)
