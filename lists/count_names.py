"""Count the capitalised names of a corpus and tell which of the frequent ones the entity list lacks.

    python lists/count_names.py --corpus FILE.jsonl.gz [--top 500] [--all]

A name is a run of capitalised words; the first word of a sentence counts only inside a longer run
that also occurs elsewhere. Every article counts a name once.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

from kg.gazetteer import Gazetteer

WORD = r"(?:[A-ZÀ-Þ][\w’'-]*\w|(?:[A-Z]\.){2,}|[A-Z])"
RUN = re.compile(rf"{WORD}(?: (?:(?:of|for|de|da|al|bin|von) (?:the )?)?{WORD})*")
START = re.compile(r"(?:^|[.!?:;]\s+|[\"“”]\s*|\n)\s*$")
NOT_NAMES = frozenset(
    "The A An I It He She We They This That These Those There But And If In On At As For To From By With Our My His Her"
    " Their Its Not No Yes So What When Where Who How Why All Also After Before Now Today Then Thank Well Mr Mrs Ms Dr"
    " January February March April May June July August September October November December Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday Or Let You Your Some Many More Most Because While Since Q MR MS THE".split()
)


def names(text: str) -> set[str]:
    """Return the names in a text."""
    found = set()
    for match in RUN.finditer(text):
        name = match[0]
        first, _, rest = name.partition(" ")
        if START.search(text[max(0, match.start() - 4) : match.start()]):
            name = rest  # a sentence's first word has its capital from there
        while name.partition(" ")[0] in NOT_NAMES:
            name = name.partition(" ")[2]
        name = re.sub(r"(['’]s)$", "", name)
        name = re.sub(r"^(?:of|for|de|da|al|bin|von|the) .*", "", name)
        if len(name) > 1:
            found.add(name)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--top", type=int, default=500)
    parser.add_argument("--all", action="store_true", help="print the known names too")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    with gzip.open(args.corpus, "rt", encoding="utf-8") as file:
        for line in file:
            counts.update(names(json.loads(line)["text"]))
    gazetteer = Gazetteer.load()
    top = counts.most_common(args.top)
    known = {name: gazetteer.lookup(name) for name, _ in top}
    for name, count in top:
        if args.all or not known[name]:
            print(f"{count}\t{name}\t{' / '.join(f'{e.label} ({e.type})' for e in known[name])}")
    print(f"{sum(map(bool, known.values()))} of the {len(top)} most frequent names are listed")


if __name__ == "__main__":
    main()
