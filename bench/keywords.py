"""The floor: what spotting the lexicons' words alone would give, without clauses, roles, stances or merging.

    python bench/keywords.py ARTICLES -o DIR

Writes Turtle as `kg extract` does: an event for every sentence and family of whose lexicon it holds a word.
Score DIR like the output of `kg extract`.
"""

import argparse
from pathlib import Path

from kg.articles import read
from kg.extract import load_tools
from kg.graph.triples import triples
from kg.graph.turtle import file_name, to_turtle
from kg.lexicon import Lexicon, load_all
from kg.model import NARRATOR, Article, Claim, Event, Extraction, Span, Stance

FAMILIES = Path(__file__).parent.parent / "kg" / "families"


def words(lexicon: Lexicon) -> frozenset[str]:
    """Return all predicates of a family."""
    return frozenset(w for frame in lexicon.frames for w in (*frame.verbs, *frame.nouns))


def spotted(article: Article, nlp, families: dict[str, frozenset[str]]) -> Extraction:
    """Return an event for each sentence and family whose word it holds."""
    events = []
    for sent in nlp(article.text).sents:
        lemmas = {t.lemma_.lower(): t for t in reversed(sent)}
        for family, known in families.items():
            hit = next((lemmas[w] for w in sorted(known & set(lemmas))), None)
            if hit is None:
                continue
            key = f"{family.lower()}-{hit.idx}"
            span = Span(sent.start_char, sent.start_char + len(sent.text.rstrip()))
            claim = Claim(key, NARRATOR, Stance.ACTUAL, (span,), hit.text, "keyword")
            events.append(Event(key, family, family, (), (claim,), trigger=hit.text, rule="keyword"))
    return Extraction(article, events=tuple(events))


def main() -> None:
    """Spot and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    families = {x.family: words(x) for x in load_all(sorted(FAMILIES.glob("*.toml")))}
    nlp = load_tools().nlp
    options.output.mkdir(parents=True, exist_ok=True)
    for article in read([options.articles]):
        if isinstance(article, Article):
            graph = to_turtle(triples(spotted(article, nlp, families)))
            (options.output / file_name(article.id)).write_text(graph, encoding="utf-8")


if __name__ == "__main__":
    main()
