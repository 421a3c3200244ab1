"""The routes of the endpoint."""

import asyncio
from collections.abc import Callable
from importlib import resources

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request as WebRequest
from starlette.responses import Response as WebResponse
from starlette.routing import Route

from kg.service import protocol
from kg.service.access import check_write
from kg.service.gate import Gate
from kg.service.messages import Operation, Refusal, Request, Response, writes
from kg.service.metrics import Metrics
from kg.service.pool import Pool
from kg.service.settings import Settings
from kg.service.transfer import answer, received

METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
ASKED = ["Accept", "Authorization", "Content-Type", "If-Match", "If-None-Match"]
TOLD = ["ETag", "Location", "Retry-After"]
PATIENCE = 0.25  # seconds between looks whether the client is still there
HINT = b"A SPARQL 1.1 endpoint: /sparql takes queries, /store graphs; /openapi.json describes both.\n"
Reading = Callable[[Request], Operation]


class Application:
    """The endpoint as an ASGI application, which is its attribute ``web``."""

    def __init__(self, settings: Settings, pool: Pool, metrics: Metrics) -> None:
        self.settings = settings
        self.pool = pool
        self.metrics = metrics
        routes = [
            Route("/", self.hint),
            *(Route(path, self.sparql, methods=METHODS) for path in ("/sparql", "/sparql/")),
            *(Route(path, self.store, methods=METHODS) for path in ("/store", "/store/{name:path}")),
            Route("/health", self.health),
            Route("/metrics", self.figures),
            Route("/openapi.json", self.openapi),
        ]
        self.web = Starlette(routes=routes, middleware=self._middleware())

    def _middleware(self) -> list[Middleware]:
        gate = Middleware(Gate, settings=self.settings, metrics=self.metrics)
        if not self.settings.origins:
            return [gate]
        cors = Middleware(
            CORSMiddleware,
            allow_origins=self.settings.origins,
            allow_methods=METHODS,
            allow_headers=ASKED,
            expose_headers=TOLD,
        )
        return [gate, cors]

    async def hint(self, _: WebRequest) -> WebResponse:
        """Say what this is."""
        return answer(Response(200, HINT))

    async def sparql(self, request: WebRequest) -> WebResponse:
        """Answer a query or an update."""
        writable, federated = self.settings.writable, bool(self.settings.federation)
        return await self._answered(
            request,
            lambda asked: protocol.sparql(asked, writable=writable, federated=federated),
            protocol.SPARQL_METHODS,
        )

    async def store(self, request: WebRequest) -> WebResponse:
        """Read or write a graph."""
        store_url = f"{_server(request)}/store"
        return await self._answered(
            request, lambda asked: protocol.graph_access(asked, store_url), protocol.GRAPH_METHODS
        )

    async def health(self, _: WebRequest) -> WebResponse:
        """Tell whether queries can be answered."""
        if self.pool.ready:
            return answer(Response(200, b"ok\n"))
        return answer(Response(503, b"no worker\n", headers={"Retry-After": "1"}))

    async def figures(self, _: WebRequest) -> WebResponse:
        """Show the metrics."""
        self.metrics.waiting.set(len(self.pool.queue))
        return answer(Response(200, self.metrics.text(), "text/plain; version=0.0.4; charset=utf-8"))

    async def openapi(self, _: WebRequest) -> WebResponse:
        """Describe the interface."""
        body = resources.files("kg.service").joinpath("openapi.json").read_bytes()
        return answer(Response(200, body, "application/json"))

    async def _answered(self, request: WebRequest, read: Reading, methods: str) -> WebResponse:
        if request.method == "OPTIONS":
            return answer(Response(204, headers={"Allow": methods}))
        try:
            asked = await self._request(request)
            operation = read(asked)
            if writes(operation):
                check_write(asked, self.settings)
            return answer(await self._patiently(request, operation))
        except Refusal as refusal:
            return answer(refusal.response)

    async def _request(self, request: WebRequest) -> Request:
        body = b"" if request.method == "GET" else await received(request, self.settings.body_limit)
        url = f"{_server(request)}{request.url.path}"
        return Request(request.method, url, request.url.query, dict(request.headers), body)

    async def _patiently(self, request: WebRequest, operation: Operation) -> Response:
        """Wait for the response, unless the client hangs up."""
        client = request.client.host if request.client else ""
        work = asyncio.ensure_future(self.pool.run(operation, client))
        while not (await asyncio.wait({work}, timeout=PATIENCE))[0]:
            if await request.is_disconnected():
                work.cancel()
        if work.cancelled():
            raise Refusal(408, "The client has left")
        return work.result()


def _server(request: WebRequest) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
