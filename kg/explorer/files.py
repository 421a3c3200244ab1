"""Style sheets, scripts and icons, which a browser keeps and asks anew whether they have changed."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.pictures.style import stylesheet
from kg.service.messages import Refusal, Response

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class File:
    """A file with its bytes as they are and packed; ``tag`` names its version."""

    kind: str
    body: bytes
    packed: bytes
    tag: str


def served(name: str, *, packed: bool, known: str) -> Response:
    """Return a file, 304 when the client has it: ``known`` is its If-None-Match."""
    file = _file(name)
    headers = {"Cache-Control": "no-cache", "ETag": file.tag, "Vary": "Accept-Encoding"}
    if file.tag in {tag.strip() for tag in known.split(",")}:
        return Response(304, headers=headers)
    if packed:
        return Response(200, file.packed, file.kind, {**headers, "Content-Encoding": "gzip"})
    return Response(200, file.body, file.kind, headers)


def _file(name: str) -> File:
    folder = resources.files("kg.explorer").joinpath("static")
    kind = KINDS.get(name.rpartition(".")[2])
    if name not in {"pictures.css", *(entry.name for entry in folder.iterdir())} or kind is None:
        raise Refusal(404, "There is no such file")
    return _read(name, kind)


@cache
def _read(name: str, kind: str) -> File:
    if name == "pictures.css":
        body = stylesheet().encode()
    else:
        body = resources.files("kg.explorer").joinpath("static", name).read_bytes()
    # weak: it holds for the packed bytes as well
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    return File(kind, body, gzip.compress(body, mtime=0), tag)
