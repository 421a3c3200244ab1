"""Make the binary files of this folder from the others: ``python tests/data/input/make.py``."""

import gzip
from datetime import date
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from backports import zstd

HERE = Path(__file__).parent


def main() -> None:
    lines = (HERE / "lines.jsonl").read_bytes()
    (HERE / "packed.jsonl.gz").write_bytes(gzip.compress(lines, mtime=0))
    (HERE / "packed.jsonl.zst").write_bytes(zstd.compress(lines))
    table = pa.table(
        {
            "nr": [7, 8],
            "body": [
                "Egypt hosted talks between Sudan’s two generals on Monday.",
                "The talks ended on Tuesday.",
            ],
            "day": [date(2024, 7, 1), date(2024, 7, 2)],
            "publisher": ["Widget Wire", None],
        }
    )
    pq.write_table(table, HERE / "table.parquet", compression="zstd")
    crawl = b"".join(records())
    (HERE / "crawl.warc").write_bytes(crawl)
    (HERE / "crawl.warc.gz").write_bytes(gzip.compress(crawl, mtime=0))


def records() -> list[bytes]:
    page = (HERE / "page.html").read_bytes()
    latin = (HERE / "latin1.html").read_bytes()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:500], page[500:])) + b"0\r\n\r\n"
    empty = b"<html><body></body></html>"
    return [
        record("warcinfo", "", b"software: made by hand\r\n"),
        record("request", "https://wire.example/riga", b"GET /riga HTTP/1.1\r\nHost: wire.example\r\n\r\n"),
        response("https://wire.example/riga", page, "text/html; charset=utf-8"),
        response("https://wire.example/cafe", gzip.compress(latin, mtime=0), extra="Content-Encoding: gzip"),
        response("https://wire.example/again", chunks, extra="Transfer-Encoding: chunked"),
        response("https://wire.example/gone", b"<p>Not found</p>", status="404 Not Found"),
        response("https://wire.example/logo.png", b"\x89PNG", "image/png"),
        response("https://wire.example/empty", empty),
    ]


def response(
    url: str, body: bytes, kind: str = "text/html", status: str = "200 OK", extra: str = "X: y"
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n\r\n".encode()
    return record("response", url, head + body)


def record(kind: str, url: str, block: bytes) -> bytes:
    content = "application/warc-fields" if kind == "warcinfo" else f"application/http; msgtype={kind}"
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}" if url else "WARC-Filename: crawl.warc",
        "WARC-Date: 2024-03-06T04:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        f"Content-Type: {content}",
        f"Content-Length: {len(block)}",
    ]
    whole = BytesIO()
    whole.write("\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n")
    return whole.getvalue()


if __name__ == "__main__":
    main()
