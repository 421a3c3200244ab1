"""Days as inputs write them."""

from datetime import date, datetime


def parse_date(text: str) -> date | None:
    """Return the day of an ISO date or date-time, as its author wrote it; None if it is neither."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None
