"""Time in equal steps for drawing: days, weeks, months, quarters, years or more, as the room demands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

STEPS = ("day", "week", "month", "quarter", "year", "2 years", "5 years", "decade", "century")
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "2 years": 24, "5 years": 60, "decade": 120, "century": 1200}
_MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
FEWEST = 5  # steps that are shown, were it all one day


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbered steps of time; what lies outside counts to the first or the last."""

    step: str
    first: int
    count: int

    def index(self, day: date) -> int:
        """Return the step that a day is in, from 0."""
        return min(max(ordinal(self.step, day) - self.first, 0), self.count - 1)

    def position(self, day: date) -> float:
        """Return where a day begins, in steps from 0; for what lies outside, the middle of an end step."""
        index = ordinal(self.step, day) - self.first
        if not 0 <= index < self.count:
            return 0.5 if index < 0 else self.count - 0.5
        begin, after = self.day(index), self.day(index + 1)
        return index + (day - begin).days / max((after - begin).days, 1)

    def day(self, index: int) -> date:
        """Return the first day of a step; the last day there can be for what is beyond."""
        return start(self.step, self.first + index)

    def labels(self, index: int) -> tuple[str, str]:
        """Return what is written below a step, and what below that wherever it changes."""
        day = self.day(index)
        if self.step == "day":
            return str(day.day), f"{_MONTH_NAMES[day.month - 1]} {day.year}"
        if self.step == "week":
            return f"{day.day} {_MONTH_NAMES[day.month - 1]}", str(day.year)
        if self.step == "month":
            return _MONTH_NAMES[day.month - 1], str(day.year)
        if self.step == "quarter":
            return f"Q{day.month // 3 + 1}", str(day.year)
        last = day.year + _MONTHS[self.step] // 12 - 1
        return (str(day.year) if last == day.year else f"{day.year}–{last % 100:02}"), ""


def scale(days: Sequence[date], most: int) -> Scale:
    """Return the finest steps of which ``most`` hold the days; a few far days share an end step."""
    near = bulk(days)
    begin, end = near[0], near[-1]
    for step in STEPS:
        first, last = ordinal(step, begin), ordinal(step, end)
        if last - first < most - 2 or step == STEPS[-1]:
            break
    first -= ordinal(step, min(days)) < first
    last += ordinal(step, max(days)) > last
    missing = max(FEWEST - (last - first + 1), 0)
    first -= missing // 2
    return Scale(step, first, last - first + 1 + missing - missing // 2)


def ordinal(step: str, day: date) -> int:
    """Return the number of the step that a day is in, counted from the beginning of time."""
    if step == "day":
        return day.toordinal()
    if step == "week":
        return (day.toordinal() - 1) // 7  # the first day of the calendar is a Monday
    return (day.year * 12 + day.month - 1) // _MONTHS[step]


def start(step: str, number: int) -> date:
    """Return the first day of a step, within what the calendar holds."""
    if step in ("day", "week"):
        days = number if step == "day" else number * 7 + 1
        return date.fromordinal(min(max(days, 1), date.max.toordinal()))
    year, month = divmod(number * _MONTHS[step], 12)
    if year < MINYEAR:
        return date.min
    return date.max if year > MAXYEAR else date(year, month + 1, 1)


def bulk(days: Sequence[date]) -> list[date]:
    """Return the days without a few far ones that would press all others together."""
    ordered = sorted(day.toordinal() for day in days)
    few = len(ordered) // 20
    for low, high in ((0, few), (few, 0), (few, few)):
        begin, end = ordered[low], ordered[-1 - high]
        near = (end - begin) // 4
        kept = [day for day in ordered if begin - near <= day <= end + near]
        if (kept[-1] - kept[0]) * 3 < ordered[-1] - ordered[0]:
            return [date.fromordinal(day) for day in kept]
    return [date.fromordinal(day) for day in ordered]
