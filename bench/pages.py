"""How long the pages of the explorer take.

    python bench/pages.py --store DIR [--addresses 200] [--seed 1]

A fresh `kg serve` is asked for a sample of addresses, one after the other: events and articles by chance,
entities half by chance and half those with most events, searches for the beginnings of names, lists and
pictures with various filters. Each is asked twice: cold, when nobody has asked for it before, and warm.
Times are in ms, from the request to the last byte.
"""

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from kg.explorer.links import Links
from kg.graph import queries
from kg.graph.vocab import BASE
from kg.pictures.model import FAMILIES, STATUSES

PATIENCE = 120  # seconds
PREFIXES = "PREFIX kg: <https://w3id.org/statecraft#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
ROLES = "kg:participant|kg:speaker|kg:supplier|kg:recipient|kg:imposer|kg:target|kg:tester"
EVENTS = "SELECT ?x { ?x kg:status ?status } ORDER BY ?x"
ARTICLES = "SELECT ?x { ?x a kg:Article } ORDER BY ?x"
ENTITIES = f"""SELECT ?x {{ ?event {ROLES} ?x ; kg:status ?status . ?x rdfs:label ?label }}
GROUP BY ?x ORDER BY DESC(COUNT(DISTINCT ?event)) ?x"""
NAMES = f"SELECT DISTINCT ?x {{ ?event {ROLES} ?who . ?who rdfs:label ?x }} ORDER BY ?x"
CLAIMS = "SELECT ?x { ?x kg:ofEvent ?event . ?event kg:status ?status } ORDER BY ?x LIMIT 5000"
FIXED = {"start": ["/"], "query": ["/query"], "ontology": ["/ontology"]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--addresses", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=int, default=5, help="how many of the slowest addresses to list")
    options = parser.parse_args()
    with served(options.store) as host:
        kinds = sampled(f"http://{host}/sparql", options.addresses, random.Random(options.seed))
        cold, warm = (asked(host, kinds) for _ in range(2))
    print("page         addresses   cold median    95 %   warm median    95 %   kB")
    row("all", [t for some in cold.values() for t in some], [t for some in warm.values() for t in some])
    for kind in kinds:
        row(kind, cold[kind], warm[kind])
    slow = sorted(((t, path) for some in cold.values() for t, _, path in some), reverse=True)
    for taken, path in slow[: options.slowest]:
        print(f"{taken * 1000:7.0f} ms  {path}")


def sampled(endpoint: str, number: int, chance: random.Random) -> dict[str, list[str]]:
    """Return addresses by the kind of page."""
    texts = {"event": EVENTS, "article": ARTICLES, "entity": ENTITIES, "name": NAMES, "claim": CLAIMS}
    found = {
        name: [str(row[0].value) for row in queries.ask(endpoint, PREFIXES + text).rows]  # type: ignore[union-attr]
        for name, text in texts.items()
    }
    links = Links(BASE)

    def some(name: str, share: float) -> list[str]:
        return chance.sample(found[name], min(round(number * share), len(found[name])))

    most = found["entity"][: round(number * 0.1)]
    words = [name[: chance.randint(2, 8)] for name in some("name", 0.1)]
    return {
        **FIXED,
        "event": [links.page(iri) for iri in some("event", 0.32)],
        "article": [links.page(iri) for iri in some("article", 0.2)],
        "entity": [links.page(iri) for iri in dict.fromkeys([*most, *some("entity", 0.1)])],
        "claim": [links.page(iri) for iri in some("claim", 0.05)],
        "search": [f"/search.json?q={quote(one)}" for one in words],
        "events": [f"/events?{chosen(chance)}" for _ in range(round(number * 0.1))],
        "network": ["/network", *(f"/network?{chosen(chance)}" for _ in range(round(number * 0.045)))],
        "map": ["/map", *(f"/map?{chosen(chance)}" for _ in range(round(number * 0.045)))],
    }


def chosen(chance: random.Random) -> str:
    """Return a filter."""
    fields = [("family", name) for name in chance.sample(FAMILIES, chance.randint(0, 2))]
    fields += [("status", name) for name in chance.sample(STATUSES, chance.randint(0, 2))]
    fields += [("from", f"20{chance.randint(15, 24)}")] if chance.random() < 0.5 else []
    return urlencode(fields)


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store; give host and port."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", "--no-access-log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield urlsplit(process.stdout.readline().split()[-1]).netloc
        finally:
            process.terminate()


def asked(host: str, kinds: dict[str, list[str]]) -> dict[str, list[tuple[float, int, str]]]:
    """Return for each address how long its page took, and its bytes."""
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    found: dict[str, list[tuple[float, int, str]]] = {}
    for kind, paths in kinds.items():
        for path in paths:
            began = time.perf_counter()
            connection.request("GET", path, headers={"Accept": "text/html"})
            response = connection.getresponse()
            size = len(response.read())
            if response.status != 200:
                sys.exit(f"{path}: {response.status} {response.reason}")
            found.setdefault(kind, []).append((time.perf_counter() - began, size, path))
    return found


def row(kind: str, cold: Sequence[tuple[float, int, str]], warm: Sequence[tuple[float, int, str]]) -> None:
    """Print the figures of a kind."""
    figures = [
        value * 1000
        for some in (cold, warm)
        for value in (statistics.median(t for t, _, _ in some), percentile([t for t, _, _ in some]))
    ]
    size = statistics.median(size for _, size, _ in cold) / 1000
    print("{:12} {:9} {:13.0f} {:7.0f} {:13.0f} {:7.0f} {:6.0f}".format(kind, len(cold), *figures, size))


def percentile(values: Sequence[float]) -> float:
    """Return the value that 95 % don't exceed."""
    return sorted(values)[max(round(len(values) * 0.95) - 1, 0)]


if __name__ == "__main__":
    main()
