"""Phrases without a name → whom they mean: "the Russian president", "both countries", "military analysts"."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer
from kg.language.chunks import Chunk
from kg.language.discourse import Discourse
from kg.language.labels import label
from kg.language.pronouns import FIRST
from kg.language.references import Register
from kg.language.rolenouns import is_plural, role_nouns, singular
from kg.model import Article, EntityType

_TAIL = frozenset({"of", "for", "at", "with", "from", "in"})
_LINK = re.compile(r" (?:of|for|to|at) ")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
_MANY = 20  # sentences in which "the ministers" were named
_NEAR = 3  # sentences in which the parties of "both countries" count double
_NONE = frozenset({"any", "no", "every", "each", "such"})
_DETERMINERS = frozenset({"DT", "PDT", "PRP$", "POS", "WP$"})
_GENERIC = frozenset(
    {"group", "organization", "organisation", "body", "agency", "bloc", "alliance", "company"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A nominal taken apart."""

    chunk: Chunk
    noun: str  # its head noun in the singular
    plural: bool
    definite: bool
    determiner: str
    owners: tuple[str, ...]  # who possesses it, by genitive, pronoun, adjective or "of"
    first_person: bool  # "our allies"
    words: str  # without determiner and owner
    label: str  # without determiner, with what belongs to it
    surface: str


@dataclass
class Offices:
    """The titles of persons, as the article and the list know them: person → (title, country or body)."""

    held: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: str, title: str, of: str | None) -> None:
        """Note that a person holds an office."""
        if (title, of) not in self.held[person]:
            self.held[person].append((title, of))


