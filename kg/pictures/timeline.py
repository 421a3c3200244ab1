"""Events over time, a lane for each family."""

from collections.abc import Callable, Sequence
from datetime import date

from kg.pictures.model import WIDE, Moment

More = Callable[[str, str, date, date], str]


def timeline(moments: Sequence[Moment], *, width: int = WIDE, more: More | None = None) -> str:
    """Return the timeline as SVG; empty text where there is no moment.

    Where there are too many for a mark each, marks are counts; ``more`` (family, status, first day, last day)
    says where such a mark leads.
    """
    raise NotImplementedError
