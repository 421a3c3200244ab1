"""Whether two events of two articles are one: conflicts rule it out, points speak for it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kg.resolve.items import agree_in_number, amounts_differ, common_items, same_amount, same_count
from kg.resolve.timing import Timing, compare
from kg.resolve.view import EventView
from kg.resolve.words import likeness

REAL = frozenset({"Actual", "Negated", "Unconfirmed"})


@dataclass(frozen=True, slots=True)
class Family:
    """How events of one family are compared; see rules.toml."""

    roles: Mapping[str, int]
    exact: bool
    window: int
    near: int
    far: int
    items: str
    amounts: bool
    modality: bool
    persons: int
    words: bool
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


Broader = Mapping[str, frozenset[str]]  # weapon type → itself and all that it is a kind of


def score(a: EventView, b: EventView, rules: Rules, broader: Broader) -> float | None:
    """Return how much speaks for one event; None where something contradicts it."""
    family = rules.families[a.family]
    if a.family != b.family or a.article == b.article or _conflict(a, b, family, rules, broader):
        return None
    time = compare(a, b, _window(a, b, family, broader))
    if time is None or not _is_pinned(a, b, time, family):
        return None
    if time is not Timing.SAME_DAY and family.modality and not _fits_modality(a, b, time, broader):
        return None
    words = likeness(a, b) if family.words else 0.0
    return rules.points[time.value] + words + _points(a, b, rules, broader)


def enough(a: EventView, found: float, rules: Rules) -> bool:
    """Tell whether a score suffices to merge."""
    return found >= rules.families[a.family].threshold - 1e-9


# --- actors -----------------------------------------------------------------------------------


def shared(a: EventView, b: EventView, role: str, *, exact: bool = False) -> frozenset[str]:
    """Return the sides that fill a role in both events, each by the wider of its names.

    A state and its minister or ministry are one side, told more or less precisely, and so are people
    of one state without a name. ``exact`` asks for the very same filler.
    """
    one, other = a.role(role), b.role(role)
    found = set(one & other)
    if not exact:
        found |= {x for x in one for y in other if x in b.owners[y]}
        found |= {y for x in one for y in other if y in a.owners[x]}
        unnamed = ((a.roots[x], b.roots[y]) for x in one & a.described for y in other & b.described)
        found |= {root for first, second in unnamed for root in first & second if root not in one | other}
    # A minister beside his state is not a second side.
    owners = {e: a.owners.get(e) or b.owners.get(e, frozenset()) for e in found}
    return frozenset(e for e in found if not (owners[e] - {e}) & found)


def _conflict(a: EventView, b: EventView, family: Family, rules: Rules, broader: Broader) -> bool:
    if any(len(shared(a, b, name, exact=family.exact)) < least for name, least in family.roles.items()):
        return True
    if any(a.kinds & group and b.kinds & group and not a.kinds & b.kinds & group for group in rules.apart):
        return True
    if (a.sites and b.sites and not a.sites & b.sites) or _other_people(a, b, family):
        return True
    if family.words and not likeness(a, b):
        return True
    if (family.items == "must" or (a.items and b.items)) and not common_items(a, b, broader):
        return True
    return family.amounts and amounts_differ(a, b)


def _other_people(a: EventView, b: EventView, family: Family) -> bool:
    """Tell whether one side is there in other persons: the foreign ministers, not the presidents."""
    if not family.persons:
        return False
    for person in a.persons - b.persons:
        beside = {p for p in b.persons if a.roots[person] & b.roots[p]}
        if beside and not beside & a.persons:
            return True
    return False


# --- time and place ---------------------------------------------------------------------------


def _window(a: EventView, b: EventView, family: Family, broader: Broader) -> int:
    if same_count(a, b, broader):
        return family.far
    met = family.persons and (len(a.persons & b.persons) >= family.persons or a.sites & b.sites)
    return family.near if met else family.window


def _is_pinned(a: EventView, b: EventView, time: Timing, family: Family) -> bool:
    """Tell whether something other than the date ties the events to one occasion."""
    if time is Timing.SAME_DAY:
        return True
    people = len(a.persons & b.persons) >= family.persons
    if time is Timing.VAGUE:
        return people and bool(a.sites & b.sites)
    return people or bool(a.places & b.places)


def _fits_modality(a: EventView, b: EventView, time: Timing, broader: Broader) -> bool:
    """Tell whether both are real, both not, or a plan and, later, what came of it."""
    one, other = a.stances(), b.stances()
    if (one & REAL and other & REAL) or (one - REAL and other - REAL):
        return True
    plan, deed = (a, b) if one - REAL else (b, a)
    in_order = bool(plan.published and deed.published and plan.published <= deed.published)
    foreseen = same_count(a, b, broader) or (time is Timing.WITHIN and plan.day and deed.day)
    return in_order and "Planned" in plan.stances() and foreseen


# --- points -----------------------------------------------------------------------------------


def _points(a: EventView, b: EventView, rules: Rules, broader: Broader) -> float:
    points = rules.points
    everybody = a.actors() | b.actors()
    common = {x for role in a.roles for x in shared(a, b, role)}
    found = points["roles"] * min(1.0, len(common) / max(1, len(everybody))) if everybody else 0.0
    holds = {
        "place": a.places & b.places,
        "item": common_items(a, b, broader),
        "number": agree_in_number(a, b, broader),
        "amount": same_amount(a, b, broader),
        "kind": a.kinds & b.kinds - {a.family},
        "trigger": a.triggers & b.triggers,
    }
    return found + sum(points[name] for name, value in holds.items() if value)
