"""A request taken in and a response sent out over ASGI, within bounds of time and size."""

import asyncio
from pathlib import Path
from typing import Any

from kg.service.messages import Refusal, Response

BODY_SECONDS = 60
CHUNK = 256 << 10  # bytes
CHUNK_SECONDS = 60  # for a client to take one chunk


async def received(receive: Any, headers: dict[str, str], limit: int) -> bytes:
    """Return the body of a request; Refusal when it is too large (413), packed (415) or too slow (408)."""
    too_large = Refusal(413, f"The body may have {limit} bytes", Connection="close")
    length = headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit:
        raise too_large
    if headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "Send the body as it is, without Content-Encoding", Connection="close")
    body = bytearray()
    too_slow = Refusal(408, "The body did not arrive in time", Connection="close")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise too_slow
                body += message.get("body", b"")
                if len(body) > limit:
                    raise too_large
                more = message.get("more_body", False)
    except TimeoutError as error:
        raise too_slow from error
    return bytes(body)


async def sent(response: Response, method: str, send: Any) -> None:
    """Send a response, a file no faster than the client takes it; HEAD gets no body."""
    if response.file is not None:
        await _sent_file(response, method, send)
        return
    start = {"type": "http.response.start", "status": response.status}
    await send({**start, "headers": _headers(response, len(response.body))})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else response.body})


async def _sent_file(response: Response, method: str, send: Any) -> None:
    path = Path(response.file or "")
    with path.open("rb") as file:
        size = path.stat().st_size
        path.unlink()
        start = {"type": "http.response.start", "status": response.status}
        await send({**start, "headers": _headers(response, size)})
        while method != "HEAD" and (chunk := file.read(CHUNK)):
            async with asyncio.timeout(CHUNK_SECONDS):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def _headers(response: Response, length: int) -> list[tuple[bytes, bytes]]:
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in response.headers.items()]
    if response.status not in {204, 304}:
        headers += [
            (b"content-type", response.content_type.encode()),
            (b"content-length", str(length).encode()),
        ]
    return headers
