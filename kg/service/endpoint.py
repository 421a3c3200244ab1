"""A read-only SPARQL endpoint over a store: ``/sparql`` on the loopback interface."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.store import open_for_reading
from kg.service.protocol import Request, Response, answer

PATH = "/sparql"
MAX_BODY = 1 << 20
BUSY = 16  # queries at once; pyoxigraph works outside Python's lock, more would only queue
STACK = 128 << 20  # Oxigraph parses by recursion: room for the deepest nesting that guard.MAX_LENGTH admits
HINT = f"A SPARQL 1.1 endpoint, read-only. Ask at {PATH}?query=... by GET or POST.\n"


class Endpoint(ThreadingHTTPServer):
    """The server; ``serve_forever()`` runs it, ``shutdown()`` ends it."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, database: ox.Store, host: str, port: int) -> None:
        self.database = database
        self.slots = threading.BoundedSemaphore(BUSY)
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """Return the address of the query endpoint."""
        return f"http://{self.server_name}:{self.server_port}{PATH}"

    def server_bind(self) -> None:
        """Bind without the reverse name look-up of the standard library, which may block."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give each connection a thread with room for deep queries."""
        before = threading.stack_size(STACK)
        try:
            super().process_request(request, client_address)
        finally:
            threading.stack_size(before)


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds of silence until a connection is closed

    def do_GET(self) -> None:
        self._respond()

    do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET

    def _respond(self) -> None:
        try:
            self._send(self._answer())
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True

    def _answer(self) -> Response:
        body = self._body()
        if isinstance(body, Response):
            self.close_connection = True  # the rest of the body is still in the pipe
            return body
        address = urlsplit(self.path)
        if address.path == "/":
            return Response(200, HINT.encode())
        if address.path != PATH:
            return Response(404, f"Nothing here; the endpoint is {PATH}\n".encode())
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, address.query, headers, body)
        if not self.server.slots.acquire(blocking=False):
            return Response(503, b"Too many queries at once\n", headers={"Retry-After": "1"})
        try:
            return answer(self.server.database, request)
        except Exception as error:  # whatever goes wrong, the client learns nothing of this machine
            self.log_error("%s: %s", type(error).__name__, error)
            return Response(500, b"The query failed\n")
        finally:
            self.server.slots.release()

    def _body(self) -> bytes | Response:
        if "transfer-encoding" in self.headers:
            return Response(411, b"Send the body with a Content-Length\n")
        try:
            length = int(self.headers.get("content-length", "0"))
        except ValueError:
            return Response(400, b"Content-Length is not a number\n")
        if not 0 <= length <= MAX_BODY:
            return Response(413, f"The body may have {MAX_BODY} bytes\n".encode())
        return self.rfile.read(length)

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Vary", "Accept")
        for name, value in response.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def version_string(self) -> str:
        """Name the program, not its versions."""
        return "kg"


def serve(directory: Path, port: int, host: str = "127.0.0.1", announce: Any = print) -> None:
    """Serve a store until interrupted."""
    with open_for_reading(directory) as store:
        try:
            server = Endpoint(store.database, host, port)
        except (OSError, OverflowError) as error:
            raise KgError(f"port {port} on {host} can't be used: {error}; try another --port") from error
        announce(f"SPARQL endpoint: {server.url}  (end with Ctrl-C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            announce("stopped")
        finally:
            server.server_close()
