"""When the weapons or goods of two events may be the same, and when they can't."""

from collections.abc import Mapping

from kg.resolve.names import normalise
from kg.resolve.view import EventView, ItemView

HEDGES = frozenset(
    "up to more than about some over nearly approximately a an another additional further new".split()
)
# What may hold, or be called, anything that armies are given.
GENERIC = frozenset(
    "aid assistance package drawdown support equipment arms weapon weapons materiel commitment".split()
)

Broader = Mapping[str, frozenset[str]]  # weapon type → itself and all that it is a kind of


def common_items(a: EventView, b: EventView, broader: Broader) -> list[tuple[ItemView, ItemView]]:
    """Return the pairs of items that may be the same."""
    return [(x, y) for x in a.items for y in b.items if _may_be_same(x, y, broader)]


def amounts_differ(a: EventView, b: EventView) -> bool:
    """Tell whether both give amounts, none of them in common."""
    first, second = ({_digits(i.amount) for i in e.items if i.amount} for e in (a, b))
    return bool(first and second) and not first & second


def same_amount(a: EventView, b: EventView, broader: Broader) -> bool:
    """Tell whether they have an amount of one thing in common."""
    pairs = common_items(a, b, broader)
    return any(x.amount and y.amount and _digits(x.amount) == _digits(y.amount) for x, y in pairs)


def same_count(a: EventView, b: EventView, broader: Broader) -> bool:
    """Tell whether they have a number of one thing in common: eight tanks, not a sum of money."""
    pairs = common_items(a, b, broader)
    return any(x.amount == y.amount and _is_count(x.amount) for x, y in pairs)


def agree_in_number(a: EventView, b: EventView, broader: Broader) -> bool:
    """Tell whether what they have in common is one thing in both, or several in both."""
    return any(_is_plural(x) == _is_plural(y) for x, y in common_items(a, b, broader))


def _is_plural(item: ItemView) -> bool:
    return item.label.endswith("s") or item.amount not in {None, "1"}


def _is_count(amount: str | None) -> bool:
    return amount is not None and amount.isdecimal() and int(amount) > 1


def _may_be_same(x: ItemView, y: ItemView, broader: Broader) -> bool:
    """Tell whether one item may be the other, told more or less precisely."""
    if x.weapon and y.weapon:
        return x.weapon in broader.get(y.weapon, (y.weapon,)) or y.weapon in broader.get(
            x.weapon, (x.weapon,)
        )
    first, second = (normalise(i.label).split() for i in (x, y))
    if not x.weapon and not y.weapon and not GENERIC.isdisjoint(first) and not GENERIC.isdisjoint(second):
        return True
    one, other = ({word.removesuffix("s") for word in words} for words in (first, second))
    return bool(one and other) and (one <= other or other <= one)


def _digits(amount: str) -> str:
    """Return an amount without what hedges it: "up to $800 million" is "$800 million"."""
    return " ".join(word for word in normalise(amount).split() if word not in HEDGES)
