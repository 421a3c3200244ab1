"""Phrases for places → which: "the cosmodrome", "Russia's spaceport", "the port of Bushehr"."""

from kg.language.phrase import Phrase
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType


class PlacePhrases:
    """Resolves the phrases for places of one article."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.doc, self.register, self.discourse = situation.doc, situation.register, situation.discourse
        self.nouns = role_nouns()

    def place(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "the cosmodrome", "the launch facility" to the last place of that sort."""
        following = self.situation.by_start.get(it.chunk.end + 1)
        if following is not None and following.last is not None and self.doc[it.chunk.end].lower_ == "of":
            key = self.situation.keys.get(following.last.start)
            if key is not None and self.register.type(key) is EntityType.PLACE:
                return (key,)  # "the port of Bushehr"
        if it.owners and it.chunk.owned:
            return self._place_of(it)
        if it.determiner not in {"the", "this", "that"} or it.owners:
            return None
        before = self.discourse.last(it.chunk.start, lambda keys: self._is_sort(keys, it.noun), reach=20)
        return before.keys if before else None

    def _is_sort(self, keys: tuple[str, ...], noun: str) -> bool:
        if len(keys) != 1 or self.register.type(keys[0]) is not EntityType.PLACE:
            return False
        words = set(self.register.label(keys[0]).lower().split())
        return noun in words or (noun in self.nouns.sites and bool(words & self.nouns.sites))

    def _place_of(self, it: Phrase) -> tuple[str, ...]:
        """Resolve "Russia's spaceport" to the only named place of that sort there, else to one of its own."""
        nation = self.situation.nation(it.owners[0])
        same = [
            e.key
            for e in self.register.entities()
            if self._is_sort((e.key,), it.noun) and e.iri and self.situation.nation(e.key) == nation
        ]
        return (same[0],) if len(same) == 1 else self.situation.named(it, it.label, EntityType.PLACE)
