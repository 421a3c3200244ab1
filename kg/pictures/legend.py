"""What the marks mean, in rows below a picture."""

from collections.abc import Iterable, Sequence

from kg.pictures.glyph import disc
from kg.pictures.lettering import width as text_width
from kg.pictures.svg import Element, element, group

ROW, GAP, INDENT = 20, 18, 18

Entry = tuple[str, Sequence[Element]]  # a name, and a sample drawn around the origin


def legend(entries: Iterable[Entry], *, x: float, y: float, width: float) -> tuple[Element, float]:
    """Return the legend and how high it is."""
    parts, left, row = [], x, 0
    for name, sample in entries:
        takes = INDENT + text_width(name) + GAP
        if left > x and left + takes - GAP > x + width:
            left, row = x, row + 1
        middle = y + row * ROW + ROW / 2
        parts.append(group(sample, transform=f"translate({left + 6:.1f} {middle:.1f})"))
        parts.append(element("text", name, x=left + INDENT, y=middle + 4))
        left += takes
    return group(parts, class_="legend plain"), (row + 1) * ROW if parts else 0


def statuses(names: Iterable[str]) -> list[Entry]:
    """Return entries for the round marks of some statuses."""
    return [(name.lower(), disc(name, 0, 0, 5)) for name in names]
