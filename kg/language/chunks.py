"""Doc and names → base noun phrases: a head noun or name with what stands before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.language.labels import label
from kg.language.name import Name
from kg.language.rolenouns import is_honorific, is_title, role_nouns, singular
from kg.model import EntityType

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "CD", "VBN", "VBG", "HYPH", "RBS", "RBR"})
_STARTERS = frozenset({"DT", "PDT", "PRP$", "WP$"})
_BEFORE = frozenset(
    {"compound", "amod", "nummod", "nmod", "flat", "det", "nmod:poss", "nmod:unmarked", "dep"}
)
_AFTER = frozenset({"flat", "flat:name", "appos", "compound", "goeswith", "fixed", "nmod", "dep"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A base noun phrase; ``names`` are its names in text order, ``owned`` tells that a possessive precedes.

    ``start`` leaves out a possessive 's: "Japan's | Chief Cabinet Secretary Hirokazu Matsuno".
    """

    start: int
    end: int
    head: int
    names: tuple[Name, ...]
    owned: bool

    @property
    def last(self) -> Name | None:
        """The name that ends the phrase."""
        return self.names[-1] if self.names and self.names[-1].end == self.end else None


def find_chunks(doc: Doc, names: tuple[Name, ...]) -> tuple[Chunk, ...]:
    """Return the base noun phrases in text order."""
    return tuple(_Chunker(doc, names).chunks())


def root_of(doc: Doc, start: int, end: int) -> int:
    """Return the token of a stretch whose head lies outside it, the first of several."""
    inside = range(start, end)
    return next((i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i), end - 1)


class _Chunker:
    def __init__(self, doc: Doc, names: tuple[Name, ...]) -> None:
        self.doc = doc
        self.at = {n.start: n for n in names}
        self.inside = {i for n in names for i in range(n.start, n.end)}
        self.nouns = role_nouns()

    def chunks(self) -> Iterator[Chunk]:
        units: list[tuple[int, int]] = []
        i = 0
        while i < len(self.doc):
            name = self.at.get(i)
            unit = (i, name.end if name else i + 1)
            if name is None and not self._is_part(self.doc[i]):
                yield from self._made(units)
                units = []
            elif units and self._belongs(units, unit):
                units.append(unit)
            else:
                yield from self._made(units)
                units = [unit]
            i = unit[1]
        yield from self._made(units)

    def _is_part(self, token: Token) -> bool:
        if token.tag_ in {"VBN", "VBG"}:
            return label(token) in _BEFORE and token.head.i > token.i
        if token.lower_ in {"and", "&"} and 0 < token.i < len(self.doc) - 1:
            return self._joins_modifiers(token)
        return token.tag_ in _NOUNS or token.tag_ in _MODIFIERS or token.tag_ in _STARTERS

    def _joins_modifiers(self, token: Token) -> bool:
        """Tell whether "and" stands inside a phrase: "space science and technology committee"."""
        before, after = self.doc[token.i - 1], self.doc[token.i + 1]
        if before.i in self.inside or after.i in self.inside or before.tag_ not in {"NN", "NNP"}:
            return False
        reaches = label(before) in {"compound", "nmod"} and before.head.i > token.i
        over = before.head.i < before.i and label(before.head) == "compound" and before.head.head.i > token.i
        return (reaches or over) and after.tag_ in {"NN", "NNP"} and not is_title(before)

    def _belongs(self, units: list[tuple[int, int]], unit: tuple[int, int]) -> bool:
        left, right = units[-1], unit
        before, after = self.doc[left[1] - 1], self.doc[right[0]]
        if after.tag_ in _STARTERS and right[0] not in self.at:
            return before.tag_ == "PDT"
        if after.is_sent_start:
            return False
        if before.tag_ not in _NOUNS and left[0] not in self.at:
            return True
        if self._is_demonym(left) or after.tag_ == "HYPH":
            return True
        name = self.at.get(right[0])
        if left[0] not in self.at:
            if (
                name is not None
                and name.type is EntityType.PERSON
                and (is_title(before) or is_honorific(before))
            ):
                return True
            if name is None and is_honorific(after) and is_title(before):
                return True
            if before.lower_ in {"and", "&"} or (name is None and self._is_compound(before, after)):
                return True
        elif name is None and after.tag_ in _NOUNS and self._is_of_country(left, after):
            return True
        elif name is not None and name.type is EntityType.ORGANIZATION:
            country = self.at[left[0]]
            if country.is_country and country.kind != "metonym" and left[1] == right[0]:
                return True
        return self._linked(left, right)

    def _is_compound(self, before: Token, after: Token) -> bool:
        """Tell whether two nouns side by side make one: "party official", not "reporters Wednesday"."""
        return (
            before.tag_ in {"NN", "NNP"}
            and after.tag_ in _NOUNS
            and "DATE" not in {before.ent_type_, after.ent_type_}
        )

    def _is_of_country(self, left: tuple[int, int], noun: Token) -> bool:
        """Tell whether a country's name stands as adjective of a noun for those who act: "US officials"."""
        name, nouns, word = self.at[left[0]], self.nouns, singular(noun)
        actors = nouns.titles | nouns.governments | nouns.groups | nouns.organizations
        return name.is_country and name.kind != "metonym" and word in actors

    def _is_demonym(self, unit: tuple[int, int]) -> bool:
        name = self.at.get(unit[0])
        return name is not None and name.kind == "demonym"

    def _linked(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Tell whether the parse joins two neighbours."""
        a, b = self.doc[root_of(self.doc, *left)], self.doc[root_of(self.doc, *right)]
        if a.head.i >= right[0] and label(a) in _BEFORE:
            return True
        if b.head.i < right[0] and b.head.i >= left[0] and label(b) in _AFTER:
            return True
        proper = a.tag_ in {"NNP", "NNPS"} and b.tag_ in {"NNP", "NNPS", "NN", "NNS"}
        return proper and left[0] not in self.at and a.head.i == b.head.i

    def _is_head(self, units: list[tuple[int, int]]) -> bool:
        """Tell whether the last unit may head a phrase: a noun, or the number in "the two condemned"."""
        last = self.doc[units[-1][0]]
        if last.tag_ in _NOUNS:
            return True
        alone = len(units) == 2 and self.doc[units[0][0]].lower_ == "the" and label(last) != "nummod"
        return alone and last.lower_ in self.nouns.sets

    def _made(self, units: list[tuple[int, int]]) -> Iterator[Chunk]:
        while units and not (units[-1][0] in self.at or self._is_head(units)):
            units = units[:-1]
        if not units:
            return
        start, end = units[0][0], units[-1][1]
        names = tuple(self.at[u[0]] for u in units if u[0] in self.at)
        last = units[-1]
        head = root_of(self.doc, *last)
        owned = self.doc[start].tag_ == "PRP$" or (start > 0 and self.doc[start - 1].tag_ == "POS")
        yield Chunk(start, end, head, names, owned)
