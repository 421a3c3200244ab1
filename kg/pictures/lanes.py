"""One family's events on a timeline: a mark each, or counts as columns where there are too many."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.pictures.calendars import Scale
from kg.pictures.glyph import box, disc
from kg.pictures.lettering import width as text_width
from kg.pictures.model import STATUSES, Moment
from kg.pictures.svg import Element, element, link, number

More = Callable[[str, str, date, date], str]
RADIUS, ROW = 5, 14  # of a mark; of a row of marks
MOST_ROWS = 7
COLUMN, LEAST = 76, 7  # how high columns get; how low the part of a status
LISTED = 8  # events that a count names


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark goes: from and to which seat across, and in which row from below."""

    moment: Moment
    begin: int
    end: int
    row: int


@dataclass(frozen=True, slots=True)
class Track:
    """The steps of time as drawn."""

    scale: Scale
    left: float
    step: float

    def x(self, index: float) -> float:
        """Return where a step begins."""
        return self.left + index * self.step

    def seat(self, day: date) -> int:
        """Return the number of the seat, as wide as a mark, that a day is in."""
        return min(int(self.scale.position(day) * self.step / ROW), self.seats - 1)

    @property
    def seats(self) -> int:
        """Return how many seats there are."""
        return int(self.scale.count * self.step / ROW)

    def steps(self, moment: Moment) -> tuple[int, int]:
        """Return the first and the last step of an event."""
        return self.scale.index(moment.begin), self.scale.index(moment.end)


def lane(moments: Sequence[Moment], track: Track, more: More | None) -> tuple[list[Element], float]:
    """Return the marks of a family above its base line at 0, and how high they are."""
    ordered = sorted(moments, key=lambda m: (m.begin, m.end, STATUSES.index(m.status), m.label, m.href))
    places = placed(ordered, track)
    if places:
        return [_mark(place, track) for place in places], (1 + max(place.row for place in places)) * ROW
    return _columns(ordered, track, more), COLUMN + 16


def placed(moments: Iterable[Moment], track: Track) -> list[Place]:
    """Give each event the lowest row that is free all along its time; nothing where there are not enough."""
    taken = [[False] * track.seats for _ in range(MOST_ROWS)]
    found = []
    for moment in moments:
        begin, end = track.seat(moment.begin), track.seat(moment.end)
        row = next((r for r in range(MOST_ROWS) if not any(taken[r][begin : end + 1])), MOST_ROWS)
        if row == MOST_ROWS:
            return []
        taken[row][begin : end + 1] = [True] * (end + 1 - begin)
        found.append(Place(moment, begin, end, row))
    return found


def _mark(place: Place, track: Track) -> Element:
    x = track.left + (place.begin + place.end + 1) / 2 * ROW
    y = -place.row * ROW - ROW / 2
    parts = disc(place.moment.status, x, y, RADIUS)
    if place.end > place.begin:  # lasted, or we know no more than that it was in this time
        west, east = (number(track.left + end * ROW) for end in (place.begin + 0.2, place.end + 0.8))
        at, up, down = number(y), number(y - 3), number(y + 3)
        reach = f"M{west} {up}V{down}M{west} {at}H{east}M{east} {up}V{down}"
        parts.insert(0, element("path", d=reach, class_="reach"))
    return link(place.moment.href, told(place.moment), *parts, class_=f"mark status-{place.moment.status}")


def _columns(moments: Iterable[Moment], track: Track, more: More | None) -> list[Element]:
    cells: dict[int, dict[str, list[Moment]]] = defaultdict(lambda: defaultdict(list))
    for moment in moments:  # one of several steps counts in the middle one
        cells[sum(track.steps(moment)) // 2][moment.status].append(moment)
    tallest = max(sum(map(len, cell.values())) for cell in cells.values())
    parts = []
    for index, cell in sorted(cells.items()):
        parts += _column(cell, index, track, (COLUMN - LEAST * len(STATUSES)) / tallest, more)
    return parts


def _column(
    cell: Mapping[str, list[Moment]], index: int, track: Track, unit: float, more: More | None
) -> list[Element]:
    total, y, parts = sum(map(len, cell.values())), 0.0, []
    width = min(track.step - 4, 40)
    left = track.x(index) + (track.step - width) / 2
    for status in (status for status in STATUSES if status in cell):
        moments = cell[status]
        height = LEAST + unit * len(moments)
        y -= height
        shape = box(status, left, y + 1, width, height - 2)
        looks = f"mark status-{status}"
        parts.append(link(_leads(moments, index, track, more), _listed(moments), *shape, class_=looks))
    size = 11 if text_width(str(total), 11) <= track.step else 9
    at = track.x(index) + track.step / 2
    parts.append(element("text", str(total), x=at, y=y - 3, font_size=size, class_="count middle"))
    return parts


def _leads(moments: Sequence[Moment], index: int, track: Track, more: More | None) -> str:
    one = moments[0]
    if len(moments) == 1:
        return one.href
    if more is None:
        return ""
    first, last = min(m.begin for m in moments), max(m.end for m in moments)
    begin, after = track.scale.day(index), track.scale.day(index + 1)
    return more(one.family, one.status, min(first, begin), max(last, after - timedelta(days=1)))


def _listed(moments: Sequence[Moment]) -> str:
    if len(moments) == 1:
        return told(moments[0])
    lines = [told(moment) for moment in moments[:LISTED]]
    rest = [f"and {len(moments) - LISTED} more"] if len(moments) > LISTED else []
    return "; ".join([f"{len(moments)} {moments[0].status.lower()}: {lines[0]}", *lines[1:], *rest])


def told(moment: Moment) -> str:
    """Return an event in words."""
    size = {"day": 10, "month": 7, "year": 4}[moment.precision]
    dates = dict.fromkeys((moment.begin.isoformat()[:size], moment.end.isoformat()[:size]))
    return f"{' to '.join(dates)}: {moment.label} ({moment.status.lower()})"


def counted(moments: Iterable[Moment]) -> Counter[str]:
    """Return the number of events by family."""
    return Counter(moment.family for moment in moments)
