"""Whether two events of two articles are one: conflicts rule it out, points speak for it."""

from collections.abc import Mapping

from kg.resolve.items import agree_in_number, amounts_differ, common_items, same_amount, same_count
from kg.resolve.rules import Family, Rules
from kg.resolve.sides import lacks, on_one_day, other_people, shared, states
from kg.resolve.timing import Timing, compare, foreseen, gap
from kg.resolve.view import EventView
from kg.resolve.words import is_verbatim, likeness

LONG_QUOTE = 20  # words: who says as much in the same words is the same speaker, under a wrong name
GATHERING = 3  # sides
REAL = frozenset({"Actual", "Negated", "Unconfirmed"})

Broader = Mapping[str, frozenset[str]]  # weapon type → itself and all that it is a kind of


def score(a: EventView, b: EventView, rules: Rules, broader: Broader) -> float | None:
    """Return how much speaks for one event; None where something contradicts it."""
    if a.family != b.family or a.article == b.article:
        return None
    return _Pair(a, b, rules, broader).score()


def may_echo(a: EventView, b: EventView, rules: Rules, broader: Broader) -> bool:
    """Tell whether two events of one article may be one after all, if a third in another article is both.

    An article that tells of one package of arms twice may not say that it does.
    """
    alike = a.family == b.family and a.kinds == b.kinds and a.roles == b.roles and a.stances() == b.stances()
    if not alike or not rules.families[a.family].echoes or (a.begin and b.begin and a.begin != b.begin):
        return False
    return _Pair(a, b, rules, broader).score() is not None


def enough(a: EventView, found: float, rules: Rules) -> bool:
    """Tell whether a score suffices to merge."""
    return found >= rules.families[a.family].threshold - 1e-9


