"""Mends parses that can't be: "We stress that a path remains open and urge …", "following recent tests"."""

from spacy.tokens import Doc, Token

from kg.language.labels import label

FINITE = frozenset({"VBD", "VBP", "VBZ"})
PHRASE = frozenset({"DT", "JJ", "VBG", "VBN", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "HYPH", "PRP$"})


def mend(doc: Doc) -> Doc:
    """Mend the parse of a doc in place."""
    for token in doc:
        if label(token) == "conj" and token.tag_ in FINITE and not _has_subject(token):
            _agree(token)
        elif token.lower_ == "following" and token.tag_ == "VBG" and label(token) in {"advcl", "acl"}:
            _as_preposition(token)
        elif token.lower_ == "that" and label(token.head) == "acl:relcl" and token.head.head.lower_ == "time":
            token.dep_ = "mark"  # "the first time that Iran fired": it stands for nothing in the clause
        elif token.lower_ in {"never", "not"} and token.i + 1 < len(doc) and token.head.i < token.i:
            _to_infinitive(token)
    return doc


def _agree(token: Token) -> None:
    """Join a verb to the main verb that it agrees with, where it hangs on that verb's complement."""
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


def _to_infinitive(token: Token) -> None:
    """Give a negation to the infinitive that it stands before: "promised never to sell"."""
    following = token.nbor(1)
    if following.lower_ == "to" and label(following) == "mark":
        token.head = following.head


def _as_preposition(token: Token) -> None:
    """Make "following" mark the noun behind it, which a parse gave to another word."""
    verb, doc = token.head, token.doc
    while (verb.i > token.i or verb.pos_ != "VERB") and verb.head.i != verb.i:
        verb = verb.head
    end = token.i + 1
    while end < token.sent.end and doc[end].tag_ in PHRASE:
        end += 1
    nouns = [t for t in doc[token.i + 1 : end] if t.tag_ in {"NN", "NNS"}]
    if not nouns or verb.i >= token.i or any(label(c) == "obj" for c in token.children):
        return
    noun = nouns[-1]
    noun.head, noun.dep_ = verb, "obl"
    token.head, token.dep_ = noun, "case"
    behind = [c for before in doc[token.i + 1 : noun.i] for c in before.children if c.i > noun.i]
    for child in behind:
        child.head, child.dep_ = noun, "nmod" if label(child).startswith("obl") else child.dep_
    for before in doc[token.i + 1 : noun.i]:
        if not token.i < before.head.i <= noun.i:
            before.head, before.dep_ = noun, "compound" if before.tag_ in {"NN", "NNP"} else "amod"


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
