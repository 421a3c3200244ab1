"""Which part of the graph a picture shows, and the SPARQL that asks for it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.graph.queries import read

QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class Filters:
    """What events have to be like; an empty value restricts nothing.

    ``since`` and ``until`` are days, months or years in ISO 8601. With one of them, events without a date are
    left out.
    """

    since: str = ""
    until: str = ""
    families: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    entity: str = ""


def question(name: Literal["events", "places"], filters: Filters) -> str:
    """Return one of the queries of this package for some events."""
    given = {
        "from": filters.since,
        "to": filters.until,
        "families": _barred(filters.families),
        "statuses": _barred(filters.statuses),
        "entity": filters.entity,
    }
    return read(QUERIES / f"{name}.rq").bound({name: value for name, value in given.items() if value})


def _barred(names: tuple[str, ...]) -> str:
    return f"|{'|'.join(names)}|" if names else ""
