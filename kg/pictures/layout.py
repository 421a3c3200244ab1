"""Where the nodes of a network go: near to whom they have to do with, and no label over another.

The same network gives the same places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEED = 8
ROUNDS = 150  # of the springs
LOOSE = 2.6  # how much larger a component's ground is than what stands on it
GAP = 10
PUSHES = 300

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Size:
    """What a node takes with its label, around its centre."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Places of nodes by key, and the height that they need."""

    places: Mapping[str, tuple[float, float]]
    height: float


def arranged(sizes: Mapping[str, Size], ties: Mapping[tuple[str, str], float], width: float) -> Plan:
    """Lay out nodes within a width; ties are pairs of keys with the strength that draws them together."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(ties.items()))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    places: dict[str, tuple[float, float]] = {}
    left = top = shelf = 0.0
    for part in parts:
        block, wide, high = _component(graph.subgraph(sorted(part)), sizes, width)
        if left and left + wide > width:
            left, top, shelf = 0.0, top + shelf, 0.0
        places |= {key: (left + x, top + y) for key, (x, y) in block.items()}
        left, shelf = left + wide + GAP, max(shelf, high + GAP)
    return Plan(places, top + shelf)


def _component(
    graph: "nx.Graph[str]", sizes: Mapping[str, Size], width: float
) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Return the places of connected nodes in a ground of their own, with its width and height."""
    keys = sorted(graph)
    boxes = np.array([(sizes[key].width + GAP, sizes[key].height + GAP) for key in keys])
    area = float(boxes.prod(axis=1).sum()) * (LOOSE if len(keys) > 2 else 1.2)
    across = min(max((area * 1.6) ** 0.5, float(boxes[:, 0].max())), width)
    points = _springs(graph, keys) * (across, area / across)
    points = apart(points, boxes, across)
    points -= (points - boxes / 2).min(axis=0)
    far = (points + boxes / 2).max(axis=0)
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, points, strict=True)}, *map(float, far)


def _springs(graph: "nx.Graph[str]", keys: Sequence[str]) -> Points:
    """Return places within a square of 1, its longer extent lying."""
    if len(keys) == 1:
        return np.zeros((1, 2))
    start = nx.circular_layout(keys)
    found = nx.spring_layout(graph, pos=start, iterations=ROUNDS, seed=SEED, k=2.2 / len(keys) ** 0.5)
    points: Points = np.array([found[key] for key in keys])
    points = points - points.mean(axis=0)
    axes = np.linalg.svd(points, full_matrices=False)[2]
    points = points @ (axes * np.where(axes.sum(axis=1, keepdims=True) < 0, -1, 1)).T
    low, high = points.min(axis=0), points.max(axis=0)
    return (points - low) / np.where(high - low < 1e-9, 1, high - low)


def apart(points: Points, boxes: Points, width: float | None = None) -> Points:
    """Push boxes around points apart until none overlaps, or as far as that goes; keep them in a width."""
    points = points + np.linspace(0, 0.01, len(points))[:, None]  # none exactly over another
    half = boxes / 2
    need = half[:, None] + half[None, :]
    for _ in range(PUSHES):
        if width is not None:
            points[:, 0] = np.clip(points[:, 0], half[:, 0], np.maximum(width - half[:, 0], half[:, 0]))
        offset = points[:, None] - points[None, :]
        overlap = need - np.abs(offset)
        hit = (overlap > 0.01).all(axis=2) & ~np.eye(len(points), dtype=bool)
        if not hit.any():
            break
        upright = overlap[..., 1] <= overlap[..., 0]
        push = np.where(np.stack([~upright, upright], axis=2) & hit[..., None], overlap / 2, 0)
        points = points + (np.where(offset < 0, -1, 1) * push).sum(axis=1) * 0.6
    return points


def strength(pairs: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], float]:
    """Return ties of pairs: those with more in common draw more, but by far not as much more."""
    found: dict[tuple[str, str], float] = {}
    for one, other, count in pairs:
        if one != other:
            key = (min(one, other), max(one, other))
            found[key] = found.get(key, 0) + count
    return {key: 1 + np.log2(total) / 2 for key, total in found.items()}