class _Pair:
    """Two events of one family."""

    def __init__(self, a: EventView, b: EventView, rules: Rules, broader: Broader) -> None:
        self.a, self.b, self.rules, self.broader = a, b, rules, broader
        self.family: Family = rules.families[a.family]
        self.sides = {role: shared(a, b, role, exact=self.family.exact) for role in self.family.roles}

    def score(self) -> float | None:
        a, b, family = self.a, self.b, self.family
        if self._conflict():
            return None
        time = compare(a, b, self._window())
        if time is None and self._is_plan_fulfilled():
            time = Timing.WITHIN
        if time is None or not self._fits_roles(time) or not self._is_pinned(time):
            return None
        if family.modality and not self._fits_modality(time):
            return None
        words = likeness(a, b) if family.words else 0.0
        return self.rules.points[time.value] + words + self._points()

    # --- what contradicts -------------------------------------------------------------------

    def _conflict(self) -> bool:
        a, b, family = self.a, self.b, self.family
        if any(a.kinds & k and b.kinds & k and not a.kinds & b.kinds & k for k in self.rules.apart):
            return True
        if (a.sites and b.sites and not a.sites & b.sites) or (family.persons and other_people(a, b)):
            return True
        if family.words and not likeness(a, b):
            return True
        common = common_items(a, b, self.broader)
        if (family.items == "must" or (a.items and b.items)) and not common:
            return True
        return family.amounts and amounts_differ(a, b)

    def _fits_roles(self, time: Timing) -> bool:
        """Tell whether enough sides are shared; one that is not told at all takes more to be believed."""
        short = [role for role, least in self.family.roles.items() if len(self.sides[role]) < least]
        if not short:
            return True
        return len(short) == 1 and self._allows(short[0], time)

    def _allows(self, role: str, time: Timing) -> bool:
        a, b = self.a, self.b
        if self.family.untold == "place":  # "the talks in Geneva": between whom is not told
            return lacks(a, b, role) and bool(a.places & b.places) and bool(a.triggers & b.triggers)
        if self.family.untold == "kind":
            rare = a.kinds & b.kinds & self.rules.rare
            return lacks(a, b, role) and (
                bool(rare) or (on_one_day(a, b, time) and bool(a.items and b.items))
            )
        if self.family.untold == "other":  # the other role's side is shared
            one_state = on_one_day(a, b, time) and states(a, role) & states(b, role)
            return lacks(a, b, role) or bool(one_state)
        unnamed = any(event.role(role) <= event.described for event in (a, b))
        told = unnamed or min(len(a.content.split()), len(b.content.split())) >= LONG_QUOTE
        return self.family.untold == "words" and told and is_verbatim(a, b)

    # --- time -------------------------------------------------------------------------------

    def _window(self) -> int:
        a, b, family = self.a, self.b, self.family
        if same_count(a, b, self.broader) or self._is_gathering():
            return family.far
        if family.words:
            return family.near if is_verbatim(a, b) else family.window
        there = a.sites & b.sites or (a.places & b.places and any(lacks(a, b, r) for r in family.roles))
        return family.near if there or self._is_of_same_people() else family.window

    def _is_of_same_people(self) -> bool:
        least = self.family.persons
        return bool(least) and len(self.a.persons & self.b.persons) >= least

    def _is_gathering(self) -> bool:
        """Tell whether so many sides are the same that they hardly met twice in some days."""
        return bool(self.family.persons) and len(self.sides["participant"]) >= GATHERING

    def _is_plan_fulfilled(self) -> bool:
        """Tell whether a plan without a day came true on the day that the other event has."""
        told = [self.a.role(role) & self.b.role(role) for role in self.family.roles]
        same = self._is_of_same_people() or self._is_gathering() or (self.family.modality and all(told))
        return same and foreseen(self.a, self.b)

    def _is_pinned(self, time: Timing) -> bool:
        """Tell whether something other than the date ties the events to one occasion."""
        a, b = self.a, self.b
        if time is Timing.VAGUE and self.family.persons:
            return self._is_of_same_people() and bool(a.sites & b.sites)
        if time is Timing.VAGUE:  # "the tests of 2022" are more than one launch
            return not any(word.endswith("s") for e in (a, b) if not e.day for word in e.triggers)
        if time is Timing.SAME_DAY or not self.family.persons:
            return True
        met = self._is_of_same_people() or self._is_gathering()
        return met or bool(a.places & b.places) or gap(a, b) <= 1

    # --- modality ---------------------------------------------------------------------------

    def _fits_modality(self, time: Timing) -> bool:
        """Tell whether both are real, both not, or a plan and, later, what came of it."""
        if time is Timing.SAME_DAY:
            return True
        one, other = self.a.stances(), self.b.stances()
        if (one & REAL and other & REAL) or (one - REAL and other - REAL):
            return True
        plan, deed = (self.a, self.b) if one - REAL else (self.b, self.a)
        if "Planned" not in plan.stances():
            return False
        in_order = bool(plan.published and deed.published and plan.published <= deed.published)
        told = same_count(self.a, self.b, self.broader) or self._is_plan_fulfilled()
        told = told or (time is Timing.WITHIN and plan.day and deed.day)
        announced = time in {Timing.PUBLISHED, Timing.TOGETHER} and "Actual" in deed.stances()
        return (in_order and told) or announced

    # --- points -----------------------------------------------------------------------------

    def _points(self) -> float:
        a, b, points = self.a, self.b, self.rules.points
        common = {x for role in a.roles for x in self.sides.get(role, shared(a, b, role))}
        most = max(len({root for role in e.roles for root in states(e, role)}) for e in (a, b))
        found = points["roles"] * min(1.0, len(common) / max(1, most))
        holds = {
            "place": a.places & b.places,
            "item": common_items(a, b, self.broader),
            "number": agree_in_number(a, b, self.broader),
            "amount": same_amount(a, b, self.broader),
            "kind": a.kinds & b.kinds - {a.family},
            "trigger": a.triggers & b.triggers,
        }
        return found + sum(points[name] for name, value in holds.items() if value)
