"""How a status looks, told by shape and not by colour: as a round mark, as a box, as a line.

Reported is full; nothing else ever is. Alleged is half full, disputed a ring around a core, denied crossed
out, projected dashed.
"""

from kg.pictures.svg import Element, element, number


def disc(status: str, x: float, y: float, r: float) -> list[Element]:
    """Return a round mark."""
    if status == "Reported":
        return [element("circle", cx=x, cy=y, r=r, class_="full")]
    ring = "hollow dashed" if status == "Projected" else "hollow"
    parts = [element("circle", cx=x, cy=y, r=r, class_=ring)]
    if status == "Alleged":
        half = f"M{number(x)} {number(y - r)}A{number(r)} {number(r)} 0 0 0 {number(x)} {number(y + r)}Z"
        parts.append(element("path", d=half, class_="filled"))
    elif status == "Disputed":
        parts.append(element("circle", cx=x, cy=y, r=max(r - 3, 1.6), class_="filled"))
    elif status == "Denied":
        parts.append(cross(x, y, r * 0.7))
    return parts


def box(status: str, x: float, y: float, width: float, height: float) -> list[Element]:
    """Return a box from its upper left corner."""
    if status == "Reported":
        return [_rect(x, y, width, height, "full")]
    parts = [_rect(x, y, width, height, "hollow dashed" if status == "Projected" else "hollow")]
    if status == "Alleged":
        parts.append(_rect(x, y, width / 2, height, "filled"))
    elif status == "Disputed" and height > 4:
        parts.append(_rect(x + 2.5, y + 2.5, width - 5, height - 5, "filled"))
    elif status == "Denied":
        parts.append(_lines(x, y, x + width, y + height))
    return parts


def stroke(status: str, path: str, width: float, middle: tuple[float, float]) -> list[Element]:
    """Return a line along a path; what is denied is crossed out in the middle."""
    dashes = {"Alleged": "9 3 2 3", "Denied": "2 3", "Projected": "6 5"}
    if status == "Disputed":
        inner = element("path", d=path, class_="gap", stroke_width=max(width - 1, 1.4))
        return [element("path", d=path, class_="edge", stroke_width=width + 2), inner]
    if status not in dashes:
        return [element("path", d=path, class_="edge", stroke_width=width)]
    parts = [element("path", d=path, class_="edge", stroke_width=width, stroke_dasharray=dashes[status])]
    return [*parts, cross(*middle, 4.5)] if status == "Denied" else parts


def cross(x: float, y: float, reach: float) -> Element:
    """Return two crossed lines around a point."""
    return _lines(x - reach, y - reach, x + reach, y + reach)


def _rect(x: float, y: float, width: float, height: float, looks: str) -> Element:
    return element("rect", x=x, y=y, width=width, height=height, class_=looks)


def _lines(left: float, top: float, right: float, bottom: float) -> Element:
    west, north, east, south = map(number, (left, top, right, bottom))
    return element("path", d=f"M{west} {north}L{east} {south}M{west} {south}L{east} {north}", class_="stroke")
