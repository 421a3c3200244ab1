"""What an article costs as a store grows, what adding one costs, and what a whole export takes.

    python bench/scale.py --articles 5000 --step 500 CORPUS

CORPUS is a file or folder that `kg build` reads. Prints, for each step, milliseconds an article for
extraction and for the store (write, resolve, index) and the memory of the process; the time to add one
article to the full store and to an empty one, both measured on the same articles in turn; the time and
memory of `kg export` after the first step and at the end. All in one run, so that ratios mean something.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from kg.articles import read
from kg.dataset import open_dataset
from kg.extract import Tools, extract_all, load_tools
from kg.formats.record import Problem
from kg.graph.vocab import BASE as BASE
from kg.model import Article, Extraction

ADDED_ONE_BY_ONE = 15
SUFFIXES = (".ttl", ".nq", ".trig", ".jsonld")
MIB = 2**20
EXPORT = """
import re, sys
from pathlib import Path
from kg.cli import main
main(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--step", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = [item for item in read([options.corpus]) if not isinstance(item, Problem)]
    random.Random(options.seed).shuffle(articles)
    tools = load_tools()
    chosen = articles[: options.articles + ADDED_ONE_BY_ONE]
    with tempfile.TemporaryDirectory() as scratch:
        store, most = Path(scratch) / "store", len(chosen) - ADDED_ONE_BY_ONE
        print("articles   extraction   store    both   memory")
        for begin in range(0, most, options.step):
            step = chosen[begin : min(begin + options.step, most)]
            grow(store, step, tools, begin)
            if begin == 0:
                exports(store, len(step))
        exports(store, most)
        late = [found for _, found in extract_all(chosen[most:], tools) if isinstance(found, Extraction)]
        add_one_by_one(store, late, Path(scratch))


def grow(store: Path, articles: Sequence[Article], tools: Tools, held: int) -> None:
    """Add a step of articles; print what one of them costs, in ms."""
    extraction = storing = 0.0
    with open_dataset(store, BASE) as dataset:
        mark = time.perf_counter()
        for _, found in extract_all(articles, tools):
            extracted = time.perf_counter()
            if isinstance(found, Extraction):
                dataset.put(found)
            extraction += extracted - mark
            mark = time.perf_counter()
            storing += mark - extracted
        memory = resident()
    each = [1000 * seconds / len(articles) for seconds in (extraction, storing, extraction + storing)]
    print(
        f"{held + len(articles):8}   {each[0]:7.1f} ms {each[1]:6.1f} ms {each[2]:6.1f} ms {memory:5.0f} MiB",
        flush=True,
    )


def add_one_by_one(store: Path, late: Sequence[Extraction], scratch: Path) -> None:
    """Print what opening a store, adding an article and closing take, in a full and in an empty store."""
    full, empty = [], []
    for number, extraction in enumerate(late):
        other = scratch / f"empty{number}"
        with open_dataset(other, BASE):
            pass
        empty.append(adding(other, extraction))
        full.append(adding(store, extraction))
    most, least = statistics.median(full), statistics.median(empty)
    print(
        f"open, add one article, close: {most:.2f} s; with an empty store {least:.2f} s; "
        f"ratio {most / least:.2f}"
    )


def adding(store: Path, extraction: Extraction) -> float:
    """Return the seconds that it takes to open a store, add one article and close the store."""
    start = time.perf_counter()
    with open_dataset(store, BASE) as dataset:
        dataset.put(extraction)
    return time.perf_counter() - start


def exports(store: Path, held: int) -> None:
    """Print the time, the memory and the size of whole exports, each by a process of its own."""
    for suffix in SUFFIXES:
        path = store.with_name(f"world{suffix}")
        start = time.perf_counter()
        command = [sys.executable, "-c", EXPORT, "export", "--store", str(store), "-o", str(path)]
        peak = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        seconds, size = time.perf_counter() - start, path.stat().st_size / MIB
        path.unlink()
        print(
            f"export of {held} articles as {suffix[1:]}: {seconds:.1f} s, {peak / 1024:.0f} MiB, "
            f"file {size:.0f} MiB",
            flush=True,
        )


def resident() -> float:
    """Return the memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


if __name__ == "__main__":
    main()
