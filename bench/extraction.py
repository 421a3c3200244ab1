"""What extraction costs beside the language pipeline, both measured in one run.

    python bench/extraction.py --articles 150 CORPUS

CORPUS is a file or folder that `kg extract` reads. Prints seconds a part and their ratio.
"""

import argparse
import random
import time
from pathlib import Path

from kg.articles import read
from kg.extract import from_doc, load_tools


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = list(read([options.corpus]))
    random.seed(options.seed)
    sample = random.sample(articles, min(options.articles, len(articles)))
    tools = load_tools()
    from_doc(sample[0], tools.nlp(sample[0].text), tools)  # what is loaded on first use counts for nobody
    language = extraction = 0.0
    for article in sample:
        start = time.perf_counter()
        doc = tools.nlp(article.text)
        middle = time.perf_counter()
        from_doc(article, doc, tools)
        language += middle - start
        extraction += time.perf_counter() - middle
    print(f"{len(sample)} articles: language {language:.1f} s, extraction {extraction:.1f} s")
    print(f"extraction / language: {extraction / language:.3f}")


if __name__ == "__main__":
    main()
