"""Whether two events of two articles are one: conflicts rule it out, points speak for it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from kg.resolve.names import normalise
from kg.resolve.view import EventView, ItemView
from kg.resolve.words import same_words

REAL = frozenset({"Actual", "Negated", "Unconfirmed"})
MONTH = 31  # days
HEDGES = frozenset({"up", "to", "more", "than", "about", "some", "over", "nearly", "approximately"})


@dataclass(frozen=True, slots=True)
class Family:
    """How events of one family are compared; see rules.toml."""

    roles: Mapping[str, int]
    window: int
    items: str
    amounts: bool
    modality: bool
    persons: int
    quotes: bool
    threshold: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of rules.toml."""

    points: Mapping[str, float]
    apart: tuple[frozenset[str], ...]
    families: Mapping[str, Family]


def load_rules() -> Rules:
    """Read rules.toml."""
    table: dict[str, Any] = tomllib.loads((files("kg.resolve") / "rules.toml").read_text(encoding="utf-8"))
    return Rules(
        points=table["points"],
        apart=tuple(frozenset(group) for group in table["kinds"]["apart"]),
        families={name: Family(**values) for name, values in table["families"].items()},
    )


@dataclass(frozen=True, slots=True)
class Known:
    """Whose organs or officials entities are, and what weapon types are kinds of; a thing itself included."""

    owners: Mapping[str, frozenset[str]]
    broader: Mapping[str, frozenset[str]]

    def wider(self, weapon: str) -> frozenset[str]:
        """Return a weapon type and all that it is a kind of."""
        return self.broader.get(weapon, frozenset({weapon}))

    def sides(self, entities: frozenset[str]) -> int:
        """Count entities, but none beside its own official or organ: a minister is not a second side."""
        above = {o for e in entities for o in self.owners.get(e, frozenset()) if o != e}
        return len(entities - above)


def score(a: EventView, b: EventView, rules: Rules, known: Known) -> float | None:
    """Return how much speaks for one event; None where something contradicts it."""
    family = rules.families[a.family]
    if a.family != b.family or a.article == b.article or _conflict(a, b, family, rules, known):
        return None
    time = _time(a, b, family)
    if time is None or (time != "same_day" and not _pinned(a, b, family)):
        return None
    if time != "same_day" and family.modality and not _same_modality(a, b):
        return None
    return rules.points[time] + _points(a, b, rules, known)


def enough(a: EventView, found: float, rules: Rules) -> bool:
    """Tell whether a score suffices to merge."""
    return found >= rules.families[a.family].threshold - 1e-9


def _conflict(a: EventView, b: EventView, family: Family, rules: Rules, known: Known) -> bool:
    if any(known.sides(a.role(name) & b.role(name)) < least for name, least in family.roles.items()):
        return True
    if any(a.kinds & group and b.kinds & group and not a.kinds & b.kinds & group for group in rules.apart):
        return True
    if a.sites and b.sites and not a.sites & b.sites:
        return True
    if family.quotes and not (a.quoted and b.quoted and same_words(a.content, b.content)):
        return True
    if (family.items == "must" or (a.items and b.items)) and not _common_items(a, b, known):
        return True
    return family.amounts and _different_amounts(a, b)


def _time(a: EventView, b: EventView, family: Family) -> str | None:
    """Name what the dates say for the pair; None if they speak against it."""
    if a.begin and a.end and b.begin and b.end:
        return _overlap((a.begin, a.end), (b.begin, b.end), precise=a.day and b.day)
    if not a.published or not b.published:
        return None
    if abs(a.published - b.published) > timedelta(days=family.window) and not (a.begin or b.begin):
        return None
    if a.begin or b.begin:
        dated, undated = (a, b) if a.begin else (b, a)
        return "published" if dated.day and _fresh(dated.begin, undated.published, family.window) else None
    return "together"


def _overlap(one: tuple[date, date], other: tuple[date, date], *, precise: bool) -> str | None:
    """Compare two stretches of days; long ones say too little: "since 2022" fits every launch since."""
    common = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    longer = max((end - begin).days + 1 for begin, end in (one, other))
    if common <= 0 or (longer > MONTH and one != other):
        return None
    return "same_day" if precise and 2 * common >= longer else "within"


def _fresh(happened: date | None, published: date | None, window: int) -> bool:
    """Tell whether an article appeared so soon after a day that it may be news of that day."""
    return bool(happened and published) and timedelta(0) <= published - happened <= timedelta(days=window)  # type: ignore[operator]


def _pinned(a: EventView, b: EventView, family: Family) -> bool:
    """Tell whether something other than the date ties the events to one occasion."""
    return len(a.persons & b.persons) >= family.persons or bool(a.places & b.places)


def _same_modality(a: EventView, b: EventView) -> bool:
    one, other = a.stances(), b.stances()
    return bool((one & REAL and other & REAL) or (one - REAL and other - REAL))


def _common_items(a: EventView, b: EventView, known: Known) -> list[tuple[ItemView, ItemView]]:
    return [(x, y) for x in a.items for y in b.items if _same_item(x, y, known)]


def _same_item(x: ItemView, y: ItemView, known: Known) -> bool:
    """Tell whether one item may be the other, told more or less precisely."""
    if x.weapon and y.weapon:
        return x.weapon in known.wider(y.weapon) or y.weapon in known.wider(x.weapon)
    first, second = ({w.removesuffix("s") for w in normalise(i.label).split()} for i in (x, y))
    return bool(first and second) and (first <= second or second <= first)


def _different_amounts(a: EventView, b: EventView) -> bool:
    """Tell whether both give amounts, none of them in common."""
    first, second = ({_digits(i.amount) for i in e.items if i.amount} for e in (a, b))
    return bool(first and second) and not first & second


def _digits(amount: str) -> str:
    """Return an amount without what hedges it: "up to $800 million" is "$800 million"."""
    return " ".join(word for word in normalise(amount).split() if word not in HEDGES)


def _points(a: EventView, b: EventView, rules: Rules, known: Known) -> float:
    points = rules.points
    everybody = a.actors() | b.actors()
    found = points["roles"] * len(a.actors() & b.actors()) / len(everybody) if everybody else 0.0
    common = _common_items(a, b, known)
    holds = {
        "place": a.places & b.places,
        "item": common,
        "amount": any(x.amount and y.amount and _digits(x.amount) == _digits(y.amount) for x, y in common),
        "kind": a.kinds & b.kinds - {a.family},
        "trigger": a.triggers & b.triggers,
    }
    return found + sum(points[name] for name, value in holds.items() if value)
