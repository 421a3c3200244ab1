"""What has been mentioned so far in an article, and how salient it is at a given token."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.language.labels import PASSIVE_SUBJECTS, SUBJECTS, label
from kg.language.quotation import quoted_tokens, quoting_subjects
from kg.language.rolenouns import role_nouns

_RELATIVE = frozenset({"WP", "WDT"})
_REACH = 6  # sentences that a pronoun may look back
Test = Callable[[tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class Referent:
    """One mention in the discourse; ``keys`` is () for a thing that is no entity ("the missiles")."""

    start: int
    end: int
    head: int
    keys: tuple[str, ...]
    plural: bool
    subject: bool
    main: bool  # subject of the sentence's main verb
    sentence: int
    quoted: bool
    named: bool


class Discourse:
    """The mentions of one doc in text order, with what grammar says of each."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.history: list[Referent] = []
        self.at: dict[int, Referent] = {}
        self.sentence = _sentences(doc)
        self.quoted = quoted_tokens(doc)
        self.quoting = quoting_subjects(doc, self.quoted)

    def enter(
        self, start: int, end: int, head: int, keys: tuple[str, ...], plural: bool, named: bool = False
    ) -> Referent:
        """Add a mention."""
        subject = self.is_subject(start, end)
        main = subject and self._is_main(start, end)
        sentence = self.sentence[start]
        made = Referent(start, end, head, keys, plural, subject, main, sentence, start in self.quoted, named)
        self.history.append(made)
        for i in range(start, end):
            if i not in self.at or self.at[i].end - self.at[i].start >= end - start:
                self.at[i] = made
        return made

    def is_subject(self, start: int, end: int) -> bool:
        """Tell whether a stretch is the subject of a verb."""
        names = SUBJECTS | PASSIVE_SUBJECTS
        return any(
            label(t) in names for t in self.doc[start:end] if not start <= t.head.i < end or t.head.i == t.i
        )

    def _is_main(self, start: int, end: int) -> bool:
        """Tell whether a subject's verb is the sentence's root, or a verb beside it ("…, he said")."""
        verb = next(t.head for t in self.doc[start:end] if not start <= t.head.i < end or t.head.i == t.i)
        while label(verb) in {"conj", "parataxis"} and verb.head.i != verb.i:
            verb = verb.head
        return verb.head.i == verb.i

    def speaks(self, referent: Referent) -> bool:
        """Tell whether a mention is the subject of a verb of speech outside quotations."""
        verbs = (t.head for t in self.doc[referent.start : referent.end] if label(t) in SUBJECTS)
        return not referent.quoted and any(v.lemma_.lower() in role_nouns().speech for v in verbs)

    def subjects_above(self, token: Token) -> Iterator[Token]:
        """Yield the subjects of the predicates over a token, the nearest first, its own clause's included."""
        node, seen = token, {token.i}
        while node.head.i != node.i and node.head.i not in seen:
            came, node = node, node.head
            seen.add(node.i)
            if label(came) in {"xcomp", "ccomp", "advcl"} and not any(
                label(c) in SUBJECTS for c in came.children
            ):
                # "urged Iran to stop its programme": the object acts in the infinitive.
                yield from (c for c in node.children if label(c) in {"obj", "iobj"} and c.i < came.i)
            for child in node.children:
                if label(child) in SUBJECTS | PASSIVE_SUBJECTS and child.i != came.i:
                    yield _antecedent(child) if child.tag_ in _RELATIVE else child

    def recent(self, before: int, test: Test, reach: int = _REACH) -> Iterable[Referent]:
        """Yield the mentions before a token that pass a test, the most salient first."""
        here = self.sentence[before]
        found = [
            r
            for r in self.history
            if r.end <= before and here - r.sentence <= reach and r.keys and test(r.keys)
        ]
        return sorted(found, key=lambda r: (-self._salience(r, before), -r.start))

    def _salience(self, referent: Referent, at: int) -> float:
        distance = self.sentence[at] - referent.sentence
        bonus = 1.5 if referent.subject else 0.0
        bonus += 0.7 if referent.main else 0.0
        strange = 1.5 if referent.quoted != (at in self.quoted) else 0.0
        return bonus - strange - 1.0 * distance

    def last(self, before: int, test: Test, reach: int = 10_000) -> Referent | None:
        """Return the last mention before a token that passes a test."""
        here = self.sentence[before]
        return next(
            (
                r
                for r in sorted(self.history, key=lambda r: -r.start)
                if r.end <= before and r.keys and here - r.sentence <= reach and test(r.keys)
            ),
            None,
        )


def _antecedent(relative: Token) -> Token:
    """Return the noun that a relative pronoun takes up: "Kim, who said …"."""
    verb = relative.head
    while not label(verb).startswith("acl") and verb.head.i != verb.i:
        verb = verb.head
    return verb.head if label(verb).startswith("acl") else relative


def _sentences(doc: Doc) -> list[int]:
    numbers = [0] * len(doc)
    for number, sent in enumerate(doc.sents):
        for i in range(sent.start, sent.end):
            numbers[i] = number
    return numbers
