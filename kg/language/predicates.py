"""Which tokens are predicates, and what the parts of the clause builder know of them."""

from typing import Protocol

from spacy.tokens import Doc, Token

from kg.language.clause import Argument
from kg.language.labels import PASSIVE_SUBJECTS, label

# Nouns that bundle events: "a series of tests".
BUNDLES = frozenset(
    "series round string set number spate flurry raft package wave pair couple run day hour week".split()
)
# Verbs that charge somebody with what their complement tells.
CHARGING = frozenset({"accuse", "charge", "suspect", "convict", "acquit"})


class Predicates(Protocol):
    """The predicates of one doc with their arguments."""

    doc: Doc

    def is_predicate(self, token: Token) -> bool:
        """Tell whether a token heads a clause."""

    def is_passive(self, verb: Token) -> bool:
        """Tell whether a verb is a passive."""

    def arguments(self, token: Token) -> tuple[Argument, ...]:
        """Return all arguments of a predicate, shared ones included."""


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
