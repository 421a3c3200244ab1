"""What is drawn: plain values, free of the store and of SVG.

``href`` is where a mark leads; an empty one makes a mark that leads nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]
FAMILIES = ("Meeting", "Statement", "WeaponsTransfer", "SanctionsAction", "WeaponsTest")
STATUSES = ("Reported", "Alleged", "Disputed", "Denied", "Projected")
WIDE, NARROW = 960, 380  # drawn widths in pixels, for a desktop and for a phone


@dataclass(frozen=True, slots=True)
class Moment:
    """An event in time: from its first to its last day, both the same for one day."""

    label: str
    href: str
    begin: date
    end: date
    precision: Precision
    family: str
    status: str


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the network; ``kind`` is Person, Organization or Country."""

    key: str
    label: str
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What two nodes, by their keys, have in common: ``count`` events of one family and status."""

    source: str
    target: str
    family: str
    status: str
    count: int
    directed: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map with its number of events by status."""

    label: str
    href: str
    latitude: float
    longitude: float
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the world in degrees; it does not cross the date line."""

    west: float
    south: float
    east: float
    north: float
