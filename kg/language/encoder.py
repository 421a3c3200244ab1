"""The trained network at run time: one window of words in, scores of all heads out."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.tokens import Doc, Token
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from kg.errors import PipelineError
from kg.language.linebreaks import breaks
from kg.language.windows import windows

CLS, SEP, UNKNOWN = 101, 102, 100
PIECES = 8  # of one word, as in training
POSITIONS = 512  # pieces of a window that the network can take


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """What the network says of n words: tag ids, sentence-start scores, arcs [n, n], names [n, tags]."""

    tokens: tuple[int, ...]
    breaks: frozenset[int]  # positions that begin a paragraph
    xpos: NDArray[np.int64]
    upos: NDArray[np.int64]
    feats: NDArray[np.int64]
    start: NDArray[np.float32]
    arcs: NDArray[np.float32]
    dependents: NDArray[np.float32]
    heads: NDArray[np.float32]
    names: NDArray[np.float32]


def shape_of(word: str) -> int:
    """Return the class of a word's casing and make-up, which the uncased encoder does not see."""
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 2 if len(word) == 1 else 3
        return 4 if word[0].isupper() and word[1:].islower() else 5
    if word.isdigit():
        return 6
    if any(c.isdigit() for c in word):
        return 8 if any(c.isalpha() for c in word) else 7
    if not any(c.isalnum() for c in word):
        return 9
    return 10 if word[0].isupper() else 11


class Encoder:
    """Runs the network over the windows of a doc, one at a time."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        if not (folder / "reader.onnx").is_file():
            raise PipelineError(
                f"{folder / 'reader.onnx'} is missing: install the package again, or name another --pipeline"
            )
        self.vocab: dict[str, list[str]] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Without VNNI, sums of unsigned by signed bytes saturate: what a sentence says would hang on the CPU.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self.reader = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, ["CPUExecutionProvider"]
        )
        self.labeller = onnxruntime.InferenceSession(
            str(folder / "labels.onnx"), options, ["CPUExecutionProvider"]
        )
        self.pieces = _wordpieces(folder / "wordpieces.txt")
        self.known: dict[str, list[int]] = {}

    def read(self, doc: Doc) -> list[Window]:
        """Return what the network says of each window of a doc."""
        found = breaks(doc)
        return [self._window(tokens, found) for tokens in windows(doc, found)]

    def labels(self, window: Window, heads: NDArray[np.int64]) -> list[str]:
        """Return the dependency label of each word of a window under the given heads."""
        (ids,) = self.labeller.run(["label"], {"ld": window.dependents, "lh": window.heads[heads]})
        names = self.vocab["deps"]
        return [names[i] for i in ids]

    def _window(self, tokens: list[Token], found: frozenset[int]) -> Window:
        ids, first, last = [CLS], [], []
        words = [self._pieces(_read_as(token)) for token in tokens]
        each = PIECES
        while sum(len(pieces[:each]) for pieces in words) > POSITIONS - 2:  # an address, a table of codes
            each -= 1
        for pieces in (word[:each] for word in words):
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
        ids.append(SEP)
        feed = {
            "ids": np.array([ids], dtype=np.int64),
            "first": np.array([first], dtype=np.int64),
            "last": np.array([last], dtype=np.int64),
            "shapes": np.array([[shape_of(t.text) for t in tokens]], dtype=np.int64),
        }
        parted = (
            n
            for n in range(1, len(tokens))
            if any(i in found for i in range(tokens[n - 1].i + 1, tokens[n].i))
        )
        return Window(tuple(t.i for t in tokens), frozenset(parted), *self.reader.run(None, feed))

    def _pieces(self, word: str) -> list[int]:
        found = self.known.get(word)
        if found is None:
            found = self.pieces.encode(word, add_special_tokens=False).ids[:PIECES] or [UNKNOWN]
            if len(self.known) < 100_000:  # bounds the memory of a long run
                self.known[word] = found
        return found


def _read_as(token: Token) -> str:
    """Return the word that the network reads: in "Under Secretary" no preposition."""
    if token.text == "Under" and token.i + 1 < len(token.doc) and token.nbor(1).text.startswith("Secretar"):
        return "Deputy"
    return token.text


def _wordpieces(path: Path) -> Tokenizer:
    tokenizer = Tokenizer(WordPiece.from_file(str(path), unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer
