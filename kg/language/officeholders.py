"""Who holds which office, as an article and the list tell."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Offices:
    """The titles of persons, as the article and the list know them: person → (title, country or body)."""

    held: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: str, title: str, of: str | None) -> None:
        """Note that a person holds an office."""
        if (title, of) not in self.held[person]:
            self.held[person].append((title, of))
