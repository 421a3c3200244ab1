"""What the dates of two events, and of the articles that tell of them, say for their being one."""

from datetime import date, timedelta
from enum import Enum

from kg.resolve.view import EventView

MONTH, YEAR = 31, 366  # days
AHEAD = 8  # days


class Timing(Enum):
    """How near in time two events are."""

    SAME_DAY = "same_day"  # both name the day, or days that mostly overlap
    WITHIN = "within"  # the dates overlap, and span a month at most
    VAGUE = "vague"  # a day or month, and the year that it lies in
    PUBLISHED = "published"  # one has a date, the other's article appeared then
    TOGETHER = "together"  # neither has a date, the articles appeared together


def compare(a: EventView, b: EventView, window: int) -> Timing | None:
    """Compare two events; None if their dates speak against one event. ``window`` is in days."""
    if a.begin and a.end and b.begin and b.end:
        return _overlap((a.begin, a.end), (b.begin, b.end), precise=a.day and b.day)
    if not a.published or not b.published:
        return None
    if a.begin or b.begin:
        dated, undated = (a, b) if a.begin else (b, a)
        return Timing.PUBLISHED if dated.day and _is_fresh(dated, undated.published, window) else None
    return Timing.TOGETHER if abs(a.published - b.published) <= timedelta(days=window) else None


def gap(a: EventView, b: EventView) -> int:
    """Return the days between the reports of two events: the articles', or of one the day of the event."""
    days = [event.published or date.min for event in (a, b)]
    dates = [e.begin for e in (a, b) if e.begin and e.day]
    between = [abs(days[0] - days[1])]
    if len(dates) == 1:
        between += [abs(dates[0] - day) for e, day in zip((a, b), days, strict=True) if not e.begin]
    return min(between).days


def foreseen(a: EventView, b: EventView) -> bool:
    """Tell whether one is planned, without a day, in an article shortly before the other's day."""
    plan, deed = (b, a) if a.begin else (a, b)
    if plan.begin or plan.stances() != {"Planned"} or not (deed.begin and deed.day and plan.published):
        return False
    return timedelta(0) <= deed.begin - plan.published <= timedelta(days=AHEAD)


def _overlap(one: tuple[date, date], other: tuple[date, date], *, precise: bool) -> Timing | None:
    """Compare two stretches of days; long ones say too little: "since 2022" fits every launch since."""
    common = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    shorter, longer = sorted((end - begin).days + 1 for begin, end in (one, other))
    if common <= 0:
        return None
    if longer > MONTH and one != other:
        return Timing.VAGUE if common == shorter <= MONTH and longer <= YEAR else None
    return Timing.SAME_DAY if precise and 2 * common >= longer else Timing.WITHIN


def _is_fresh(dated: EventView, published: date | None, window: int) -> bool:
    """Tell whether an article appeared so soon after a day that it may be news of that day."""
    if not (dated.begin and dated.end and published):
        return False
    return dated.begin <= published <= dated.end + timedelta(days=window)
