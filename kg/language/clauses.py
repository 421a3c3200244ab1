"""Parsed sentences → clauses: predicates with their arguments by grammatical function.

What grammar leaves out is filled in: the subject of an infinitive or participle (control), the gap
of a relative clause, what conjoined verbs share, and the arguments that a light verb holds for its noun.
"""

from collections.abc import Collection
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.language.arguments import RELATIVE_PRONOUNS, coordinated, of_noun, of_verb, phrase, stray_agent
from kg.language.clause import Argument, Clause
from kg.language.control import Control
from kg.language.labels import CLAUSAL, label
from kg.language.nounarguments import NounArguments
from kg.language.predicates import is_passive, is_predicate

__all__ = ["Argument", "Clause", "clauses"]

# On a noun with nothing but these no argument hangs.
BARE = frozenset({"det", "punct", "case", "cc", "nummod"})
# What speaks and acts for whoever signed or passed it: "signed an order lifting the sanctions".
DOCUMENTS = frozenset(
    "order resolution decree law act bill statement memorandum proclamation package".split()
)

# What is said in them is said by the verb's subject: "denied in a statement that".
OUTLETS = frozenset(
    "statement letter interview speech report message post tweet address briefing conference note".split()
)
ENACTING = frozenset(
    (
        "sign pass adopt approve issue enact introduce draft propose announce order submit table "
        "circulate have"
    ).split()
)
# Of these a relative clause says what happened then: "the day the troops withdrew".
TIMES = frozenset({"time", "day", "week", "month", "year", "moment"})


def clauses(doc: Doc, names: Collection[str] = frozenset()) -> tuple[Clause, ...]:
    """Return the clauses of a parsed doc in text order.

    ``names`` are the words that are predicates also where they are tagged as names: "the G7 Summit".
    """
    return tuple(_Builder(doc, names).build())


