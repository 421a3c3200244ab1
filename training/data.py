"""Open corpora → sentences with partial labels, and their random windows for training."""

import gzip
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

NER = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "EVENT", "MISC") for p in "BI"]
NER_INDEX = {t: i for i, t in enumerate(NER)}
ANY_MISC = ("MISC", "EVENT")
# Names of each corpus → the types that they may be; a corpus leaves unmarked what it does not annotate.
TYPES = {
    "uner": {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",), "OTH": ANY_MISC},
    "wikigold": {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",), "MISC": ANY_MISC},
    "crossner": {
        "politician": ("PER",), "person": ("PER",), "organisation": ("ORG",), "politicalparty": ("ORG",),
        "country": ("LOC",), "location": ("LOC",), "election": ("EVENT",), "event": ("EVENT",), "misc": ("MISC",),
    },
    "meantime": {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",), "FIN": ("ORG",), "PRO": ANY_MISC},
    "weak": {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",)},
}
OPEN = {"uner": ANY_MISC, "wikigold": (), "crossner": (), "meantime": ANY_MISC, "weak": ANY_MISC}


@dataclass
class Sentence:
    tokens: list[str]
    spaces: list[bool]
    xpos: list[str] | None = None
    upos: list[str] | None = None
    feats: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    ner: list[tuple[int, ...]] | None = None  # allowed tags of each token
    newpar: bool = False
    text: str = ""
    lemmas: list[str] = field(default_factory=list)
    ents: list[tuple[int, int, str]] | None = None  # gold names as they stand


def allowed(n, ents, corpus):
    free = tuple([0] + [NER_INDEX[f"{p}-{t}"] for t in OPEN[corpus] for p in "BI"])
    tags = [free] * n
    for start, end, name in ents:
        kinds = TYPES[corpus].get(name)
        for i in range(start, end):
            p = "B" if i == start else "I"
            tags[i] = tuple(NER_INDEX[f"{p}-{t}"] for t in kinds) if kinds else tuple(range(len(NER)))
    return tags


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def ud(s, ner=None):
    return Sentence(
        s["tokens"], s["spaces"], s["xpos"], s["upos"], s["feats"], s["heads"],
        s["deps"], ner, s.get("newpar", False), s["text"], s["lemmas"], s.get("ents"),
    )


def ewt(folder, split):
    docs = {}
    for s in lines(Path(folder) / "ewt_uner.jsonl.gz"):
        if s["split"] == split:
            docs.setdefault(s["doc"], []).append(ud(s, None if s["ents"] is None else allowed(len(s["tokens"]), s["ents"], "uner")))
    return list(docs.values())


def gum(folder, split, genre=None):
    return [
        [ud(s) for s in d["sentences"]]
        for d in lines(Path(folder) / "gum.jsonl.gz")
        if d["split"] == split and (genre is None or d["genre"] == genre)
    ]


def names(folder):
    out = []
    for file, corpus in (("wikigold", "wikigold"), ("crossner_politics", "crossner")):
        for d in lines(Path(folder) / f"{file}.jsonl.gz"):
            n = len(d["tokens"])
            out.append([Sentence(d["tokens"], [True] * n, ner=allowed(n, d["ents"], corpus))])
    return out


def meantime(folder, tokenize):
    out = []
    for d in lines(Path(folder) / "meantime.jsonl.gz"):
        marks = [
            (m["start"], m["end"], kind_of(d, m)) for m in d["mentions"]
            if m["kind"] == "ENTITY_MENTION" and m.get("syntactic_type") == "NAM"
        ]
        at = 0
        for line in d["text"].split("\n"):
            toks, spaces, starts = tokenize(line)
            ents = []
            for b, e, kind in marks:
                inside = [i for i, s in enumerate(starts) if b <= at + s < e]
                if inside and kind:
                    if toks[inside[0]].lower() == "the":
                        inside = inside[1:] or inside
                    ents.append((inside[0], inside[-1] + 1, kind))
            if toks:
                out.append([Sentence(toks, spaces, ner=allowed(len(toks), ents, "meantime"))])
            at += len(line) + 1
    return out


def kind_of(d, mention):
    for c in d["clusters"]:
        if mention["id"] in [str(x) for x in c.get("mentions", c.get("members", []))]:
            return c.get("ent_type")
    return None


def windows(docs, rng, longest=130):
    """Cut documents at random into runs of sentences."""
    out = []
    for doc in docs:
        i = 0
        while i < len(doc):
            want = rng.choice([0, 25, 50, 90, longest])
            run, n = [doc[i]], len(doc[i].tokens)
            i += 1
            while i < len(doc) and n + len(doc[i].tokens) <= want:
                run.append(doc[i]); n += len(doc[i].tokens); i += 1
            out.append(run)
    return out


CURLY = {"'s": "’s", "n't": "n’t", "'": "’", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'m": "’m", "'d": "’d", "``": "“", "''": "”"}


def curly(tokens, rng):
    if rng.random() > 0.35:
        return tokens
    out, opened = [], False
    for t in tokens:
        if t == '"':
            out.append("”" if opened else "“"); opened = not opened
        else:
            out.append(CURLY.get(t.lower(), t))
    return out
