"""The pipeline's components: each takes one job over from what the encoder read."""

from itertools import pairwise

import numpy as np
from spacy.attrs import DEP, HEAD, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.language.encoder import Encoder, Window
from kg.language.names import spans
from kg.language.sentences import starts
from kg.language.trees import tree

KEY = "statecraft"  # where the encoder's readings wait in doc.user_data for the components after it


def readings(doc: Doc) -> list[Window]:
    """Return what the encoder read; empty when it is disabled."""
    found: list[Window] = doc.user_data.get(KEY, [])
    return found


class Reader:
    """Runs the encoder over a doc."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Read the doc and leave what was read for the components after it."""
        doc.user_data[KEY] = self.encoder.read(doc)
        return doc


class Tagger:
    """Sets ``tag_`` (Penn Treebank) and ``pos_`` (Universal)."""

    def __init__(self, vocab: Vocab, names: dict[str, list[str]]) -> None:
        self.tags = np.array([vocab.strings.add(t) for t in names["xpos"]], dtype=np.uint64)
        self.pos = np.array([vocab.strings.add(t) for t in names["upos"]], dtype=np.uint64)
        self.space_tag, self.space_pos = vocab.strings.add("_SP"), vocab.strings.add("SPACE")

    def __call__(self, doc: Doc) -> Doc:
        """Set the tags."""
        values = np.empty((len(doc), 2), dtype=np.uint64)
        values[:, 0], values[:, 1] = self.space_tag, self.space_pos
        for window in readings(doc):
            at = list(window.tokens)
            values[at, 0], values[at, 1] = self.tags[window.xpos], self.pos[window.upos]
        return doc.from_array([TAG, POS], values)  # type: ignore[arg-type]


class Morphologizer:
    """Sets the Universal Dependencies features."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self.feats = ["" if f == "_" else f for f in names["feats"]]

    def __call__(self, doc: Doc) -> Doc:
        """Set the features."""
        for window in readings(doc):
            for i, feat in zip(window.tokens, window.feats, strict=True):
                if self.feats[feat]:
                    doc[i].set_morph(self.feats[feat])  # type: ignore[attr-defined]
        return doc


class Parser:
    """Sets sentence boundaries, heads and dependency labels (Universal Dependencies)."""

    def __init__(self, vocab: Vocab, encoder: Encoder) -> None:
        self.vocab, self.encoder = vocab, encoder

    def __call__(self, doc: Doc) -> Doc:
        """Set the trees."""
        heads = np.arange(len(doc), dtype=np.int64)
        labels = np.full(len(doc), self.vocab.strings.add("ROOT"), dtype=np.uint64)
        for window in readings(doc):
            at = np.array(window.tokens)
            found = self._heads(doc, window)
            heads[at] = at[found]
            names = self.encoder.labels(window, found)
            for i, (name, head) in enumerate(zip(names, found, strict=True)):
                labels[at[i]] = self.vocab.strings.add(_consistent(name, head == i))
        space = self.vocab.strings.add("dep")
        for token in doc:
            if token.is_space and len(doc) > 1:
                heads[token.i] = _beside(doc, token.i)
                labels[token.i] = space
        values = np.empty((len(doc), 2), dtype=np.uint64)
        values[:, 0], values[:, 1] = (heads - np.arange(len(doc))).astype(np.uint64), labels
        return doc.from_array([HEAD, DEP], values)  # type: ignore[arg-type]

    def _heads(self, doc: Doc, window: Window) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        begins = [*starts(doc, window), len(window.tokens)]
        out = np.empty(len(window.tokens), dtype=np.int64)
        for a, b in pairwise(begins):
            out[a:b] = tree(window.arcs[a:b, a:b]) + a
        return out


def _consistent(name: str, is_root: bool) -> str:
    if is_root:
        return "ROOT"
    return "dep" if name == "root" else name


def _beside(doc: Doc, i: int) -> int:
    """Return the word to which white space belongs: the one before it, at the start the one after."""
    before = next((j for j in range(i - 1, -1, -1) if not doc[j].is_space), None)
    if before is not None:
        return before
    return next(
        (j for j in range(i + 1, len(doc)) if not doc[j].is_space), i + 1 if i + 1 < len(doc) else i - 1
    )


class Namer:
    """Sets the named entities: PERSON, ORG, LOC, EVENT, NORP."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self.tags = names["ner"]

    def __call__(self, doc: Doc) -> Doc:
        """Set the names."""
        found: list[Span] = []
        for window in readings(doc):
            found += spans(doc, window, self.tags)
        doc.set_ents(found)
        return doc


@Language.component("statecraft_release")
def release(doc: Doc) -> Doc:
    """Drop the encoder's readings once all components have used them."""
    doc.user_data.pop(KEY, None)
    return doc
