"""Parsed sentences → clauses: predicates with their arguments by grammatical function.

What grammar leaves out is filled in: the subject of an infinitive or participle (control), the gap
of a relative clause, what conjoined verbs share, and the arguments that a light verb holds for its noun.
"""

from collections.abc import Collection
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.language.arguments import (
    RELATIVE_PRONOUNS,
    coordinated,
    is_cut_off,
    of_noun,
    of_verb,
    phrase,
    preposition,
    stray_agent,
)
from kg.language.clause import Argument, Clause
from kg.language.labels import CLAUSAL, PASSIVE_SUBJECTS, label
from kg.language.lightverbs import LIGHT_VERBS

__all__ = ["Argument", "Clause", "clauses"]

# Verbs whose infinitive takes the subject although there is an object: "promised Kim to send".
BUNDLES = frozenset(
    {
        "series",
        "round",
        "string",
        "set",
        "number",
        "spate",
        "flurry",
        "raft",
        "package",
        "wave",
        "pair",
        "couple",
        "run",
        "day",
        "hour",
        "week",
    }
)
# On a noun with nothing but these no argument hangs.
BARE = frozenset({"det", "punct", "case", "cc", "nummod"})
# What speaks and acts for whoever signed or passed it: "signed an order lifting the sanctions".
DOCUMENTS = frozenset(
    "order resolution decree law act bill statement memorandum proclamation package".split()
)
# Verbs that ask somebody to act through a preposition: "called on all states to implement".
ASKING = {
    "call": ("on", "upon", "for"),
    "appeal": ("to",),
    "rely": ("on",),
    "prevail": ("on", "upon"),
    "wait": ("for",),
    "push": ("for",),
    "press": ("for",),
    "plead": ("with",),
}
CHARGING = frozenset({"accuse", "charge", "suspect", "convict", "acquit"})
SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "offer", "swear", "use", "take"})


def clauses(doc: Doc, names: Collection[str] = frozenset()) -> tuple[Clause, ...]:
    """Return the clauses of a parsed doc in text order.

    ``names`` are the words that are predicates also where they are tagged as names: "the G7 Summit".
    """
    return tuple(_Builder(doc, names).build())


def is_predicate(token: Token) -> bool:
    """Tell whether a token heads a clause by its verb, or by its copula."""
    if token.pos_ == "VERB":
        if label(token) == "amod" and token.i > 1 and token.nbor(-1).text == "-":
            named = token.head.pos_ == "PROPN" or any(label(c) == "appos" for c in token.head.children)
            return named and token.nbor(-2).tag_ in {"NNP", "JJ"}  # "the EU-sanctioned businessman Usmanov"
        return label(token) not in {"amod", "compound", "case", "mark", "flat"} or _has_arguments(token)
    return any(label(c) == "cop" for c in token.children) or (token.pos_ == "AUX" and label(token) == "root")


