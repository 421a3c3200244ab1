"""Count the capitalised names of a corpus and tell which of the frequent ones the entity list lacks.

    python lists/count_names.py --corpus FILE.jsonl.gz [--top 500] [--all]

Which of the frequent names are names of entities, and of which class, stands in frequent_names.tsv, judged by
reading. A name is a run of capitalised words; the first word of a sentence counts only inside a longer run
that also occurs elsewhere. Every article counts a name once.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from records import split, table

from kg.gazetteer import Gazetteer

WORD = r"(?:[A-ZÀ-Þ][\w’'-]*\w|(?:[A-Z]\.){2,}|[A-Z]\.(?= [A-Z][a-z])|[A-Z])"
LINK = r"(?:of|for|de|da|al|bin|von(?: der)?) (?:the )?"
RUN = re.compile(rf"(?:von der )?{WORD}(?: (?:{LINK})?{WORD})*")
START = re.compile(r"(?:^|[.!?:;]\s+|[\"“”]\s*|\n)\s*$")
NOT_NAMES = frozenset((Path(__file__).parent / "not_names.txt").read_text(encoding="utf-8").split())

TITLES = frozenset(
    "President Vice Prime Minister Secretary Deputy Assistant Director Chairman Chair Spokesperson"
    " Spokesman Advisor Adviser Security National Senior Special First Foreign Defense Defence"
    " Interior Finance Ambassador Senator Governor General Chancellor Speaker King Queen Mr Mrs Ms Dr"
    " Sen Rep PRESIDENT VICE SECRETARY Press Department The And But In If Domestic Policy Envoy"
    " Climate State".split()
)
PERSONS = TITLES - set("Department State National First General Security Special Foreign Defense".split())


def without_title(name: str) -> str:
    """Return a name without its title: "Secretary Blinken" → "Blinken"; a bare title gives nothing."""
    words = name.split()
    if all(w in NOT_NAMES or w in {"of", "for", "the"} for w in words):
        return ""
    last = max((i for i, w in enumerate(words) if w in PERSONS), default=-1)
    rest = words[last + 1 :]
    if last >= 0 and len(rest) == 4 and rest[0] == "of":  # "Secretary of State Wendy Sherman"
        rest = rest[2:]
    if last >= 0 and 0 < len(rest) < 4 and rest[0] not in {"of", "for", *TITLES}:
        return " ".join(rest)
    return " ".join(words)


def names(text: str) -> set[str]:
    """Return the names in a text."""
    found = set()
    for match in RUN.finditer(text):
        name = match[0]
        rest = name.partition(" ")[2]
        if START.search(text[max(0, match.start() - 4) : match.start()]):
            name = rest  # a sentence's first word has its capital from there
        name = without_title(re.sub(r"^[A-Z]\. ", "", name))
        name = re.sub(r"(['’]s)$", "", name)
        name = re.sub(r"^(?:of|for|de|da|al|bin|von|the) .*", "", name)
        if len(name) > 1:
            found.add(name)
    return found


def articles(corpus: Path) -> Iterator[str]:
    """Yield the texts of a corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--top", type=int, default=500)
    parser.add_argument("--all", action="store_true", help="print the known names too")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    for text in articles(args.corpus):
        counts.update(names(text))
    gazetteer = Gazetteer.load()
    top = counts.most_common(args.top)
    judged = {row["name"]: split(row["class"]) for row in table("frequent_names.tsv")}
    found = {name: {e.type.value for e in gazetteer.lookup(name)} for name, _ in top}
    entities = [name for name, _ in top if judged.get(name) != ["-"]]
    for name, count in top:
        if args.all or (name in entities and not found[name] & set(judged.get(name, found[name]))):
            labels = " / ".join(f"{e.label} ({e.type})" for e in gazetteer.lookup(name))
            print(f"{count}\t{name}\t{'|'.join(judged.get(name, ['not judged']))}\t{labels}")
    right = [n for n in entities if n in judged and found[n] & set(judged[n])]
    print(f"{len(entities)} of the {len(top)} most frequent names are names of entities; of these")
    print(f"{sum(bool(found[n]) for n in entities) / len(entities):.1%} are listed,")
    print(f"{len(right) / len(entities):.1%} with the right class")


if __name__ == "__main__":
    main()
