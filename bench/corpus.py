"""What a corpus costs, from files to a graph: on one process and on two, and as it grows.

    python bench/corpus.py CORPUS [--articles 600] [--rounds 3] [--plot corpus.svg]
    python bench/corpus.py CORPUS --growth 500 2000 9000 [--plot growth.svg] [--keep DIR]

CORPUS is what `kg extract` reads; a sample of it is taken. The first form measures, in turns, words a second
of the language pipeline alone and of `kg extract --shards` from start to end, on one process and on two; then
`kg load` and `kg export`. The second extracts, loads and exports samples that grow, each from nothing, with
two processes, and notes the most memory that one process held, for extraction also in each fifth of the time;
--keep leaves shards and stores in a folder. Only ratios mean something: medians over the rounds of one run,
on a machine that does nothing else.
"""

import argparse
import json
import multiprocessing
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.articles import read
from kg.formats.record import Problem
from kg.model import Article

PROCESSES = (1, 2)
LOOK_EVERY = 0.5  # seconds
SHARDS = 16
PARTS = 5  # of the time that a command takes
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ran: seconds, and the most MiB that one of its processes held at each look."""

    seconds: float
    looks: tuple[float, ...]

    @property
    def memory(self) -> float:
        """The most MiB that one process held."""
        return max(self.looks, default=0.0)

    @property
    def parts(self) -> str:
        """The most MiB that one process held in each part of the time."""
        ends = [len(self.looks) * part // PARTS for part in range(PARTS + 1)]
        most = [max(self.looks[a:b], default=0.0) for a, b in pairwise(ends)]
        return ", ".join(f"{value:.0f}" for value in most)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", type=int, nargs="+", help="numbers of articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", type=Path, help="a picture of it, .svg or .png")
    parser.add_argument("--keep", type=Path, help="a folder for what is made")
    options = parser.parse_args()
    articles = [item for item in read([options.corpus]) if not isinstance(item, Problem)]
    random.Random(options.seed).shuffle(articles)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if options.growth:
            grow(articles, options.growth, folder, options.plot)
        else:
            compare(articles[: options.articles], options.rounds, folder, options.plot)


def compare(articles: Sequence[Article], rounds: int, folder: Path, plot: Path | None) -> None:
    """Print rates on one process and on two."""
    words = sum(len(article.text.split()) for article in articles)
    corpus = written(articles, folder / "corpus.jsonl")
    rates: dict[tuple[str, int], list[float]] = {}
    memory = 0.0
    for turn in range(rounds):
        for processes in PROCESSES:
            rates.setdefault(("pipeline", processes), []).append(words / piped(articles, processes))
            shards = folder / f"shards-{turn}-{processes}"
            size = max(1, len(articles) // SHARDS)
            ran = kg(
                "extract", corpus, "-o", shards, "--shards", "--workers", processes, "--shard-size", size
            )
            rates.setdefault(("extraction", processes), []).append(words / ran.seconds)
            memory = max(memory, ran.memory)
    middle = {key: statistics.median(values) for key, values in rates.items()}
    print(f"{len(articles)} articles, {words} words; medians of {rounds} rounds\n")
    print("| | words/s, 1 process | 2 processes | ratio |")
    print("|--|--:|--:|--:|")
    for what, name in (
        ("pipeline", "language pipeline alone"),
        ("extraction", "`kg extract --shards`, whole"),
    ):
        one, two = middle[what, 1], middle[what, 2]
        print(f"| {name} | {one:,.0f} | {two:,.0f} | {two / one:.2f} |")
    per_article = words / len(articles)
    print(f"\narticles/s, whole: {middle['extraction', 1] / per_article:.2f} on one process,", end=" ")
    print(f"{middle['extraction', 2] / per_article:.2f} on two; most memory of a process {memory:.0f} MiB")
    print(f"whole / pipeline alone, 1 process: {middle['pipeline', 1] / middle['extraction', 1]:.2f}")
    built(shards, folder, len(articles))
    if plot:
        bars(middle, plot)


def built(shards: Path, folder: Path, articles: int) -> tuple[Run, Run]:
    """Print what loading and exporting take."""
    store = folder / f"store-{shards.name}"
    loaded = kg("load", shards, "--store", store)
    exported = kg("export", "--store", store, "-o", folder / f"{shards.name}.nq")
    print(
        f"load and resolve: {loaded.seconds / articles * 1000:.0f} ms an article, {loaded.memory:.0f} MiB;",
        end=" ",
    )
    print(f"export as N-Quads: {exported.seconds:.1f} s, {exported.memory:.0f} MiB")
    return loaded, exported


def grow(articles: Sequence[Article], sizes: Sequence[int], folder: Path, plot: Path | None) -> None:
    """Print what samples cost that grow."""
    points = []
    for size in sizes:
        sample = articles[:size]
        corpus = written(sample, folder / f"{size}.jsonl")
        shards = folder / f"shards-{size}"
        extracted = kg("extract", corpus, "-o", shards, "--shards", "--workers", 2)
        print(f"\n{len(sample)} articles", flush=True)
        print(f"extract: {extracted.seconds / len(sample) * 1000:.0f} ms an article; {extracted.parts} MiB")
        loaded, exported = built(shards, folder, len(sample))
        each = [run.seconds / len(sample) * 1000 for run in (extracted, loaded, exported)]
        points.append((len(sample), *each))
    if plot:
        lines(points, plot)


def piped(articles: Sequence[Article], processes: int) -> float:
    """Return the seconds that the language pipeline takes for all texts, once it is loaded."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(processes + 1)
    parts = [[article.text for article in articles[number::processes]] for number in range(processes)]
    workers = [context.Process(target=_pipe, args=(part, ready)) for part in parts]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    return time.perf_counter() - began


