"""What a capital's name means: the city, or the government that sits there."""

import tomllib
from pathlib import Path

from spacy.tokens import Token

from kg.language.labels import label
from kg.language.name import Name
from kg.language.namecontext import NameContext

_WORDS = {
    kind: frozenset(words)
    for kind, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
_NEAR = 3  # words after a possessive


def is_city(name: Name, context: NameContext) -> bool:
    """Tell whether a capital's name means the city, by what stands before, over and after it."""
    return (
        _is_city_before(name, context)
        or _is_city_after(name, context)
        or context.doc[name.end - 1].text in {"DC", "D.C."}
        or _is_goal(name, context)
    )


def _is_city_before(name: Name, context: NameContext) -> bool:
    doc, start = context.doc, name.start
    before = doc[start - 1].lower_ if start else ""
    if before in context.nouns.city_prepositions | _WORDS["prepositions"]:
        return True
    return before == "of" and start > 1 and doc[start - 2].lower_ in _WORDS["parts"]


def _is_city_after(name: Name, context: NameContext) -> bool:
    doc = context.doc
    following = doc[name.end] if name.end < len(doc) else None
    if following is None:
        return False
    if following.tag_ == "HYPH":
        return True
    if following.tag_ == "POS":
        words = {t.lower_ for t in doc[following.i + 1 : following.i + 1 + _NEAR]}
        return bool(words & (context.nouns.place_words | _WORDS["possessions"]))
    if following.lower_ in _WORDS["pacts"]:
        return True
    chunk = context.chunk_of.get(name.start)
    last = doc[chunk.end - 1] if chunk is not None and chunk.end > name.end else None
    return last is not None and last.lower_ in context.nouns.place_words


def _is_goal(name: Name, context: NameContext) -> bool:
    """Tell whether somebody goes there: "flew to Moscow", "visited Kyiv"."""
    head = _head(name, context)
    governor = head.head
    motion = (
        governor.lemma_.lower() in context.nouns.motion_verbs or governor.lower_ in context.nouns.travel_nouns
    )
    before = context.doc[name.start - 1].lower_ if name.start else ""
    return motion and (before in {"to", "from", "for", "into"} or label(head) == "obj")


def _head(name: Name, context: NameContext) -> Token:
    words = context.doc[name.start : name.end]
    return next((t for t in words if not name.start <= t.head.i < name.end), words[0])
