"""Other servers that a query may ask: only listed ones, only at public addresses, never by a redirect.

Oxigraph's own client can't be told where not to go, so it is sent to a relay on this machine, which lives
as long as the query and does the asking.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import QueryError
from kg.service.negotiation import by_media
from kg.service.outside import fetch

RDF = "text/turtle, application/n-triples, application/rdf+xml;q=0.8"
RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"


def allowed(url: str, listed: Sequence[str]) -> bool:
    """Tell whether an address is listed: as it stands, or below an entry that ends in a slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return False
    plain = url.partition("?")[0].partition("#")[0]
    below = ".." not in parts.path.split("/") and "%" not in parts.path
    return any(plain == e or (e.endswith("/") and below and plain.startswith(e)) for e in listed)


def load(listed: Sequence[str], url: str, silent: bool) -> str:
    """Return the triples of a listed document as N-Triples; none if that fails silently."""
    try:
        if not allowed(url, listed):
            raise QueryError(f"LOAD may not read {url}")
        content_type, body = fetch(url, RDF)
        form = by_media(content_type)
        if form is None:
            raise QueryError(f"{url} is not RDF but {content_type[:50]!r}")
        return "".join(f"{quad.triple} .\n" for quad in ox.parse(body, form.writer, base_iri=url))
    except (QueryError, SyntaxError, ValueError):
        if silent:
            return ""
        raise


class Relay:
    """A server on the loopback interface that passes queries on to listed services."""

    def __init__(self, listed: Sequence[str]) -> None:
        self.listed = listed
        self.loader = partial(load, listed)
        self._targets: list[str] = []
        self._server: ThreadingHTTPServer | None = None

    def address(self, url: str) -> str:
        """Return where to send what is meant for a service; QueryError when it is not listed."""
        if not allowed(url, self.listed):
            raise QueryError(f"SERVICE may not ask {url}")
        if self._server is None:
            self._server = _started(self._targets)
        self._targets.append(url)
        return f"http://127.0.0.1:{self._server.server_port}/{len(self._targets) - 1}"

    @property
    def used(self) -> bool:
        """Tell whether a query asks any service."""
        return bool(self._targets)

    def close(self) -> None:
        """Stop."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()


def _started(targets: Sequence[str]) -> ThreadingHTTPServer:
    """Start a server whose paths are numbers of targets."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                query = self.rfile.read(int(self.headers.get("content-length", "0")))
                kind, body = fetch(targets[int(self.path[1:])], RESULTS, query)
            except (QueryError, ValueError, IndexError):
                self.send_error(502)
                return
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@contextmanager
def relay(listed: Sequence[str]) -> Iterator[Relay | None]:
    """Keep a relay for the length of a query; none where nothing is listed."""
    if not listed:
        yield None
        return
    opened = Relay(listed)
    try:
        yield opened
    finally:
        opened.close()
