"""All that the language stages found in one article, as the extraction reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from kg.language.clause import Clause
from kg.language.coreference import References
from kg.language.turns import Turn
from kg.model import Article, DateValue, Span


@dataclass(frozen=True)
class Reading:
    """One article, read: parse, clauses, references, dates, weapons."""

    article: Article
    doc: Doc
    clauses: tuple[Clause, ...]
    references: References
    dates: tuple[DateValue, ...]
    weapons: Mapping[int, str]  # token → weapon type
    broader: Callable[[str], tuple[str, ...]]  # weapon type → the types above it
    turns: tuple[Turn, ...]

    @cached_property
    def by_predicate(self) -> dict[int, Clause]:
        """The clauses by their predicate's token."""
        return {c.predicate: c for c in self.clauses}

    @cached_property
    def date_tokens(self) -> frozenset[int]:
        """The tokens that stand in a date."""
        spans = [self.doc.char_span(d.span.begin, d.span.end, alignment_mode="expand") for d in self.dates]
        return frozenset(t.i for s in spans if s is not None for t in s)

    @cached_property
    def dated(self) -> tuple[tuple[DateValue, int], ...]:
        """The dates with the token that heads each."""
        spans = [self.doc.char_span(d.span.begin, d.span.end, alignment_mode="expand") for d in self.dates]
        return tuple((d, s.root.i) for d, s in zip(self.dates, spans, strict=True) if s is not None)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the article, in lower case."""
        return frozenset(t.lemma_.lower() for t in self.doc)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Token ranges of the sentences."""
        return tuple((s.start, s.end) for s in self.doc.sents)

    def span(self, start: int, end: int) -> Span:
        """Return the characters of a token range, without white space at its ends."""
        while end - 1 > start and self.doc[end - 1].is_space:
            end -= 1
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        last = self.doc[end - 1]
        return Span(self.doc[start].idx, last.idx + len(last))

    def words(self, span: Span) -> str:
        """Return the text of a span."""
        return self.article.text[span.begin : span.end]

    def extent(self, head: int) -> Span:
        """Return the words that name what a token heads: its mention, else the token."""
        mention = self.references.mention_at(head)
        return self.span(head, head + 1) if mention is None else self.span(mention.start, mention.end)

    def evidence(self, clause: Clause) -> Span:
        """Return the sentence that holds a clause, or the clause when the sentence is long."""
        start, end = self.sentences[clause.sentence]
        whole = self.span(start, end)
        if whole.end - whole.begin <= 400:
            return whole
        return self.span(min(clause.start, clause.predicate), max(clause.end, clause.predicate + 1))
