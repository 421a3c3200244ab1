"""What each pattern of dates.toml means: the words of a date → its value."""

import datetime
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.language import calendars

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))
_MONTHS: dict[str, int] = TABLE["months"]
_NEXT = {"next", "this coming", "the coming"}
_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1}
_TODAY |= {"the day before yesterday": -2, "the day after tomorrow": 2}

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class When:
    """A value still without its place in the text."""

    begin: str
    end: str | None = None
    basis: str = "explicit"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date is reckoned from: the article's date, the tense, the day told shortly before it."""

    published: datetime.date | None
    past: bool = True
    previous: str | None = None
    same_sentence: str | None = None


def _group(match: Match, name: str) -> str | None:
    return match.groupdict().get(name)


def _month(match: Match, name: str = "month") -> int:
    return _MONTHS[match[name].rstrip(".")]


def _day_number(match: Match, name: str = "day") -> int:
    return int(re.sub(r"\D", "", match[name]))


def _year(match: Match, at: Moment, number: int, in_month: int) -> int | None:
    if year := _group(match, "year"):
        return int(year)
    return calendars.nearest_year(number, in_month, at.published, at.past) if at.published else None


def iso(match: Match, _: Moment) -> When | None:
    """Read 2023-09-13."""
    found = calendars.day(*map(int, match["iso"].split("-")))
    return When(found) if found else None


def day(match: Match, at: Moment) -> When | None:
    """Read "September 13, 2023", "13 September"."""
    number, in_month = _month(match), _day_number(match)
    year = _year(match, at, number, in_month)
    found = calendars.day(year, number, in_month) if year else None
    return When(found) if found else None


def day_range(match: Match, at: Moment) -> When | None:
    """Read "12 to 14 May", "May 12-14, 2023"."""
    number, first, last = _month(match), _day_number(match), _day_number(match, "day2")
    year = _year(match, at, number, last)
    if not year or last <= first:
        return None
    begin, end = calendars.day(year, number, first), calendars.day(year, number, last)
    return When(begin, end) if begin and end else None


def month_range(match: Match, _: Moment) -> When | None:
    """Read "January to March 2022"."""
    first, last, year = _month(match), _month(match, "month2"), int(match["year"])
    if first == last:
        return None
    return When(calendars.month(year - (first > last), first), calendars.month(year, last))


def month(match: Match, at: Moment) -> When | None:
    """Read "March 2022", "in July", "last July"."""
    number, which = _month(match), (_group(match, "which") or "").lower()
    if year := _group(match, "year"):
        return When(calendars.month(int(year), number))
    if not at.published:
        return None
    past = which not in _NEXT and (at.past or which in {"last", "this past"})
    if which in {"last", "next"} and number == at.published.month:
        return When(calendars.month(at.published.year + (-1 if past else 1), number))
    return When(calendars.nearest_month(number, at.published, past))


def year_range(match: Match, _: Moment) -> When | None:
    """Read "1950-53", "from 2014 to 2018"."""
    first, last = match["year"], match["year2"]
    last = first[: 4 - len(last)] + last
    return When(first, last) if last > first else None


def year(match: Match, _: Moment) -> When:
    """Read "in 2022"."""
    return When(match["year"])


def decade(match: Match, _: Moment) -> When:
    """Read "the 1990s"."""
    return When(match["year"] + "0", match["year"] + "9")


def weekday(match: Match, at: Moment) -> When | None:
    """Read "on Monday", "last Tuesday", "Friday next week"."""
    number, which, week = TABLE["weekdays"][match["weekday"]], (match["which"] or "").lower(), match["week"]
    if not at.published or which in {"the previous", "the following"}:
        return None
    if week or which == "this":
        monday = calendars.week_of(at.published)[0]
        found = monday + calendars.DAY * (number + {"last": -7, "next": 7}.get(week or "", 0))
    elif which in _NEXT:
        found = calendars.nearest_weekday(number, at.published + calendars.DAY, past=False)
    elif which:
        found = calendars.nearest_weekday(number, at.published - calendars.DAY, past=True)
    else:
        found = calendars.nearest_weekday(number, at.published, at.past)
    return When(found.isoformat(), basis="weekday")


