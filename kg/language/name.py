"""A name in a doc, before it is known whose it is."""

from dataclasses import dataclass

from kg.gazetteer import Entry
from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name something; ``inner`` are names inside it ("South Korean" in a ministry's name)."""

    start: int
    end: int
    type: EntityType | None
    candidates: tuple[Entry, ...] = ()
    kind: str = "name"  # as in kg.gazetteer.Match, "pair" ("U.S.-Russia"), or "acronym" that brackets define
    inner: tuple["Name", ...] = ()

    @property
    def is_country(self) -> bool:
        """Tell whether the list knows a country by these words."""
        return any(c.type is EntityType.COUNTRY for c in self.candidates)