class _Builder:
    """Builds the clauses of one doc; arguments of a predicate are worked out once, heads first."""

    def __init__(self, doc: Doc, names: Collection[str]) -> None:
        self.doc = doc
        self.names = names
        self.worked_out: dict[int, tuple[Argument, ...]] = {}
        self.predicates: dict[int, bool] = {}
        self.passives: dict[int, bool] = {}
        self.control, self.nouns = Control(self), NounArguments(self)
        self.sentence = [0] * len(doc)
        for number, sent in enumerate(doc.sents):
            for i in range(sent.start, sent.end):
                self.sentence[i] = number

    def is_predicate(self, token: Token) -> bool:
        """Tell whether a token heads a clause."""
        found = self.predicates.get(token.i)
        if found is None:
            found = self.predicates[token.i] = is_predicate(token)
        return found

    def is_passive(self, verb: Token) -> bool:
        """Tell whether a verb is a passive."""
        found = self.passives.get(verb.i)
        if found is None:
            found = self.passives[verb.i] = is_passive(verb)
        return found

    def build(self) -> list[Clause]:
        heads = [t for t in self.doc if self.is_predicate(t) or self._is_nominal(t)]
        order = {t.i: n for n, t in enumerate(heads)}
        return [self._clause(t, order) for t in heads]

    def _is_nominal(self, token: Token) -> bool:
        if token.pos_ == "NOUN":  # a bare noun that names no event governs nothing
            told = token.lemma_.lower() in self.names or any(label(c) not in BARE for c in token.children)
            return told or self.nouns.light(token) is not None
        # Gerunds stand as nouns too: "the testing of missiles".
        return token.pos_ in {"PROPN", "VERB"} and token.lower_ in self.names and not self.is_predicate(token)

    def _clause(self, token: Token, order: dict[int, int]) -> Clause:
        verbal = self.is_predicate(token)
        parent, relation = self._parent(token, order)
        light = None if verbal else self.nouns.light(token)
        start, end = self._extent(token if light is None else self.doc[light], verbal or light is not None)
        particle = next((c.lower_ for c in token.children if label(c) == "compound:prt"), "")
        lemma = token.lemma_.lower() if token.pos_ != "PROPN" else token.lower_
        return Clause(
            index=order[token.i],
            predicate=token.i,
            lemma=f"{lemma} {particle}".strip(),
            pos="verb"
            if token.pos_ in {"VERB", "AUX"} and verbal
            else "adj"
            if token.pos_ == "ADJ"
            else "noun",
            start=start,
            end=end,
            sentence=self.sentence[token.i],
            arguments=self.arguments(token),
            passive=token.pos_ == "VERB" and self.is_passive(token),
            light=light,
            parent=parent,
            relation=relation,
        )

    def _parent(self, token: Token, order: dict[int, int]) -> tuple[int | None, str]:
        relation = CLAUSAL.get(label(token), "argument")
        if label(token) in {"acl", "acl:relcl"} and any(
            a.head == token.i for a in self.arguments(token.head.head)
        ):
            token, relation = token.head, "comp"  # "denied in a statement that"
        while token.head.i != token.i:
            token = token.head
            if token.i in order:
                return order[token.i], relation
        return None, "root"

    def _extent(self, token: Token, verbal: bool) -> tuple[int, int]:
        """Return the tokens of the smallest clause: a verb's subtree without coordinated clauses."""
        if not verbal:
            found = phrase(token, "")
            return found.start, found.end
        start, end = token.i, token.i + 1
        for child in token.children:
            if label(child) in {"conj", "parataxis", "punct", "cc"} and child.pos_ in {
                "VERB",
                "AUX",
                "PUNCT",
                "CCONJ",
            }:
                continue
            start, end = min(start, child.left_edge.i), max(end, child.right_edge.i + 1)
        return start, end

    def arguments(self, token: Token) -> tuple[Argument, ...]:
        """Return all arguments of a predicate, shared ones included."""
        if token.i in self.worked_out:
            return self.worked_out[token.i]
        self.worked_out[token.i] = ()  # breaks a cycle of control, which a bad parse could make
        found = list(self._of_verb(token) if self.is_predicate(token) else self.nouns.of_noun(token))
        if token.pos_ in {"NOUN", "PROPN"} and self.is_predicate(token):
            found += of_noun(token)  # "is under U.S. sanctions"
        unique = dict.fromkeys(sorted(found, key=lambda a: (a.head, a.function)))
        self.worked_out[token.i] = tuple(unique)
        return self.worked_out[token.i]

    def _of_verb(self, verb: Token) -> list[Argument]:
        passive = self.is_passive(verb)
        own = list(of_verb(verb, passive))
        own = self._relative(verb, own, passive)
        if passive and not any(a.function == "subj" for a in own):
            own += list(stray_agent(verb))
        functions = {a.function for a in own}
        subject = "obj" if passive else "subj"
        if subject not in functions and not any(
            label(c).startswith(("nsubj", "csubj")) for c in verb.children
        ):
            own += [replace(a, function=subject) for a in self.control.understood_subject(verb)]
        if label(verb) == "conj" and not passive and "obj" not in functions and self.is_predicate(verb.head):
            own += [a for a in self.arguments(verb.head) if a.function == "obj" and a.head > verb.i]
        if not passive and "obj" not in functions:
            own += self._object_ahead(verb)
        if not functions & {"obj", "comp"}:
            own += self._content_behind(own)
        return own

    def _content_behind(self, own: Collection[Argument]) -> list[Argument]:
        """Return the clause that a parse hangs on where something is said: "denied in a statement that"."""
        nouns = [self.doc[a.head] for a in own if a.function in {"in", "at", "on", "during", "to"}]
        return [
            phrase(c, "comp")
            for noun in nouns
            if noun.lemma_.lower() in OUTLETS
            for c in noun.children
            if label(c) in {"acl", "acl:relcl"}
            and any(m.lower_ == "that" and label(m) == "mark" for m in c.children)
        ]

    def _object_ahead(self, verb: Token) -> list[Argument]:
        """Return the object that a verb shares with the one joined to it: "imposed and eased sanctions"."""
        for child in verb.children:
            between = self.doc[verb.i + 1 : child.i]
            bare = all(label(t) in {"cc", "advmod", "punct"} for t in between) and child.i > verb.i
            if label(child) == "conj" and child.tag_ == verb.tag_ and bare:
                return [a for a in of_verb(child, False) if a.function in {"obj", "on", "against", "to"}]
        return []

    def _relative(self, verb: Token, own: list[Argument], passive: bool) -> list[Argument]:
        """Put the antecedent of a relative clause or participle in the place of its pronoun or gap."""
        name = label(verb)
        if name not in {"acl:relcl", "acl", "amod"} or verb.head.i == verb.i:
            return own
        noun = verb.head
        antecedents = [phrase(t, "") for t in coordinated(noun) if t.i < verb.i] or [phrase(noun, "")]
        pronouns = [a for a in own if self.doc[a.head].lower_ in RELATIVE_PRONOUNS]
        if pronouns:
            kept = [a for a in own if a not in pronouns]
            return kept + [replace(x, function=p.function) for p in pronouns for x in antecedents]
        functions = {a.function for a in own}
        if name == "acl:relcl":
            gap = "obj" if "subj" in functions and "obj" not in functions else None
            gap = None if noun.lemma_.lower() in TIMES else gap
        elif name == "acl" and any(label(c) == "mark" and c.i > noun.i for c in verb.children):
            gap = None  # "the decision to meet", "a step in lifting": the noun governs, it fills nothing
        else:
            gap = "obj" if passive else "subj"
        if gap is None or gap in functions:
            return own
        found = own + [replace(x, function=gap) for x in antecedents]
        if gap == "subj" and noun.lemma_.lower() in DOCUMENTS:
            enacted = noun.head.lemma_.lower() in ENACTING
            actors = self.control.actor_of_noun(noun) if enacted else self.control.owners(noun)
            found += [replace(a, function=gap) for a in actors]
        return found
