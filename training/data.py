"""Open corpora → sentences with partial labels, and their random windows for training."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NER = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "EVENT", "MISC") for p in "BI"]
NER_INDEX = {t: i for i, t in enumerate(NER)}
ANY_MISC = ("MISC", "EVENT")
# Names of each corpus → the types that they may be; a corpus leaves unmarked what it does not annotate.
TYPES: dict[str, dict[str, tuple[str, ...]]] = {
    "uner": {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",), "OTH": ANY_MISC},
    "wikigold": {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",), "MISC": ANY_MISC},
    "crossner": {
        "politician": ("PER",),
        "person": ("PER",),
        "organisation": ("ORG",),
        "politicalparty": ("ORG",),
        "country": ("LOC",),
        "location": ("LOC",),
        "election": ("EVENT",),
        "event": ("EVENT",),
        "misc": ("MISC",),
    },
    "meantime": {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",), "FIN": ("ORG",), "PRO": ANY_MISC},
}
# What a word that a corpus leaves unmarked may be besides no name.
OPEN: dict[str, tuple[str, ...]] = {"uner": ANY_MISC, "wikigold": (), "crossner": (), "meantime": ANY_MISC}
CURLY = {
    "'s": "’s", "n't": "n’t", "'": "’", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'m": "’m", "'d": "’d",
    "``": "“", "''": "”",
}  # fmt: skip


@dataclass
class Sentence:
    """A sentence with what its corpus knows of it; None where it knows nothing."""

    tokens: list[str]
    spaces: list[bool]
    xpos: list[str] | None = None
    upos: list[str] | None = None
    feats: list[str] | None = None
    heads: list[int] | None = None  # from 0; the root is its own head
    deps: list[str] | None = None
    ner: list[tuple[int, ...]] | None = None  # allowed tags of each token
    newpar: bool = False
    lemmas: list[str] = field(default_factory=list)
    ents: list[tuple[int, int, str]] | None = None  # gold names as they stand


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def allowed(count: int, ents: list[tuple[int, int, str]], corpus: str) -> list[tuple[int, ...]]:
    """Return the tags that each token may have."""
    free = (0, *(NER_INDEX[f"{p}-{t}"] for t in OPEN[corpus] for p in "BI"))
    tags: list[tuple[int, ...]] = [free] * count
    for start, end, name in ents:
        kinds = TYPES[corpus].get(name)
        for i in range(start, end):
            prefix = "B" if i == start else "I"
            tags[i] = tuple(NER_INDEX[f"{prefix}-{t}"] for t in kinds) if kinds else tuple(range(len(NER)))
    return tags


def _tree(s: dict[str, Any], ner: list[tuple[int, ...]] | None = None) -> Sentence:
    return Sentence(
        s["tokens"], s["spaces"], s["xpos"], s["upos"], s["feats"], s["heads"], s["deps"], ner,
        s.get("newpar", False), s["lemmas"], s.get("ents"),
    )  # fmt: skip


def ewt(folder: str, split: str) -> list[list[Sentence]]:
    """Return the documents of UD English EWT with UNER's names."""
    docs: dict[str, list[Sentence]] = {}
    for s in lines(Path(folder) / "ewt_uner.jsonl.gz"):
        if s["split"] == split:
            ner = None if s["ents"] is None else allowed(len(s["tokens"]), s["ents"], "uner")
            docs.setdefault(s["doc"], []).append(_tree(s, ner))
    return list(docs.values())


def gum(folder: str, split: str, genre: str | None = None) -> list[list[Sentence]]:
    """Return the documents of UD English GUM, freely licensed genres; its names are not used."""
    return [
        [_tree(s) for s in d["sentences"]]
        for d in lines(Path(folder) / "gum.jsonl.gz")
        if d["split"] == split and genre in {None, d["genre"]}
    ]


def names(folder: str) -> list[list[Sentence]]:
    """Return the sentences of WikiGold and CrossNER politics, each a run of its own."""
    found = []
    for file, corpus in (("wikigold", "wikigold"), ("crossner_politics", "crossner")):
        for d in lines(Path(folder) / f"{file}.jsonl.gz"):
            count = len(d["tokens"])
            found.append([Sentence(d["tokens"], [True] * count, ner=allowed(count, d["ents"], corpus))])
    return found


Words = Callable[[str], tuple[list[str], list[bool], list[int]]]


def words_of(nlp: Any) -> Words:
    """Return a function from a line to its words, the spaces after them, and their offsets."""

    def cut(line: str) -> tuple[list[str], list[bool], list[int]]:
        tokens = [t for t in nlp.tokenizer(line) if not t.is_space]
        return [t.text for t in tokens], [bool(t.whitespace_) for t in tokens], [t.idx for t in tokens]

    return cut


def meantime(folder: str, words: Words) -> list[list[Sentence]]:
    """Return the lines of MEANTIME with the named mentions of its entities."""
    found = []
    for d in lines(Path(folder) / "meantime.jsonl.gz"):
        kinds = {str(m): c.get("ent_type") for c in d["clusters"] for m in c.get("mentions", ())}
        marks = [
            (m["start"], m["end"], kinds.get(m["id"]))
            for m in d["mentions"]
            if m["kind"] == "ENTITY_MENTION" and m.get("syntactic_type") == "NAM"
        ]
        at = 0
        for line in d["text"].split("\n"):
            tokens, spaces, starts = words(line)
            ents = []
            for begin, end, kind in marks:
                inside = [i for i, s in enumerate(starts) if begin <= at + s < end]
                if inside and kind:
                    if tokens[inside[0]].lower() == "the":
                        inside = inside[1:] or inside
                    ents.append((inside[0], inside[-1] + 1, kind))
            if tokens:
                found.append([Sentence(tokens, spaces, ner=allowed(len(tokens), ents, "meantime"))])
            at += len(line) + 1
    return found


def vocabulary(trees: list[list[list[Sentence]]]) -> dict[str, list[str]]:
    """Return the labels of each task; features that occur once are left out."""
    vocab = {}
    for name in ("xpos", "upos", "feats", "deps"):
        counts = Counter(x for docs in trees for doc in docs for s in doc for x in getattr(s, name))
        vocab[name] = sorted(k for k, n in counts.items() if n >= (2 if name == "feats" else 1))
    return {**vocab, "ner": NER}


def windows(docs: list[list[Sentence]], rng: random.Random, longest: int = 130) -> list[list[Sentence]]:
    """Cut documents at random into runs of sentences, of one up to ``longest`` words."""
    found = []
    for doc in docs:
        i = 0
        while i < len(doc):
            want = rng.choice([0, 25, 50, 90, longest])
            run, count = [doc[i]], len(doc[i].tokens)
            i += 1
            while i < len(doc) and count + len(doc[i].tokens) <= want:
                run.append(doc[i])
                count += len(doc[i].tokens)
                i += 1
            found.append(run)
    return found


def curly(tokens: list[str], rng: random.Random) -> list[str]:
    """Write a third of the sentences with the curly quotes and apostrophes of news."""
    if rng.random() > 0.35:
        return tokens
    found, opened = [], False
    for token in tokens:
        if token == '"':
            found.append("”" if opened else "“")
            opened = not opened
        else:
            found.append(CURLY.get(token.lower(), token))
    return found
