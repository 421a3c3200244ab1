"""What the clustering must know of entities: their type, the country they act for, where a place lies."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import DateValue, EntityType


@dataclass(frozen=True, slots=True)
class Kinship:
    """Knowledge of the entities of one article."""

    type_of: Callable[[str], EntityType]
    country_of: Callable[[str], str | None]
    state_of: Callable[[str], str | None] = lambda _: None  # the country in which a place lies
    published: datetime.date | None = None
    is_vague: Callable[[str], bool] = lambda _: False  # named by no more than a noun: "the group"

    def same(self, left: str, right: str) -> bool:
        """Tell whether two fillers may be one party: a person may stand for their country."""
        if left == right:
            return True
        if EntityType.PERSON not in {self.type_of(left), self.type_of(right)}:
            return False
        return self.country_of(left) == right or self.country_of(right) == left

    def is_past_history(self, date: DateValue) -> bool:
        """Tell whether a date lies so far back that news would not leave it untold: more than two weeks."""
        if self.published is None:
            return False
        latest = (self.published - datetime.timedelta(days=14)).isoformat()
        return (date.end or date.begin) < latest[: len(date.end or date.begin)]
