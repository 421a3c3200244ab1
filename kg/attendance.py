"""How many states meet: three or more make a meeting multilateral, whatever the words call it."""

from collections.abc import Callable
from dataclasses import replace

from kg.model import Event

BILATERAL = frozenset({"Meeting", "InPersonMeeting"})  # kinds that the words leave open
MULTILATERAL = "MultilateralMeeting"


def attended(event: Event, state_of: Callable[[str], str | None]) -> Event:
    """Return a meeting as multilateral where three states or more take part; other events as they are.

    ``state_of`` gives the state to which an entity belongs, None where that is unknown.
    """
    if event.kind not in BILATERAL:
        return event
    states = {state_of(f.entity) for f in event.fillers if f.role == "participant"} - {None}
    return replace(event, kind=MULTILATERAL) if len(states) > 2 else event