def _pipe(texts: Sequence[str], ready: "multiprocessing.synchronize.Barrier") -> None:
    from kg.extract import load_tools

    nlp = load_tools().nlp
    nlp(texts[0])
    ready.wait()
    for text in texts:
        nlp(text)


def kg(*arguments: object) -> Run:
    """Run a command of ours."""
    command = [sys.executable, "-m", "kg", *map(str, arguments), "--quiet"]
    if arguments[0] == "export":
        command.pop()
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    looks: list[float] = []
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, looks, over))
    watcher.start()
    code = process.wait()
    over.set()
    watcher.join()
    if code not in {0, 1}:  # 1: some articles could not be used
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return Run(time.perf_counter() - began, tuple(looks))


def _watch(pid: int, looks: list[float], over: threading.Event) -> None:
    while not over.wait(LOOK_EVERY):
        looks.append(max(held(process) for process in family(pid)))


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(below for child in children for below in family(int(child)))]


def held(pid: int) -> float:
    """Return the MiB that a process holds."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", told)
    return int(found[1]) / 1024 if found else 0.0


def written(articles: Sequence[Article], file: Path) -> Path:
    """Write articles as JSON lines."""
    with file.open("w", encoding="utf-8") as out:
        for one in articles:
            fields = {
                "id": one.id,
                "title": one.title,
                "source": one.publisher,
                "url": one.url,
                "text": one.text,
            }
            out.write(json.dumps({**fields, "date": str(one.date) if one.date else None}) + "\n")
    return file


def bars(rates: dict[tuple[str, int], float], file: Path) -> None:
    """Draw the rates."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3.5))
    names = ["pipeline", "extraction"]
    for offset, processes in enumerate(PROCESSES):
        values = [rates[name, processes] for name in names]
        places = [at + offset * 0.4 for at in range(len(names))]
        axes.bar(places, values, 0.38, label=f"{processes} process{'es' if processes > 1 else ''}")
    axes.set_xticks([0.2, 1.2], ["language pipeline alone", "whole extraction"])
    axes.set_ylabel("words a second")
    axes.legend()
    figure.savefig(file, bbox_inches="tight")


def lines(points: Sequence[tuple[float, ...]], file: Path) -> None:
    """Draw the costs of growing samples."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3.5))
    sizes = [point[0] for point in points]
    for place, name in enumerate(("extract, 2 processes", "load and resolve", "export"), 1):
        axes.plot(sizes, [point[place] for point in points], marker="o", label=name)
    axes.set(xlabel="articles", ylabel="ms an article", ylim=(0, None))
    axes.legend()
    figure.savefig(file, bbox_inches="tight")


if __name__ == "__main__":
    main()
