"""RSS and Atom → the fields of their entries. Links are never followed.

To be called in the confined process (``confined.py``) only: a feed can be made to take hours.
"""

import re
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

from kg.formats.dates import parse_date
from kg.formats.pages import Fields, plain

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def feed(text: str) -> list[tuple[Fields, bool]] | None:
    """Return the fields of each entry, and whether its text is a mere summary; None if this is no feed."""
    import feedparser

    # Decoded already, so what the declaration says of the encoding is no longer so. A stream, as strings
    # are taken for addresses and file names.
    data = BytesIO(_DECLARATION.sub("", text).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(data, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    if not found.get("version"):
        return None
    publisher = _string(found.feed.get("title"))
    return [_entry(entry, publisher) for entry in found.entries]


def _entry(entry: Any, publisher: str | None) -> tuple[Fields, bool]:
    whole = next((part.get("value") for part in entry.get("content", ()) if part.get("value")), None)
    source = _string(entry.get("source", {}).get("title"))
    fields: Fields = {
        "id": _string(entry.get("id")) or _string(entry.get("link")),
        "text": plain(whole or entry.get("summary") or ""),
        "title": plain(entry.get("title") or ""),
        "date": _date(entry),
        "source": source or publisher,
        "url": _string(entry.get("link")),
    }
    return fields, not whole


def _date(entry: Any) -> str | None:
    """Return the day on which an entry was published, in its author's time zone."""
    written = entry.get("published") or entry.get("updated") or ""
    if parse_date(written):
        return str(parse_date(written))
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        read = entry.get("published_parsed") or entry.get("updated_parsed")
        return f"{read.tm_year:04}-{read.tm_mon:02}-{read.tm_mday:02}" if read else None


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
