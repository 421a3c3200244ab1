"""The countries of the world, as they lie on the globe and on paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from kg.pictures.model import Box
from kg.pictures.style import DATA

Points = NDArray[np.float64]

UNIT = 50  # steps in a degree, in the file
WORLD = Box(-180, -57, 180, 84)
_RING = re.compile(r"M(-?\d+ -?\d+)l([-\d ]+)z")


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its item of Wikidata, a point well inside, its borders in degrees east and north."""

    item: str
    name: str
    longitude: float
    latitude: float
    rings: tuple[Points, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries."""
    lines = (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for line in lines:
        item, name, longitude, latitude, path = line.split("\t")
        rings = tuple(_ring(start, steps) for start, steps in _RING.findall(path))
        found.append(Country(item, name, float(longitude), float(latitude), rings))
    return tuple(found)


@cache
def centres() -> Mapping[str, tuple[float, float]]:
    """Return item of Wikidata → latitude and longitude of a point well inside a country."""
    return {country.item: (country.latitude, country.longitude) for country in countries()}


def _ring(start: str, steps: str) -> Points:
    numbers = np.array([*start.split(), *steps.split()], dtype=float).reshape(-1, 2)
    ring: Points = numbers.cumsum(axis=0) / UNIT
    return ring


@dataclass(frozen=True, slots=True)
class Projection:
    """A part of the globe on paper of some width: the world rounded, a part of it upright.

    The world is drawn in the Natural Earth projection (Šavrič, Jenny, Patterson, Petrovič and Hurni 2011).
    """

    box: Box | None
    width: float

    def plane(self, points: Points) -> Points:
        """Return points of the globe (east, north) as points on paper (right, down)."""
        left, top, scale = self._frame()
        across, up = self._flat(points)
        return np.column_stack([(across - left) * scale, (top - up) * scale])

    @property
    def height(self) -> float:
        """Return the height of the paper."""
        part = self.box or WORLD
        return float(self.plane(np.array([[0, part.south]]))[0, 1])

    def _frame(self) -> tuple[float, float, float]:
        part = self.box or WORLD
        corners = np.array([[part.west, 0 if self.box is None else part.north], [part.east, 0], [0, part.north]])
        across, up = self._flat(corners)
        return float(across[0]), float(up[2]), self.width / float(across[1] - across[0])

    def _flat(self, points: Points) -> tuple[Points, Points]:
        east, north = np.radians(points[:, 0]), np.radians(points[:, 1])
        if self.box is not None:
            return east * cos(radians((self.box.south + self.box.north) / 2)), north
        two = north**2
        four = two**2
        across = 0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four))
        up = 1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four))
        return east * across, north * up
