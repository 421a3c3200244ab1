"""How a date library reads the dates of the gold sentences beside our own reading.

    pip install dateparser && python bench/dates.py

Takes every dated event of `tests/gold`, looks for its date in the sentence with `dateparser.search` and with
`kg.language.dates`, both reckoned from the article's date, and counts how often the expected value is among
what is found.
"""

import argparse
import datetime
import re
import tomllib
from collections import Counter
from pathlib import Path

import spacy
from dateparser.search import search_dates

from kg.language.dates import find_dates

GOLD = Path(__file__).parent.parent / "tests" / "gold"
EXPECTED = re.compile(r'kg:(?:date|startDate) "([\d-]+)"')


def main() -> None:
    """Count and print."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    nlp, counts = spacy.blank("en"), Counter[str]()
    for case in (
        c for file in sorted(GOLD.glob("*.toml")) for c in tomllib.loads(file.read_text("utf-8"))["case"]
    ):
        published: datetime.date | None = case.get("date")
        values = {d.begin for d in find_dates(nlp(case["text"]), published)}
        library = _library(case["text"], published)
        for expected in set(EXPECTED.findall(case["expect"])):
            counts["dated events"] += 1
            counts["ours"] += expected in values
            counts["dateparser"] += any(day.startswith(expected) for day in library)
        counts["spurious days of dateparser"] += sum(
            not any(day.startswith(v) or v.startswith(day) for v in values) for day in library
        )
    for name, count in counts.items():
        print(f"{name:32} {count}")


def _library(text: str, published: datetime.date | None) -> list[str]:
    """Return what the library finds, as ISO days; it gives no precision, so a day begins with its month."""
    base = datetime.datetime.combine(published or datetime.date(2023, 9, 13), datetime.time())
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first"}
    found = search_dates(text, languages=["en"], settings=settings) or []
    return [day.date().isoformat() for _, day in found]


if __name__ == "__main__":
    main()
