"""A store of one article whose every text is an attempt to run something."""

from pathlib import Path

from made import BASE

from kg.dataset import open_dataset
from kg.model import (
    NARRATOR,
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Extraction,
    Filler,
    Item,
    Span,
    Stance,
)

ATTEMPT = (
    "</script><script>alert(1)</script>\"><img src=x onerror=alert(2)>'<svg onload=alert(3)>"
    "{{7*7}}${7*7}<!-- ]]> &lt;b&gt;"
)
BODY = f"{ATTEMPT} met others.\n\nNobody <b>denied</b> it & left <i>."
ADDRESS = "javascript:alert(4)"
ARTICLE = "/data/article/trap"


def make_store(directory: Path) -> Path:
    people = [Entity(f"e{n}", kind, f"{kind.value} {ATTEMPT}") for n, kind in enumerate(EntityType)]
    with open_dataset(directory, BASE) as dataset:
        dataset.put(
            Extraction(
                article=Article("trap", BODY, ATTEMPT, None, ATTEMPT, url=ADDRESS),
                entities=tuple(people),
                events=(
                    _event("Meeting", ("participant", "participant")),
                    _event("WeaponsTransfer", ("supplier", "recipient")),
                ),
                tenures=(),
            )
        )
    return directory


def _event(family: str, roles: tuple[str, str]) -> Event:
    said = Span(0, len(ATTEMPT) + 11)
    return Event(
        id=f"{family}-1",
        family=family,
        kind=family,
        fillers=tuple(Filler(role, f"e{n}", Span(0, 20)) for n, role in enumerate(roles)),
        claims=(Claim(f"{family}-c", NARRATOR, Stance.ACTUAL, (said,), ATTEMPT, ATTEMPT),),
        items=(Item(ATTEMPT, Span(0, 20)),) if family == "WeaponsTransfer" else (),
        date=None,
        trigger=ATTEMPT,
        rule=ATTEMPT,
        content=None,
        quoted=False,
    )
