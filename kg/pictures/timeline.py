"""Events over time, a lane for each family."""

from collections.abc import Sequence

from kg.pictures.calendars import Scale, scale
from kg.pictures.lanes import More, Track, counted, lane
from kg.pictures.legend import legend, statuses
from kg.pictures.lettering import width as text_width
from kg.pictures.model import FAMILIES, STATUSES, WIDE, Moment
from kg.pictures.svg import Element, element, group, picture
from kg.pictures.wording import TITLES

EDGE, HEAD, FOOT = 6, 22, 8  # beside all; above and below the marks of a lane
STEP = 30  # pixels that a step of time takes at least


def timeline(moments: Sequence[Moment], *, width: int = WIDE, more: More | None = None) -> str:
    """Return the timeline as SVG; empty text where there is no moment.

    Where there are too many for a mark each, marks are counts; ``more`` (family, status, first day, last day)
    says where such a mark leads.
    """
    if not moments:
        return ""
    room = width - 2 * EDGE
    steps = scale([day for moment in moments for day in (moment.begin, moment.end)], room // STEP)
    track = Track(steps, EDGE, room / steps.count)
    parts, y = _lanes(moments, track, more, width)
    parts += _axis(track, y, moments)
    y += 44 if steps.labels(0)[1] else 28
    used = {moment.status for moment in moments}
    key, high = legend(statuses(s for s in STATUSES if s in used), x=EDGE, y=y, width=room)
    label = f"Timeline of {len(moments)} events by family"
    return picture([*parts, key], width=width, height=y + high + 4, kind="timeline", label=label)


def _lanes(
    moments: Sequence[Moment], track: Track, more: More | None, width: int
) -> tuple[list[Element], float]:
    parts, y, numbers = [], 0.0, counted(moments)
    for family in (family for family in FAMILIES if numbers[family]):
        marks, high = lane([m for m in moments if m.family == family], track, more)
        bottom = y + HEAD + high + FOOT
        title = f"{TITLES[family]} · {numbers[family]}"
        band = element("rect", x=0, y=y, width=width, height=bottom - y - 2, rx=4, class_="band")
        name = element("text", title, x=EDGE, y=y + 15, class_="strong")
        drawn = group(marks, transform=f"translate(0 {bottom - FOOT:.1f})")
        parts.append(group([band, name, drawn], class_=f"lane family-{family}"))
        y = bottom + 2
    return parts, y


def _axis(track: Track, top: float, moments: Sequence[Moment]) -> list[Element]:
    scale = track.scale
    outside = _outside(scale, moments)
    every = _every(track)
    beside = {near for index in outside for near in (index - 1, index + 1)} if track.step < 50 else set()
    parts, above, free = [], "", 0.0
    for index in range(scale.count):
        x = track.x(index)
        name, era = scale.labels(index)
        name = outside.get(index, name)
        parts.append(element("path", d=f"M{x:.1f} {top:.1f}v5", class_="rule"))
        if index in outside or (index % every == 0 and index not in beside):
            half = text_width(name) / 2
            middle = min(max(x + track.step / 2, half), track.x(scale.count) + EDGE - half)
            parts.append(element("text", name, x=middle, y=top + 17, class_="muted middle"))
        if era != above and x >= free and index not in outside:
            parts.append(element("text", era, x=x + 2, y=top + 34, class_="strong"))
            above, free = era, x + text_width(era) + 14
    return parts


def _outside(scale: Scale, moments: Sequence[Moment]) -> dict[int, str]:
    names = {}
    if min(moment.begin for moment in moments) < scale.day(0):
        names[0] = "earlier"
    if max(moment.end for moment in moments) >= scale.day(scale.count):
        names[scale.count - 1] = "later"
    return names


def _every(track: Track) -> int:
    widest = max(text_width(track.scale.labels(index)[0]) for index in range(track.scale.count))
    return int((widest + 6) // track.step) + 1
