"""Build the lemma tables: a lexicon from the training trees, rules and exceptions from WordNet (by spaCy).

python training/lemmas.py --data ../shared/train --out kg/data/en_statecraft/lemmas.json.gz
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import data
import spacy_lookups_data

SOURCE = Path(spacy_lookups_data.__file__).parent / "data"
LEAST, SHARE = 2, 0.7  # a form's lemma counts when seen so often, and in this share of its uses


def table(name: str) -> Any:
    with gzip.open(SOURCE / f"en_lemma_{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


def lexicon(folder: str) -> dict[str, str]:
    """Return "form|tag" → lemma, names left out."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in data.ewt(folder, "train") + data.gum(folder, "train"):
        for s in doc:
            for form, tag, lemma in zip(s.tokens, s.xpos or [], s.lemmas, strict=True):
                seen[f"{form.lower().replace('’', chr(39))}|{tag}"][lemma] += 1
    found = {}
    for key, counts in sorted(seen.items()):
        lemma, count = counts.most_common(1)[0]
        if key.rsplit("|", 1)[1] not in {"NNP", "NNPS"} and count >= max(LEAST, SHARE * counts.total()):
            found[key] = lemma
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    words = {
        p: sorted(w for w in ws if w.isascii() and not set(w) & set("_ ")) for p, ws in table("index").items()
    }
    exceptions = {p: {f: e[:1] for f, e in t.items() if "_" not in f} for p, t in table("exc").items()}
    tables = {"lexicon": lexicon(a.data), "rules": table("rules"), "exceptions": exceptions, "index": words}
    # Neither time nor name in the header: the same tables give the same bytes.
    with a.out.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file:
        file.write(json.dumps(tables, sort_keys=True).encode())


if __name__ == "__main__":
    main()
