"""Dates of events as days: a month or year is the days from its first to its last."""

import calendar


def first_day(date: str) -> str:
    """Return the first day of a date in ISO 8601: a day, a month or a year."""
    return date + "-01-01"[3 * (date.count("-", 1)) :]


def last_day(date: str) -> str:
    """Return the last day of a date in ISO 8601: a day, a month or a year."""
    if date.count("-", 1) == 0:
        return f"{date}-12-31"
    if date.count("-", 1) == 1:
        year, month = date.rsplit("-", 1)
        return f"{date}-{calendar.monthrange(int(year), int(month))[1]:02}"
    return date
