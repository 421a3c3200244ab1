"""The gazetteer of towns: where a name lies that the language pipeline takes for a place and no list knows.

Its many thousand names are never searched in running text: too many are words or surnames too (Reading,
Nancy, Mobile). They serve to link a place by its name and what the article tells beside it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from kg.errors import OntologyError
from kg.gazetteer import Entry
from kg.graph.vocab import BASE
from kg.model import EntityType
from kg.names import key
from kg.resources import folder

LARGER = 10  # times as many inhabitants: then a namesake is so far the larger that it is meant
LEAST = 15_000  # inhabitants: smaller towns are not in the table
GEONAMES = "https://sws.geonames.org/"
_COLUMNS = "iri label names country region lat long population weak".split()


@dataclass(frozen=True, slots=True)
class Town:
    """One town; ``weak`` where its name is also a common word or a person's."""

    iri: str
    label: str
    country: str  # IRI
    region: str | None  # IRI of a listed state or province
    point: tuple[str, str]
    population: int
    weak: bool

    @property
    def entry(self) -> Entry:
        """The town as an entry of the entity list."""
        number = self.iri.removeprefix(BASE + "town/")
        same = (f"{GEONAMES}{number}/",) if number != self.iri else ()
        return Entry(
            self.iri,
            EntityType.PLACE,
            self.label,
            (self.label,),
            country=self.country,
            same_as=same,
            point=self.point,
        )


class Towns:
    """All towns by name."""

    def __init__(self, rows: Collection[str]) -> None:
        self._rows: dict[str, list[str]] = {}
        for row in rows:
            for name in row.split("\t", 3)[2].split("|"):
                self._rows.setdefault(name, []).append(row)

    @cached_property
    def regions(self) -> frozenset[str]:
        """IRIs of the states and provinces that towns are told to lie in."""
        found = {row.split("\t", 5)[4] for rows in self._rows.values() for row in rows}
        return frozenset(BASE + region for region in found if region)

    @cached_property
    def listed(self) -> frozenset[str]:
        """IRIs of the towns that are on the entity list."""
        found = {row.split("\t", 1)[0] for rows in self._rows.values() for row in rows}
        return frozenset(BASE + iri for iri in found if iri.startswith("entity/"))

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read a table of towns; without a path, the one that ships with the package."""
        path = path or folder("ontology") / "towns.tsv"
        try:
            head, *rows = path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise OntologyError(f"{path}: can't be read: {error}") from error
        size = len(_COLUMNS)
        if head.split("\t") != _COLUMNS or any(row.count("\t") != size - 1 for row in rows):
            raise OntologyError(
                f"{path}: not a table with the columns {', '.join(_COLUMNS)}. Build it again."
            )
        return cls(rows)

    def named(self, name: str) -> tuple[Town, ...]:
        """Return the towns of a name, the largest first."""
        found = (_town(row) for row in self._rows.get(key(name), ()))
        return tuple(sorted(found, key=lambda t: (-t.population, t.iri)))

    def within(self, name: str, area: str) -> Town | None:
        """Return the town of a name in a country or region (IRI) that is told beside it."""
        return _outstanding([t for t in self.named(name) if area in {t.country, t.region}], 0)

    def among(self, name: str, countries: Collection[str]) -> Town | None:
        """Return the town of a name in an article that speaks of some countries (IRIs).

        One of theirs, unless a namesake elsewhere is far larger; else one far larger than any namesake.
        """
        known = self.named(name)
        if any(t.weak for t in known):
            return None
        near = [t for t in known if t.country in countries]
        if not near:
            return _outstanding(known, LEAST)
        best = _outstanding(near, 0)
        dwarfed = best is not None and known[0].population >= LARGER * best.population
        return None if dwarfed else best


@lru_cache(maxsize=1)
def towns() -> Towns:
    """Read the towns that ship with the package, on first use."""
    return Towns.load()


def _outstanding(found: Collection[Town], unseen: int) -> Town | None:
    """Return the largest of towns if no other comes near it, be it one not in the table (``unseen``)."""
    if not found:
        return None
    first, *others = found
    return first if first.population >= LARGER * max((t.population for t in others), default=unseen) else None


def _town(row: str) -> Town:
    iri, label, _, country, region, lat, long, population, weak = row.split("\t")
    return Town(
        iri=BASE + iri,
        label=label,
        country=BASE + country,
        region=BASE + region if region else None,
        point=(lat, long),
        population=int(population),
        weak=bool(weak),
    )
