"""How fast the language pipeline is: words a second, shares, memory, start; int8 against float in one run.

    python bench/pipeline.py [--float FOLDER] [FILE …]

FILES are articles of any kind that ``kg`` reads; without any, the examples are read, ten times over.
FOLDER holds the float model, as ``training/export.py`` writes it.
"""

import argparse
import resource
import time
from collections import defaultdict
from pathlib import Path

from kg.articles import read
from kg.language import load
from kg.model import Article

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
ROUNDS = 3  # of each model in turn; the best counts, since other work on the machine only slows


def texts(files: list[str]) -> list[str]:
    found = [a.text for a in read(files or [str(EXAMPLES)]) if isinstance(a, Article)]
    return found if files else found * 10


def words_per_second(nlp, articles: list[str]) -> float:
    began = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(articles))
    return words / (time.perf_counter() - began)


def shares(nlp, articles: list[str]) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)
    for text in articles:
        began = time.perf_counter()
        doc = nlp.make_doc(text)
        spent["tokenizer"] += time.perf_counter() - began
        for name, component in nlp.pipeline:
            began = time.perf_counter()
            doc = component(doc)
            spent[name] += time.perf_counter() - began
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--float", type=Path, dest="reference", help="folder of the float model")
    parser.add_argument("files", nargs="*")
    a = parser.parse_args()
    articles = texts(a.files)
    began = time.perf_counter()
    models = {"int8": load(threads=1)}
    print(f"start            {time.perf_counter() - began:.2f} s")
    if a.reference:
        models["float"] = load(threads=1, folder=a.reference)
    best = dict.fromkeys(models, 0.0)
    for _ in range(ROUNDS):
        for name, nlp in models.items():
            best[name] = max(best[name], words_per_second(nlp, articles))
    for name, speed in best.items():
        print(f"{name:16s} {speed:,.0f} words a second, one thread")
    if a.reference:
        print(f"ratio            {best['int8'] / best['float']:.2f}")
    for name, share in shares(models["int8"], articles).items():
        print(f"  {name:14s} {share:5.1%}")
    print(f"peak memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
