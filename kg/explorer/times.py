"""Timelines: an event a mark while they are few, else counts of months."""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from kg.explorer.cards import Card, cards
from kg.explorer.drawing import twice
from kg.explorer.finding import events
from kg.explorer.links import Links
from kg.explorer.selection import Selection
from kg.explorer.source import Graph, Row
from kg.explorer.wording import local
from kg.pictures.model import Moment, Precision
from kg.pictures.timeline import timeline

FEW = 50
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


async def drawn(graph: Graph, links: Links, months: Sequence[Row], wanted: Selection) -> str:
    """Return the timeline of the events that are wanted, of which the months are known."""
    dated = [row for row in months if row["month"]]
    if sum(row.number("events") for row in dated) <= FEW:
        some = await cards(graph, [event for event, _ in await events(graph, wanted, FEW)])
        told = list(moments(some, links))
        return await twice(lambda width: timeline(told, width=width))
    counted = [moment for row in dated for moment in _counted(row)]

    def more(family: str, status: str, first: date, last: date) -> str:
        query = wanted.query(family=family, status=status, **{"from": str(first), "to": str(last)})
        return f"/events?{query}"

    return await twice(lambda width: timeline(counted, width=width, more=more))


def moments(some: Iterable[Card], links: Links) -> Iterable[Moment]:
    """Yield the events that have a date."""
    for one in some:
        first = span((one.dates or (one.begin or one.end,))[0])
        last = span((one.dates or (one.end or one.begin,))[-1])
        if first and last:
            end = max(last[1], first[1])
            yield Moment(one.title, links.page(one.iri), first[0], end, first[2], one.family, one.status)


def _counted(row: Row) -> list[Moment]:
    when = span(row["month"])
    if when is None:
        return []
    family, status = local(row["family"]), local(row["status"])
    return [Moment("", "", *when, family, status)] * row.number("events")


def span(text: str) -> tuple[date, date, Precision] | None:
    """Return the first and the last day of a date, month or year; None if it is none."""
    match = _DATE.match(text)
    if match is None:
        return None
    try:
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if day:
            return date(year, month, day), date(year, month, day), "day"
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
        return date(year, 1, 1), date(year, 12, 31), "year"
    except ValueError:
        return None
