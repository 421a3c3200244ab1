"""Phrases for groups and bodies → which: "the agency", "its central bank", "Iranian officials"."""

from kg.language.phrase import Phrase
from kg.language.phrases import PhraseReader
from kg.language.rolenouns import role_nouns, singular
from kg.language.situation import Situation
from kg.model import EntityType

_NEAR = 3  # sentences in which a body may be taken up by a word that is not in its name
_REACH = 12  # and by one that is
_PARTS = frozenset({"agency", "body", "organization", "organisation"})  # a body may have some of its own
_PEOPLE = frozenset({"personnel", "troops", "forces", "officials", "members", "officers", "soldiers"})
_NEWS = (["news", "agency"], ["news", "service"])


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
        called = self._called(it)
        if called:
            return called
        nation = next((o for o in it.owners if self.register.type(o) is EntityType.COUNTRY), None)
        if nation is not None:
            return self._of_state(it, nation)
        if it.determiner in {"the", "this", "that"} and not it.owners:
            before = self._before(it)
            if before:
                return before
        if it.determiner in {"a", "an"} and it.words.count(" ") == 0:
            return None
        return self.situation.named(it, it.label, EntityType.ORGANIZATION)

    def _called(self, it: Phrase) -> tuple[str, ...]:
        """Return the body that a phrase names with its sort: "Lebanon's Hezbollah movement"."""
        name = it.chunk.names[-1] if it.chunk.names else None
        key = self.situation.keys.get(name.start) if name is not None else None
        if name is None or key is None or name.end >= it.chunk.end:
            return ()
        sort = [self.doc[i].lower_ for i in range(name.end, it.chunk.end)]
        joint = it.noun in {"alliance", "bloc"}  # of states, which belongs to none
        if not joint and self.situation.nation(key) is None:
            return ()
        of_sort = it.noun in self.nouns.hypernyms and self._is_sort((key,), it.noun)
        alone = len(sort) == 1 and of_sort and it.noun not in _PARTS
        return (key,) if alone or sort in _NEWS or (joint and of_sort) else ()

    def _of_state(self, it: Phrase, nation: str) -> tuple[str, ...]:
        """Return a state's own body: "its central bank" is the Syrian one."""
        before = self._before(it, nation) if it.determiner in {"the", "this", "that"} else ()
        if before:
            return before
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

    def _before(self, it: Phrase, nation: str | None = None) -> tuple[str, ...]:
        """Return the body that a definite phrase takes up: by a word of its name, else by its sort."""
        start = it.chunk.start
        begin = max((n.end for n in it.chunk.names), default=start + 1)
        rest = [self.doc[i].lower_ for i in range(begin, it.chunk.end - 1)]

        def same(keys: tuple[str, ...]) -> bool:
            words = self._words(keys)
            of_nation = nation is None or self.situation.nation(keys[0]) == self.situation.nation(nation)
            return it.noun in words and words.issuperset(rest) and of_nation

        named = self.discourse.last(start, same, _REACH)
        if named is not None and not self._told_since(it, named.start):
            return named.keys
        if nation is not None or it.noun not in self.nouns.hypernyms:
            return ()
        sort = next(
            iter(self.discourse.recent(start, lambda keys: self._is_sort(keys, it.noun), _NEAR)), None
        )
        return sort.keys if sort is not None and not self._told_since(it, sort.start) else ()

    def _words(self, keys: tuple[str, ...]) -> set[str]:
        """Return the words of a body's names, of none for what is no single body."""
        if len(keys) != 1 or self.register.type(keys[0]) is not EntityType.ORGANIZATION:
            return set()
        entry = self.register.entry(keys[0])
        if entry is None and self.register.label(keys[0]).split()[-1].lower() in _PEOPLE:
            return set()
        names = (self.register.label(keys[0]), *(entry.names if entry else ()))
        return {word for name in names for word in name.lower().split()}

    def _is_sort(self, keys: tuple[str, ...], noun: str) -> bool:
        """Tell whether a named body may be called a group, an agency: by its name's noun, or without one."""
        words = self._words(keys)
        if not words or not self.register.label(keys[0]).split()[-1][:1].isupper():
            return False
        told = words & (self.nouns.body_words | self.nouns.organizations)
        return told <= self.nouns.hypernyms[noun] | {noun}

    def _told_since(self, it: Phrase, start: int) -> bool:
        """Tell whether another of the sort came up since: "a company in Minsk … the company"."""
        return any(
            not r.keys and start < r.start and r.end <= it.chunk.start and self._noun(r.end - 1) == it.noun
            for r in self.discourse.history
        )

    def _noun(self, token: int) -> str:
        return singular(self.doc[token])
