"""Words that look like names of the entity list and are none: languages, parts of persons' names."""

import tomllib
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.gazetteer import Match
from kg.language.labels import label
from kg.language.rolenouns import role_nouns
from kg.model import EntityType

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_GIVEN = frozenset(_TABLE["given_names"])
_SPEECH = frozenset({"speak", "learn", "teach", "translate", "understand"})
_TONGUES = frozenset(
    {"language", "languages", "speaking", "speaker", "speakers", "translation", "word", "words"}
)
_PEOPLES = frozenset({"Native", "African", "Asian"})  # before "American", of a part of its people
_TRIBES = frozenset({"tribe", "tribes", "reservation", "reservations", "tribal"})


def is_lookalike(match: Match, doc: Doc) -> bool:
    """Tell whether the one word of a match names none of the entries here."""
    if match.end - match.start > 1:
        return False
    token = doc[match.start]
    if match.kind == "demonym":
        return _is_language(token) or _is_people(token)
    return _is_noun(token) or _is_surname(token, match) or _is_given_name(token)


def _is_noun(token: Token) -> bool:
    """Tell "all States" from "the States"."""
    return token.i > 0 and token.lower_ == "states" and token.nbor(-1).lower_ != "the"


def _is_language(token: Token) -> bool:
    """Tell whether a nationality is its language: "in English", "spoke Russian", "French-speaking"."""
    following = token.doc[token.i + 1 : token.i + 3]
    if any(t.lower_ in _TONGUES for t in following):
        return True
    if token.tag_ not in {"NNP", "NN"} or (following and following[0].tag_.startswith(("NN", "JJ"))):
        return False
    into = token.i > 0 and token.nbor(-1).lower_ in {"in", "into"} and token.nbor(-1).head.i == token.i
    return into or (label(token) == "obj" and token.head.lemma_.lower() in _SPEECH)


def _is_people(token: Token) -> bool:
    """Tell whether a nationality belongs to the name of a people: "Native American", "Indian tribes"."""
    if token.i > 0 and token.text.startswith("American") and token.nbor(-1).text in _PEOPLES:
        return True
    return token.text == "Indian" and any(t.lower_ in _TRIBES for t in token.doc[token.i + 1 : token.i + 2])


def _is_surname(token: Token, match: Match) -> bool:
    """Tell whether a place's name is somebody's surname: "Robin Wales"."""
    if any(c.type is EntityType.PERSON for c in match.candidates):
        return False
    head = token.head
    titles = role_nouns().titles | role_nouns().honorifics
    return (
        label(token) in {"flat", "flat:name"}
        and head.i == token.i - 1
        and head.tag_ == "NNP"
        and head.is_title
        and head.lower_ not in titles
    )


def _is_given_name(token: Token) -> bool:
    """Tell whether a place's name is somebody's given name: the surname is flat on it."""
    if token.text not in _GIVEN or token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    nouns = role_nouns()
    if following.tag_ != "NNP" or not following.is_title or following.lower_ in nouns.titles:
        return False
    if following.lower_ in nouns.body_words | nouns.place_words:
        return False
    person = {token.ent_type_, following.ent_type_} == {"PERSON"}
    return person or (label(following) in {"flat", "flat:name"} and following.head.i == token.i)
