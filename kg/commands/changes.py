"""What a command changed in a store, as lines and as data."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from kg.commands.console import count
from kg.resolve.effect import Effect, State


def lines(effects: Iterable[Effect]) -> Iterator[str]:
    """Yield a line for each event: + came, - went, ~ is told otherwise."""
    for effect in effects:
        if effect.after is None:
            assert effect.before is not None
            yield f"- {_told(effect.before)}"
        elif effect.before is None:
            yield f"+ {_told(effect.after)}"
        else:
            yield f"~ {_told(effect.after)}; was {_standing(effect.before)}"


def tally(effects: Iterable[Effect]) -> str:
    """Return the numbers of events that came, went and are told otherwise."""
    marks = [line[0] for line in lines(effects)]
    parts = ((marks.count(mark), name) for mark, name in (("+", "new"), ("~", "changed"), ("-", "gone")))
    told = ", ".join(f"{number} {name}" for number, name in parts if number)
    return f"{count(len(marks), 'events')}: {told}" if told else "no event"


def data(effects: Iterable[Effect]) -> list[dict[str, object]]:
    """Return effects as plain data."""
    return [asdict(effect) for effect in effects]


def _told(state: State) -> str:
    return f"{state.about} – {_standing(state)}"


def _standing(state: State) -> str:
    articles, sources = count(state.articles, "articles"), count(state.sources, "sources")
    return f"{state.status}, {articles}, {sources}"
