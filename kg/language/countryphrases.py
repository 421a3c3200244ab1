"""Phrases for countries and governments → which: "the country", "both sides", "its neighbor"."""

from collections import Counter, defaultdict

from kg.language.chunks import Chunk
from kg.language.discourse import Referent
from kg.language.labels import label
from kg.language.phrase import Phrase
from kg.language.phrases import PhraseReader
from kg.language.rolenouns import is_plural, role_nouns
from kg.language.situation import Situation
from kg.model import EntityType

_NUMBERS = {"three": 3, "four": 4, "five": 5}
_NEAR = 3  # sentences in which the parties of "both countries" count double


class CountryPhrases:
    """Resolves the phrases for countries and governments of one article."""

    def __init__(self, situation: Situation, reader: PhraseReader) -> None:
        self.situation, self.reader = situation, reader
        self.doc, self.register, self.discourse = situation.doc, situation.register, situation.discourse
        self.nouns = role_nouns()

    def parties(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "both countries", "the sides", "the three nations", None for a plural of no number."""
        words = {t.lower_ for t in self.doc[it.chunk.start : it.chunk.end]}
        sides = it.noun in {"side", "party"} and it.determiner in {"the", ""} and not it.owners
        if words & {"two", "both"} or sides:
            return self._two(it)
        number = next((n for word, n in _NUMBERS.items() if word in words), 0)
        if it.noun in {"neighbor", "neighbour"} and it.determiner == "the" and it.words.count(" ") == 0:
            number = 2
        return self._exactly(it, number) if number and it.definite and not it.owners else None

    def _exactly(self, it: Phrase, number: int) -> tuple[str, ...] | None:
        """Return the countries named just before, if they are as many as told."""
        here = self.discourse.sentence[it.chunk.start]
        near = [r for r in self.discourse.history if here - r.sentence <= _NEAR and r.end <= it.chunk.start]
        found = {k for r in near for k in r.keys if self.register.type(k) is EntityType.COUNTRY}
        return tuple(sorted(found)) if len(found) == number else None

    def realm(self, it: Phrase) -> tuple[str, ...]:
        """Resolve "the Islamic Republic", "the kingdom" to the latest country of such a name."""
        words = set(it.words.lower().split())

        def fits(keys: tuple[str, ...]) -> bool:
            entry = self.register.entry(keys[0]) if len(keys) == 1 else None
            names = entry.names if entry and entry.type is EntityType.COUNTRY else ()
            return any(words <= set(name.lower().split()) for name in names)

        found = self.discourse.last(it.chunk.start, fits)
        return found.keys if found else ()

    def _two(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "both countries", "the two sides": those most spoken of, near by and at all."""
        own = [o for o in it.owners if self.register.type(o) is EntityType.COUNTRY]
        if it.owners and not own:
            return None
        here = self.discourse.sentence[it.chunk.start]
        counts: dict[str, float] = defaultdict(float)
        for referent in self.discourse.history:
            country = self.situation.country_key(referent.keys[0]) if len(referent.keys) == 1 else None
            if country and country not in own:
                near = here - referent.sentence <= _NEAR
                counts[country] += (1.0 if near else 0.0) + (0.5 if near and referent.subject else 0.0) + 0.3
        two = [*own, *sorted(counts, key=lambda k: (-counts[k], k))][:2]
        if len(two) != 2:
            return None
        persons = self._principals(two) if it.noun == "side" and self.situation.publisher else ()
        return tuple(sorted(persons or two))

    def _principals(self, two: list[str]) -> tuple[str, ...]:
        """Return the two persons who speak for the sides where a release tells of no others."""
        found: dict[str, set[str]] = defaultdict(set)
        for referent in self.discourse.history:
            for key in referent.keys if len(referent.keys) == 1 and referent.named else ():
                if self.register.type(key) is EntityType.PERSON:
                    found[self.situation.country_key(key) or ""].add(key)
        pairs = [found[country] for country in two]
        return tuple(k for p in pairs for k in p) if all(len(p) == 1 for p in pairs) else ()

    def government(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "the Russian government", "the government of X", "the regime" to the country."""
        countries = [o for o in it.owners if self.register.type(o) is EntityType.COUNTRY]
        if not it.definite and not it.plural and it.determiner not in {"", "a", "an"}:
            return None
        if countries and (it.definite or it.plural):
            joined = self._conjoined(it.chunk) if is_plural(self.doc[it.chunk.end - 1]) else ()
            return tuple(dict.fromkeys([*joined, countries[0]]))
        if it.owners and it.chunk.names:
            person = self.situation.nation(it.owners[0])
            key = self.register.of_iri(person) if person and it.noun == "administration" else None
            return (key,) if key else self.situation.named(it, it.label, EntityType.ORGANIZATION)
        if it.noun == "authority":
            return self.situation.named(it, it.label, EntityType.ORGANIZATION)
        if it.first_person or (
            it.determiner in {"the", "this", "that"}
            and it.noun not in {"side", "republic", "kingdom", "leadership"}
        ):
            if self.situation.publisher and (it.first_person or it.noun == "administration"):
                country = self.situation.country_key(self.situation.publisher) or self.register.countries.get(
                    self.situation.publisher
                )
                if country:
                    return (country,)
            return self._latest_country(it)
        return None

    def _latest_country(self, it: Phrase) -> tuple[str, ...] | None:
        """Return the country told last, else that of the person or ministry told last."""
        found = list(
            self.discourse.recent(
                it.chunk.start, lambda keys: len(keys) == 1 and self.situation.nation(keys[0]) is not None, 3
            )
        )
        direct = [r for r in found if self._may_be(r, it)]
        if direct and it.determiner == "that":
            return max(direct, key=lambda r: r.end).keys
        if direct:
            return direct[0].keys
        nation = self.situation.nation(found[0].keys[0]) if found else None
        entry = self.situation.gazetteer.get(nation or "")
        key = self.register.of_iri(nation) if nation else None
        key = key or (self.register.known(entry) if entry else None)
        return (key,) if key else None

    def _may_be(self, referent: Referent, it: Phrase) -> bool:
        """Tell whether a country told may be meant: not the U.S. by "U.S. aid to that country"."""
        if self.register.type(referent.keys[0]) is not EntityType.COUNTRY:
            return False
        modifies = label(self.doc[referent.head]) in {"compound", "amod", "nmod:poss"}
        between = self.doc[referent.end : it.chunk.start]
        return not modifies or any(t.pos_ in {"VERB", "AUX"} or t.is_sent_start for t in between)

    def country(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "the country" to the latest; "other Western nations" are a group of their own."""
        if it.noun in {"neighbor", "neighbour"} and not it.plural:
            return self._neighbor(it)
        if it.noun == "state" and not it.plural and (it.chunk.names or it.determiner != "the"):
            return None
        if it.plural:
            return self.situation.named(it, self._counted(it), EntityType.ORGANIZATION)
        if it.first_person:
            country = self.register.countries.get(self.situation.publisher or "")
            outside = it.chunk.start not in self.discourse.quoted
            return (country,) if country and outside else None
        if it.determiner in {"the", "this", "that"} and it.chunk.end - it.chunk.start == 2:
            return self._latest_country(it)
        return None

    def _counted(self, it: Phrase) -> str:
        """Return the label of unnamed countries with their number: "at least 30 countries"."""
        start = it.chunk.start
        if it.determiner != "all" and not self.doc[start].like_num and self.doc[start].lower_ != "least":
            return it.label
        while start > 0 and self.doc[start - 1].lower_ in {
            "at",
            "more",
            "than",
            "fewer",
            "up",
            "to",
            "least",
        }:
            if (
                self.doc[start - 1].lower_ in {"at", "to"}
                and start == it.chunk.start
                and self.doc[start].lower_ == "all"
            ):
                break
            start -= 1
        return self.reader.plain(start, it.chunk.end)

    def _neighbor(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "its neighbor" to the other country that the article speaks of most."""
        owners = {o for o in it.owners if self.register.type(o) is EntityType.COUNTRY}
        if not owners:
            return None
        counts = Counter(
            k
            for r in self.discourse.history
            for k in r.keys
            if k not in owners and self.register.type(k) is EntityType.COUNTRY
        )
        return (min(counts, key=lambda k: (-counts[k], k)),) if counts else None

    def _conjoined(self, chunk: Chunk) -> tuple[str, ...]:
        """Return the countries before "and" in "the U.S. and South Korean governments"."""
        return tuple(key for key, _ in self.reader.coordinated(chunk))
