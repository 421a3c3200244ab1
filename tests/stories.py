"""Gold stories: small sets of articles, with what must be one event across them and what must stay apart."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "gold" / "stories"


@dataclass(frozen=True, slots=True)
class Mention:
    """An event as an article tells it: the exact words, which hold its trigger."""

    article: str
    words: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """Mentions that are all one event, or all different ones."""

    story: str
    family: str
    same: bool
    mentions: tuple[Mention, ...]
    missed: str | None  # why the rules can't know that these are one

    @property
    def pairs(self) -> list[tuple[Mention, Mention]]:
        """All pairs of mentions."""
        return [(a, b) for i, a in enumerate(self.mentions) for b in self.mentions[i + 1 :]]


@cache
def load() -> tuple[list[dict[str, object]], list[Expectation]]:
    """Return all articles, as kg reads them, and all expectations."""
    articles, expected = [], []
    for path in sorted(FOLDER.glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        for article in told["article"]:
            articles.append({**article, "date": article["date"].isoformat(), "text": article["text"].strip()})
        for name in ("same", "apart"):
            for group in told.get(name, ()):
                mentions = tuple(Mention(*m.split(": ", 1)) for m in group["mentions"])
                expected.append(
                    Expectation(path.stem, group["family"], name == "same", mentions, group.get("missed"))
                )
    return articles, expected
