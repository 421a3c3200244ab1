"""Mends a parse where verb forms show that it can't be: "We stress that a path remains open and urge …"."""

from spacy.tokens import Doc, Token

from kg.language.labels import label

FINITE = frozenset({"VBD", "VBP", "VBZ"})


def mend(doc: Doc) -> Doc:
    """Join a verb to the main verb that it agrees with, where it hangs on that verb's complement."""
    for token in doc:
        if label(token) != "conj" or token.tag_ not in FINITE or _has_subject(token):
            continue
        complement = token.head
        main = complement.head
        told = label(complement) == "ccomp" and main.i < complement.i
        perfect = main.tag_ == "VBN" and token.tag_ == "VBD" and _form(complement) in {"VBZ", "VBP"}
        if told and (main.tag_ == token.tag_ or perfect) and _form(complement) != token.tag_:
            token.head = main
        elif complement.pos_ in {"NOUN", "PROPN"} and not any(label(c) == "cop" for c in complement.children):
            verb = _verb_over(complement)
            if verb is not None and verb.tag_ == token.tag_:
                token.head = verb  # "reaffirmed its commitment to defense and underscored …"
    return doc


def _verb_over(noun: Token) -> Token | None:
    token, steps = noun, 0
    while token.pos_ != "VERB" and token.head.i != token.i and steps < 8:
        token, steps = token.head, steps + 1
    return token if token.pos_ == "VERB" and token.i < noun.i else None


def _has_subject(verb: Token) -> bool:
    return any(label(c).startswith(("nsubj", "csubj", "aux", "expl")) for c in verb.children)


def _form(verb: Token) -> str:
    """Return the tag of the finite form of a predicate: its own, else that of its first auxiliary."""
    helpers = [c.tag_ for c in verb.children if label(c).startswith(("aux", "cop"))]
    return next((t for t in helpers if t in FINITE | {"MD"}), verb.tag_)
