"""The fields of a record, checked → an article."""

import hashlib
from collections.abc import Mapping
from datetime import date

from kg.formats.dates import parse_date
from kg.formats.record import Problem, Record
from kg.model import Article

FIELDS = ("text", "id", "title", "date", "source", "url")


class _Wrong(Exception):
    """A field that can't be used, with what to do about it."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message, self.advice = message, advice


def article(record: Record, default_date: date | None = None) -> Article | Problem:
    """Return the article that a record holds; names that are not known are ignored."""
    try:
        return _article(record, default_date)
    except _Wrong as wrong:
        return Problem(record.origin, wrong.message, wrong.advice)


def _article(record: Record, default_date: date | None) -> Article:
    fields = record.fields
    text = fields.get("text")
    if text is None:
        raise _Wrong('no "text"', 'give the article\'s body as "text"')
    if not isinstance(text, str):
        raise _Wrong('"text" isn\'t a string', "give the article's body as one string")
    if not text.strip():
        raise _Wrong("empty text", "leave the article out, or give its body")
    return Article(
        id=_id(fields) or record.stem or hashlib.sha256(_valid(text, "text").encode()).hexdigest()[:16],
        text=_valid(text, "text"),
        title=_string(fields, "title") or "",
        date=_date(fields) or default_date,
        publisher=_string(fields, "source"),
        url=_string(fields, "url"),
        origin=record.origin,
    )


def _id(fields: Mapping[str, object]) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "id")


def _date(fields: Mapping[str, object]) -> date | None:
    text = _string(fields, "date")
    if text is None:
        return None
    found = parse_date(text)
    if found is None:
        raise _Wrong(f'bad date "{text[:40]}"', "write it as YYYY-MM-DD")
    return found


def _string(fields: Mapping[str, object], name: str) -> str | None:
    """Return a field's text; null and blanks count as absent."""
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Wrong(f'"{name}" isn\'t a string', f'quote the value of "{name}", or leave it out')
    return _valid(value, name) if value.strip() else None


def _valid(text: str, name: str) -> str:
    """Refuse what can't be written as UTF-8, or is no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _Wrong(f'"{name}" holds half a surrogate pair', "write the characters as UTF-8") from None
    if "\0" in text:
        raise _Wrong(f'"{name}" holds a NUL character', "remove it")
    return text
