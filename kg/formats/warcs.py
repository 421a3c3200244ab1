"""WARC (as in CC-News) → records: one for each page that was fetched whole, as it is met."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.formats.decoding import decode
from kg.formats.encodings import labels
from kg.formats.limits import PIECE
from kg.formats.printing import printable
from kg.formats.record import Problem, Record
from kg.formats.sandbox import Sandbox

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader
    from fastwarc.warc import WarcRecord

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class _Unfit(Exception):
    """A record that holds no article, with the reason."""


class _Stream:
    """A file that is only read, for FastWARC: it asks where the file stands, and breaks on a refusal."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read

    def tell(self) -> int:
        """Say that it stands at its beginning, as far as anyone counts."""
        return 0


def parse(file: BinaryIO, origin: str, sandbox: Sandbox) -> Iterator[Record | Problem]:
    """Yield the article of each page; at the end, what was passed over, counted by its reason."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    passed: Counter[str] = Counter()
    stream = cast(BinaryIO, _Stream(file))
    records = iter(ArchiveIterator(stream, WarcRecordType.response | WarcRecordType.revisit))
    damage = None
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            yield from _article(record, origin, sandbox)
        except _Unfit as unfit:
            passed[str(unfit)] += 1
        except OSError as error:
            damage = Problem(origin, f"bad WARC: {error}", "what follows there was not read")
            break
    if damage is not None:
        yield damage
    if passed:
        kinds = ", ".join(f"{number:,} {reason}" for reason, number in sorted(passed.items()))
        yield Problem(origin, f"records that hold no article: {kinds}", severity="skipped")


def _article(record: "WarcRecord", origin: str, sandbox: Sandbox) -> Iterator[Record | Problem]:
    url = record.headers.get("WARC-Target-URI", "") or ""
    where = f"{origin} <{printable(url)}>"
    body = _body(record)
    found = decode(body, where, (record.http_charset, *labels(body)))
    if isinstance(found, Problem):
        raise _Unfit("not text")
    text, warning = found
    fields = sandbox.read("page", text, where, url)
    if fields is None:
        raise _Unfit("without an article's text")
    if isinstance(fields, Problem):
        yield fields
        return
    fetched = record.headers.get("WARC-Date", "") or ""
    name = hashlib.sha256(f"{url}\n{fetched}".encode("utf-8", "replace")).hexdigest()[:16]
    if warning is not None:
        yield warning
    yield Record({**fields, "id": name}, where)


def _body(record: "WarcRecord") -> bytes:
    """Return the page of a response, unpacked."""
    if record.headers.get("WARC-Type") == "revisit":
        raise _Unfit("unchanged since an earlier visit")
    http = record.http_headers
    if http is None or http.status_code is None:
        raise _Unfit("no HTTP response")
    if http.status_code != 200:
        raise _Unfit(f"with status {http.status_code}")
    if record.http_content_type not in _PAGES:
        raise _Unfit(f"of type {printable(record.http_content_type or 'unknown')[:40]}")
    return _unpacked(record)


def _unpacked(record: "WarcRecord") -> bytes:
    """Undo what the server did for the transfer; only as much as a page may have."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    readers = {"gzip": GzipReader, "x-gzip": GzipReader, "br": BrotliReader}
    reader: WarcReader = record.reader
    try:
        if (record.http_headers.get("Transfer-Encoding") or "").strip().lower() == "chunked":
            reader = ChunkedReader(reader)
        packing = (record.http_headers.get("Content-Encoding") or "identity").strip().lower()
        if packing in readers:
            reader = readers[packing](reader)
        elif packing != "identity":
            raise _Unfit("packed in an unknown way")
        data = reader.read(PIECE + 1)
    except OSError:
        raise _Unfit("damaged") from None
    if len(data) > PIECE:
        raise _Unfit("too large")
    return data