class NominalResolver:
    """Resolves the nominals of one article."""

    def __init__(
        self,
        article: Article,
        gazetteer: Gazetteer,
        register: Register,
        discourse: Discourse,
        chunks: tuple[Chunk, ...],
        offices: Offices,
        keys: dict[int, str],
        publisher: str | None,
    ) -> None:
        self.article, self.gazetteer, self.register, self.discourse = article, gazetteer, register, discourse
        self.offices, self.keys, self.publisher = offices, keys, publisher
        self.doc: Doc = discourse.doc
        self.nouns = role_nouns()
        self.by_start = {c.start: c for c in chunks}
        self.by_end = {c.end: c for c in chunks}

    # --- taking phrases apart ---------------------------------------------------------------

    def phrase(self, chunk: Chunk) -> Phrase:
        """Take a chunk apart."""
        first = self.doc[chunk.start]
        last = self.doc[chunk.end - 1]
        determiner = first.lower_ if first.tag_ in _DETERMINERS else ""
        start = chunk.start
        while start < chunk.end - 1 and (
            self.doc[start].tag_ in _DETERMINERS or self.doc[start].lower_ in self.nouns.articles
        ):
            start += 1
        owners = self._owners(chunk)
        words = self._plain(start, chunk.end)
        tail = self._tail(chunk)
        return Phrase(
            chunk=chunk,
            noun=singular(last),
            plural=is_plural(last),
            definite=determiner in self.nouns.definite or chunk.owned or bool(chunk.names),
            determiner=determiner,
            owners=owners,
            first_person=first.lower_ in FIRST and first.tag_ == "PRP$",
            words=words,
            label=self._owned_label(chunk, words, owners) + (f" {tail}" if tail else ""),
            surface=" ".join(self.doc[chunk.start : chunk.end].text.split()) + (f" {tail}" if tail else ""),
        )

    def _plain(self, start: int, end: int) -> str:
        """Return words with a sentence's capital taken off."""
        text = " ".join(self.doc[start:end].text.split())
        first = self.doc[start]
        begins = start == 0 or first.is_sent_start or self.doc[start - 1].is_sent_start or first.is_lower
        common = (
            first.tag_ not in {"NNP", "NNPS"} and start not in self.keys and not first.is_upper and begins
        )
        return text[:1].lower() + text[1:] if common else text

    def _owned_label(self, chunk: Chunk, words: str, owners: tuple[str, ...]) -> str:
        """Write a country's possessive as its adjective: "South Korea's army" → "South Korean army"."""
        if not chunk.owned or self.doc[chunk.start].tag_ == "PRP$" or not owners:
            return words
        if self.register.type(owners[0]) is not EntityType.COUNTRY:
            return f"{self.register.label(owners[0])} {words}"
        entry = self.gazetteer.get(self.register.iri(owners[0]) or "")
        adjective = entry.demonyms[0] if entry and entry.demonyms else self.register.label(owners[0])
        return f"{adjective} {words}"

    def _tail(self, chunk: Chunk) -> str:
        """Return the phrase that says whose the head is: "for the Taiwanese military", "of the G7"."""
        i = chunk.end
        if i + 1 >= len(self.doc) or self.doc[i].lower_ not in _TAIL - {"in"}:
            return ""
        other = self.by_start.get(i + 1)
        while other is not None and other.end < len(self.doc) and self.doc[other.end].tag_ == "POS":
            other = self.by_start.get(other.end + 1)
        if other is None or not (
            other.names or singular(self.doc[other.end - 1]) in self.nouns.organizations
        ):
            return ""
        after = self.doc[other.end].text if other.end < len(self.doc) else ""
        if is_plural(self.doc[chunk.end - 1]) and after in {",", "and"}:
            return ""  # "the foreign ministers of Canada, France and Italy"
        return " ".join(self.doc[i : other.end].text.split())

    def _owners(self, chunk: Chunk) -> tuple[str, ...]:
        found: list[str] = []
        if chunk.owned:
            i = chunk.start if self.doc[chunk.start].tag_ == "PRP$" else chunk.start - 2
            referent = self.discourse.at.get(i)
            if referent is not None:
                found += referent.keys
        for name in chunk.names:
            if name.start in self.keys:
                found.append(self.keys[name.start])
        if chunk.end + 1 < len(self.doc) and self.doc[chunk.end].lower_ in _TAIL:
            other = self.by_start.get(chunk.end + 1)
            if other is not None and other.last is not None and other.last.start in self.keys:
                found.append(self.keys[other.last.start])
        return tuple(dict.fromkeys(found))

    # --- resolving --------------------------------------------------------------------------

    def resolve(self, chunk: Chunk) -> tuple[str, ...] | None:
        """Return what a nominal refers to; None when its noun is not one of those who act or places."""
        it, nouns = self.phrase(chunk), self.nouns
        if it.determiner in _NONE and not it.plural:
            return None
        apposed = self._apposed(it)
        if apposed:
            return apposed
        if not it.plural and it.noun in nouns.relational:
            return self._related(it)
        if it.plural and it.noun in nouns.pairs and self._is_pair(it):
            return self._two_countries(it)
        if it.noun in nouns.governments and it.plural == (it.noun == "authority"):
            return self._government(it)
        if it.noun in nouns.countries:
            return self._countries(it)
        if it.plural and self._is_person(it.noun) and it.determiner in {"the", "both"}:
            several = self._several_persons(it)
            if several:
                return several
        if it.plural and (it.noun in nouns.groups or self._is_person(it.noun)):
            return self._group(it)
        if not it.plural and self._is_person(it.noun):
            return self._person(it)
        is_site = it.noun in nouns.sites and {"launch", "space", "test", "military"} & set(
            it.words.lower().split()
        )
        if not is_site and it.noun in nouns.organizations:
            return self._body(it)
        if (it.noun in nouns.places or it.noun in nouns.sites) and not it.plural:
            return self._place(it)
        return None

    def _apposed(self, it: Phrase) -> tuple[str, ...]:
        """Return the name that a phrase explains: "Yonhap, the South Korean news agency, …"."""
        start = it.chunk.start
        while start > 2 and (self.doc[start - 1].tag_ == "POS" or start - 1 in self.inside_owner(it.chunk)):
            start -= 1
        if (
            start < 2
            or self.doc[start - 1].text != ","
            or it.plural
            or not (it.definite or it.determiner == "a")
        ):
            return ()
        named = self.by_end.get(start - 1)
        key = self.keys.get(named.last.start) if named and named.last else None
        if key is None or it.chunk.end >= len(self.doc) or (it.chunk.names and it.chunk.last is not None):
            return ()
        head = self.doc[it.chunk.head]
        if label(head) != "appos" and self.doc[it.chunk.end].text not in {",", "."}:
            return ()
        sorts = {
            EntityType.ORGANIZATION: self.nouns.organizations | self.nouns.groups,
            EntityType.PLACE: self.nouns.places | self.nouns.sites,
            EntityType.COUNTRY: self.nouns.countries,
        }
        return (key,) if it.noun in sorts.get(self.register.type(key), frozenset()) else ()

    def inside_owner(self, chunk: Chunk) -> range:
        """Return the tokens of the phrase that possesses a chunk."""
        if not chunk.owned or chunk.start < 2:
            return range(0)
        owner = self.by_end.get(chunk.start - 1)
        return range(owner.start, owner.end) if owner else range(0)

    def _is_person(self, noun: str) -> bool:
        return noun in self.nouns.titles or noun in self.nouns.people

    def _named(self, it: Phrase, label: str, type_: EntityType) -> tuple[str, ...]:
        """Enter an entity that has no other name than its noun phrase."""
        key = self.register.unknown(label, type_)
        self.register.alias(key, it.surface)
        nation = next((o for o in it.owners if self.register.type(o) is EntityType.COUNTRY), None)
        nation = nation or next(
            (self.register.countries[o] for o in it.owners if o in self.register.countries), None
        )
        if nation and key not in self.register.countries and nation != key:
            self.register.countries[key] = nation
        return (key,)

    # --- persons ----------------------------------------------------------------------------

    def nation(self, key: str) -> str | None:
        """Return the IRI (or key) of the country that an entity belongs to."""
        if self.register.type(key) is EntityType.COUNTRY:
            return self.register.iri(key) or key
        if key in self.register.countries:
            country = self.register.countries[key]
            return self.register.iri(country) or country
        entry = self.gazetteer.get(self.register.iri(key) or "")
        return entry.country if entry else None

    def _person(self, it: Phrase) -> tuple[str, ...]:
        if it.definite or (it.determiner == "" and self.doc[it.chunk.end - 1].tag_ == "NNP"):
            found = self._holder(it)
            if found:
                return found
        if it.determiner in {"a", "an", "another", "one"} or it.owners or not it.definite:
            return self._named(it, it.label, EntityType.PERSON)
        if it.words.count(" ") > 1:
            return self._named(it, it.label, EntityType.PERSON)
        before = self.discourse.last(it.chunk.start, lambda keys: self._is_described(keys, it.noun))
        return before.keys if before else self._named(it, it.label, EntityType.PERSON)

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
            t == noun or t.endswith(" " + noun) for t, _ in self.offices.held.get(keys[0], ())
        )

    def _holder(self, it: Phrase) -> tuple[str, ...]:
        """Find who holds the office that a definite phrase names: in the article, else in the list."""
        title = self.gazetteer.title(self._title(it))
        owners = [o for o in it.owners if self.register.type(o) is not EntityType.PERSON]
        if it.first_person and self.publisher:
            owners = [self.publisher]
        wanted = {n for n in (self.nation(o) for o in owners) if n}
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
        if nation is None and not owners and self.publisher:
            nation = self.nation(self.publisher)
        if nation is None:
            return ()
        held = self.gazetteer.holders(title, nation, self.article.date)
        if len(held) != 1 or self.article.date is None:
            return ()
        key = self.register.known(held[0])
        self.register.alias(key, it.label)
        return (key,)

    def _title(self, it: Phrase) -> str:
        """Return the title's words: without nationality, with "of State" and the like."""
        begin = max((n.end for n in it.chunk.names), default=it.chunk.start)
        words = [t.text for t in self.doc[begin : it.chunk.end] if t.tag_ not in _DETERMINERS]
        end = it.chunk.end
        if end + 1 < len(self.doc) and self.doc[end].lower_ == "of":
            other = self.by_start.get(end + 1)
            if other is not None and not other.names and self.doc[other.start].text[0].isupper():
                words += ["of", self.doc[other.start : other.end].text]
        return " ".join(words)

    def _holds(self, person: str, title: str, noun: str, wanted: set[str], owners: list[str]) -> bool:
        if self.register.type(person) is not EntityType.PERSON:
            return False
        if wanted and self.nation(person) not in wanted:
            return False
        offices = self.offices.held.get(person, ())
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

    def _related(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "his Russian counterpart", "his guest": the other party."""
        people = [o for o in it.owners if self.register.type(o) is EntityType.PERSON]
        nations = {n for n in (self.nation(o) for o in it.owners if o not in people) if n}
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
        titles = [t for p in people for t, _ in self.offices.held.get(p, ())]
        for title in [*titles, "leader"]:

            def fits(keys: tuple[str, ...], title: str = title) -> bool:
                other = len(keys) == 1 and keys[0] not in people
                return other and self._holds(keys[0], title, title.split()[-1], nations, [])

            held = self.discourse.last(it.chunk.start, fits)
            if held is not None:
                return held.keys
            entries = self.gazetteer.holders(title, min(nations), self.article.date)
            if len(entries) == 1 and self.article.date:
                return (self.register.known(entries[0]),)
        return self._named(it, it.label, EntityType.PERSON)

    def _several_persons(self, it: Phrase) -> tuple[str, ...]:
        """Resolve "the two leaders", "the foreign ministers" to the last who are such."""
        words = [t for t in self.doc[it.chunk.start : it.chunk.end] if t.tag_ not in _DETERMINERS]
        number = next(
            (_NUMBERS[t.lower_] for t in [self.doc[it.chunk.start], *words] if t.lower_ in _NUMBERS), 0
        )
        rest = [t for t in words[:-1] if t.lower_ not in _NUMBERS]
        title = self.gazetteer.title(" ".join([*(t.text for t in rest), it.noun]))
        if it.owners:
            return ()

        def fits(keys: tuple[str, ...]) -> bool:
            if len(keys) != 1 or self.register.type(keys[0]) is not EntityType.PERSON:
                return False
            titles = {t for t, _ in self.offices.held.get(keys[0], ())}
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

    # --- countries --------------------------------------------------------------------------

    def _is_pair(self, it: Phrase) -> bool:
        words = {t.lower_ for t in self.doc[it.chunk.start : it.chunk.end]}
        return bool(words & {"two", "both"}) or (
            it.noun in {"side", "party"} and it.determiner in {"the", ""} and not it.owners
        )

    def _two_countries(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "both countries", "the two sides": those most spoken of, near by and at all."""
        own = [o for o in it.owners if self.register.type(o) is EntityType.COUNTRY]
        if it.owners and not own:
            return None
        here = self.discourse.sentence[it.chunk.start]
        counts: dict[str, float] = defaultdict(float)
        for referent in self.discourse.history:
            country = self._country_key(referent.keys[0]) if len(referent.keys) == 1 else None
            if country and country not in own:
                near = here - referent.sentence <= _NEAR
                counts[country] += (1.0 if near else 0.0) + (0.5 if near and referent.subject else 0.0) + 0.3
        two = [*own, *sorted(counts, key=lambda k: (-counts[k], k))][:2]
        return tuple(sorted(two)) if len(two) == 2 else None

    def _country_key(self, key: str) -> str | None:
        if self.register.type(key) is EntityType.COUNTRY:
            return key
        if self.register.type(key) is EntityType.PERSON:
            nation = self.nation(key)
            return self.register.of_iri(nation) if nation else None
        return None

    def _government(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "the Russian government", "the government of X", "the regime" to the country."""
        countries = [o for o in it.owners if self.register.type(o) is EntityType.COUNTRY]
        if not it.definite and not it.plural and it.determiner not in {"", "a", "an"}:
            return None
        if countries and (it.definite or it.plural):
            joined = self._conjoined(it.chunk) if is_plural(self.doc[it.chunk.end - 1]) else ()
            return tuple(dict.fromkeys([*joined, countries[0]]))
        if it.owners and it.chunk.names:
            person = self.nation(it.owners[0])
            key = self.register.of_iri(person) if person and it.noun == "administration" else None
            return (key,) if key else self._named(it, it.label, EntityType.ORGANIZATION)
        if it.noun == "authority":
            return self._named(it, it.label, EntityType.ORGANIZATION)
        if it.first_person or (
            it.determiner in {"the", "this", "that"}
            and it.noun not in {"side", "republic", "kingdom", "leadership"}
        ):
            if self.publisher and (it.first_person or it.noun == "administration"):
                country = self._country_key(self.publisher) or self.register.countries.get(self.publisher)
                if country:
                    return (country,)
            return self._latest_country(it)
        return None

    def _latest_country(self, it: Phrase) -> tuple[str, ...] | None:
        found = list(
            self.discourse.recent(
                it.chunk.start, lambda keys: len(keys) == 1 and self._country_key(keys[0]) is not None, 3
            )
        )
        direct = [r for r in found if self.register.type(r.keys[0]) is EntityType.COUNTRY]
        if direct:
            return direct[0].keys
        key = self._country_key(found[0].keys[0]) if found else None
        return (key,) if key else None

    def _countries(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "the country" to the latest; "other Western nations" are a group of their own."""
        if it.noun in {"neighbor", "neighbour"} and not it.plural:
            return self._neighbor(it)
        if it.noun == "state" and not it.plural and (it.chunk.names or it.determiner != "the"):
            return None
        if it.plural:
            return self._named(it, self._counted(it), EntityType.ORGANIZATION)
        if it.first_person:
            country = self.register.countries.get(self.publisher or "")
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
        return self._plain(start, it.chunk.end)

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
        return tuple(key for key, _ in self.coordinated(chunk))

    def coordinated(self, chunk: Chunk) -> list[tuple[str, Chunk]]:
        """Return the countries that share a plural noun with a phrase, with the phrases that name them."""
        found: list[tuple[str, Chunk]] = []
        if not chunk.names or not chunk.names[0].is_country or not is_plural(self.doc[chunk.end - 1]):
            return found
        current = chunk
        if self.doc[current.start].tag_ in _DETERMINERS:
            return found
        while current.start >= 2 and self.doc[current.start - 1].lower_ in {"and", "or", ",", "&"}:
            other = self.by_end.get(current.start - 1)
            if other is None or other.last is None or not other.last.is_country:
                break
            if other.last.kind != "demonym" and chunk.names[0].kind != "demonym":
                break
            if other.last.start in self.keys:
                found.insert(0, (self.keys[other.last.start], other))
            current = other
        return found

    # --- groups and bodies ------------------------------------------------------------------

    def _group(self, it: Phrase) -> tuple[str, ...]:
        """Make a group of its own of each noun phrase; "the officials" are those spoken of before."""
        bare = it.chunk.end - it.chunk.start == 2 and not it.owners
        if bare and it.determiner in {"the", "these", "those"}:
            before = self.discourse.last(it.chunk.start, lambda keys: self._is_group(keys, it.words), reach=8)
            if before is not None:
                return before.keys
        found = list(self._named(it, it.label, EntityType.ORGANIZATION))
        shared = self.coordinated(it.chunk)
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

    def _body(self, it: Phrase) -> tuple[str, ...] | None:
        nation = next((o for o in it.owners if self.register.type(o) is EntityType.COUNTRY), None)
        if nation is not None:
            return self._of_state(it, nation)
        if it.determiner in {"the", "this", "that"} and it.chunk.end - it.chunk.start == 2:
            before = self.discourse.last(it.chunk.start, lambda keys: self._is_body(keys, it.noun), reach=12)
            if before is not None:
                return before.keys
        if it.determiner in {"a", "an"} and it.words.count(" ") == 0:
            return None
        return self._named(it, it.label, EntityType.ORGANIZATION)

    def _of_state(self, it: Phrase, nation: str) -> tuple[str, ...]:
        """Return a state's own body: "its central bank" is the Syrian one."""
        by_pronoun = self.doc[it.chunk.start].tag_ == "PRP$"
        national = bool({w.lower() for w in it.words.split()} & self.nouns.national_bodies)
        label = it.label
        if by_pronoun and national:
            entry = self.gazetteer.get(self.register.iri(nation) or "")
            label = (
                f"{entry.demonyms[0] if entry and entry.demonyms else self.register.label(nation)} {it.words}"
            )
        entries = [e for e in self.gazetteer.lookup(label) if e.type is EntityType.ORGANIZATION]
        if len(entries) == 1 and national:
            key = self.register.known(entries[0])
            self.register.alias(key, label)
            return (key,)
        return self._named(it, label, EntityType.ORGANIZATION)

    def _is_body(self, keys: tuple[str, ...], noun: str) -> bool:
        if len(keys) != 1 or self.register.type(keys[0]) is not EntityType.ORGANIZATION:
            return False
        words = self.register.label(keys[0]).lower().split()
        if noun in words:
            return True
        named = any(w[:1].isupper() for w in self.register.label(keys[0]).split()[-1:])
        return noun in _GENERIC and named

    def _place(self, it: Phrase) -> tuple[str, ...] | None:
        """Resolve "the cosmodrome", "the launch facility" to the last place of that sort."""
        following = self.by_start.get(it.chunk.end + 1)
        if following is not None and following.last is not None and self.doc[it.chunk.end].lower_ == "of":
            key = self.keys.get(following.last.start)
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
        nation = self.nation(it.owners[0])
        same = [
            e.key
            for e in self.register.entities()
            if self._is_sort((e.key,), it.noun) and e.iri and self.nation(e.key) == nation
        ]
        return (same[0],) if len(same) == 1 else self._named(it, it.label, EntityType.PLACE)
