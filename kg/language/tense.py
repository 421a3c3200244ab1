"""Whether a token stands in something that lies in the past: which way "on Monday" points."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from kg.language.datereadings import TABLE
from kg.language.labels import label

_FUTURE = frozenset(TABLE["tense"]["future_auxiliaries"])
_AHEAD = frozenset(TABLE["tense"]["pointing_ahead"])
_BACK = frozenset(TABLE["tense"]["pointing_back"])
_BEHIND = frozenset(TABLE["tense"]["behind"])
_JOINED = frozenset(TABLE["tense"]["joined_infinitives"])


def past_at(doc: Doc) -> Callable[[int], bool]:
    """Return a function that tells of a token whether its verb tells of the past; no verb is past."""

    def past(i: int) -> bool:
        verb = _verb_over(doc[i])
        return verb is None or _is_past(verb) or (verb.i != i and _points_back(verb, doc[i]))

    return past


def _verb_over(token: Token) -> Token | None:
    while token.pos_ not in {"VERB", "AUX"} and not _has_copula(token):
        if token.head.i == token.i:
            return None
        token = token.head
    return token


def _points_back(verb: Token, token: Token) -> bool:
    """Tell of what a present verb stands behind: "the call follows (comes after) their talk on March 18"."""
    helped = any(c.lower_ in _FUTURE for c in verb.children)
    if verb.tag_ not in {"VBZ", "VBP"} or helped:
        return False
    words = verb.doc[verb.i + 1 : token.i]
    return token.i > verb.i and (verb.lemma_.lower() in _BACK or any(w.lower_ in _BEHIND for w in words))


def _has_copula(token: Token) -> bool:
    return any(label(c) == "cop" for c in token.children)


def _is_past(verb: Token) -> bool:
    helpers = [c for c in verb.children if label(c).startswith(("aux", "cop"))]
    if any(c.lower_ in _FUTURE for c in helpers):
        return any(c.lemma_.lower() == "have" for c in helpers)  # "could have met on Monday"
    tags = {c.tag_ for c in helpers} | {verb.tag_}
    if verb.lemma_.lower() in _AHEAD and verb.tag_ == "VBN":
        return False
    governor = verb.head if verb.head.i != verb.i else None
    if verb.tag_ == "VBN" and verb.i and verb.nbor(-1).lower_ in {"have", "has", "had"}:
        return True  # whatever a parse makes of "to have test-fired"
    if any(c.tag_ == "TO" or c.lower_ == "to" for c in verb.children if label(c) in {"mark", "aux"}):
        if any(c.lower_ == "have" for c in helpers):
            return True  # "appears to have tested"
        if governor is None:
            return False
        above = _verb_over(governor)
        joined = label(verb) == "advcl" or governor.lemma_.lower() in _JOINED
        return joined and (above is None or _is_past(above))
    if "VBD" in tags:
        return True
    if "VBN" in tags and (label(verb) in {"acl", "acl:relcl", "amod"} or tags & {"VBP", "VBZ"}):
        return not _is_passive_present(verb, helpers)
    if not helpers and governor is not None and verb.tag_ in {"VBG", "VBN", "VB"}:
        above = _verb_over(governor)
        return above is None or _is_past(above)
    return not tags & {"VBP", "VBZ"}


def _is_passive_present(verb: Token, helpers: list[Token]) -> bool:
    """Tell "is expected" from "has expected": only the perfect lies in the past."""
    present = any(c.tag_ in {"VBP", "VBZ"} for c in helpers)
    return present and not any(c.lemma_.lower() == "have" for c in helpers) and verb.tag_ == "VBN"
