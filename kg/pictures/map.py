"""Where events happened, on an outline of the world's countries."""

from collections.abc import Sequence

from kg.pictures.model import WIDE, Box, Spot


def world_map(spots: Sequence[Spot], *, box: Box | None = None, width: int = WIDE) -> str:
    """Return the map as SVG, of the whole world or of a part of it; spots outside are left out."""
    raise NotImplementedError


def around(spots: Sequence[Spot]) -> Box | None:
    """Return the part of the world that holds all spots with some margin; None for the whole world."""
    raise NotImplementedError
