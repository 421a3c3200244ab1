"""The arguments of nominal predicates: what a light verb, a bundle or the verb over them holds for them."""

from dataclasses import replace

from spacy.tokens import Token

from kg.language.arguments import coordinated, of_noun, preposition
from kg.language.clause import Argument
from kg.language.labels import label
from kg.language.lightverbs import LIGHT_VERBS
from kg.language.predicates import BUNDLES, CHARGING, Predicates

# Verbs that never have the thing itself for their object: what was conducted is the test, not the missile.
CONDUCTING = frozenset({"conduct", "perform", "undertake"})


class NounArguments:
    """Finds the light verbs and arguments of the nouns of one doc."""

    def __init__(self, known: Predicates) -> None:
        self.known = known
        self.lights: dict[int, int | None] = {}

    def light(self, noun: Token) -> int | None:
        """Return the token of the light verb that carries a noun."""
        if noun.i not in self.lights:
            self.lights[noun.i] = None  # breaks a circle of heads
            self.lights[noun.i] = self._find_light(noun)
        return self.lights[noun.i]

    def _find_light(self, noun: Token) -> int | None:
        """Return the light verb that carries a noun: "held talks", "talks were held"."""
        verb, name = noun.head, label(noun)
        if name == "conj" and verb.i != noun.i:
            return self.light(verb)
        if name == "nmod" and verb.lemma_.lower() in BUNDLES and preposition(noun) == "of":
            return self.light(verb)  # "conducted a series of tests"
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
        if not self.known.is_predicate(verb) or self.known.is_passive(verb):
            return []
        if label(noun) == "obl" and preposition(noun) == "of" and verb.lemma_.lower() in CHARGING:
            return [replace(a, function="subj") for a in self.known.arguments(verb) if a.function == "obj"]
        if label(noun) != "obj":
            return []
        loose = {"by"}
        if any(label(c) == "nmod" and preposition(c) == "of" for c in noun.children):
            loose |= {"to", "from"}  # "opposed the sale of jets to Turkey"
        return [a for a in self.known.arguments(verb) if a.function in loose and a.head > noun.i]

    def _carries(self, participle: Token) -> bool:
        reduced = not any(label(c) in {"nsubj", "aux", "mark"} for c in participle.children)
        return reduced and participle.tag_ == "VBN" and participle.lemma_.lower() in LIGHT_VERBS

    def _is_gap(self, verb: Token) -> bool:
        """Tell whether a clause on a noun has that noun as its object: "sanctions imposed by the UN"."""
        return any(a.function == "obj" and a.head == verb.head.i for a in self.known.arguments(verb))

    def of_noun(self, noun: Token) -> list[Argument]:
        """Return all arguments of a noun, shared ones included."""
        own = list(of_noun(noun))
        light = self.light(noun)
        if light is not None:
            family = {t.i for t in coordinated(noun)} | {noun.i}
            carried = [
                a
                for a in self.known.arguments(self.known.doc[light])
                if a.head not in family and a.function != "comp"
            ]
            own += carried
        own += self._of_verb_over(noun)
        for child in noun.children:  # "the meeting, hosted by Macron, was attended by": both carry it
            if label(child) == "acl" and child.i != light and self._carries(child):
                own += [a for a in self.known.arguments(child) if a.head != noun.i and a.function != "comp"]
        for child in (c for c in noun.children if label(c) == "nmod" and preposition(c) == "of"):
            for verb in (c for c in child.children if label(c) == "acl" and c.lemma_.lower() in CONDUCTING):
                own += [
                    a for a in self.known.arguments(verb) if a.head != child.i
                ]  # "the test of an ICBM conducted by"
        if label(noun) == "nmod" and noun.head.lemma_.lower() in BUNDLES and preposition(noun) == "of":
            own += [a for a in of_noun(noun.head) if a.function == "poss"]  # "its number of launches"
        if label(noun) == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
            # "talks and consultations with Iran": the first noun's owner holds for both.
            own += [a for a in self.known.arguments(noun.head) if a.function == "poss"]
        return own
