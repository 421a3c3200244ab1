"""The status of an event, from all claims on it."""

from collections.abc import Iterable


def status(claims: Iterable[tuple[bool, str]]) -> str:
    """Return the local name of a kg:EventStatus; a claim is (by a neutral narrator?, stance)."""
    claims = set(claims)
    stances = {stance for _, stance in claims}
    if "Negated" in stances:
        return "Denied" if stances == {"Negated"} else "Disputed"
    if (True, "Actual") in claims:
        return "Reported"
    return "Alleged" if stances & {"Actual", "Unconfirmed"} else "Projected"
