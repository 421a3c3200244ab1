"""Phrases for groups and bodies → which: "the agency", "its central bank", "Iranian officials"."""

from kg.language.phrase import Phrase
from kg.language.phrases import PhraseReader
from kg.language.rolenouns import role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

_GENERIC = frozenset(
    {"group", "organization", "organisation", "body", "agency", "bloc", "alliance", "company"}
)


class BodyPhrases:
    """Resolves the phrases for groups and bodies of one article."""

    def __init__(self, situation: Situation, reader: PhraseReader) -> None:
        self.situation, self.reader = situation, reader
        self.doc, self.register, self.discourse = situation.doc, situation.register, situation.discourse
        self.nouns = role_nouns()

    def group(self, it: Phrase) -> tuple[str, ...]:
        """Make a group of its own of each noun phrase; "the officials" are those spoken of before."""
        bare = it.chunk.end - it.chunk.start == 2 and not it.owners
        if bare and it.determiner in {"the", "these", "those"}:
            before = self.discourse.last(it.chunk.start, lambda keys: self._is_group(keys, it.words), reach=8)
            if before is not None:
                return before.keys
        found = list(self.situation.named(it, it.label, EntityType.ORGANIZATION))
        shared = self.reader.coordinated(it.chunk)
        if shared:
            rest = self.doc[it.chunk.names[0].end : it.chunk.end].text
            for country, other in shared:
                adjective = self.doc[other.names[-1].start : other.names[-1].end].text
                key = self.register.unknown(f"{adjective} {' '.join(rest.split())}", EntityType.ORGANIZATION)
                self.register.countries[key] = country
                found.insert(len(found) - 1, key)
        return tuple(dict.fromkeys(found))

    def _is_group(self, keys: tuple[str, ...], noun: str) -> bool:
        return (
            len(keys) >= 1
            and all(self.register.type(k) is EntityType.ORGANIZATION for k in keys)
            and self.register.label(keys[-1]).lower().split()[-1:] == [noun.lower()]
        )

    def body(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "the agency" to the last body of that sort; "a Russian bank" is a body of its own."""
        nation = next((o for o in it.owners if self.register.type(o) is EntityType.COUNTRY), None)
        if nation is not None:
            return self._of_state(it, nation)
        if it.determiner in {"the", "this", "that"} and it.chunk.end - it.chunk.start == 2:
            before = self.discourse.last(it.chunk.start, lambda keys: self._is_body(keys, it.noun), reach=12)
            if before is not None:
                return before.keys
        if it.determiner in {"a", "an"} and it.words.count(" ") == 0:
            return None
        return self.situation.named(it, it.label, EntityType.ORGANIZATION)

    def _of_state(self, it: Phrase, nation: str) -> tuple[str, ...]:
        """Return a state's own body: "its central bank" is the Syrian one."""
        by_pronoun = self.doc[it.chunk.start].tag_ == "PRP$"
        national = bool({w.lower() for w in it.words.split()} & self.nouns.national_bodies)
        label = it.label
        if by_pronoun and national:
            entry = self.situation.gazetteer.get(self.register.iri(nation) or "")
            label = (
                f"{entry.demonyms[0] if entry and entry.demonyms else self.register.label(nation)} {it.words}"
            )
        entries = [e for e in self.situation.gazetteer.lookup(label) if e.type is EntityType.ORGANIZATION]
        if len(entries) == 1 and national:
            key = self.register.known(entries[0])
            self.register.alias(key, label)
            return (key,)
        return self.situation.named(it, label, EntityType.ORGANIZATION)

    def _is_body(self, keys: tuple[str, ...], noun: str) -> bool:
        if len(keys) != 1 or self.register.type(keys[0]) is not EntityType.ORGANIZATION:
            return False
        words = self.register.label(keys[0]).lower().split()
        if noun in words:
            return True
        named = any(w[:1].isupper() for w in self.register.label(keys[0]).split()[-1:])
        return noun in _GENERIC and named
