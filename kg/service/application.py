"""The routes of the endpoint, as an ASGI application."""

import asyncio
from dataclasses import replace
from importlib import resources
from typing import Any

from starlette.middleware.cors import CORSMiddleware

from kg.explorer import files, site
from kg.service import protocol
from kg.service.access import check_write
from kg.service.exchange import received, sent
from kg.service.gate import Gate
from kg.service.messages import Operation, Refusal, Request, Response, writes
from kg.service.metrics import Metrics
from kg.service.negotiation import takes_gzip
from kg.service.pages import Answers, Explored
from kg.service.pool import Pool
from kg.service.settings import Settings

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
ASKED = ("Accept", "Authorization", "Content-Type", "If-Match", "If-None-Match")
TOLD = ("ETag", "Location", "Retry-After")
APIS = ("/sparql", "/store", "/health", "/metrics", "/openapi.json", "/static/")
PATIENCE = 0.25  # seconds between looks whether the client is still there
HINT = b"A SPARQL 1.1 endpoint: /sparql takes queries, /store graphs; /openapi.json describes both.\n"
OPENAPI = resources.files("kg.service").joinpath("openapi.json").read_bytes()


def application(settings: Settings, pool: Pool, metrics: Metrics) -> Any:
    """Return the whole endpoint."""
    app: Any = _Endpoint(settings, pool, metrics)
    if settings.origins:
        app = CORSMiddleware(
            app,
            allow_origins=settings.origins,
            allow_methods=METHODS,
            allow_headers=ASKED,
            expose_headers=TOLD,
        )
    return Gate(app, settings, metrics)


class _Endpoint:
    """What the paths lead to."""

    def __init__(self, settings: Settings, pool: Pool, metrics: Metrics) -> None:
        self.settings = settings
        self.pool = pool
        self.metrics = metrics
        self.answers = Answers()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        try:
            response = await self._response(scope, receive)
        except Refusal as refusal:
            response = refusal.response
            if "text/html" in _header(scope, b"accept") and not scope["path"].startswith(APIS):
                response = site.told(response, self.settings.base)
        await sent(response, scope["method"], send)

    async def _response(self, scope: Any, receive: Any) -> Response:
        path, method = scope["path"], scope["method"]
        if path in {"/sparql", "/sparql/"}:
            return await self._operated(scope, receive, protocol.SPARQL_METHODS)
        if path == "/store" or path.startswith("/store/"):
            return await self._operated(scope, receive, protocol.GRAPH_METHODS)
        found = self._told(path)
        if found is None and not site.knows(path):
            raise Refusal(404, "Nothing here; the endpoint is /sparql")
        if method not in {"GET", "HEAD"}:
            raise Refusal(405, "Only GET and HEAD are known here", Allow="GET, HEAD")
        return found or await self._page(scope, receive)

    async def _page(self, scope: Any, receive: Any) -> Response:
        """Answer with a page of the explorer, or a file that it needs."""
        if scope["path"].startswith("/static/"):
            known, encodings = (_header(scope, name) for name in (b"if-none-match", b"accept-encoding"))
            name = scope["path"].removeprefix("/static/")
            return files.served(name, packed=takes_gzip(encodings), known=known)
        accept = _header(scope, b"accept")
        if scope["path"] == "/" and "html" not in accept:
            return Response(200, HINT, headers={"Vary": "Accept"})
        path, query = (scope[name].decode("latin-1") for name in ("raw_path", "query_string"))
        client = scope["client"][0] if scope["client"] else ""
        explored = Explored(self.pool, self.answers, self.settings.base, client)
        return await self._while_wanted(site.respond(explored, path, query, accept), receive)

    def _told(self, path: str) -> Response | None:
        """Return what the server says of itself."""
        if path == "/health":
            busy = Response(503, b"no worker\n", headers={"Retry-After": "1"})
            return Response(200, b"ok\n") if self.pool.ready else busy
        if path == "/metrics":
            self.metrics.waiting.set(len(self.pool.queue))
            return Response(200, self.metrics.text(), "text/plain; version=0.0.4; charset=utf-8")
        if path == "/openapi.json":
            return Response(200, OPENAPI, "application/json")
        return None

    async def _operated(self, scope: Any, receive: Any, methods: str) -> Response:
        """Answer what is asked of the store."""
        if scope["method"] == "OPTIONS":
            return Response(204, headers={"Allow": methods})
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        server = f"{scope['scheme']}://{headers.get('host', '')}"
        url = f"{server}{scope['raw_path'].decode('latin-1')}"
        request = Request(scope["method"], url, scope["query_string"].decode("latin-1"), headers)
        graphs = methods is protocol.GRAPH_METHODS
        if protocol.announces_write(request, graphs=graphs):
            check_write(request, self.settings)  # before a large body of a stranger is taken in
        if request.method != "GET":
            body = await received(receive, headers, self.settings.body_limit)
            request = replace(request, body=body)
        if graphs:
            operation: Operation = protocol.graph_access(request, f"{server}/store")
        else:
            federated = bool(self.settings.federation)
            operation = protocol.sparql(request, writable=self.settings.writable, federated=federated)
        if writes(operation):
            check_write(request, self.settings)
        client = scope["client"][0] if scope["client"] else ""
        return await self._while_wanted(self.pool.run(operation, client), receive)

    async def _while_wanted(self, work: Any, receive: Any) -> Response:
        """Wait for the response, unless the client hangs up."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None
        left = []

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            left.append(True)
            task.cancel()

        watchers: list[asyncio.Task[None]] = []
        timer = loop.call_later(PATIENCE, lambda: watchers.append(loop.create_task(watch())))
        try:
            response: Response = await work
            return response
        except asyncio.CancelledError:
            if left:
                raise Refusal(408, "The client has left") from None
            raise
        finally:
            timer.cancel()
            for watcher in watchers:
                watcher.cancel()


def _header(scope: Any, wanted: bytes) -> str:
    """Return a header of a request, empty when it is not there."""
    found: bytes = next((value for name, value in scope["headers"] if name == wanted), b"")
    return found.decode("latin-1")
