"""The explorer's questions, put to the workers like those of any other client."""

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from kg.service.messages import Preferences, Refusal, Response, Sparql
from kg.service.pool import Pool

JSON = "application/sparql-results+json"
KEPT = 256  # answers
SMALL = 1 << 20  # bytes of an answer that is kept
LARGEST = 64 << 20  # bytes of an answer that a page is made from


@dataclass
class Answers:
    """What was asked of a snapshot before; a page asks the same of the whole graph again and again."""

    snapshot: str | None = None
    known: "OrderedDict[str, bytes]" = field(default_factory=OrderedDict)

    def of(self, snapshot: str | None) -> "OrderedDict[str, bytes]":
        """Return the answers that still hold."""
        if snapshot != self.snapshot:
            self.snapshot, self.known = snapshot, OrderedDict()
        return self.known


@dataclass(frozen=True)
class Explored:
    """A store as one client of the explorer sees it."""

    pool: Pool
    answers: Answers
    base: str
    client: str

    async def select(self, text: str) -> bytes:
        """Return the answer to a SELECT query as SPARQL JSON."""
        known = self.answers.of(self.pool.snapshot)
        if text in known:
            known.move_to_end(text)
            return known[text]
        response = await self._run(text, JSON)
        body = response.body if response.file is None else _taken(response.file)
        if len(body) <= SMALL:
            known[text] = body
        if len(known) > KEPT:
            known.popitem(last=False)
        return body

    async def construct(self, text: str, media: str) -> Response:
        """Return the answer to a CONSTRUCT query in a format."""
        return await self._run(text, media)

    async def _run(self, text: str, media: str) -> Response:
        query = Sparql("query", text, (), (), self.base, Preferences(media))
        response = await self.pool.run(query, self.client)
        if response.status != 200:
            raise Refusal(response.status, response.body.decode("utf-8", "replace").strip())
        return response


def _taken(name: str) -> bytes:
    """Return what a file of the spool holds, and delete it."""
    path = Path(name)
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(507, "There is too much of this for a page; ask the endpoint")
        return path.read_bytes()
    finally:
        path.unlink()