def near(match: Match, at: Moment) -> When | None:
    """Read "today", "yesterday", "this morning"."""
    if not at.published:
        return None
    word = (match["word"] or match["Word"]).lower()
    shift = _TODAY.get(word, _TODAY.get(word.split()[0], 0))
    return When((at.published + calendars.DAY * shift).isoformat(), basis="relative")


def calendar(match: Match, at: Moment) -> When | None:
    """Read "last week", "this month", "the past year"."""
    which, unit = match["which"].lower(), match["unit"]
    if not at.published:
        return None
    if which in {"the past", "the last", "the coming"}:
        other = calendars.moved(at.published, unit, 1 if which == "the coming" else -1)
        if unit == "weekend" or not other:
            return None
        ends = sorted([other, at.published.isoformat()[: len(other)]])
        return When(ends[0], ends[1], "relative")
    shift = 1 if which in _NEXT else -1 if which in {"last", "this past"} else 0
    if unit in {"month", "year"}:
        found = calendars.moved(at.published, unit, shift)
        return When(found, basis="relative") if found else None
    begin, end = calendars.week_of(at.published + calendars.DAY * 7 * shift)
    if unit == "weekend":
        begin = end - calendars.DAY
        if which == "this" and at.past and begin > at.published:
            begin, end = begin - calendars.DAY * 7, end - calendars.DAY * 7
    elif which == "this":
        begin, end = (begin, at.published) if at.past else (at.published, end)
    return When(begin.isoformat(), end.isoformat() if end > begin else None, "relative")


def season(match: Match, at: Moment) -> When | None:
    """Read "the spring of 2006", "last summer"; a season is no finer than its year."""
    if told := _group(match, "year"):
        return When(told)
    which, last_month = (match["which"] or "").lower(), TABLE["seasons"][match["season"]]
    if not at.published or not last_month:
        return None
    if which in {"this", "this past"}:
        return When(f"{at.published.year:04d}", basis="relative")
    if which == "last" and last_month >= at.published.month:
        return When(f"{at.published.year - 1:04d}", basis="relative")
    return None


def ago(match: Match, at: Moment) -> When | None:
    """Read "two days ago", "three weeks from now"; weeks are no finer than the calendar week."""
    if not at.published:
        return None
    number, unit = _number(match), match["unit"]
    if unit == "hour":
        number, unit = 0, "day"
    found = calendars.moved(at.published, unit, number if match["way"] == "from now" else -number)
    if not found:
        return None
    if unit == "week" and number > 1:
        begin, end = calendars.week_of(datetime.date.fromisoformat(found))
        return When(begin.isoformat(), end.isoformat(), "relative")
    return When(found, basis="relative")


def shifted(match: Match, at: Moment) -> When | None:
    """Read "on Wednesday, two days after …": the day of what follows, by the day told before it."""
    if not at.same_sentence or not (match["number"] or match["hours"]):
        return None
    number = 0 if match["hours"] else _number(match)
    told = datetime.date.fromisoformat(at.same_sentence)
    found = calendars.moved(told, match["unit"] or "day", -number if match["way"] == "after" else number)
    return When(found, basis="anchor") if found else None


def following(match: Match, at: Moment) -> When | None:
    """Read "the next day", "a day earlier" behind a day told shortly before."""
    if not at.previous:
        return None
    words = match["way"].lower()
    back = words.endswith(("before", "earlier")) or "previous" in words
    shift = 0 if "same" in words else -1 if back else 1
    found = calendars.moved(datetime.date.fromisoformat(at.previous), "day", shift)
    return When(found, basis="anchor") if found else None


def recent(match: Match, at: Moment) -> When | None:
    """Read "in recent months": the year, where they all lie in it."""
    if not at.published:
        return None
    whole = at.published.month >= (4 if match["unit"] == "months" else 2)
    return When(f"{at.published.year:04d}", basis="relative") if whole else None


def _number(match: Match) -> int:
    words: str = match["number"].lower()
    return int(words) if words.isdigit() else int(TABLE["numbers"][words])


_ALL = (iso, day, day_range, month_range, month, year_range, year, decade, weekday, near, calendar, season)
READINGS: dict[str, Callable[[Match, Moment], When | None]] = {
    reading.__name__: reading for reading in (*_ALL, ago, shifted, following, recent)
}
