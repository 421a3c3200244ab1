"""Who has to do with whom."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import hypot, log2

from kg.pictures.glyph import stroke
from kg.pictures.layout import Size, arranged, strength
from kg.pictures.legend import Entry, legend
from kg.pictures.lettering import LINE, wrapped
from kg.pictures.lettering import width as text_width
from kg.pictures.model import FAMILIES, STATUSES, WIDE, Edge, Node
from kg.pictures.svg import Element, element, group, link, number, picture
from kg.pictures.wording import KINDS, TITLES

LABEL = 112  # pixels that a line of a label may take
BEND = 14  # between lines that join the same two
MARGIN = 8
Point = tuple[float, float]


def network(
    nodes: Sequence[Node], edges: Sequence[Edge], *, width: int = WIDE, height: int | None = None
) -> str:
    """Return the network as SVG, as high as it needs unless told; empty text where there is no node.

    Edges that join a node to itself, or to one that is not given, are left out.
    """
    if not nodes:
        return ""
    known = {node.key: node for node in sorted(nodes, key=lambda n: (n.label, n.key))}
    kept = sorted(_joining(edges, known), key=_order)
    radii = _radii(known, kept)
    sizes = {key: _size(node, radii[key]) for key, node in known.items()}
    ties = strength((edge.source, edge.target, edge.count) for edge in kept)
    plan = arranged(sizes, ties, width - 2 * MARGIN)
    stretch = max((height or 0) / (plan.height + 60), 1)
    # A place is the middle of node and label; the node is above.
    places = {
        key: (MARGIN + x, MARGIN + y * stretch - sizes[key].height / 2 + radii[key] + 1)
        for key, (x, y) in plan.places.items()
    }
    parts = [*_lines(kept, known, places, radii), *_nodes(known, places, radii)]
    bottom = 2 * MARGIN + plan.height * stretch
    key, high = legend(_entries(known, kept), x=MARGIN, y=bottom, width=width - 2 * MARGIN)
    label = f"Network of {len(known)} actors and {len(kept)} ties between them"
    return picture([*parts, key], width=width, height=bottom + high + 4, kind="network", label=label)


def _joining(edges: Sequence[Edge], known: Mapping[str, Node]) -> list[Edge]:
    return [e for e in edges if e.source != e.target and e.source in known and e.target in known]


def _order(edge: Edge) -> tuple[str, str, int, int, bool, str, int]:
    return (
        *(edge.source, edge.target),
        *(FAMILIES.index(edge.family), STATUSES.index(edge.status)),
        *(edge.directed, edge.href, edge.count),
    )


def _radii(known: Mapping[str, Node], edges: Sequence[Edge]) -> dict[str, float]:
    weight: Counter[str] = Counter()
    for edge in edges:
        weight.update({edge.source: edge.count, edge.target: edge.count})
    return {key: min(6 + 1.3 * log2(1 + weight[key]), 14) for key in known}


def _size(node: Node, radius: float) -> Size:
    lines = wrapped(node.label, LABEL)
    return Size(max(*map(text_width, lines), 2 * radius), 2 * radius + 6 + LINE * len(lines))


def _nodes(
    known: Mapping[str, Node], places: Mapping[str, Point], radii: Mapping[str, float]
) -> list[Element]:
    parts = []
    for key, node in known.items():
        (x, y), r = places[key], radii[key]
        lines = [
            element("tspan", line, x=x, y=y + r + LINE * (place + 1))
            for place, line in enumerate(wrapped(node.label, LABEL))
        ]
        title = f"{node.label} ({KINDS.get(node.kind, 'Actor').lower()})"
        name = element("text", *lines, class_="name middle")
        parts.append(link(node.href, title, shape(node.kind, x, y, r), name, class_="actor"))
    return parts


def shape(kind: str, x: float, y: float, r: float) -> Element:
    """Return the mark of a kind of actor: an organization square, a country on its tip, all others round."""
    if kind == "Organization":
        side = r * 1.7
        return element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, rx=2, class_="node")
    if kind == "Country":
        reach = r * 1.15
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
        return element("polygon", points=points, class_="node")
    return element("circle", cx=x, cy=y, r=r, class_="node")


def _lines(
    edges: Sequence[Edge],
    known: Mapping[str, Node],
    places: Mapping[str, Point],
    radii: Mapping[str, float],
) -> list[Element]:
    beside: dict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in edges:
        beside[frozenset((edge.source, edge.target))].append(edge)
    parts = []
    for joined in beside.values():
        for place, edge in enumerate(joined):
            bend = (place - (len(joined) - 1) / 2) * BEND
            bend = bend if edge.source < edge.target else -bend
            ends = [(places[key][0], places[key][1], radii[key] + 3) for key in (edge.source, edge.target)]
            title = _told(edge, known)
            looks = f"tie family-{edge.family} status-{edge.status}"
            parts.append(link(edge.href, title, *_line(edge, ends, bend), class_=looks))
    return parts


def _line(edge: Edge, ends: Sequence[tuple[float, float, float]], bend: float) -> list[Element]:
    """Return a line between two places, each with the radius that it keeps clear of."""
    (x1, y1, r1), (x2, y2, r2) = ends
    length = hypot(x2 - x1, y2 - y1) or 1
    across, along = (x2 - x1) / length, (y2 - y1) / length
    control = ((x1 + x2) / 2 - along * bend * 2, (y1 + y2) / 2 + across * bend * 2)
    thick = min(1.2 + log2(edge.count) * 0.8, 6) if edge.count > 1 else 1.2
    tip = _towards((x2, y2), control, r2)
    back = _towards(tip, control, 9) if edge.directed else tip
    begin = _towards((x1, y1), control, r1)
    path = f"M{_at(begin)}Q{_at(control)} {_at(back)}"
    middle = (
        (begin[0] + 2 * control[0] + back[0]) / 4,
        (begin[1] + 2 * control[1] + back[1]) / 4,
    )
    parts = [element("path", d=path, class_="hit", stroke_width=12)]
    parts += stroke(edge.status, path, thick, middle)
    return [*parts, _arrow(tip, back, 3.5 + thick / 2)] if edge.directed else parts


def _arrow(tip: Point, back: Point, half: float) -> Element:
    length = hypot(tip[0] - back[0], tip[1] - back[1]) or 1
    dx, dy = (tip[1] - back[1]) / length * half, (tip[0] - back[0]) / length * half
    corners = (tip, (back[0] + dx, back[1] - dy), (back[0] - dx, back[1] + dy))
    return element("path", d=f"M{'L'.join(map(_at, corners))}Z", class_="filled")


def _towards(start: Point, end: Point, far: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    return start[0] + (end[0] - start[0]) / length * far, start[1] + (end[1] - start[1]) / length * far


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _told(edge: Edge, known: Mapping[str, Node]) -> str:
    between = "→" if edge.directed else "and"
    names = f"{known[edge.source].label} {between} {known[edge.target].label}"
    return f"{names}: {TITLES[edge.family].lower()}, {edge.status.lower()}, {edge.count}"


def _entries(known: Mapping[str, Node], edges: Sequence[Edge]) -> list[Entry]:
    kinds = [kind for kind in KINDS if any(node.kind == kind for node in known.values())]
    families = [family for family in FAMILIES if any(edge.family == family for edge in edges)]
    ways = [status for status in STATUSES if any(edge.status == status for edge in edges)]
    line = "M-10 0H8"
    return [
        *((KINDS[kind].lower(), [shape(kind, 0, 0, 6)]) for kind in kinds),
        *((TITLES[f].lower(), [group(stroke("Reported", line, 4, (0, 0)), class_=f"family-{f}")])
          for f in families),
        *((status.lower(), stroke(status, line, 1.5, (0, 0))) for status in ways),
    ]
