"""What a form restricts: family, status, period, and somebody who takes part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.explorer.links import iri
from kg.explorer.source import Value
from kg.graph.vocab import KG
from kg.pictures.model import FAMILIES, STATUSES

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; all events when nothing is."""

    families: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    entity: str = ""

    @property
    def values(self) -> dict[str, Value]:
        """Return the values for the slots of a question."""
        return {
            "family": [KG[name] for name in self.families or FAMILIES],
            "unwanted": [KG[name] for name in FAMILIES if name not in (self.families or FAMILIES)] or "",
            "status": [KG[name] for name in self.statuses] or "",
            "from": self.since,
            "to": self.until,
            **({"entity": ox.NamedNode(self.entity)} if self.entity else {}),
        }

    def query(self, **changes: str) -> str:
        """Return it as the query of an address, with some fields changed or, when empty, left out."""
        fields = [("family", name) for name in self.families]
        fields += [("status", name) for name in self.statuses]
        fields += [("from", self.since), ("to", self.until), ("entity", self.entity)]
        kept = [(name, value) for name, value in fields if name not in changes]
        return urlencode([(name, value) for name, value in [*kept, *changes.items()] if value])


def selection(fields: Mapping[str, list[str]]) -> Selection:
    """Read the fields of an address; what makes no sense restricts nothing."""
    since, until = (_day(fields.get(name, [])) for name in ("from", "to"))
    entity = iri(next(iter(fields.get("entity", [])), ""))
    return Selection(
        tuple(name for name in FAMILIES if name in fields.get("family", [])),
        tuple(name for name in STATUSES if name in fields.get("status", [])),
        since,
        until,
        entity.value if entity else "",
    )


def _day(values: list[str]) -> str:
    value = next(iter(values), "").strip()
    return value if _DAY.match(value) else ""
