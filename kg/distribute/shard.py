"""A shard: some hundred articles in a file of JSON lines, an input like others."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import KgError
from kg.files import written
from kg.model import Article

FAST = 1  # of gzip: a shard is read once or twice
LONGEST = 20_000_000  # characters of a shard
DIGITS = 20  # of a digest in a file's name


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of articles; its name is the digest of what they say, not of where they came from."""

    path: Path
    digest: str
    articles: int


def cut(articles: Iterable[Article], size: int, folder: Path) -> Iterator[Shard]:
    """Write articles to shards in a folder, one after the other, with no more than one in memory.

    Where a shard ends depends on the articles near its end alone: one that is inserted or taken away
    changes the shard that it falls into, and not all that follow. ``size`` is how many a shard has on
    average; none has more than twice, few have less than half of it.
    """
    held: list[Article] = []
    length = 0
    for article in articles:
        held.append(article)
        length += len(article.text)
        full = len(held) >= 2 * size or length >= LONGEST
        if full or (2 * len(held) >= size and _ends(article, size)):
            yield _kept(held, folder)
            held, length = [], 0
    if held:
        yield _kept(held, folder)


def read(path: Path) -> Iterator[Article]:
    """Yield the articles of a shard."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield _article(json.loads(line))
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KgError(f"{path}: this shard of articles can't be read: {error}") from error


def _ends(article: Article, size: int) -> bool:
    """Tell whether an article is one of those after which a shard ends: every (size / 2)th, by its id."""
    digest = hashlib.sha256(article.id.encode()).digest()
    return int.from_bytes(digest[:8], "big") % max(1, size // 2) == 0


def _kept(articles: list[Article], folder: Path) -> Shard:
    said = hashlib.sha256()
    for article in articles:
        said.update(_line(_fields(article)))
    digest = said.hexdigest()[:DIGITS]
    path = folder / f"{digest}.jsonl.gz"
    with (
        written(path) as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=FAST, fileobj=file, mtime=0) as packer,
    ):
        packer.writelines(_line({**_fields(article), "origin": article.origin}) for article in articles)
    return Shard(path, digest, len(articles))


def _fields(article: Article) -> dict[str, str]:
    """Return an article's fields under the names that inputs use."""
    fields = {
        "id": article.id,
        "title": article.title,
        "date": article.date and article.date.isoformat(),
        "source": article.publisher,
        "url": article.url,
        "text": article.text,
    }
    return {name: value for name, value in fields.items() if value}


def _line(fields: dict[str, str]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _article(fields: dict[str, str]) -> Article:
    issued = fields.get("date")
    return Article(
        id=fields["id"],
        text=fields["text"],
        title=fields.get("title", ""),
        date=date.fromisoformat(issued) if issued else None,
        publisher=fields.get("source"),
        url=fields.get("url"),
        origin=fields["origin"],
    )
