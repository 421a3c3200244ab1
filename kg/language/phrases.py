"""Chunk → phrase: its noun, determiner, owners, and the words that it is known by."""

from kg.language.chunks import Chunk
from kg.language.phrase import Phrase
from kg.language.rolenouns import is_plural, role_nouns, singular
from kg.language.situation import Situation
from kg.model import EntityType

_TAIL = frozenset({"of", "for", "at", "with", "from"})
DETERMINERS = frozenset({"DT", "PDT", "PRP$", "POS", "WP$"})


class PhraseReader:
    """Takes the nominals of one article apart."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.doc, self.register, self.discourse = situation.doc, situation.register, situation.discourse
        self.nouns = role_nouns()

    def read(self, chunk: Chunk) -> Phrase:
        """Take a chunk apart."""
        first = self.doc[chunk.start]
        last = self.doc[chunk.end - 1]
        determiner = first.lower_ if first.tag_ in DETERMINERS else ""
        start = chunk.start
        while start < chunk.end - 1 and (
            self.doc[start].tag_ in DETERMINERS or self.doc[start].lower_ in self.nouns.articles
        ):
            start += 1
        owners = self._owners(chunk)
        if self.doc[start].lower_ in {"least", "most"} and start > 0 and self.doc[start - 1].lower_ == "at":
            start -= 1  # "at least 130 commanders"
        words = self.plain(start, chunk.end)
        tail = self._tail(chunk)
        return Phrase(
            chunk=chunk,
            noun=singular(last),
            plural=is_plural(last),
            definite=determiner in self.nouns.definite or chunk.owned or bool(chunk.names),
            determiner=determiner,
            owners=owners,
            first_person=first.lower_ in {"my", "our"} and first.tag_ == "PRP$",
            words=words,
            label=self._owned_label(chunk, words, owners) + (f" {tail}" if tail else ""),
            surface=" ".join(self.doc[chunk.start : chunk.end].text.split()) + (f" {tail}" if tail else ""),
        )

    def plain(self, start: int, end: int) -> str:
        """Return words with a sentence's capital taken off."""
        text = " ".join(self.doc[start:end].text.split())
        first = self.doc[start]
        begins = start == 0 or first.is_sent_start or self.doc[start - 1].is_sent_start or first.is_lower
        common = (
            first.tag_ not in {"NNP", "NNPS"}
            and start not in self.situation.keys
            and not first.is_upper
            and begins
        )
        return text[:1].lower() + text[1:] if common else text

    def _owned_label(self, chunk: Chunk, words: str, owners: tuple[str, ...]) -> str:
        """Write a country's possessive as its adjective: "South Korea's army" → "South Korean army"."""
        if not chunk.owned or self.doc[chunk.start].tag_ == "PRP$" or not owners:
            return words
        if self.register.type(owners[0]) is not EntityType.COUNTRY:
            return f"{self.register.label(owners[0])} {words}"
        entry = self.situation.gazetteer.get(self.register.iri(owners[0]) or "")
        adjective = entry.demonyms[0] if entry and entry.demonyms else self.register.label(owners[0])
        return f"{adjective} {words}"

    def _tail(self, chunk: Chunk) -> str:
        """Return the phrase that says whose the head is: "for the Taiwanese military", "of the G7"."""
        i = chunk.end
        if i + 1 >= len(self.doc) or self.doc[i].lower_ not in _TAIL:
            return ""
        other = self.situation.by_start.get(i + 1)
        while other is not None and other.end < len(self.doc) and self.doc[other.end].tag_ == "POS":
            other = self.situation.by_start.get(other.end + 1)
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
            if name.start in self.situation.keys:
                found.append(self.situation.keys[name.start])
        if chunk.end + 1 < len(self.doc) and self.doc[chunk.end].lower_ in _TAIL | {"in"}:
            other = self.situation.by_start.get(chunk.end + 1)
            if other is not None and other.last is not None and other.last.start in self.situation.keys:
                found.append(self.situation.keys[other.last.start])
        return tuple(dict.fromkeys(found))

    def coordinated(self, chunk: Chunk) -> list[tuple[str, Chunk]]:
        """Return the countries that share a plural noun with a phrase, with the phrases that name them."""
        found: list[tuple[str, Chunk]] = []
        if not chunk.names or not chunk.names[0].is_country or not is_plural(self.doc[chunk.end - 1]):
            return found
        current = chunk
        if self.doc[current.start].tag_ in DETERMINERS:
            return found
        while current.start >= 2 and self.doc[current.start - 1].lower_ in {"and", "or", ",", "&"}:
            other = self.situation.by_end.get(current.start - 1)
            if other is None or other.last is None or not other.last.is_country:
                break
            if other.last.kind != "demonym" and chunk.names[0].kind != "demonym":
                break
            if other.last.start in self.situation.keys:
                found.insert(0, (self.situation.keys[other.last.start], other))
            current = other
        return found
