"""The table of links made by hand, ``links.tsv``: whom a name means in an article.

"entity" is the local name of the list's entry, "-" where the list has none, so that any link is wrong;
"a|b" leaves a choice, "a|-" one that need not be linked at all. Every whole-word occurrence of the name
counts once, save those inside a longer name of the table. "occurrence" picks some by their number in the
text; such a row may stand inside a longer name.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

NONE = "-"  # the list has no such entity


@dataclass(frozen=True, slots=True)
class Row:
    """Whom a name means in an article."""

    article: str
    name: str
    numbers: frozenset[int]  # of its occurrences, none for all
    entities: frozenset[str]
    type: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in the text where a row's name stands."""

    begin: int
    end: int
    row: Row


def read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["article"],
                row["name"],
                frozenset(int(n) for n in row["occurrence"].split(",") if n),
                frozenset(row["entity"].split("|")),
                row["type"],
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def occurrences(text: str, rows: list[Row]) -> list[Occurrence]:
    """Find the names of an article's rows; a numbered row goes before one that takes the rest."""
    found: dict[tuple[int, int], Occurrence] = {}
    for row in sorted(rows, key=lambda r: not r.numbers):
        pattern = re.compile(rf"(?<!\w){re.escape(row.name)}(?!\w)")
        for number, match in enumerate(pattern.finditer(text), 1):
            if not row.numbers or number in row.numbers:
                found.setdefault(match.span(), Occurrence(*match.span(), row))
    return [o for o in sorted(found.values(), key=lambda o: o.begin) if not _is_inside(o, found)]


def _is_inside(o: Occurrence, spans: dict[tuple[int, int], Occurrence]) -> bool:
    within = (b <= o.begin and o.end <= e and (b, e) != (o.begin, o.end) for b, e in spans)
    return not o.row.numbers and any(within)
