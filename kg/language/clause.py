"""A clause: one predicate and its arguments by grammatical function."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a predicate.

    ``function`` is "subj", "obj", "iobj", "comp" (a clausal complement), "poss", "compound", "amod",
    "appos", or the preposition that marks it ("to", "with", "against", "by", "according to" …).
    ``subj`` and ``obj`` are logical: the passive is undone. Conjoined heads are separate arguments.
    ``start`` and ``end`` are the tokens of its phrase (end exclusive), ``head`` its head token.
    """

    function: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate, verbal or nominal, with its arguments."""

    index: int
    predicate: int  # token
    lemma: str  # with its particle: "carry out"
    pos: str  # "verb", "noun" or "adj"
    start: int  # tokens of the smallest clause around the predicate
    end: int
    sentence: int  # ordinal of the sentence in the doc
    arguments: tuple[Argument, ...]
    passive: bool = False
    light: int | None = None  # token of the light verb that carries a nominal predicate ("held talks")
    parent: int | None = None  # index of the clause that governs it
    relation: str = "root"  # root, comp, adverbial, relative, modifier, conj, parataxis, argument

    def all(self, *functions: str) -> tuple[Argument, ...]:
        """Return the arguments with one of these functions, in text order."""
        return tuple(a for a in self.arguments if a.function in functions)
