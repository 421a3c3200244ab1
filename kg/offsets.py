"""How far one time lies from another by the words between: "three days after", "on the eve of"."""

from spacy.tokens import Token

from kg.language.arguments import preposition
from kg.language.datereadings import TABLE
from kg.language.labels import label

NUMBERS: dict[str, int] = TABLE["numbers"]
# What stands before "after" or "before" and keeps both on one day.
CLOSE = frozenset("hours hour minutes minute shortly immediately just right soon moments".split())
AFTER = frozenset({"after", "following"})
BEFORE = frozenset({"before", "ahead of", "prior to"})
EDGES = frozenset({"eve", "sidelines", "margins", "occasion"})
UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}


def connecting(token: Token) -> tuple[str, int] | None:
    """Return the words that hang an event on another, and where they start."""
    mark = next((c for c in token.children if label(c) == "mark" and c.i < token.i), None)
    if mark is not None:
        return mark.lower_, mark.i
    words = preposition(token)
    case = next((c for c in token.children if label(c) == "case" and c.i < token.i), None)
    if case is not None and words == "of" and token.head.lower_ in EDGES:
        return f"on the {token.head.lower_} of", token.head.left_edge.i
    return (words, case.i) if case is not None else None


def days_told(token: Token, first: int) -> int | None:
    """Return the number of days counted before the words at ``first``, 0 for hours, None for no count."""
    before = [t.lower_ for t in token.doc[max(0, first - 3) : first]]
    if before and before[-1] in CLOSE:
        return 0
    if len(before) < 2 or before[-1] not in UNITS:
        return None
    count = NUMBERS.get(
        before[-2], int(before[-2]) if before[-2].isascii() and before[-2].isdigit() else None
    )
    return None if count is None else UNITS[before[-1]] * count


def days_from(token: Token) -> int | None:
    """Return how many days after the time of a noun lies what it hangs on; None where no words tell."""
    connector = connecting(token)
    if token.lower_ == "eve":
        return -1
    if connector is None:
        return None
    words, first = connector
    if words == "on the eve of":
        return -1
    sign = 1 if words in AFTER else -1 if words in BEFORE else 0
    counted = days_told(token, first) if sign else None
    return None if counted is None else sign * counted
