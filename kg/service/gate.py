"""What every request passes: names, headers that protect the client, figures, and the access log."""

import json
import logging
import time
from typing import Any

from kg.service.access import check_host
from kg.service.exchange import sent
from kg.service.messages import Refusal, Response
from kg.service.metrics import Metrics
from kg.service.settings import Settings

LOG = logging.getLogger("kg.service")
ROUTES = frozenset({"sparql", "store", "health", "metrics", "openapi.json", "", "data", "static"})
HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class Gate:
    """An ASGI middleware around all routes."""

    def __init__(self, app: Any, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.metrics = metrics

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Let a request pass, and note what became of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        note = {"status": 0, "bytes": 0}

        async def noted(message: Any) -> None:
            if message["type"] == "http.response.start":
                note["status"] = message["status"]
                own = message.get("headers", ())
                names = {name for name, _ in own}
                message["headers"] = [*own, *(header for header in HEADERS if header[0] not in names)]
            else:
                note["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._pass(scope, receive, noted, note)
        finally:
            self._note(scope, note, time.monotonic() - began)

    async def _pass(self, scope: Any, receive: Any, send: Any, note: dict[str, int]) -> None:
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        try:
            check_host(host.decode("latin-1"), self.settings)
            await self.app(scope, receive, send)
        except Refusal as refusal:
            await sent(refusal.response, scope["method"], send)
        except Exception as error:
            LOG.error("a request failed: %s", type(error).__name__, exc_info=True)
            if note["status"]:
                raise
            await sent(Response(500, b"The request failed\n"), scope["method"], send)

    def _note(self, scope: Any, note: dict[str, int], seconds: float) -> None:
        first = scope["path"].strip("/").partition("/")[0]
        self.metrics.note(first if first in ROUTES else "other", note["status"], seconds)
        if self.settings.access_log:
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "client": scope["client"][0] if scope.get("client") else "",
                "method": scope["method"],
                "path": scope["path"],
                **note,
                "ms": round(seconds * 1000, 1),
            }
            LOG.info(json.dumps(line))
