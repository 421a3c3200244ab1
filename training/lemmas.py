"""Build the lemma tables: lexicon from the training trees, rules and exceptions from spaCy's tables (WordNet)."""

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import data
import spacy_lookups_data

folder, out = sys.argv[1], Path(sys.argv[2])
source = Path(spacy_lookups_data.__file__).parent / "data"
tables = {
    n: json.loads(gzip.open(source / f"en_lemma_{t}.json.gz").read())
    for n, t in (("exceptions", "exc"), ("rules", "rules"), ("index", "index"))
}
index = {
    p: sorted(w for w in ws if w.isascii() and "_" not in w and " " not in w)
    for p, ws in tables["index"].items()
}
seen = defaultdict(Counter)
for doc in data.ewt(folder, "train") + data.gum(folder, "train"):
    for s in doc:
        for form, tag, lemma in zip(s.tokens, s.xpos, s.lemmas):
            seen[f"{form.lower().replace('’', chr(39))}|{tag}"][lemma] += 1
lexicon = {}
for key, c in sorted(seen.items()):
    tag = key.rsplit("|", 1)[1]
    if tag in {"NNP", "NNPS"} or lexicon.get(key):
        continue
    lemma, n = c.most_common(1)[0]
    if n >= 2 and n >= 0.7 * sum(c.values()):
        lexicon[key] = lemma
exceptions = {p: {f: e[:1] for f, e in t.items() if "_" not in f} for p, t in tables["exceptions"].items()}
with gzip.GzipFile(out, "wb", mtime=0) as f:
    f.write(
        json.dumps(
            {"lexicon": lexicon, "rules": tables["rules"], "exceptions": exceptions, "index": index},
            sort_keys=True,
        ).encode()
    )
print(len(lexicon), out.stat().st_size)
