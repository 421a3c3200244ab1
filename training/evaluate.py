"""Measure the pipeline as shipped, raw text in: words, tags, lemmas, LAS, sentences (CoNLL 2018 way), names.

    python training/evaluate.py --data ../shared/train [--split test] [--folder WEIGHTS]

Words are aligned by their characters; LAS counts universal labels (subtypes cut off), as in
Zeman et al. 2018. Names are exact spans of PER, ORG, LOC on UNER-EWT.
"""

import argparse
from collections import Counter
from pathlib import Path

import data

from kg.language import load
from kg.language.pipeline import FOLDER

NAMES = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}


def layout(doc):
    """Return the raw text of a document and the offsets of each sentence's words."""
    text, places = "", []
    for number, sentence in enumerate(doc):
        if number:
            text = (
                text.rstrip(" ") + "\n\n" if sentence.newpar else text if text.endswith(" ") else text + " "
            )
        row = []
        for token, space in zip(sentence.tokens, sentence.spaces, strict=True):
            row.append((len(text), len(text) + len(token)))
            text += token + (" " if space else "")
        places.append(row)
    return text, places


def words_of(doc):
    """Return the words of a spaCy doc: offsets → (tag, upos, lemma, head offsets or None, label)."""
    return {
        (t.idx, t.idx + len(t)): (
            t.tag_,
            t.pos_,
            t.lemma_,
            None if t.head.i == t.i else (t.head.idx, t.head.idx + len(t.head)),
            "root" if t.dep_ == "ROOT" else t.dep_,
        )
        for t in doc
        if not t.is_space
    }


def compare(counts, nlp, doc, errors=None):
    """Add a document's comparison to the counts."""
    text, places = layout(doc)
    parsed = nlp(text)
    system = words_of(parsed)
    gold_sents = {(row[0][0], row[-1][1]) for row in places}
    bounds = [[t for t in s if not t.is_space] for s in parsed.sents]
    system_sents = {(b[0].idx, b[-1].idx + len(b[-1])) for b in bounds if b}
    counts["sents gold"] += len(gold_sents)
    counts["sents system"] += len(system_sents)
    counts["sents"] += len(gold_sents & system_sents)
    counts["words system"] += len(system)
    for sentence, row in zip(doc, places, strict=True):
        counts["words gold"] += len(row)
        for i, place in enumerate(row):
            if place not in system:
                continue
            tag, upos, lemma, head, label = system[place]
            gold_head = None if sentence.heads[i] == i else row[sentence.heads[i]]
            counts["words"] += 1
            counts["xpos"] += tag == sentence.xpos[i]
            counts["upos"] += upos == sentence.upos[i]
            counts["lemmas"] += lemma.lower() == sentence.lemmas[i].lower()
            counts["uas"] += head == gold_head
            right = head == gold_head and label.split(":")[0] == sentence.deps[i].split(":")[0]
            counts["las"] += right
        if sentence.ents is not None:
            gold = {(row[b][0], row[e - 1][1], n) for b, e, n in sentence.ents if n in {"PER", "ORG", "LOC"}}
            lo, hi = row[0][0], row[-1][1]
            found = {
                (e.start_char, e.end_char, NAMES[e.label_])
                for e in parsed.ents
                if e.label_ in NAMES and lo <= e.start_char < hi
            }
            counts["names gold"] += len(gold)
            counts["names system"] += len(found)
            counts["names"] += len(gold & found)
            if errors is not None:
                errors.update(("missed", text[b:e], n) for b, e, n in gold - found)
                errors.update(("extra", text[b:e], n) for b, e, n in found - gold)


def f1(counts, name, of):
    """Return the F1 in percent of a count over the system's and the gold's."""
    total = counts[f"{of} gold"] + counts[f"{of} system"]
    return 200 * counts[name] / total if total else 0.0


def report(name, counts):
    """Print one line."""
    parts = [f"{k} {f1(counts, k, 'words'):.2f}" for k in ("words", "xpos", "upos", "lemmas", "uas", "las")]
    parts.append(f"sents {f1(counts, 'sents', 'sents'):.2f}")
    if counts["names gold"]:
        parts.append(f"names {f1(counts, 'names', 'names'):.2f}")
    print(f"{name:14s}", "  ".join(parts), flush=True)


def main():
    """Print the figures of each data set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True)
    parser.add_argument("--split", default="test")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--errors", action="store_true", help="the commonest wrong names")
    a = parser.parse_args()
    nlp = load(folder=a.folder)
    errors = Counter()
    sets = {
        "EWT": data.ewt(a.data, a.split),
        "GUM": data.gum(a.data, a.split),
        "GUM news": data.gum(a.data, a.split, "news"),
    }
    for name, docs in sets.items():
        counts = Counter()
        for doc in docs:
            compare(counts, nlp, doc, errors)
        report(name, counts)
    if a.errors:
        for (kind, text, label), n in errors.most_common(60):
            print(n, kind, label, repr(text))


if __name__ == "__main__":
    main()
