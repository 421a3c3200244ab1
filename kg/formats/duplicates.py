"""Which articles of an input print the same text."""

from array import array
from collections import OrderedDict

from kg.model import Article
from kg.resolve.reposts import KEYS, is_repost, sketch

KEPT = 50_000  # the last articles that a new one is compared with, at some 2 KB each


class Duplicates:
    """Remembers the sketches of articles; method and thresholds are those of ``kg.resolve.reposts``."""

    def __init__(self) -> None:
        self._sketches: OrderedDict[str, array[int]] = OrderedDict()
        self._by_key: dict[int, str] = {}

    def of(self, article: Article) -> str | None:
        """Return the origin of the earliest article with this text, as far as kept; remember this one."""
        found = sketch(article.text)
        keys = found[:KEYS]
        near = dict.fromkeys(self._by_key[key] for key in keys if key in self._by_key)
        same = next((origin for origin in near if is_repost(found, self._sketches[origin])), None)
        if found and same is None:  # further copies are compared with the first
            self._sketches[article.origin] = array("q", found)
            self._by_key.update((key, article.origin) for key in keys if key not in self._by_key)
            if len(self._sketches) > KEPT:
                self._forget()
        return same

    def _forget(self) -> None:
        origin, oldest = self._sketches.popitem(last=False)
        for key in oldest[:KEYS]:
            if self._by_key.get(key) == origin:
                del self._by_key[key]
