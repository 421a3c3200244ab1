"""Bodies over the wire: taken in and sent out within bounds of time and size."""

import asyncio
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.requests import Request as WebRequest
from starlette.responses import Response as WebResponse

from kg.service.messages import Refusal, Response

BODY_SECONDS = 60
CHUNK = 256 << 10  # bytes
CHUNK_SECONDS = 60  # for a client to take one chunk


async def received(request: WebRequest, limit: int) -> bytes:
    """Return the body of a request; Refusal when it is too large (413), packed (415) or too slow (408)."""
    too_large = Refusal(413, f"The body may have {limit} bytes", Connection="close")
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit:
        raise too_large
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "Send the body as it is, without Content-Encoding", Connection="close")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > limit:
                    raise too_large
    except (TimeoutError, ClientDisconnect) as error:
        raise Refusal(408, "The body did not arrive in time", Connection="close") from error
    return bytes(body)


def answer(response: Response) -> WebResponse:
    """Turn a response into what the server sends."""
    headers = {} if response.status in {204, 304} else {"Content-Type": response.content_type}
    headers.update(response.headers)
    if response.file is not None:
        return _FileBody(response.file, headers)
    return WebResponse(response.body, response.status, headers)


class _FileBody(WebResponse):
    """A body from a file that is deleted when it is opened, sent no faster than the client takes it."""

    def __init__(self, path: Path, headers: dict[str, str]) -> None:
        self.file = path.open("rb")
        size = path.stat().st_size
        path.unlink()
        super().__init__(b"", 200, {**headers, "Content-Length": str(size)})

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 - ASGI's signature
        """Send it."""
        with self.file as file:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            while scope["method"] != "HEAD" and (chunk := file.read(CHUNK)):
                async with asyncio.timeout(CHUNK_SECONDS):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
