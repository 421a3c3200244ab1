"""Shards → a server, by the SPARQL 1.1 Graph Store Protocol: each article's graph replaces the old one."""

import hashlib
import ipaddress
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import urllib3

from kg.distribute.folder import Folder
from kg.distribute.loading import graphs
from kg.errors import KgError
from kg.files import write_whole

SECONDS = 120  # for an answer
TRIES = 6  # of a request, when the server is busy or away
BUSY = frozenset({429, 502, 503, 504})


class GraphStore:
    """A graph store somewhere; putting a graph twice is putting it once."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        _check(url, token)
        again = urllib3.Retry(
            TRIES, backoff_factor=0.3, status_forcelist=BUSY, allowed_methods=None, raise_on_status=False
        )
        self._http = urllib3.PoolManager(retries=again, timeout=SECONDS)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph, given in N-Triples; KgError when the server does not take it."""
        response = self._ask("PUT", graph, triples)
        if response.status not in {200, 201, 202, 204}:
            raise KgError(f"{self.url}: {_refusal(response)}")

    def holds(self, graph: str) -> bool:
        """Tell whether there is such a graph."""
        return self._ask("HEAD", graph).status == 200

    def _ask(self, method: str, graph: str, body: bytes | None = None) -> urllib3.BaseHTTPResponse:
        join = "&" if urlsplit(self.url).query else "?"
        headers = {**self._headers, "Content-Type": "application/n-triples"} if body else self._headers
        address = f"{self.url}{join}graph={quote(graph, safe='')}"
        try:
            return self._http.request(method, address, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.HTTPError as error:
            reason = getattr(error, "reason", None) or error
            raise KgError(f"{self.url}: can't be reached: {reason}; the same command goes on") from error


class Log:
    """Which shards a server has, each with the last graph in it: kept in the folder of the shards.

    A shard that is none of the corpus any more is forgotten: others have replaced its articles since.
    """

    def __init__(self, folder: Folder, url: str, shards: Iterable[Path]) -> None:
        self.path = folder.path / f"sent-{hashlib.sha256(url.encode()).hexdigest()[:16]}.txt"
        try:
            lines = self.path.read_text(encoding="utf-8").split("\n") if self.path.exists() else []
        except (OSError, UnicodeDecodeError) as error:
            raise KgError(f"{self.path}: can't be read: {error}; delete it") from error
        found = dict(line.split(" ", 1) for line in lines if " " in line)
        self.sent = {path.name: found[path.name] for path in shards if path.name in found}
        if self.sent.keys() != found.keys():
            write_whole(self.path, "".join(f"{name} {graph}\n" for name, graph in self.sent.items()))

    def add(self, shard: Path, graph: str) -> None:
        """Note that a shard was sent."""
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{shard.name} {graph}\n")
        except OSError as error:
            raise KgError(f"{self.path}: can't be written: {error.strerror}") from error


def send(target: GraphStore, log: Log, shards: Iterator[Path]) -> tuple[int, int]:
    """Send the shards that the server does not have; return the number of articles, and of other shards."""
    articles = known = 0
    for path in shards:
        last = log.sent.get(path.name)
        if last is not None and target.holds(last):
            known += 1
            continue
        for name, quads in graphs(path):
            body = ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES)
            target.put(name.value, body or b"")
            articles, last = articles + 1, name.value
        if last is not None:
            log.add(path, last)
    return articles, known


def _check(url: str, token: str) -> None:
    """KgError for no address, and for a token that others could read on its way."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise KgError(f"--to {url}: an address begins with https:// or http://")
    if token and parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise KgError(f"--to {url}: the token would be sent for all to read; use https://")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refusal(response: urllib3.BaseHTTPResponse) -> str:
    """Say why a server does not take a graph."""
    if response.status in {401, 403}:
        return f"writing needs a token, or another one ({response.status}); give it by --token-file"
    text = " ".join(response.data[:500].decode("utf-8", "replace").split())
    printable = "".join(c for c in text if c.isprintable())
    return f"it does not take a graph ({response.status}): {printable[:200]}"
