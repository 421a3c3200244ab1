"""Turns of a transcript: "President of Russia Vladimir Putin: Colleagues, …" → who speaks where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.language.coreference import References
from kg.model import EntityType

# kremlin.ru runs a name into what its page shows beside it: "Alexei Kudrin Kudrin AlexeiChairman of …:".
_DOUBLED = re.compile(r"([A-Z][\w-]+) ([A-Z][\w-]+) \2 \1(?=[A-Z])[^.!?:\n]{0,160}:")
_LONGEST = 14  # tokens of a label
_QUOTES = frozenset({"“", '"', "„"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says after a label: tokens ``start`` to ``end``, the label's colon before them."""

    speaker: str  # Entity.key
    colon: int
    start: int
    end: int
    quoted: bool


def find_turns(doc: Doc, references: References) -> tuple[Turn, ...]:
    """Return the turns of a doc in text order; a text without labels has none."""
    labels = sorted({*_labels(doc, references), *_doubled(doc, references)})
    turns = []
    for n, (colon, speaker) in enumerate(labels):
        following = labels[n + 1][0] if n + 1 < len(labels) else len(doc)
        start = colon + 1
        while start < len(doc) and doc[start].is_space:
            start += 1
        quoted = start < len(doc) and doc[start].text in _QUOTES
        last = len(doc) if following == len(doc) else _line_start(doc, following)
        end = _paragraph_end(doc, start) if quoted else last
        if end > start:
            turns.append(Turn(speaker, colon, start, end, quoted))
    return tuple(turns)


def _labels(doc: Doc, references: References) -> Iterator[tuple[int, str]]:
    for token in doc[1:-1]:
        if token.text != ":":
            continue
        first = _line_start(doc, token.i)
        end = _before_note(doc, token.i)
        mention = references.mention_at(end - 1)
        if token.i - first > _LONGEST or mention is None or mention.kind == "pronoun":
            continue
        keys = mention.entities
        is_person = len(keys) == 1 and references.entity(keys[0]).type is EntityType.PERSON
        plain = all(t.pos_ not in {"VERB", "AUX"} and t.text not in {",", ";"} for t in doc[first:end])
        if is_person and plain and mention.end == end:
            yield token.i, keys[0]


def _doubled(doc: Doc, references: References) -> Iterator[tuple[int, str]]:
    for match in _DOUBLED.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        keys = () if span is None else references.at(span.start)
        if span is not None and len(keys) == 1 and references.entity(keys[0]).type is EntityType.PERSON:
            yield span.end - 1, keys[0]


def _before_note(doc: Doc, colon: int) -> int:
    """Return where a label ends before what is put in brackets: "Macky Sall (retranslated):"."""
    if doc[colon - 1].text != ")":
        return colon
    return next((i for i in range(colon - 2, max(0, colon - 8), -1) if doc[i].text == "("), colon)


def _line_start(doc: Doc, i: int) -> int:
    """Return the first token of the line or sentence in which a token stands."""
    while i > 0 and not doc[i - 1].text.count("\n") and not doc[i].is_sent_start:
        i -= 1
    return i


def _paragraph_end(doc: Doc, i: int) -> int:
    while i < len(doc) and "\n" not in doc[i].text:
        i += 1
    return i
