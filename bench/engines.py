"""What the shipped questions cost in four engines as the graph grows.

    python bench/engines.py STORE [--sizes 100000 1000000 10000000] [--plot engines.svg]

The world of STORE (its default graph) is written out and, with its articles, events and claims under further
names, repeated until it has each number of triples. Then pyoxigraph in memory and on disk, `oxigraph serve`
over HTTP and rdflib load it, each in a process of its own, and answer some of the shipped questions: the best
of three runs, of fewer where a run takes long, the whole answer read. Prints milliseconds a question, seconds
to load and MiB of memory; what takes over a minute is ended and shows as ">60 s". rdflib is asked up to a
million triples: more of them don't fit into its memory here. Needs, from PyPI,
`oxigraph` and, for the plot, `matplotlib`.
"""

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import rdflib

from kg.graph import queries
from kg.graph.store import open_for_reading
from kg.graph.vocab import BASE

ENGINES = ("memory", "disk", "serve", "rdflib")
QUESTIONS = (
    "meetings",
    "transfers-claimed-and-denied",
    "sanctions-by-target",
    "dyad-timeline",
    "statements",
    "differences",
    "event-counts",
    "month-counts",
)
ROUNDS = 3
PATIENCE = 60.0  # seconds a question
ENOUGH = 10.0  # seconds, after which a question is not asked again
LOADING = 1800.0  # seconds
LARGEST = {"rdflib": 1_000_000}
OWN = re.compile(rf"<{re.escape(BASE)}(?:article|event|item|tenure)/")
Ask = Callable[[str], int]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--plot", type=Path, help="a picture of it, .svg or .png")
    parser.add_argument("--measure", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--skip", nargs="*", default=[], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]), options.skip)
        return
    if options.store is None:
        parser.error("name a store")
    found: dict[tuple[str, int], dict[str, float | None]] = {}
    with open_for_reading(options.store) as opened_store:
        world = [f"{triple} .\n" for triple in opened_store.triples(ox.DefaultGraph())]
    names = ["load s", "MiB", *(f"{question} ms" for question in QUESTIONS)]
    print(f"| triples | engine | {' | '.join(names)} |\n|--:|--|{'--:|' * len(names)}", flush=True)
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "world.nt"
            written(world, file, size)
            for engine in options.engines:
                if size <= LARGEST.get(engine, size):
                    found[engine, size] = figures(engine, file)
                    print(row(engine, size, found[engine, size]), flush=True)
    if options.plot:
        plot(found, options.plot)


def written(world: Sequence[str], file: Path, size: int) -> None:
    """Write as many triples as are wanted; the first copy has the names of the store."""
    apart = [line for line in world if OWN.search(line)]
    with file.open("w", encoding="utf-8") as out:
        out.writelines(world[:size])
        left, copy = size - len(world), 1
        while left > 0:
            out.writelines(OWN.sub(lambda m, n=copy: f"{m[0]}{n}-", line) for line in apart[:left])
            left, copy = left - len(apart), copy + 1


def figures(engine: str, file: Path) -> dict[str, float | None]:
    """Measure in processes of their own; a question that takes too long ends its process."""
    found: dict[str, float | None] = {}
    while set(QUESTIONS) - found.keys():
        command = [sys.executable, __file__, "--measure", engine, str(file), "--skip", *found]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert process.stdout is not None
        asked = next((name for name in QUESTIONS if name not in found), "")
        for line in watched(process):
            told = json.loads(line)
            found.setdefault(told["what"], told["value"])
            asked = next((name for name in QUESTIONS if name not in found), "")
        if asked:
            found[asked] = None
    return found


def watched(process: "subprocess.Popen[str]") -> Iterator[str]:
    """Yield what a process prints; end it when it is silent for too long."""
    import selectors

    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        patience = LOADING
        while selector.select(patience):
            line = process.stdout.readline()
            if not line:
                process.wait()
                return
            yield line
            patience = PATIENCE
    os.killpg(process.pid, signal.SIGKILL)  # with a server that it has
    process.wait()


def measure(engine: str, file: Path, skip: list[str]) -> None:
    """Load, ask, and print a line for each figure."""
    began = time.perf_counter()
    with opened(engine, file) as (ask, pid):
        tell("load", time.perf_counter() - began)
        tell("memory", memory(pid))
        for name in QUESTIONS:
            if name not in skip:
                text = queries.load(name).text
                with limited(PATIENCE - 1 if engine == "rdflib" else 0):
                    tell(name, best(ask, text))


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Interrupt what takes longer, which only code in Python hears; 0 is no limit."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_long(*_: object) -> None:
    raise TimeoutError


def tell(what: str, value: float | None) -> None:
    """Print a figure for the process that waits for it."""
    print(json.dumps({"what": what, "value": value}), flush=True)


def best(ask: Ask, text: str) -> float | None:
    """Return the seconds that an answer takes, of some runs the least; None when it takes too long."""
    taken: list[float] = []
    while len(taken) < ROUNDS and sum(taken) < ENOUGH:
        began = time.perf_counter()
        try:
            ask(text)
        except TimeoutError:
            return min(taken, default=None)
        taken.append(time.perf_counter() - began)
    return min(taken)


@contextmanager
def opened(engine: str, file: Path) -> Iterator[tuple[Ask, str]]:
    """Load a file into an engine; give a function that asks it, and the process that holds the data."""
    if engine == "rdflib":
        graph = rdflib.Graph()
        graph.parse(file, format="nt")
        yield (lambda text: len(list(graph.query(text)))), "self"
        return
    if engine == "memory":
        store = ox.Store()
        store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)
        yield (lambda text: sum(1 for _ in store.query(text))), "self"
        return
    folder = str(file.with_suffix(f".{engine}"))
    loaded = Path(folder).exists()  # a question before took too long
    disk = ox.Store(folder)
    if not loaded:
        disk.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)
    if engine == "disk":
        yield (lambda text, store=disk: sum(1 for _ in store.query(text))), "self"
        return
    del disk  # its lock
    with served(folder) as (url, pid):
        yield (lambda text: len(posted(url, text))), pid


