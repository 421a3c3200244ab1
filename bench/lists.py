"""What the lists cost: loading them, and finding and linking names, beside the language pipeline.

    python bench/lists.py [FILE …]

FILES are articles of any kind that ``kg`` reads; without any, the examples are read. Of several rounds the
best counts, since other work on the machine only slows.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from kg.articles import read
from kg.gazetteer import Gazetteer
from kg.language import load
from kg.language.chunks import find_chunks
from kg.language.coreference import resolve
from kg.language.linking import Linker
from kg.language.listentities import ListEntities
from kg.language.mentions import find_names
from kg.language.offices import OfficeReader
from kg.language.references import Register
from kg.model import Article
from kg.towns import Towns
from kg.weapons import Weapons

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
ROUNDS = 3


def seconds(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*")
    articles = [
        a for a in read(parser.parse_args().files or [str(EXAMPLES)]) if isinstance(a, Article) and a.text
    ]
    loading = {
        "entity list": min(seconds(Gazetteer.load) for _ in range(ROUNDS)),
        "weapons": min(seconds(Weapons.load) for _ in range(ROUNDS)),
        "towns (on first use)": min(seconds(Towns.load) for _ in range(ROUNDS)),
    }
    for name, value in loading.items():
        print(f"load {name:22} {value:.2f} s")
    print(f"load {'all':22} {sum(loading.values()):.2f} s")
    gazetteer, weapons = Gazetteer.load(), Weapons.load()
    lists = ListEntities(gazetteer, weapons)
    nlp = load(lists=lists)
    docs = [nlp(a.text) for a in articles]

    def link() -> None:
        for article, doc in zip(articles, docs, strict=True):
            names = find_names(doc, gazetteer)
            chunks = find_chunks(doc, names)
            holdings = OfficeReader(doc, chunks).holdings()
            Linker(doc, article.date, gazetteer, Register(), names, chunks, holdings, None).link()

    jobs: dict[str, Callable[[], object]] = {
        "language pipeline": lambda: [nlp(a.text) for a in articles],
        "lists in the pipeline": lambda: [lists(doc) for doc in docs],
        "names found": lambda: [find_names(doc, gazetteer) for doc in docs],
        "names found and linked": link,
        "all references": lambda: [resolve(d, a, gazetteer) for a, d in zip(articles, docs, strict=True)],
    }
    best = {name: min(seconds(job) for _ in range(ROUNDS)) for name, job in jobs.items()}
    whole = best["language pipeline"]
    for name, value in best.items():
        print(f"{name:27} {value:.2f} s  {value / whole:6.1%} of the pipeline")
    share = (best["lists in the pipeline"] + best["names found and linked"]) / whole
    print(f"lists and links together    {share:.1%}")


if __name__ == "__main__":
    main()
