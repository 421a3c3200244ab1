"""Draw links to judge by eye: what the words are, where they lead, what stands around them.

    python bench/linksample.py --seed 11 --articles 50 --links 6 FILE …

FILES are articles of any kind that ``kg`` reads. Of each of so many articles, drawn at random, so many links
(at most) are printed. Count those that are wrong: precision on articles that nobody has looked at before.
"""

import argparse
import random
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.articles import read
from kg.gazetteer import Gazetteer
from kg.language import load
from kg.language.coreference import References, resolve
from kg.model import Article, Mention

LONGEST = 9000  # characters: one transcript should not take as long as all the rest


def links(references: References) -> list[Mention]:
    both = (*references.mentions, *references.adjectives)
    names = (m for m in both if m.kind == "name" and any(references.entity(k).iri for k in m.entities))
    return sorted(names, key=lambda m: (m.start, m.end))


def shown(doc: Doc, references: References, mentions: list[Mention]) -> Iterator[str]:
    for mention in mentions:
        span = doc[mention.start : mention.end]
        iris = (references.entity(k).iri or "-" for k in mention.entities)
        around = doc.text[max(0, span.start_char - 45) : span.end_char + 35]
        yield f"[{span.text}] → {', '.join(i.rsplit('/', 1)[-1] for i in iris)}: …{' '.join(around.split())}…"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--links", type=int, default=6, help="of each article at most")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    found = [a for a in read(options.files) if isinstance(a, Article) and a.date and len(a.text) < LONGEST]
    nlp, gazetteer, number = load(), Gazetteer.load(), 0
    for article in draw.sample(found, min(options.articles, len(found))):
        doc = nlp(article.text)
        references = resolve(doc, article, gazetteer)
        made = links(references)
        print(f"## {article.date} {article.publisher or '-'}: {article.title}")
        drawn = sorted(draw.sample(made, min(options.links, len(made))), key=lambda m: m.start)
        for line in shown(doc, references, drawn):
            number += 1
            print(number, line)


if __name__ == "__main__":
    main()
