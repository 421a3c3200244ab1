"""What extraction costs beside the language pipeline, both measured in one run.

    python bench/extraction.py --articles 150 CORPUS

CORPUS is a file or folder that `kg extract` reads. The language pipeline is what stands in `kg/language`
up to entities and dates; extraction is what follows. Prints seconds a part and their ratios.
"""

import argparse
import random
import time
from pathlib import Path

from kg.articles import read
from kg.extract import from_doc, load_tools, told_in
from kg.language.coreference import resolve
from kg.language.dates import find_dates
from kg.language.tense import past_at
from kg.model import Article
from kg.towns import towns

WARM = 5  # articles


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = [item for item in read([options.corpus]) if isinstance(item, Article)]
    random.seed(options.seed)
    sample = random.sample(articles, min(options.articles, len(articles)))
    tools = load_tools()
    for article in sample[:WARM]:  # what is loaded on first use counts for nobody
        from_doc(article, tools.nlp(article.text), tools)
    towns()
    components = language = extraction = 0.0
    for article in sample:
        start = time.perf_counter()
        doc = tools.nlp(article.text)
        parsed = time.perf_counter()
        references = resolve(doc, article, tools.gazetteer)
        dates = find_dates(doc, article.date, past_at(doc))
        read_at = time.perf_counter()
        told_in(article, doc, references, dates, tools)
        components += parsed - start
        language += read_at - start
        extraction += time.perf_counter() - read_at
    print(f"{len(sample)} articles")
    print(f"language pipeline: {language:.1f} s (trained components {components:.1f} s)")
    print(f"extraction (clauses, statements, events): {extraction:.1f} s")
    print(f"extraction / language pipeline: {extraction / language:.3f}")
    behind = language - components + extraction
    print(f"all behind the trained components / these: {behind / components:.3f}")


if __name__ == "__main__":
    main()
