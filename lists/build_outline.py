"""Build the outline of countries for maps from Natural Earth.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python lists/build_outline.py --atlas package/countries-110m.json --sources DIR

DIR is that of build_entities.py; of it, the country codes are read. Writes

    kg/pictures/data/countries.tsv   item of Wikidata, name, a point well inside (longitude, latitude), and the
                                     rings as an SVG path in hundredths of a degree, east and north

Antarctica is left out.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from records import HERE, given

OUTPUT = HERE.parent / "kg" / "pictures" / "data" / "countries.tsv"
UNIT = 100  # steps in a degree
GRID = 60  # points across a country among which the innermost is chosen
# The atlas shortens names; some states have no code.
NAMES = {
    "Bosnia and Herz.": "Bosnia",
    "Central African Rep.": "Central African Republic",
    "Côte d'Ivoire": "Côte d’Ivoire",
    "Dem. Rep. Congo": "Congo - Kinshasa",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Falkland Is.": "Falkland Islands",
    "Fr. S. Antarctic Lands": "French Southern Territories",
    "Macedonia": "North Macedonia",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "Turkey": "Türkiye",
    "United Kingdom": "UK",
    "W. Sahara": "Western Sahara",
    "eSwatini": "Eswatini",
}
ITEMS = {"Kosovo": "Q1246", "N. Cyprus": "Q23681", "Somaliland": "Q34754"}
LEFT_OUT = {"Antarctica"}

Ring = np.ndarray


def arcs(atlas: dict) -> list[Ring]:
    """Return the arcs of a TopoJSON file in degrees: each holds steps from point to point."""
    scale, shift = (np.array(atlas["transform"][name]) for name in ("scale", "translate"))
    return [np.array(arc).cumsum(axis=0) * scale + shift for arc in atlas["arcs"]]


def rings(geometry: dict, lines: list[Ring]) -> list[Ring]:
    """Return the closed lines of a country; an arc's number is inverted where it runs backwards."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    found = []
    for ring in (ring for polygon in polygons for ring in polygon):
        parts = [lines[arc] if arc >= 0 else lines[~arc][::-1] for arc in ring]
        found += cut(np.concatenate([part[:-1] for part in parts]))
    return found


def cut(ring: Ring) -> list[Ring]:
    """Return a ring in parts that do not cross the date line."""
    east = np.unwrap(ring[:, 0], period=360)
    east -= 360 * ((east.min() + 180) // 360)
    whole = np.column_stack([east, ring[:, 1]])
    if east.max() <= 180:
        return [whole]
    return [half(whole, 1), half(whole, -1) - (360, 0)]


def half(ring: Ring, sign: int) -> Ring:
    """Return what of a ring is west (1) or east (-1) of the date line."""
    found = []
    for one, other in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if sign * one[0] <= sign * 180:
            found.append(one)
        if (one[0] - 180) * (other[0] - 180) < 0:
            found.append(one + (other - one) * (180 - one[0]) / (other[0] - one[0]))
    return np.array(found)


def path(ring: Ring) -> str:
    """Return a ring as a path of steps from point to point."""
    steps = (ring * UNIT).round().astype(int)
    moves = np.diff(steps, axis=0)
    moves = moves[moves.any(axis=1)]
    return f"M{_pair(steps[0])}l{' '.join(map(_pair, moves))}z"


def _pair(point: Ring) -> str:
    return f"{point[0]} {point[1]}"


def area(ring: Ring) -> float:
    """Return the area of a ring in square degrees, as they are at its latitude."""
    x, y = ring[:, 0] * np.cos(np.radians(ring[:, 1].mean())), ring[:, 1]
    return float(abs((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2)


def innermost(ring: Ring) -> Ring:
    """Return the point of a grid that is inside and farthest from the border."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    axes = [np.linspace(low[i], high[i], GRID) for i in (0, 1)]
    points = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    after = np.roll(ring, -1, axis=0)
    x, y = points[:, 0, None], points[:, 1, None]
    crosses = (ring[:, 1] > y) != (after[:, 1] > y)
    rise = np.where(after[:, 1] == ring[:, 1], 1, after[:, 1] - ring[:, 1])
    at = ring[:, 0] + (y - ring[:, 1]) / rise * (after[:, 0] - ring[:, 0])
    inside = (crosses & (x < at)).sum(axis=1) % 2 == 1
    border = np.concatenate([ring + (after - ring) * part for part in np.linspace(0, 1, 8)])
    shape = np.array([np.cos(np.radians(ring[:, 1].mean())), 1])
    far = np.linalg.norm((points[inside][:, None] - border) * shape, axis=2).min(axis=1)
    return points[inside][far.argmax()]


def items(folder: Path) -> dict[str, str]:
    """Return name → item of Wikidata of states and territories."""
    found = dict(ITEMS)
    for row in given(folder, "gaz_country_codes"):
        for name in (row["name"], row["official_en"], row["unterm_short"]):
            found.setdefault(name, row["wikidata"].rsplit("/", 1)[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--atlas", type=Path, required=True)
    parser.add_argument("--sources", type=Path, required=True)
    given_as = parser.parse_args()
    atlas = json.loads(given_as.atlas.read_text(encoding="utf-8"))
    known, lines = items(given_as.sources), arcs(atlas)
    rows = []
    for geometry in atlas["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in LEFT_OUT:
            continue
        if (item := known.get(NAMES.get(name, name))) is None:
            raise SystemExit(f"{name}: not among the country codes; name it in NAMES or ITEMS")
        borders = sorted(rings(geometry, lines), key=area, reverse=True)
        east, north = innermost(borders[0])
        rows.append(f"{item}\t{name}\t{east:.1f}\t{north:.1f}\t{''.join(map(path, borders))}")
    head = "# Made by lists/build_outline.py from Natural Earth 1:110m (public domain).\n"
    OUTPUT.write_text(head + "\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
