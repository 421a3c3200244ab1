"""Build the outline of countries for maps from Natural Earth.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install shapely==2.2.0
    python lists/build_outline.py --atlas package/countries-50m.json --sources DIR

DIR is that of build_entities.py; of it, the country codes are read. Lines are simplified, small islands left out.
Writes

    kg/pictures/data/countries.tsv   item of Wikidata, name, a point well inside (longitude, latitude), and the
                                     rings as an SVG path in fiftieths of a degree, east and north

Antarctica is left out.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from records import HERE, given
from shapely import LineString, Polygon
from shapely.ops import polylabel

OUTPUT = HERE.parent / "kg" / "pictures" / "data" / "countries.tsv"
UNIT = 50  # steps in a degree
TOLERANCE = 0.07  # degrees that a line may move by
SMALL = 0.5  # degrees that a line reaches over which stays as it is
LEAST = 0.03  # square degrees of an island, unless it is all there is of a country
# The atlas shortens names; some states have no code.
NAMES = {
    "Antigua and Barb.": "Antigua & Barbuda",
    "Bosnia and Herz.": "Bosnia",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "British Virgin Is.": "British Virgin Islands",
    "Cayman Is.": "Cayman Islands",
    "Central African Rep.": "Central African Republic",
    "Cook Is.": "Cook Islands",
    "Côte d'Ivoire": "Côte d’Ivoire",
    "Dem. Rep. Congo": "Congo - Kinshasa",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern Territories",
    "Heard I. and McDonald Is.": "Heard & McDonald Islands",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "Pitcairn",
    "S. Geo. and the Is.": "South Georgia & South Sandwich Islands",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "St-Barthélemy": "St. Barthélemy",
    "St-Martin": "St. Martin",
    "St. Kitts and Nevis": "St. Kitts & Nevis",
    "St. Pierre and Miquelon": "St. Pierre & Miquelon",
    "St. Vin. and Gren.": "St. Vincent & Grenadines",
    "São Tomé and Principe": "São Tomé & Príncipe",
    "Turkey": "Türkiye",
    "Turks and Caicos Is.": "Turks & Caicos Islands",
    "U.S. Virgin Is.": "U.S. Virgin Islands",
    "United Kingdom": "UK",
    "Vatican": "Vatican City",
    "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis & Futuna",
    "eSwatini": "Eswatini",
    "Åland": "Åland Islands",
}
ITEMS = {"Kosovo": "Q1246", "N. Cyprus": "Q23681", "Somaliland": "Q34754", "Siachen Glacier": ""}
LEFT_OUT = {"Antarctica", "Ashmore and Cartier Is.", "Indian Ocean Ter."}

Ring = np.ndarray


def arcs(atlas: dict) -> list[Ring]:
    """Return the arcs of a TopoJSON file in degrees: each holds steps from point to point."""
    scale, shift = (np.array(atlas["transform"][name]) for name in ("scale", "translate"))
    whole = [np.array(arc).cumsum(axis=0) * scale + shift for arc in atlas["arcs"]]
    return [simplified(arc) if np.ptp(arc, axis=0).max() > SMALL else arc for arc in whole]


def simplified(arc: Ring) -> Ring:
    """Return a line with fewer points."""
    return np.array(LineString(arc).simplify(TOLERANCE).coords)


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
        largest, *others = sorted(rings(geometry, lines), key=area, reverse=True)
        borders = [largest, *(ring for ring in others if area(ring) > LEAST)]
        inside = polylabel(Polygon(largest), tolerance=0.05)
        rows.append(f"{item}\t{name}\t{inside.x:.1f}\t{inside.y:.1f}\t{''.join(map(path, borders))}")
    head = "# Made by lists/build_outline.py from Natural Earth 1:50m (public domain).\n"
    OUTPUT.write_text(head + "\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
