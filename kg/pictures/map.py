"""Where events happened, on an outline of the world's countries."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, hypot, radians, sqrt

import numpy as np

from kg.pictures.glyph import disc
from kg.pictures.layout import apart
from kg.pictures.legend import legend, statuses
from kg.pictures.lettering import fitted
from kg.pictures.lettering import width as text_width
from kg.pictures.model import STATUSES, WIDE, Box, Spot
from kg.pictures.outline import WORLD, Points, Projection, countries
from kg.pictures.svg import Element, element, group, link, number, picture

LEAST = 8  # degrees that a part of the world has at least, from west to east
ASPECT = 1.8  # of a part of the world
LABEL = 140
SPECK = 1.5  # pixels below which land can't be seen
Area = tuple[float, float, float, float]  # left, top, right, bottom


def world_map(spots: Sequence[Spot], *, box: Box | None = None, width: int = WIDE) -> str:
    """Return the map as SVG, of the whole world or of a part of it; spots outside are left out."""
    paper = Projection(box, width)
    inside = sorted((s for s in spots if _within(s, box or WORLD)), key=_order)
    high = paper.height
    parts = [_ground(paper)]
    if inside:
        parts += _marks(inside, paper, width, high)
    used = {status for spot in inside for status in spot.counts}
    names = statuses(s for s in STATUSES if s in used)
    key, below = legend(names, x=6, y=high + 6, width=width - 12)
    events = sum(sum(spot.counts.values()) for spot in inside)
    label = f"Map of {events} events in {len(inside)} places"
    return picture([*parts, key], width=width, height=high + below + 10, kind="map", label=label)


def around(spots: Sequence[Spot]) -> Box | None:
    """Return the part of the world that holds all spots with some margin; None for the whole world."""
    if not spots:
        return None
    west, east = (end(spot.longitude for spot in spots) for end in (min, max))
    south, north = (end(spot.latitude for spot in spots) for end in (min, max))
    middle = (south + north) / 2
    shrink = cos(radians(middle))  # a degree from west to east is that much of one from south to north
    across = max((east - west) * 1.3, (north - south) * 1.3 * ASPECT / shrink, LEAST)
    upright = across * shrink / ASPECT
    if across > 150 or upright > WORLD.north - WORLD.south:
        return None
    west = min(max((west + east - across) / 2, -180), 180 - across)
    south = min(max(middle - upright / 2, -89), 89 - upright)
    return Box(west, south, west + across, south + upright)


def _within(spot: Spot, box: Box) -> bool:
    return box.west <= spot.longitude <= box.east and box.south <= spot.latitude <= box.north


def _order(spot: Spot) -> tuple[int, str, str]:
    return -sum(spot.counts.values()), spot.label, spot.href


def _ground(paper: Projection) -> Element:
    """Return sea and land, cut off where the paper ends."""
    sea, *lands = _outlines(paper)
    parts = [element("path", d=sea, class_="sea"), *(element("path", d=d, class_="land") for d in lands)]
    return element("svg", *parts, width=paper.width, height=paper.height)


@lru_cache(maxsize=32)
def _outlines(paper: Projection) -> tuple[str, ...]:
    """Return the paths of the sea and of each country in sight."""
    finest = 0.5 if paper.box is None else 0.1
    paths = [_path([_frame(paper)], finest)]
    for country in countries():
        rings = [ring for ring in map(paper.plane, country.rings) if _visible(ring, paper)]
        paths.append(_path(rings, finest))
    return tuple(filter(None, paths))


def _frame(paper: Projection) -> Points:
    part = paper.box or WORLD
    north = np.linspace(part.south, part.north, 40)
    west, east = (np.column_stack([np.full(40, side), north]) for side in (part.west, part.east))
    return paper.plane(np.concatenate([west, east[::-1]]))


def _visible(ring: Points, paper: Projection) -> bool:
    low, high = ring.min(axis=0), ring.max(axis=0)
    return bool((high > 0).all() and low[0] < paper.width and low[1] < paper.height)


def _path(rings: Iterable[Points], finest: float) -> str:
    """Return rings as a path of steps, none finer than some pixels; rings too small to see are left out."""
    parts = []
    for ring in rings:
        if np.ptp(ring, axis=0).max() < SPECK:
            continue
        places = (ring / finest).round()
        steps = np.diff(places, axis=0)
        moves = " ".join(_pair(step * finest) for step in steps[steps.any(axis=1)])
        parts.append(f"M{_pair(places[0] * finest)}l{moves}z" if moves else "")
    return "".join(parts).replace(" -", "-").replace(" 0.", " .").replace("-0.", "-.")


def _pair(point: Points) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _marks(spots: Sequence[Spot], paper: Projection, width: float, high: float) -> list[Element]:
    points = paper.plane(np.array([(spot.longitude, spot.latitude) for spot in spots]))
    most = max(6.0, 16 * sqrt(min(width / WIDE, 1)))
    radii = [[_radius(spot.counts[s], most) for s in STATUSES if spot.counts.get(s)] for spot in spots]
    boxes = np.array([(sum(2 * r + 2 for r in some), 2 * max(some) + 2) for some in radii])
    places = apart(points, boxes, width)
    places[:, 1] = np.clip(places[:, 1], boxes[:, 1] / 2, high - boxes[:, 1] / 2)
    areas = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (x, y), (w, h) in zip(places, boxes, strict=True)]
    parts = []
    for point, place in zip(points, places, strict=True):
        if hypot(*(place - point)) > 4:
            (x1, y1), (x2, y2) = (map(number, at) for at in (point, place))
            parts.append(element("path", d=f"M{x1} {y1}L{x2} {y2}", class_="leader"))
            parts.append(element("circle", cx=point[0], cy=point[1], r=1.5, class_="filled"))
    names = _names(spots, areas, width, high)
    for spot, area, some, name in zip(spots, areas, radii, names, strict=True):
        parts.append(link(spot.href, _told(spot), *_discs(spot, area, some), *name, class_="spot accent"))
    return [group(parts, class_="spots plain")]


def _radius(count: int, most: float) -> float:
    return min(3.2 + 1.6 * sqrt(count), most)


def _discs(spot: Spot, area: Area, radii: Sequence[float]) -> list[Element]:
    parts, x, y = [], area[0], (area[1] + area[3]) / 2
    shown = [status for status in STATUSES if spot.counts.get(status)]
    for status, r in zip(shown, radii, strict=True):
        mark = disc(status, x + r + 1, y, r)
        parts.append(group(mark, class_=f"mark status-{status}"))
        x += 2 * r + 2
    return parts


def _names(spots: Sequence[Spot], areas: Sequence[Area], width: float, high: float) -> list[list[Element]]:
    """Return the label of each spot, or none where it would cover something."""
    taken, found = list(areas), []
    for spot, (left, top, right, bottom) in zip(spots, areas, strict=True):
        text = fitted(spot.label, LABEL)
        wide, x, y = text_width(text), (left + right) / 2, (top + bottom) / 2
        tries = (
            (right + 3, y - 7),
            (left - 3 - wide, y - 7),
            (x - wide / 2, bottom + 1),
            (x - wide / 2, top - 15),
        )
        name: list[Element] = []
        for begin, upper in tries:
            area = (begin, upper, begin + wide, upper + 14)
            if area[0] >= 0 and area[2] <= width and upper >= 0 and area[3] <= high and _free(area, taken):
                taken.append(area)
                name = [element("text", text, x=begin, y=upper + 11, class_="name")]
                break
        found.append(name)
    return found


def _free(area: Area, taken: Iterable[Area]) -> bool:
    left, top, right, bottom = area
    return all(right <= a or c <= left or bottom <= b or d <= top for a, b, c, d in taken)


def _told(spot: Spot) -> str:
    shown = [f"{spot.counts[status]} {status.lower()}" for status in STATUSES if spot.counts.get(status)]
    return f"{spot.label}: {', '.join(shown)}"
