"""How many small queries a second `kg serve` answers, beside the server of Oxigraph itself.

    python bench/endpoint.py [--store DIR] [--seconds 3] [--rounds 3]

Both serve the same store in the same run and are asked in turn, by 16 and by 200 connections that are kept
open: ASK {}; lookups (all triples of an event, one event after the other); and those of the shipped questions
that Oxigraph answers in 20 ms, with the parameters of the tests, mixed. At last lookups again, by 16
connections, while a query runs that takes some seconds. Figures are medians over the rounds; the machine runs
the clients too, so only ratios mean something. Needs `wrk` (Debian has it) and, from PyPI, `oxigraph`.
Without a store, one is built from the example articles.
"""

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.graph import queries
from kg.graph.store import open_for_reading

ROOT = Path(__file__).parent.parent
CONNECTIONS = (16, 200)
EVENTS = "SELECT DISTINCT ?event { ?claim <https://w3id.org/statecraft#ofEvent> ?event } LIMIT 500"
SLOW = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 1200 } { SELECT * { ?d ?e ?f } LIMIT 1200 } }"
PATIENCE = 60  # seconds
SMALL = 0.02  # seconds
SCRIPT = """
local asked, at = {}, 0
init = function(args)
  for line in io.lines(args[1]) do asked[#asked + 1] = wrk.format("GET", wrk.path .. "?query=" .. line) end
end
request = function() at = at % #asked + 1; return asked[at] end
done = function(summary, latency)
  local e = summary.errors
  print(string.format('{"rate": %f, "p50": %f, "p99": %f, "errors": %d}',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Figures:
    """What a burst of requests gave; times in ms."""

    rate: float
    p50: float
    p99: float
    errors: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path)
    parser.add_argument("--seconds", type=int, default=3, help="length of a burst")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    tools()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = options.store or built(scratch / "store")
        urls = {"kg": stack.enter_context(ours(store)), "oxigraph": stack.enter_context(theirs(store))}
        (scratch / "ask.lua").write_text(SCRIPT, encoding="utf-8")
        print("queries     connections  server    requests/s   ratio   p50 ms   p99 ms   errors")
        for name, asked in query_sets(store, urls["oxigraph"]).items():
            path = scratch / name
            path.write_text("".join(f"{quote(text)}\n" for text in asked), encoding="utf-8")
            for connections in CONNECTIONS:
                compare(f"{name} ({len(asked)})", urls, path, connections, options)
        compare("… with a slow one", urls, scratch / "lookups", CONNECTIONS[0], options, disturbed=True)


def tools() -> tuple[str, str]:
    """Return the programs that are needed; say so when one is missing."""
    wrk = shutil.which("wrk")
    beside = str(Path(sys.executable).parent)
    oxigraph = shutil.which("oxigraph", path=beside) or shutil.which("oxigraph")
    if not wrk:
        sys.exit("wrk is missing: apt-get install wrk")
    if not oxigraph:
        sys.exit("oxigraph is missing: pip install oxigraph")
    return wrk, oxigraph


def built(store: Path) -> Path:
    """Build a store from the example articles."""
    articles = str(ROOT / "examples" / "articles")
    subprocess.run([sys.executable, "-m", "kg", "build", articles, "--store", str(store)], check=True)
    return store


@contextmanager
def ours(store: Path) -> Iterator[str]:
    """Run our server."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", "--no-access-log"]
    with running(command) as server:
        assert server.stdout is not None
        yield server.stdout.readline().split(": ")[1].strip()


@contextmanager
def theirs(store: Path) -> Iterator[str]:
    """Run Oxigraph's server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with running([tools()[1], "serve-read-only", "--location", str(store / "data"), "--bind", address]):
        for _ in range(100):
            time.sleep(0.1)
            try:
                answered(f"http://{address}/query", "ASK {}")
                break
            except OSError:
                continue
        yield f"http://{address}/query"


@contextmanager
def running(command: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    """Run a server as long as it is needed."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as server:
        try:
            yield server
        finally:
            server.terminate()


def query_sets(store: Path, url: str) -> dict[str, list[str]]:
    """Return the queries to ask."""
    with open_for_reading(store) as opened:
        events = [str(row[0]) for row in queries.ask(opened.database, EVENTS).rows]
    questions = [question(name, events[0]) for name in queries.names()]
    small = [text for text in questions if min(answered(url, text) for _ in range(3)) < SMALL]
    return {
        "ASK {}": ["ASK {}"],
        "lookups": [f"SELECT ?p ?o {{ {e} ?p ?o }}" for e in events],
        "questions": small,
    }


def question(name: str, event: str) -> str:
    """Return a shipped question with the parameters that its test has."""
    query = queries.load(name)
    lines = (ROOT / "tests" / "gold" / "queries" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    given = [line.removeprefix("# with: ").partition(" = ") for line in lines if line.startswith("# with: ")]
    values = {parameter: value for parameter, _, value in given}
    if any(parameter.name == "event" for parameter in query.parameters):
        values["event"] = event.strip("<>")
    return query.bound(values)


def answered(url: str, query: str) -> float:
    """Ask once, and return the seconds that it took."""
    start = time.perf_counter()
    with urllib.request.urlopen(f"{url}?query={quote(query)}", timeout=PATIENCE) as response:
        response.read()
    return time.perf_counter() - start


def compare(
    name: str,
    urls: dict[str, str],
    asked: Path,
    connections: int,
    options: argparse.Namespace,
    *,
    disturbed: bool = False,
) -> None:
    """Load both servers in turn; print medians, and the ratio of what they answer."""
    found: dict[str, list[Figures]] = {server: [] for server in urls}
    for _ in range(options.rounds):
        for server, url in urls.items():
            with beside_slow(url) if disturbed else nullcontext():
                found[server].append(burst(url, asked, connections, options.seconds))
    best = statistics.median(f.rate for f in found["oxigraph"])
    for server, figures in found.items():
        rate, p50, p99 = (statistics.median(getattr(f, n) for f in figures) for n in ("rate", "p50", "p99"))
        errors = sum(f.errors for f in figures)
        print(
            f"{name:17} {connections:5}  {server:9} {rate:9.0f} {rate / best:8.2f}"
            f" {p50:8.2f} {p99:8.1f} {errors:8}",
            flush=True,
        )


def burst(url: str, asked: Path, connections: int, seconds: int) -> Figures:
    """Ask for some seconds."""
    command = [tools()[0], "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    command += ["-s", str(asked.parent / "ask.lua"), url, "--", str(asked)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Figures(**json.loads(output.splitlines()[-1]))


@contextmanager
def beside_slow(url: str) -> Iterator[None]:
    """Have a query running that takes some seconds, and wait for its end afterwards."""
    thread = threading.Thread(target=answered, args=(url, SLOW))
    thread.start()
    yield
    thread.join()


if __name__ == "__main__":
    main()
