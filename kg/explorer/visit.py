"""What a page is made from: whom to ask, where things lead, and what the address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.explorer.links import Links
from kg.explorer.source import Graph


@dataclass(frozen=True, slots=True)
class Visit:
    """One reader's request."""

    graph: Graph
    links: Links
    fields: Mapping[str, list[str]] = field(default_factory=dict)

    def field(self, name: str) -> str:
        """Return a field of the address, the first of that name; empty when there is none."""
        return next(iter(self.fields.get(name, [])), "").strip()
