"""Lists of goods under a line that announces them: "The new package includes:" and its bullets."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.items import bare_item, coordinated_items, measured
from kg.language.labels import label
from kg.model import Item
from kg.reading import Reading

BULLETS = frozenset({"-", "–", "—", "•", "*", "·", "○", "o"})
ANNOUNCING = frozenset({"include", "comprise", "contain", "follow", "list", "provide", "consist", "be"})
NOMINAL = frozenset({"NOUN", "PROPN"})


def listed_items(reading: Reading, sentence: int) -> Iterator[Item]:
    """Yield the goods on the lines below a sentence that ends in a colon and announces them."""
    doc = reading.doc
    start, end = reading.sentences[sentence]
    words = [t for t in doc[start:end] if not t.is_space]
    if not words or words[-1].text != ":" or not any(t.lemma_.lower() in ANNOUNCING for t in words):
        return
    for first, last in _lines(doc, end):
        heads = [t for t in doc[first:last] if t.pos_ in NOMINAL and _is_head(t, first, last)]
        for head in heads:
            known = list(coordinated_items(reading, head))
            yield from known or [bare_item(reading, measured(head), None)]


def _lines(doc: Doc, start: int) -> Iterator[tuple[int, int]]:
    """Yield the token ranges of the bulleted lines that follow, without their bullets."""
    i = start
    while i < len(doc):
        while i < len(doc) and doc[i].is_space:
            i += 1
        if i >= len(doc) or doc[i].text not in BULLETS:
            return
        end = i
        while end < len(doc) and "\n" not in doc[end].text:
            end += 1
        yield i + 1, end
        i = end


def _is_head(token: Token, first: int, last: int) -> bool:
    """Tell whether a noun heads a phrase of a line, or one conjoined with it."""
    if label(token) == "conj":
        return _is_head(token.head, first, last) if first <= token.head.i < last else True
    return not first <= token.head.i < last or token.head.i == token.i or token.head.pos_ not in NOMINAL
