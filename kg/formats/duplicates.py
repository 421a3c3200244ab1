"""Which articles of an input print the same text."""

from array import array
from collections import OrderedDict

from kg.model import Article
from kg.resolve.reposts import KEYS, is_repost, sketch

KEPT = 50_000  # the last articles that a new one is compared with, at some 2 KB each


class Duplicates:
    """Remembers the sketches of articles; method and thresholds are those of ``kg.resolve.reposts``."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, array[int]]] = OrderedDict()  # id → origin, sketch
        self._by_key: dict[int, str] = {}

    def of(self, article: Article) -> str | None:
        """Return the origin of the first article that prints this text, as far as kept; remember this one."""
        found = sketch(article.text)
        keys = found[:KEYS]
        near = dict.fromkeys(self._by_key[key] for key in keys if key in self._by_key)
        for origin, other in map(self._kept.__getitem__, near):
            if is_repost(found, other):
                return origin  # further copies are compared with that one
        if found:
            self._kept[article.id] = article.origin, array("q", found)
            self._by_key.update((key, article.id) for key in keys if key not in self._by_key)
            if len(self._kept) > KEPT:
                self._forget()
        return None

    def _forget(self) -> None:
        name, (_, oldest) = self._kept.popitem(last=False)
        for key in oldest[:KEYS]:
            if self._by_key.get(key) == name:
                del self._by_key[key]
