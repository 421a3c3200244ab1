"""The nouns that say what a phrase without a name stands for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

FILE = Path(__file__).with_name("rolenouns.toml")
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "spokesmen": "spokesman",
    "businessmen": "businessman",
    "lawmen": "lawman",
}


@dataclass(frozen=True, slots=True)
class RoleNouns:
    """The lists of ``rolenouns.toml``, each a set of singular nouns in lower case."""

    titles: frozenset[str]
    honorifics: frozenset[str]
    ended: frozenset[str]
    ranks: frozenset[str]
    portfolio: frozenset[str]
    rulers: frozenset[str]
    heads: frozenset[str]
    realms: frozenset[str]
    people: frozenset[str]
    relational: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    groups: frozenset[str]
    countries: frozenset[str]
    governments: frozenset[str]
    pairs: frozenset[str]
    organizations: frozenset[str]
    body_words: frozenset[str]
    place_words: frozenset[str]
    places: frozenset[str]
    sites: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]
    publishing_bodies: frozenset[str]
    national_bodies: frozenset[str]
    family_first: frozenset[str]
    speech: frozenset[str]
    utterance: frozenset[str]
    records: frozenset[str]
    hearsay: frozenset[str]
    accusing: frozenset[str]
    thing_verbs: frozenset[str]
    dummy_predicates: frozenset[str]
    dummy_objects: frozenset[str]
    fronted: frozenset[str]
    judgments: frozenset[str]
    causes: frozenset[str]
    city_prepositions: frozenset[str]
    motion_verbs: frozenset[str]
    travel_nouns: frozenset[str]
    compass: Mapping[str, str]
    sets: Mapping[str, int]
    hypernyms: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def role_nouns() -> RoleNouns:
    """Read the lists that ship with the package."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    tables = {"compass", "sets", "hypernyms"}
    lists = {f.name: frozenset(table[f.name]) for f in fields(RoleNouns) if f.name not in tables}
    hypernyms = {noun: frozenset(words) for noun, words in table["hypernyms"].items()}
    return RoleNouns(**lists, compass=table["compass"], sets=table["sets"], hypernyms=hypernyms)


def singular(token: Token) -> str:
    """Return a noun's singular in lower case; plural endings come off without a lemmatizer too."""
    word = token.lower_
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not is_plural(token) or word in {"forces", "news", "armed forces", "talks"}:
        return word.removesuffix("s") if word == "forces" else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word.removesuffix("s")


def is_plural(token: Token) -> bool:
    """Tell whether a noun is a plural."""
    return token.tag_ in {"NNS", "NNPS"} or token.lower_ in _IRREGULAR


def is_title(token: Token) -> bool:
    """Tell whether a noun is an office or a rank."""
    nouns = role_nouns()
    return singular(token) in nouns.titles or (
        token.text[:1].isupper() and token.lower_.rstrip(".") in nouns.ranks
    )


def is_honorific(token: Token) -> bool:
    """Tell whether a word may stand right before a name: "Dr.", "Adm."."""
    return token.lower_ in role_nouns().honorifics
