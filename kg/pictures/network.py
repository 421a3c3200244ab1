"""Who has to do with whom."""

from collections.abc import Sequence

from kg.pictures.model import WIDE, Edge, Node


def network(
    nodes: Sequence[Node], edges: Sequence[Edge], *, width: int = WIDE, height: int | None = None
) -> str:
    """Return the network as SVG, as high as it needs unless told; empty text where there is no node."""
    raise NotImplementedError
