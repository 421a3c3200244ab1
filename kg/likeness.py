"""Whether two items can be the same goods: "the weapons" and the shells told of before."""

import re

from kg.model import Item

# Words for arms in general, which any named weapon can take up.
GENERIC_ITEMS = frozenset(
    (
        "arm arms weapon weapons weaponry munition munitions equipment system systems ammunition "
        "missile missiles assistance aid device"
    ).split()
)
AID = frozenset({"assistance", "aid", "package", "support", "drawdown"})
MONEY = re.compile(r"[$€£¥]\s?[\d.,]+(?: (?:million|billion|trillion))?")


def is_generic(item: Item) -> bool:
    """Tell whether an item is named by a word for arms in general."""
    return item.label.lower().split()[-1] in GENERIC_ITEMS


def _sum(item: Item) -> str:
    """Return the money that an item is told with, without what makes it approximate: "$800 million"."""
    found = MONEY.search(item.quantity_text or "")
    return found[0].lower() if found else ""


def same_item(left: Item, right: Item) -> bool:
    """Tell whether two items may be the same, by their words, quantity, money and type."""
    sums = {_sum(i) for i in (left, right)} - {""}
    if len(sums) > 1:
        return False
    if left.quantity and right.quantity and left.quantity != right.quantity:
        return False
    one, two = left.label.lower().split()[-1], right.label.lower().split()[-1]
    if (one in AID) != (two in AID):
        return False  # "munitions" are not the "assistance" of before
    if one in GENERIC_ITEMS or two in GENERIC_ITEMS or one.rstrip("s") == two.rstrip("s"):
        return True
    return left.weapon_type is not None and left.weapon_type == right.weapon_type
