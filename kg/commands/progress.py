"""How far a corpus is: a bar for a person, JSON lines for a program, nothing for anybody else."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Never

if TYPE_CHECKING:
    from tqdm import tqdm

EVERY = 5.0  # seconds between two JSON lines


class Progress:
    """Counts articles and words; what an attempt had done that came to nothing is taken back."""

    def __init__(self, total: int, done: int, *, quiet: bool, as_json: bool) -> None:
        self.total, self.before, self.articles, self.words = total, done, 0, 0
        self.as_json = as_json
        self._begun = time.monotonic()
        self._told = -EVERY
        self._attempts: defaultdict[Hashable, list[int]] = defaultdict(list)  # the words of each step
        watched = not quiet and not as_json and sys.stderr.isatty()
        self._bar = _bar(total, done) if watched else None

    def step(self, shard: Hashable, words: int) -> None:
        """Count an article."""
        self._attempts[shard].append(words)
        self._count(1, words)

    def lost(self, shard: Hashable) -> None:
        """Take back what was counted of a shard that has to be done again."""
        words = self._attempts.pop(shard, [])
        self._count(-len(words), -sum(words))

    def done(self, shard: Hashable) -> None:
        """Note that a shard stays as it is."""
        self._attempts.pop(shard, None)

    def close(self) -> None:
        """Tell the last figures; remove the bar."""
        if self._bar is not None:
            self._bar.close()
        self._tell(at_once=True)

    def _count(self, articles: int, words: int) -> None:
        self.articles += articles
        self.words += words
        if self._bar is not None:
            self._bar.set_postfix_str(f"{self._rate(self.words):,.0f} words/s", refresh=False)
            self._bar.update(articles)
        self._tell()

    def _tell(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if not self.as_json or (now - self._told < EVERY and not at_once):
            return
        self._told = now
        rate = self._rate(self.articles)
        left = self.total - self.before - self.articles
        event = {
            "event": "progress",
            "articles": self.before + self.articles,
            "of": self.total,
            "articles_per_second": round(rate, 2),
            "words_per_second": round(self._rate(self.words)),
            "seconds_left": round(left / rate) if rate > 0 else None,
        }
        print(json.dumps(event), file=sys.stderr, flush=True)

    def _rate(self, number: int) -> float:
        return number / max(time.monotonic() - self._begun, 0.001)


def _bar(total: int, done: int) -> "tqdm[Never]":
    from tqdm import tqdm

    return tqdm(total=total, initial=done, desc="extracting", unit=" articles", file=sys.stderr, leave=False)