def _has_arguments(token: Token) -> bool:
    return any(label(c) in {"obj", "obl", "nsubj", "ccomp", "xcomp"} for c in token.children)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is a passive, or a participle that modifies its object."""
    names = {label(c) for c in verb.children}
    if names & PASSIVE_SUBJECTS or names & {"aux:pass", "obl:agent"}:
        return True
    if verb.tag_ != "VBN" or names & {"aux", "nsubj"}:
        return False
    if label(verb) == "conj" and "aux" not in names and verb.head.pos_ == "VERB":
        return is_passive(verb.head)
    return label(verb) in {"acl", "amod", "advcl", "xcomp"} and "obj" not in names


class _Builder:
    """Builds the clauses of one doc; arguments of a predicate are worked out once, heads first."""

    def __init__(self, doc: Doc, names: Collection[str]) -> None:
        self.doc = doc
        self.names = names
        self.known: dict[int, tuple[Argument, ...]] = {}
        self.predicates: dict[int, bool] = {}
        self.passives: dict[int, bool] = {}
        self.lights: dict[int, int | None] = {}
        self.sentence = [0] * len(doc)
        for number, sent in enumerate(doc.sents):
            for i in range(sent.start, sent.end):
                self.sentence[i] = number

    def _is_predicate(self, token: Token) -> bool:
        found = self.predicates.get(token.i)
        if found is None:
            found = self.predicates[token.i] = is_predicate(token)
        return found

    def _is_passive(self, verb: Token) -> bool:
        found = self.passives.get(verb.i)
        if found is None:
            found = self.passives[verb.i] = is_passive(verb)
        return found

    def build(self) -> list[Clause]:
        heads = [t for t in self.doc if self._is_predicate(t) or self._is_nominal(t)]
        order = {t.i: n for n, t in enumerate(heads)}
        return [self._clause(t, order) for t in heads]

    def _is_nominal(self, token: Token) -> bool:
        if token.pos_ == "NOUN":  # a bare noun that names no event governs nothing
            told = token.lemma_.lower() in self.names or any(label(c) not in BARE for c in token.children)
            return told or self._light(token) is not None
        # Gerunds stand as nouns too: "the testing of missiles".
        return (
            token.pos_ in {"PROPN", "VERB"} and token.lower_ in self.names and not self._is_predicate(token)
        )

    def _clause(self, token: Token, order: dict[int, int]) -> Clause:
        verbal = self._is_predicate(token)
        parent, relation = self._parent(token, order)
        light = None if verbal else self._light(token)
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
            passive=token.pos_ == "VERB" and self._is_passive(token),
            light=light,
            parent=parent,
            relation=relation,
        )

    def _parent(self, token: Token, order: dict[int, int]) -> tuple[int | None, str]:
        relation = CLAUSAL.get(label(token), "argument")
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
        if token.i in self.known:
            return self.known[token.i]
        self.known[token.i] = ()  # breaks a cycle of control, which a bad parse could make
        found = list(self._of_verb(token) if self._is_predicate(token) else self._of_noun(token))
        if token.pos_ in {"NOUN", "PROPN"} and self._is_predicate(token):
            found += of_noun(token)  # "is under U.S. sanctions"
        unique = dict.fromkeys(sorted(found, key=lambda a: (a.head, a.function)))
        self.known[token.i] = tuple(unique)
        return self.known[token.i]

    # --- verbs ------------------------------------------------------------------------------

    def _of_verb(self, verb: Token) -> list[Argument]:
        passive = self._is_passive(verb)
        own = list(of_verb(verb, passive))
        own = self._relative(verb, own, passive)
        if passive and not any(a.function == "subj" for a in own):
            own += list(stray_agent(verb))
        functions = {a.function for a in own}
        subject = "obj" if passive else "subj"
        if subject not in functions and not any(
            label(c).startswith(("nsubj", "csubj")) for c in verb.children
        ):
            own += [replace(a, function=subject) for a in self._understood_subject(verb)]
        if label(verb) == "conj" and not passive and "obj" not in functions and self._is_predicate(verb.head):
            own += [a for a in self.arguments(verb.head) if a.function == "obj" and a.head > verb.i]
        if not passive and "obj" not in functions:
            own += self._object_ahead(verb)
        return own

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
        elif name == "acl" and any(label(c) == "mark" for c in verb.children):
            gap = None  # "the decision to meet", "a step in lifting": the noun governs, it fills nothing
        else:
            gap = "obj" if passive else "subj"
        if gap is None or gap in functions:
            return own
        found = own + [replace(x, function=gap) for x in antecedents]
        if gap == "subj" and noun.lemma_.lower() in DOCUMENTS:
            found += [replace(a, function=gap) for a in self._actor_of_noun(noun)]
        return found

    def _understood_subject(self, verb: Token) -> list[Argument]:
        """Return who is understood to act (or, in the passive, to undergo): control and coordination."""
        name, head = label(verb), verb.head
        if name == "conj" or (name == "dep" and head.i < verb.i):  # "talked, then shared a meal"
            return self._subjects(head) if self._is_predicate(head) else self._beside_noun(verb)
        if name == "ccomp" and (split := self._split_subject(verb)):
            return split
        if name in {"xcomp", "ccomp", "pcomp"} and self._is_predicate(head):
            return self._controller(head)
        if name in {"advcl", "obl", "nmod"} and self._is_predicate(head) and not self._finite(verb):
            marks = {c.lower_ for c in verb.children if label(c) in {"mark", "case"}}
            objects = self._objects(head)
            if "for" in marks and head.lemma_.lower() in ASKING:
                return []  # "called for lifting the sanctions": who shall is not told
            charged = "with" in marks and head.lemma_.lower() in CHARGING
            if objects and (marks & {"of", "from", "against", "into", "for"} or charged or self._is_as(verb)):
                return objects
            infinitive = "to" in marks and verb.tag_ == "VB"
            return (self._asked(head) if infinitive else []) or self._subjects(head)
        if name == "acl" and not self._is_predicate(head):
            return self._actor_of_noun(head)
        return []

    def _split_subject(self, verb: Token) -> list[Argument]:
        """Return the subject that a quote's cue cuts off: “China,” he said, “has never sent …”."""
        if not self._finite(verb):
            return []
        before = [c for c in verb.head.children if c.i < verb.head.i < verb.i]
        heads = [c for c in before if label(c) == "ccomp" or is_cut_off(c)]
        return [phrase(c, "") for c in heads if c.pos_ in {"NOUN", "PROPN"} and not self._is_predicate(c)]

    def _is_as(self, verb: Token) -> bool:
        """Tell whether a participle says what the object does: "quoted Putin as saying"."""
        return verb.tag_ == "VBG" and any(c.lower_ == "as" and c.i < verb.i for c in verb.children)

    def _beside_noun(self, verb: Token) -> list[Argument]:
        """Return the subject of a participle that a parse joined to a noun of the one before it."""
        governor = verb.head
        while governor.i != governor.head.i and not self._is_predicate(governor):
            governor = governor.head
        return self._subjects(governor) if self._is_predicate(governor) and governor.tag_ == verb.tag_ else []

    def _finite(self, verb: Token) -> bool:
        return verb.tag_ in {"VBD", "VBZ", "VBP", "MD"} or any(
            c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children if label(c).startswith("aux")
        )

    def _controller(self, head: Token) -> list[Argument]:
        objects = self._objects(head) or self._asked(head)
        if objects and head.lemma_.lower() not in SUBJECT_CONTROL:
            return objects
        return self._subjects(head)

    def _asked(self, head: Token) -> list[Argument]:
        """Return whom a verb asks to act through a preposition."""
        asked = ASKING.get(head.lemma_.lower(), ())
        return [a for a in self.arguments(head) if a.function in asked]

    def _subjects(self, verb: Token) -> list[Argument]:
        """Return the grammatical subjects of a verb: the logical object in the passive."""
        function = "obj" if self._is_passive(verb) else "subj"
        return [a for a in self.arguments(verb) if a.function == function]

    def _objects(self, verb: Token) -> list[Argument]:
        found = [a for a in self.arguments(verb) if a.function in {"iobj", "obj"}]
        first = [a for a in found if a.function == "iobj"]
        if self._is_passive(verb):
            return first or found
        return first or [a for a in found if a.head > verb.i]

    def _actor_of_noun(self, noun: Token) -> list[Argument]:
        """Return who acts in "its decision to send": the noun's owner, else the subject over it."""
        owners = (
            [a for a in self.arguments(noun) if a.function in {"subj", "poss", "by", "amod"}]
            if not self._is_predicate(noun)
            else []
        )
        if owners:
            return owners
        governor = noun.head
        while governor.i != governor.head.i and not self._is_predicate(governor):
            governor = governor.head
        if self._is_predicate(governor) and label(noun) in {"obj", "obl", "xcomp", "nmod", "conj"}:
            return [a for a in self.arguments(governor) if a.function == "subj"]
        return []

    # --- nouns ------------------------------------------------------------------------------

    def _light(self, noun: Token) -> int | None:
        if noun.i not in self.lights:
            self.lights[noun.i] = None  # breaks a circle of heads
            self.lights[noun.i] = self._find_light(noun)
        return self.lights[noun.i]

    def _find_light(self, noun: Token) -> int | None:
        """Return the light verb that carries a noun: "held talks", "talks were held"."""
        verb, name = noun.head, label(noun)
        if name == "conj" and verb.i != noun.i:
            return self._light(verb)
        if name == "nmod" and verb.lemma_.lower() in BUNDLES and preposition(noun) == "of":
            return self._light(verb)  # "conducted a series of tests"
        if name == "nmod" and verb.lower_ == "part" and preposition(noun) == "in" and label(verb) == "obj":
            return verb.head.i if verb.head.lemma_.lower() == "take" else None  # "take part in talks"
        if verb.pos_ != "VERB" or name not in {"obj", "nsubj:pass", "obl", "acl"}:
            hung = next((c for c in noun.children if label(c) in {"acl", "acl:relcl"}), None)
            if hung is not None and hung.lemma_.lower() in LIGHT_VERBS and self._is_gap(hung):
                return hung.i
            return None
        if name == "obl" and preposition(noun) not in LIGHT_VERBS.get(verb.lemma_.lower(), ()):
            return None
        return verb.i if verb.lemma_.lower() in LIGHT_VERBS else None

    def _of_verb_over(self, noun: Token) -> list[Argument]:
        """Return arguments that a parse gave to the verb: "welcomed the lifting by X", "accused X of"."""
        verb = noun.head
        if not self._is_predicate(verb) or self._is_passive(verb):
            return []
        if label(noun) == "obl" and preposition(noun) == "of" and verb.lemma_.lower() in CHARGING:
            return [replace(a, function="subj") for a in self.arguments(verb) if a.function == "obj"]
        if label(noun) != "obj":
            return []
        loose = {"by"}
        if any(label(c) == "nmod" and preposition(c) == "of" for c in noun.children):
            loose |= {"to", "from"}  # "opposed the sale of jets to Turkey"
        return [a for a in self.arguments(verb) if a.function in loose and a.head > noun.i]

    def _carries(self, participle: Token) -> bool:
        reduced = not any(label(c) in {"nsubj", "aux", "mark"} for c in participle.children)
        return reduced and participle.tag_ == "VBN" and participle.lemma_.lower() in LIGHT_VERBS

    def _is_gap(self, verb: Token) -> bool:
        """Tell whether a clause on a noun has that noun as its object: "sanctions imposed by the UN"."""
        return any(a.function == "obj" and a.head == verb.head.i for a in self.arguments(verb))

    def _of_noun(self, noun: Token) -> list[Argument]:
        own = list(of_noun(noun))
        light = self._light(noun)
        if light is not None:
            family = {t.i for t in coordinated(noun)} | {noun.i}
            carried = [
                a for a in self.arguments(self.doc[light]) if a.head not in family and a.function != "comp"
            ]
            own += carried
        own += self._of_verb_over(noun)
        for child in noun.children:  # "the meeting, hosted by Macron, was attended by": both carry it
            if label(child) == "acl" and child.i != light and self._carries(child):
                own += [a for a in self.arguments(child) if a.head != noun.i and a.function != "comp"]
        if label(noun) == "nmod" and noun.head.lemma_.lower() in BUNDLES and preposition(noun) == "of":
            own += [a for a in of_noun(noun.head) if a.function == "poss"]  # "its number of launches"
        if label(noun) == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
            # "talks and consultations with Iran": the first noun's owner holds for both.
            own += [a for a in self.arguments(noun.head) if a.function == "poss"]
        return own
