"""Where the nodes of a network go: near to whom they have to do with, and no label over another.

The same network gives the same places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

ROUNDS = 120  # of the springs
LOOSE = 2.0  # how much larger a component's ground is than what stands on it
EVEN = 0.6  # how far nodes are spread evenly over the ground, 0 to 1; springs alone crowd the middle
GAP = 10
PUSHES, PUSH = 120, 0.3  # how often boxes move, and by how much of what they overlap
TOUCH = 0.5  # pixels that they may overlap

Point = tuple[float, float]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Size:
    """What a node takes with its label, around its centre."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Places of nodes by key, and the ground that they need."""

    places: Mapping[str, Point]
    width: float
    height: float


def arranged(sizes: Mapping[str, Size], ties: Mapping[tuple[str, str], float], width: float) -> Plan:
    """Lay out nodes within a width; ties are pairs of keys with the strength that draws them together."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(ties.items()))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    blocks = [_component(graph.subgraph(part), sizes, width) for part in parts]
    places: dict[str, Point] = {}
    top = 0.0
    for shelf in _shelves(blocks, width):
        left = (width - sum(block.width + GAP for block in shelf) + GAP) / 2
        for block in shelf:
            places |= {key: (left + x, top + y) for key, (x, y) in block.places.items()}
            left += block.width + GAP
        top += max(block.height for block in shelf) + GAP
    return Plan(places, width, top - GAP)


def _shelves(blocks: Iterable[Plan], width: float) -> list[list[Plan]]:
    """Put blocks beside one another as long as there is room."""
    shelves: list[list[Plan]] = []
    room = -1.0
    for block in blocks:
        if block.width > room:
            shelves.append([])
            room = width
        shelves[-1].append(block)
        room -= block.width + GAP
    return shelves


def _component(graph: "nx.Graph[str]", sizes: Mapping[str, Size], width: float) -> Plan:
    """Lay out connected nodes on a ground of their own."""
    keys = sorted(graph)
    boxes = np.array([(sizes[key].width + GAP, sizes[key].height + GAP) for key in keys])
    area = float(boxes.prod(axis=1).sum()) * (LOOSE if len(keys) > 2 else 1.2)
    across = min(max((area * 1.6) ** 0.5, float(boxes[:, 0].max())), width)
    points = _springs(graph, keys) * (across, area / across)
    points = apart(points, boxes, across)
    points -= (points - boxes / 2).min(axis=0)
    wide, high = (points + boxes / 2).max(axis=0)
    places = {key: (float(x), float(y)) for key, (x, y) in zip(keys, points, strict=True)}
    return Plan(places, float(wide), float(high))


def _springs(graph: "nx.Graph[str]", keys: Sequence[str]) -> Points:
    """Return places within a square of 1, its longer extent lying."""
    if len(keys) == 1:
        return np.zeros((1, 2))
    start = nx.circular_layout(keys)
    found = nx.spring_layout(graph, pos=start, iterations=ROUNDS, k=2.2 / len(keys) ** 0.5)
    points: Points = np.array([found[key] for key in keys])
    points = points - points.mean(axis=0)
    axes = np.linalg.svd(points, full_matrices=False)[2]
    points = points @ (axes * np.where(axes.sum(axis=1, keepdims=True) < 0, -1, 1)).T
    low, high = points.min(axis=0), points.max(axis=0)
    points = (points - low) / np.where(high - low < 1e-9, 1, high - low)
    ranks = points.round(6).argsort(axis=0, kind="stable").argsort(axis=0) / (len(keys) - 1)
    return points * (1 - EVEN) + ranks * EVEN if len(keys) > 3 else points


def apart(points: Points, boxes: Points, width: float) -> Points:
    """Push boxes around points apart until none overlaps, or as far as that goes; keep them in a width."""
    x, y = (points + np.linspace(0, 0.01, len(points))[:, None]).T  # none exactly over another
    half_x, half_y = (boxes / 2).T
    need_x, need_y = half_x[:, None] + half_x, half_y[:, None] + half_y
    np.fill_diagonal(need_x, -1)
    for _ in range(PUSHES):
        x = np.clip(x, half_x, np.maximum(width - half_x, half_x))
        off_x, off_y = x[:, None] - x, y[:, None] - y
        over_x, over_y = need_x - np.abs(off_x), need_y - np.abs(off_y)
        hit = (over_x > TOUCH) & (over_y > TOUCH)
        if not hit.any():
            break
        upright = over_y <= over_x
        x = x + np.where(hit & ~upright, np.copysign(over_x, off_x), 0).sum(axis=1) * PUSH
        y = y + np.where(hit & upright, np.copysign(over_y, off_y), 0).sum(axis=1) * PUSH
    return np.column_stack([x, y])


def strength(pairs: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], float]:
    """Return ties of pairs: those with more in common draw more, but by far not as much more."""
    found: dict[tuple[str, str], float] = {}
    for one, other, count in pairs:
        if one != other:
            key = (min(one, other), max(one, other))
            found[key] = found.get(key, 0) + count
    return {key: 1 + np.log2(total) / 2 for key, total in found.items()}