@contextmanager
def served(folder: str) -> Iterator[tuple[str, str]]:
    """Run Oxigraph's server."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:/usr/bin:/usr/local/bin")
    if program is None:
        raise SystemExit("oxigraph is needed: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}/query"
        for _ in range(200):
            try:
                posted(url, "ASK {}")
                break
            except OSError:
                time.sleep(0.1)
        yield url, str(process.pid)
    finally:
        process.kill()
        process.wait()


def posted(url: str, text: str) -> bytes:
    """Return the answer of a server."""
    body = urlencode({"query": text}).encode()
    accept = {"Accept": "application/sparql-results+json"}
    with urllib.request.urlopen(urllib.request.Request(url, body, accept)) as answer:
        return bytes(answer.read())


def memory(pid: str) -> float:
    """Return the MiB that a process holds."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]


def row(engine: str, size: int, told: dict[str, float | None]) -> str:
    """Return the figures of an engine as a row of a table in Markdown."""
    cells = []
    for name in ("load", "memory", *QUESTIONS):
        value, scale = told.get(name), 1 if name in {"load", "memory"} else 1000
        cells.append(">60 s" if value is None else f"{value * scale:,.1f}")
    return f"| {size:,} | {engine} | " + " | ".join(cells) + " |"


def plot(found: dict[tuple[str, int], dict[str, float | None]], file: Path) -> None:
    """Draw the median question of each engine over the number of triples."""
    import statistics

    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5))
    for engine in ENGINES:
        points = [
            (size, statistics.median((told[q] or PATIENCE) * 1000 for q in QUESTIONS))
            for (name, size), told in found.items()
            if name == engine
        ]
        axes.plot(*zip(*points, strict=True), marker="o", label=engine) if points else None
    axes.set(xscale="log", yscale="log", xlabel="triples", ylabel="median question, ms")
    axes.legend()
    figure.savefig(file, bbox_inches="tight")


if __name__ == "__main__":
    main()
