"""The mood of a clause by its own words: negation, modality, tense, condition, question."""

from spacy.tokens import Doc, Token

from kg.language.arguments import RELATIVE_PRONOUNS
from kg.language.clause import Clause
from kg.language.cues import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    DONE,
    GOVERNORS,
    MARKS,
    MODIFIERS,
    PREPOSITIONS,
    combine,
)
from kg.language.labels import label
from kg.language.lightverbs import LIGHT_VERBS
from kg.model import Stance

# What a country or a person can't be: "a package for Israel announced last year".
ANNOUNCED = frozenset({"announced", "unveiled"})

# "Nearly doubled" is no denial.
SCALING = frozenset("double triple quadruple halve complete finish exhaust".split())


class MoodReader:
    """Reads the moods of the clauses of one doc, each without what governs it."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def own(self, clause: Clause, keep: frozenset[str] = frozenset(), beside: int | None = None) -> Stance:
        """Return the stance that a clause's own words and light verb give, without what governs it.

        ``beside`` is a noun whose own negation is counted elsewhere: "found no sign" has one.
        """
        token = self.doc[clause.predicate]
        stance = self._mood(token, beside)
        if clause.light is not None:
            light = self.doc[clause.light]
            if light.lemma_.lower() not in keep | {"open"}:
                stance = combine(GOVERNORS.get(light.lemma_.lower()), stance)
            stance = combine(self._mood(light, clause.predicate), stance)
        if self._is_question(token, clause):
            stance = combine(Stance.POSSIBLE, stance)
        return stance

    def _mood(self, token: Token, noun: int | None = None) -> Stance:
        """Return the mood of a token's own words, without what ``noun`` that it carries brings itself."""
        stance = Stance.ACTUAL
        shared = self._shared_auxiliaries(token)
        for child in [*token.children, *shared]:
            name, word = label(child), child.lower_
            cue: Stance | None = None
            if name.startswith("aux"):
                cue = AUXILIARIES.get(word)
            elif name == "advmod" or (name == "neg"):
                scaled = word in {"nearly", "almost"} and token.lemma_.lower() in SCALING
                cue = None if scaled else ADVERBS.get(word)
            elif name == "det":
                cue = DETERMINERS.get(word)
            elif name in {"amod", "compound"}:
                cue = MODIFIERS.get(word)
            elif name == "mark" and word in {"before", "until", "till"}:
                cue = Stance.POSSIBLE if self._is_ahead(token) else None
            elif name == "mark":
                cue = MARKS.get(word)
            elif (name == "cc:preconj" and word == "neither") or (name == "cc" and word in {"nor", "rather"}):
                cue = Stance.NEGATED
            elif name == "case":
                cue = PREPOSITIONS.get(word)
            elif name == "acl:relcl" and token.pos_ in {"NOUN", "PROPN"}:
                cue = self._prospect(child)
            elif name == "acl" and child.tag_ == "VBN" and token.pos_ == "NOUN":
                cue = GOVERNORS.get(child.lemma_.lower())  # "aid approved for Ukraine"; not "talks aimed at"
                cue = None if child.lemma_.lower() in {"aim", "intend", "mean"} else cue
                cue = cue if cue in {Stance.PLANNED, Stance.POSSIBLE} else None
            stance = combine(cue, stance)
        if token.pos_ == "NOUN" and stance is Stance.ACTUAL and self._is_announced(token):
            stance = Stance.PLANNED
        if token.pos_ == "VERB":
            stance = self._negative_argument(token, stance, noun)
            if self._is_inverted(token):
                stance = combine(Stance.POSSIBLE, stance)
            if self._is_purpose(token):
                stance = combine(Stance.PLANNED, stance)
            if self._is_going_to(token) or self._is_to_be(token):
                stance = combine(Stance.PLANNED, stance)
            if stance is Stance.PLANNED and self._is_conditional(token):
                stance = Stance.POSSIBLE
        return stance

    def _is_ahead(self, verb: Token) -> bool:
        """Tell whether a verb is told as still to come: "before Washington lifts its sanctions"."""
        auxiliaries = {c.lower_ for c in verb.children if label(c).startswith("aux")}
        return verb.tag_ in {"VBZ", "VBP"} or bool(auxiliaries & {"will", "can", "is", "are", "has", "have"})

    def _is_announced(self, noun: Token) -> bool:
        """Tell whether a participle hung on the last noun of the phrase says that it was announced."""
        last, steps = noun, 0
        while steps < 4:
            below = [c for c in last.children if c.i > last.i and label(c) in {"nmod", "conj"}]
            if not below:
                return False
            last, steps = below[-1], steps + 1
            if any(label(c) == "acl" and c.lower_ in ANNOUNCED for c in last.children):
                return True
        return False

    def _prospect(self, verb: Token) -> Stance | None:
        """Return the mood of a relative clause that brings its noun about: "sanctions it would impose"."""
        chain = [verb, *(c for c in verb.children if label(c) == "xcomp")]
        actor = any(label(c) == "nsubj" and c.lower_ not in RELATIVE_PRONOUNS for c in verb.children)
        if not actor or not any(t.lemma_.lower() in LIGHT_VERBS for t in chain):
            return None  # in "a summit that could lead to a deal" the summit itself acts
        cues = [AUXILIARIES.get(c.lower_) for c in verb.children if label(c).startswith("aux")]
        return next((c for c in cues if c in {Stance.PLANNED, Stance.POSSIBLE}), None)

    def _shared_auxiliaries(self, token: Token) -> list[Token]:
        if label(token) != "conj" or token.head.pos_ != "VERB" or token.tag_ not in {"VB", "VBN", "VBG"}:
            return []
        if any(label(c).startswith("aux") for c in token.children):
            return []
        return [
            c
            for c in token.head.children
            if label(c).startswith("aux") or c.lower_ in {"not", "n't", "n’t", "never"}
        ]

    def _negative_argument(self, verb: Token, stance: Stance, noun: int | None) -> Stance:
        for child in verb.children:
            if (
                child.i != noun
                and label(child) in {"nsubj", "nsubj:pass", "obj"}
                and (
                    any(c.lower_ == "neither" for c in child.children)
                    or child.lower_ in {"nobody", "none", "nothing"}
                    or {"not", "single"} <= {c.lower_ for c in child.children}
                    or any(label(c) == "det" and c.lower_ == "no" for c in child.children)
                )
            ):
                stance = combine(Stance.NEGATED, stance)
        return stance

    def _is_purpose(self, verb: Token) -> bool:
        return (
            label(verb) == "advcl"
            and verb.tag_ == "VB"
            and verb.head.lemma_.lower() not in DONE  # "voted to impose": it is imposed
            and not any(
                c.lower_ == "on" and c.i == verb.head.i + 1 for c in verb.head.children
            )  # "went on to"
            and any(c.lower_ == "to" and label(c) == "mark" for c in verb.children)
        )

    def _is_inverted(self, verb: Token) -> bool:
        """Tell whether an auxiliary before the subject makes a condition: "Had Russia sent the missiles"."""
        if label(verb) != "advcl":
            return False
        first = min(verb.children, key=lambda c: c.i, default=verb)
        subject = any(label(c).startswith("nsubj") for c in verb.children)
        return subject and first.lower_ in {"had", "were"} and label(first).startswith(("aux", "cop"))

    def _is_going_to(self, verb: Token) -> bool:
        head = verb.head
        return (
            label(verb) == "xcomp"
            and head.lower_ == "going"
            and any(label(c) == "aux" for c in head.children)
        )

    def _is_conditional(self, verb: Token) -> bool:
        """Tell whether a verb holds under a condition: "If Russia invades, the EU will impose sanctions"."""
        marks = [m for c in verb.children if label(c) == "advcl" for m in c.children if label(m) == "mark"]
        return any(m.lower_ in {"if", "unless"} and (m.i == 0 or m.nbor(-1).lower_ != "even") for m in marks)

    def _is_to_be(self, verb: Token) -> bool:
        """Tell whether a verb is planned as in "is to be held"."""
        be = [
            c.i
            for c in verb.children
            if label(c).startswith("aux") and c.lower_ in {"is", "are", "was", "were"}
        ]
        to = [c.i for c in verb.children if label(c) == "mark" and c.lower_ == "to"]
        return bool(be and to) and be[0] < to[0]

    def _is_question(self, token: Token, clause: Clause) -> bool:
        sent = token.sent
        return self.doc[sent.end - 1].text in {"?", "?”", '?"'} and clause.relation in {"root", "conj"}
