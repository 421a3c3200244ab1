"""Dates of partial precision as ISO text: YYYY, YYYY-MM or YYYY-MM-DD."""

import datetime
from calendar import monthrange

DAY = datetime.timedelta(days=1)
# How far ahead of the article a day without a year may lie in spite of a past tense ("was due on May 3").
AHEAD = datetime.timedelta(days=31)


def month(year: int, number: int) -> str:
    """Return a month; numbers beyond 1 to 12 run on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return f"{year:04d}-{number:02d}"


def day(year: int, number: int, in_month: int) -> str | None:
    """Return a day, or None when the month has no such day."""
    try:
        return datetime.date(year, number, in_month).isoformat()
    except ValueError:
        return None


def nearest_year(number: int, in_month: int, published: datetime.date, past: bool) -> int:
    """Return the year meant by a day without one: the last such day, or the next when not past.

    A day within a month of the article's own is that one, whatever the tense says.
    """
    candidates = [
        datetime.date(y, number, min(in_month, monthrange(y, number)[1]))
        for y in (published.year - 1, published.year, published.year + 1)
    ]
    close = min(candidates, key=lambda d: abs(d - published))
    if abs(close - published) <= AHEAD:
        return close.year
    if past:
        return max(d for d in candidates if d <= published).year
    return min(d for d in candidates if d >= published).year


def nearest_month(number: int, published: datetime.date, past: bool) -> str:
    """Return the month meant by its name alone; the article's own month is itself."""
    if past:
        return month(published.year - (number > published.month), number)
    return month(published.year + (number < published.month), number)


def nearest_weekday(number: int, published: datetime.date, past: bool) -> datetime.date:
    """Return the last such day up to the article's date, or the next from it on."""
    if past:
        return published - DAY * ((published.weekday() - number) % 7)
    return published + DAY * ((number - published.weekday()) % 7)


def week_of(any_day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the Monday and the Sunday around a day."""
    monday = any_day - DAY * any_day.weekday()
    return monday, monday + DAY * 6


def moved(start: datetime.date, unit: str, number: int) -> str | None:
    """Return the date some units away, as precise as the unit; None beyond the calendar."""
    try:
        if unit in {"day", "week"}:
            return (start + DAY * (number if unit == "day" else 7 * number)).isoformat()
        if unit == "month":
            return month(start.year, start.month + number)
        return f"{start.year + number:04d}" if 1000 <= start.year + number <= 9999 else None
    except OverflowError:
        return None
