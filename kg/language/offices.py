"""Names with their offices: "Russian Defense Minister Sergei Shoigu", "Pak Thae Song, chairman of …"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.language.chunks import Chunk
from kg.language.labels import SUBJECTS, label
from kg.language.name import Name
from kg.language.rolenouns import is_honorific, is_plural, is_title, role_nouns
from kg.model import EntityType

_LINKS = frozenset({"of", "for", "at", "to", "in", "with", "from"})


@dataclass(frozen=True, slots=True)
class Holding:
    """A title said of a name: its words, its head noun, the names that it belongs to, the whole stretch."""

    name: Name
    title: str
    head: int
    heads: tuple[int, ...]  # of coordinated titles all: "State Councilor and Foreign Minister"
    start: int
    end: int
    affiliations: tuple[Name, ...]
    before: bool  # the title stands in front of the name


class OfficeReader:
    """Finds the titles that an article gives to names."""

    def __init__(self, doc: Doc, chunks: tuple[Chunk, ...]) -> None:
        self.doc, self.chunks = doc, chunks
        self.nouns = role_nouns()
        self.by_start = {c.start: c for c in chunks}
        self.by_end = {c.end: c for c in chunks}
        self.by_head = {c.head: c for c in chunks}

    def holdings(self) -> tuple[Holding, ...]:
        """Return the titles in text order."""
        found: list[Holding] = []
        for chunk in self.chunks:
            name = chunk.last
            if name is None or name.kind == "demonym" or name.is_country:
                continue
            if name.type not in {EntityType.PERSON, None} and not self._title_before(chunk, name):
                continue
            found += self._before(chunk, name)
            found += self._after(chunk, name)
            found += self._copula(chunk, name)
        return tuple(found)

    def _title_before(self, chunk: Chunk, name: Name) -> bool:
        """Tell whether a title runs right up to a name that the tagger took for something else."""
        first = self.doc[name.start - 1] if name.start > chunk.start else None
        return (
            first is not None
            and name.type is EntityType.ORGANIZATION
            and not name.candidates
            and first.lower_ in self.nouns.titles
            and first.text[0].isupper()
            and name.end - name.start > 1
            and self.doc[name.end - 1].lower_ not in self.nouns.body_words
        )

    def _is_title(self, i: int) -> bool:
        return is_title(self.doc[i])

    def _before(self, chunk: Chunk, name: Name) -> Iterator[Holding]:
        inside = [n for n in chunk.names if n.end <= name.start]
        begin = max((n.end for n in inside), default=chunk.start)
        while begin < name.start and self.doc[begin].tag_ in {"DT", "PRP$", "PDT"}:
            begin += 1
        titles = [i for i in range(begin, name.start) if self._is_title(i)]
        if titles:
            start = self._coordinated(begin, chunk)
            yield self._made(
                name, start, titles[-1] + 1, titles[-1], chunk.start, self._near(chunk, inside), True
            )
        elif begin <= name.start:
            yield from self._linked_before(chunk, name)
            yield from self._reversed(chunk, name)

    def _coordinated(self, begin: int, chunk: Chunk) -> int:
        """Reach back over "State Councilor and" in "State Councilor and Foreign Minister Wang Yi"."""
        if chunk.names[0].start < begin or begin < 2 or self.doc[begin - 1].lower_ != "and":
            return begin
        other = self.by_end.get(begin - 1)
        return (
            other.start
            if other and self._is_title(other.end - 1) and self.doc[other.start].tag_ == "NNP"
            else begin
        )

    def _near(self, chunk: Chunk, inside: list[Name]) -> tuple[Name, ...]:
        """Return the names that a title in a phrase belongs to: those before it, and its possessor."""
        owner = self.by_end.get(chunk.start - 1) if chunk.owned else None
        owners = [owner.last] if owner and owner.last else []
        return (*owners, *inside)

    def _linked_before(self, chunk: Chunk, name: Name) -> Iterator[Holding]:
        """Find "President of Russia Vladimir Putin", "Deputy Secretary of State Wendy Sherman"."""
        between = self.by_end.get(name.start) if chunk.start == name.start else chunk
        start = name.start if between is None else between.start
        if start < 2 or self.doc[start - 1].lower_ not in _LINKS:
            return
        outer = self.by_end.get(start - 1)
        if (
            outer is None
            or not self._is_title(outer.end - 1)
            or outer.last is not None
            or start == name.start
        ):
            return
        words_end = start - 1
        names = [n for n in (between.names if between else ()) if n.end <= name.start]
        owners = self._near(outer, list(outer.names))
        begin = max((n.end for n in outer.names), default=outer.start)
        if not names or self.doc[outer.end - 1].lower_ in {"ambassador", "envoy"}:
            words_end = name.start  # "of State" belongs to the title
        affiliations = (
            owners if self.doc[outer.end - 1].lower_ in {"ambassador", "envoy"} else (*owners, *names)
        )
        yield self._made(name, begin, words_end, outer.end - 1, outer.start, affiliations, True)

    def _reversed(self, chunk: Chunk, name: Name) -> Iterator[Holding]:
        """Find "Iraq's foreign minister, Manouchehr Mottaki"."""
        if chunk.start < 2 or self.doc[chunk.start - 1].text != ",":
            return
        if not all(is_honorific(t) for t in self.doc[chunk.start : name.start]):
            return
        other = self._phrase_ending(chunk.start - 1)
        if (
            other is None
            or other.last is not None
            or not self._is_title(other.end - 1)
            or is_plural(self.doc[other.end - 1])
        ):
            return
        if not other.owned and self.doc[other.start].lower_ not in {"the", "a", "an"} and not other.names:
            return
        after = self.doc[chunk.end] if chunk.end < len(self.doc) else None
        follows = (
            after is None
            or after.is_punct
            or label(self.doc[other.head]).startswith(("nsubj", "obj", "obl", "nmod"))
        )
        if follows and self.doc[name.start].head.i >= other.start:
            begin = max((n.end for n in other.names), default=other.start)
            end, names = self._extended(other)
            yield self._made(
                name,
                begin,
                end,
                other.end - 1,
                other.start,
                (*self._near(other, list(other.names)), *names),
                True,
            )

    def _phrase_ending(self, comma: int) -> Chunk | None:
        """Return the title phrase before a comma, also where a name ends it: "ambassador to Iraq,"."""
        chunk = self.by_end.get(comma)
        while chunk is not None and chunk.start > 1 and not self._is_title(chunk.end - 1):
            before = self.doc[chunk.start - 1]
            joined = before.tag_ == "POS" or before.lower_ in _LINKS
            chunk = self.by_end.get(chunk.start - 1 if joined else chunk.start)
        return chunk

    def _after(self, chunk: Chunk, name: Name) -> Iterator[Holding]:
        i = chunk.end
        if i + 1 >= len(self.doc) or self.doc[i].text not in {",", "(", "–", "—"}:
            return
        other = self.by_start.get(i + 1)
        if other is None:
            owner = self.by_end.get(i + 1)
            other = owner
        if other is not None and other.end < len(self.doc) and self.doc[other.end].tag_ == "POS":
            other = self.by_start.get(other.end + 1) or other
        if other is None or other.last is not None or not self._is_title(other.end - 1):
            return
        if is_plural(self.doc[other.end - 1]) or self._is_subject(other):
            return
        end, names = self._extended(other)
        begin = max((n.end for n in other.names), default=other.start)
        yield self._made(
            name, begin, end, other.end - 1, i + 1, (*self._near(other, list(other.names)), *names), False
        )

    def _is_subject(self, chunk: Chunk) -> bool:
        """Tell whether a phrase behind a comma begins a clause: "told by Roe, the minister said"."""
        head = self.doc[chunk.head]
        end = head.right_edge.i + 1
        return label(head).startswith("nsubj") and end < len(self.doc) and not self.doc[end].is_punct

    def _extended(self, chunk: Chunk) -> tuple[int, tuple[Name, ...]]:
        """Follow "of …", "at …" after a title: where it ends, and the names that it belongs to."""
        end, names = chunk.end, []
        words_end = chunk.end
        while end + 1 < len(self.doc) and self.doc[end].lower_ in _LINKS:
            following = self.by_start.get(end + 1)
            if following is None:
                break
            owner_end = following.end
            if following.last is not None and owner_end < len(self.doc) and self.doc[owner_end].tag_ == "POS":
                names.append(following.last)
                following = self.by_start.get(owner_end + 1) or following
            if following.last is not None and not (
                self.doc[end].lower_ == "of"
                and following.end - following.start == 1
                and following.last.type is None
            ):
                names.append(following.last)
                end = following.end
                continue
            end = following.end
            if not names:
                words_end = end
        return words_end, tuple(names)

    def _copula(self, chunk: Chunk, name: Name) -> Iterator[Holding]:
        """Find "Kim is the leader of North Korea"."""
        head = self.doc[chunk.head]
        predicate = head.head
        if label(head) not in SUBJECTS or predicate.i <= head.i or not self._is_title(predicate.i):
            return
        other = self.by_head.get(predicate.i)
        if (
            other is None
            or other.last is not None
            or not any(label(c) == "cop" and c.lower_ in {"is", "was"} for c in predicate.children)
        ):
            return
        end, names = self._extended(other)
        begin = max((n.end for n in other.names), default=other.start)
        yield self._made(
            name, begin, end, predicate.i, other.start, (*self._near(other, list(other.names)), *names), False
        )

    def _made(
        self,
        name: Name,
        begin: int,
        end: int,
        head: int,
        start: int,
        affiliations: tuple[Name, ...],
        before: bool,
    ) -> Holding:
        while begin < end and self.doc[begin].tag_ in {"DT", "PRP$", "PDT", "POS"}:
            begin += 1
        words = " ".join(self.doc[begin:end].text.split())
        heads = tuple(i for i in range(begin, end) if self._is_title(i)) or (head,)
        if head not in heads:
            heads = (*heads, head)
        return Holding(
            name,
            words,
            head,
            heads,
            min(start, begin) if before else start,
            name.end if before else max(name.end, end, *(n.end for n in affiliations if n.start >= begin)),
            affiliations,
            before,
        )
