"""A server in a process of its own, over a store of a few triples, and a client that hides nothing."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kg.graph.store import open_for_writing
from kg.graph.vocab import BASE

DATA = """
@prefix ex: <http://example.org/> .
ex:kim ex:met ex:putin ; ex:label "Kim's \\"guest\\" <b>&"@en .
"""
ARTICLE = "http://example.org/article"
NAMED = "<http://example.org/a> <http://example.org/only> <http://example.org/here> ."


def make_store(directory: Path, *, many: int = 0) -> Path:
    """Make a store; ``many`` further triples make queries as slow as a test needs."""
    with open_for_writing(directory, BASE) as store:
        store.database.load(DATA, ox.RdfFormat.TURTLE)
        store.database.load(NAMED, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(ARTICLE))
        predicate = ox.NamedNode("http://example.org/number")
        store.database.extend(
            ox.Quad(ox.NamedNode(f"http://example.org/n{n}"), predicate, ox.Literal(n)) for n in range(many)
        )
    return directory


@dataclass
class Answer:
    status: int
    kind: str
    text: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Server:
    process: "subprocess.Popen[str]"
    url: str
    log: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def ask(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            sent = body.encode() if isinstance(body, str) else body
            connection.request(method, path, sent, named)
            response = connection.getresponse()
            data = response.read()
            got = {name.lower(): value for name, value in response.getheaders()}
            kind = got.get("content-type", "")
            return Answer(response.status, kind, data.decode("utf-8", "replace"), got, data)
        finally:
            connection.close()

    def get(self, query: str, accept: str = "*/*", **more: str) -> Answer:
        return self.ask("GET", "/sparql?" + urlencode({"query": query, **more}), Accept=accept)

    def post(self, query: str, **headers: str) -> Answer:
        return self.ask("POST", "/sparql", query, Content_Type="application/sparql-query", **headers)

    def update(self, update: str, **headers: str) -> Answer:
        return self.ask("POST", "/sparql", update, Content_Type="application/sparql-update", **headers)

    def workers(self) -> list[int]:
        """Return the numbers of its worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in children.split()]


@contextmanager
def serving(store: Path, *options: str, **environment: str) -> Iterator[Server]:
    """Run ``kg serve``; it has to end in an orderly way when told to."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert "http://" in line, process.stderr.read()
    server = Server(process, line.split()[-1])
    reader = threading.Thread(target=lambda: server.log.extend(process.stderr or ()), daemon=True)
    reader.start()
    try:
        yield server
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, server.log[-5:]
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
        process.stderr.close()


@contextmanager
def oxigraph() -> Iterator[str]:
    """Run an independent server, empty; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    program = Path(sys.executable).parent / "oxigraph"
    with subprocess.Popen([program, "serve", "--bind", address], stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + 20
            while not _listens(address):
                assert time.monotonic() < end
                time.sleep(0.05)
            yield f"http://{address}"
        finally:
            process.kill()


def _listens(address: str) -> bool:
    host, _, port = address.partition(":")
    try:
        socket.create_connection((host, int(port)), 1).close()
    except OSError:
        return False
    return True
