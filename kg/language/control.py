"""Who is understood to act where grammar leaves the subject out: control, coordination, split quotations."""

from spacy.tokens import Token

from kg.language.arguments import is_cut_off, phrase
from kg.language.clause import Argument
from kg.language.labels import label
from kg.language.predicates import CHARGING, Predicates

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
# Verbs whose infinitive takes the subject although there is an object: "promised Kim to send".
# "supports ending the embargo": who shall end it is not told.
ABSTRACT = frozenset({"support", "oppose", "favor", "favour", "back", "advocate", "recommend", "resist"})
# "stopped Iran from sending": the object does it, in "supported it, from sending aid to …" the subject.
HINDERING = frozenset(
    (
        "prevent stop keep bar ban block prohibit deter dissuade discourage restrain hinder hold exempt "
        "preclude restrict protect free save disqualify"
    ).split()
)
SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "offer", "swear", "use", "take"})

# "quoted Putin saying": who says it is the one quoted.
QUOTING = frozenset({"quote", "cite", "hear"})


class Control:
    """Finds the understood subjects of one doc."""

    def __init__(self, known: Predicates) -> None:
        self.known = known

    def understood_subject(self, verb: Token) -> list[Argument]:
        """Return who is understood to act (or, in the passive, to undergo): control and coordination."""
        name, head = label(verb), verb.head
        if name == "conj" or (name == "dep" and head.i < verb.i):  # "talked, then shared a meal"
            return self._subjects(head) if self.known.is_predicate(head) else self._beside_noun(verb)
        if name == "ccomp" and (split := self._split_subject(verb)):
            return split
        if name in {"xcomp", "ccomp", "pcomp"} and self.known.is_predicate(head):
            abstract = verb.tag_ == "VBG" and head.lemma_.lower() in ABSTRACT
            return [] if abstract else self._controller(head)
        if name in {"advcl", "obl", "nmod"} and self.known.is_predicate(head) and not self._finite(verb):
            marks = {c.lower_ for c in verb.children if label(c) in {"mark", "case"}}
            objects = self._objects(head)
            quoting = head.lemma_.lower() in QUOTING and not self.known.is_passive(head)
            if verb.tag_ == "VBG" and quoting and (told := self._quoted(verb)):
                return told
            if "for" in marks and head.lemma_.lower() in ASKING:
                return []  # "called for lifting the sanctions": who shall is not told
            charged = "with" in marks and head.lemma_.lower() in CHARGING
            if "from" in marks and head.lemma_.lower() not in HINDERING:
                return self._subjects(head)
            if objects and (marks & {"of", "from", "against", "into", "for"} or charged or self._is_as(verb)):
                return objects
            infinitive = "to" in marks and verb.tag_ == "VB"
            return (self._asked(head) if infinitive else []) or self._subjects(head)
        if name == "acl" and not self.known.is_predicate(head):
            return self.actor_of_noun(head)
        return []

    def _quoted(self, verb: Token) -> list[Argument]:
        """Return the noun right before a participle, whatever a parse makes of it: "quoted Putin saying"."""
        nouns = [c for c in verb.head.children if verb.head.i < c.i < verb.i and c.pos_ in {"NOUN", "PROPN"}]
        return [phrase(nouns[-1], "")] if nouns and nouns[-1].right_edge.i + 1 == verb.left_edge.i else []

    def _split_subject(self, verb: Token) -> list[Argument]:
        """Return the subject that a quote's cue cuts off: “China,” he said, “has never sent …”."""
        if not self._finite(verb):
            return []
        before = [c for c in verb.head.children if c.i < verb.head.i < verb.i]
        heads = [c for c in before if label(c) == "ccomp" or is_cut_off(c)]
        return [
            phrase(c, "") for c in heads if c.pos_ in {"NOUN", "PROPN"} and not self.known.is_predicate(c)
        ]

    def _is_as(self, verb: Token) -> bool:
        """Tell whether a participle says what the object does: "quoted Putin as saying"."""
        return verb.tag_ == "VBG" and any(c.lower_ == "as" and c.i < verb.i for c in verb.children)

    def _beside_noun(self, verb: Token) -> list[Argument]:
        """Return the subject of a participle that a parse joined to a noun of the one before it."""
        governor = verb.head
        while governor.i != governor.head.i and not self.known.is_predicate(governor):
            governor = governor.head
        return (
            self._subjects(governor)
            if self.known.is_predicate(governor) and governor.tag_ == verb.tag_
            else []
        )

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
        return [a for a in self.known.arguments(head) if a.function in asked]

    def _subjects(self, verb: Token) -> list[Argument]:
        """Return the grammatical subjects of a verb: the logical object in the passive."""
        function = "obj" if self.known.is_passive(verb) else "subj"
        return [a for a in self.known.arguments(verb) if a.function == function]

    def _objects(self, verb: Token) -> list[Argument]:
        found = [a for a in self.known.arguments(verb) if a.function in {"iobj", "obj"}]
        first = [a for a in found if a.function == "iobj"]
        if self.known.is_passive(verb):
            return first or found
        return first or [a for a in found if a.head > verb.i]

    def owners(self, noun: Token) -> list[Argument]:
        """Return who acts in what a noun names, by its own arguments."""
        if self.known.is_predicate(noun):
            return []
        return [a for a in self.known.arguments(noun) if a.function in {"subj", "poss", "by", "amod"}]

    def actor_of_noun(self, noun: Token) -> list[Argument]:
        """Return who acts in "its decision to send": the noun's owner, else the subject over it."""
        owners = self.owners(noun)
        if owners:
            return owners
        governor = noun.head
        while governor.i != governor.head.i and not self.known.is_predicate(governor):
            governor = governor.head
        if self.known.is_predicate(governor) and label(noun) in {"obj", "obl", "xcomp", "nmod", "conj"}:
            return [a for a in self.known.arguments(governor) if a.function == "subj"]
        return []
