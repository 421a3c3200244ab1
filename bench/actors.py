"""Score the countries of actors on the test cases of an event coder: phrase → ISO 3166 alpha-3 code.

    python bench/actors.py --cases FILE [--misses]

FILE is a .jsonl.gz with an input phrase and what is expected of it a line; "cc" and "country" are the same.
Each phrase is an article of its own, dated by the case's query date where it has one; the country that a case
gives as its context stands behind it in a sentence that is not read. Its country is the one that the phrase's
head belongs to; where that is nobody known, that of the nearest name before the head
("two Chinese warplanes", "Norway's central bank"), else of the first behind it ("people in the UK").

EUR, UNO and IGO are no countries: there the head must lead to a listed body that belongs to none. Roles are
not scored. Codes come from ``lists/countries.tsv`` and, by name, from pycountry (the extra "bench").
"""

import argparse
import csv
import datetime
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pycountry
from spacy.language import Language

from kg.gazetteer import Entry, Gazetteer
from kg.language import load
from kg.language.coreference import References, resolve
from kg.model import Article, EntityType

COUNTRIES = Path(__file__).parent.parent / "lists" / "countries.tsv"
BODIES = frozenset({"EUR", "UNO", "IGO"})
ABROAD = "listed body of no country"


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase and the code of its country, "" for none."""

    id: str
    phrase: str
    context: str
    date: datetime.date | None
    code: str

    @property
    def text(self) -> str:
        return f"{self.phrase}. {self.context}." if self.context else self.phrase


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases that say something of a country."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            raw = json.loads(line)
            expected = raw["expected"]
            if "country" in expected or "cc" in expected:
                date = raw["kwargs"].get("query_date", "").strip("'")
                day = datetime.date.fromisoformat(date) if date else None
                context = raw["kwargs"].get("country", "").strip("'")
                yield Case(
                    raw["id"], raw["input"], context, day, expected.get("country", expected.get("cc", ""))
                )


class Codes:
    """The ISO code of a listed country; a part of one, or a state that has none, goes by its own country."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        with COUNTRIES.open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            self.own = {row["label"]: row["iso3"] for row in rows if row["iso3"] != "-"}

    def of(self, entry: Entry) -> str:
        if entry.type is EntityType.COUNTRY and (code := self._of_country(entry)):
            return code
        above = self.gazetteer.get(entry.country) if entry.country else None
        return self.of(above) if above and above is not entry else ""

    def _of_country(self, entry: Entry) -> str:
        for name in (entry.label, *entry.names):
            if name in self.own:
                return self.own[name]
        for name in (entry.label, *entry.names):
            try:
                return str(pycountry.countries.lookup(name).alpha_3)
            except LookupError:
                continue
        return ""


class Reader:
    """Reads the country of a phrase."""

    def __init__(self) -> None:
        self.nlp: Language = load()
        self.gazetteer = Gazetteer.load()
        self.codes = Codes(self.gazetteer)

    def code(self, case: Case) -> str:
        doc = self.nlp(case.text)
        references = resolve(doc, Article(case.id, case.text, "", case.date, None), self.gazetteer)
        end = next((t.i for t in doc if t.idx >= len(case.phrase)), len(doc))
        head = next((t.i for t in doc if t.head is t and not t.is_punct), 0)
        told = [self._of(key, references) for key in references.at(head)]
        return next((c for c in (*told, *self._around(references, head, end)) if c), "")

    def _around(self, references: References, head: int, end: int) -> Iterator[str]:
        mentions = (*references.mentions, *references.adjectives)
        names = [m for m in mentions if m.kind == "name" and m.end <= end]
        before = sorted((m for m in names if m.end <= head), key=lambda m: -m.end)
        behind = sorted((m for m in names if m.start > head), key=lambda m: m.start)
        for mention in (*before, *behind):
            yield from (self._of(key, references) for key in mention.entities)

    def _of(self, key: str, references: References) -> str:
        """Return the code of an entity's country, ABROAD for a listed body without one, else ""."""
        entity = references.entity(key)
        entry = self.gazetteer.get(entity.iri or "")
        if entry is not None:
            none = ABROAD if entry.type is EntityType.ORGANIZATION and not entry.country else ""
            return self.codes.of(entry) or none
        country = references.country_of(key)
        return self._of(country, references) if country and country != key else ""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="print the cases that are wrong")
    options = parser.parse_args()
    reader = Reader()
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for case in read_cases(options.cases):
        ours = reader.code(case)
        abroad = case.code in BODIES
        right = ours == ABROAD if abroad else ours.replace(ABROAD, "") == case.code
        counts["body" if abroad else "country" if case.code else "none"][right] += 1
        if options.misses and not right:
            print(f"{case.id:32} {case.phrase!r}: {ours or 'none'}, expected {case.code or 'none'}")
    for kind, words in (
        ("country", "a country expected"),
        ("none", "no country expected"),
        ("body", "EUR, UNO, IGO"),
    ):
        print(f"{words:20} {_share(counts[kind])}")
    print(f"{'the first two':20} {_share(counts['country'] + counts['none'])}")


def _share(of: Counter[bool]) -> str:
    return f"{of[True]:4} of {of.total():4} right: {of[True] / max(1, of.total()):.1%}"


if __name__ == "__main__":
    main()
