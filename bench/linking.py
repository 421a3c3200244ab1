"""Score links against a table made by hand: does each name lead to the right entry of the entity list?

    python bench/linking.py --articles DIR [--table FILE] [--list FILE] [--misses]

DIR holds the articles, by the file names that the table's column "article" gives without their ending;
the table is described in ``linktable.py``.

A link is made where the words lead to an entity with an IRI of the list. Precision is over all links made,
those on words that are in no row included; recall over the occurrences that have an entry. A link on words
inside a longer name ("South Korean" in a ministry's name) adds nothing where the table has that name with
that entry anywhere; otherwise it is wrong.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linktable import NONE, Occurrence, Row, occurrences, read_table
from spacy.tokens import Doc

from kg.articles import read
from kg.gazetteer import Gazetteer
from kg.language import load
from kg.language.chunks import root_of
from kg.language.coreference import References, resolve
from kg.model import Article, Mention

TABLE = Path(__file__).parent / "links.tsv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of some words: the outcome, the wanted type, the words, ours and theirs."""

    kind: str
    type: str
    begin: int
    end: int
    ours: tuple[str, ...]
    wanted: str


class Scorer:
    """Compares the links of one article with its rows."""

    def __init__(self, doc: Doc, references: References, known: set[tuple[str, str]]) -> None:
        self.doc, self.references, self.known = doc, references, known
        both = (*references.mentions, *references.adjectives)
        self.names = sorted((m for m in both if m.kind == "name"), key=lambda m: (m.end - m.start, m.start))

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        """Yield what became of each occurrence, then the links on other words."""
        wanted = occurrences(self.doc.text, rows)
        for o in wanted:
            ours = self._links(self._mention(o))
            yield Outcome(_judged(ours, o.row.entities), o.row.type, o.begin, o.end, ours, _said(o.row))
        for mention in self.names:
            begin, end = self._characters(mention)
            over = [o for o in wanted if o.begin < end and begin < o.end]
            inside = all(o.begin <= begin and end <= o.end for o in over)
            if any((o.begin, o.end) == (begin, end) for o in over) or not inside:
                continue
            if ours := self._links(mention):
                type_ = self.references.entity(mention.entities[0]).type.value
                known = over and any((self.doc.text[begin:end], link) in self.known for link in ours)
                yield Outcome("inside" if known else "no name", type_, begin, end, ours, "")

    def _mention(self, o: Occurrence) -> Mention | None:
        """Return the name on these words: the very same, else the smallest over their head."""
        span = self.doc.char_span(o.begin, o.end, alignment_mode="expand")
        if span is None:
            return None
        exact = next((m for m in self.names if (m.start, m.end) == (span.start, span.end)), None)
        head = root_of(self.doc, span.start, span.end)
        over = next((m for m in self.names if m.start <= head < m.end), None)
        heading = next((m for m in self.references.mentions if m.head == head), None)
        return exact or over or heading

    def _links(self, mention: Mention | None) -> tuple[str, ...]:
        iris = [self.references.entity(k).iri for k in mention.entities] if mention else []
        return tuple(iri.rsplit("/", 1)[-1] for iri in iris if iri)

    def _characters(self, mention: Mention) -> tuple[int, int]:
        span = self.doc[mention.start : mention.end]
        return span.start_char, span.end_char


def _judged(ours: tuple[str, ...], wanted: frozenset[str]) -> str:
    if not ours:
        return "none" if NONE in wanted else "missing"
    if wanted & set(ours):
        return "right"
    return "not listed" if wanted == {NONE} else "another"


def _said(row: Row) -> str:
    return "|".join(sorted(row.entities))


def report(outcomes: list[Outcome]) -> None:
    of = Counter(o.kind for o in outcomes)
    wrong = _wrong(of)
    print(f"links made      {of['right'] + wrong:4}  right {of['right']}, wrong {wrong}", end="")
    print(f": precision {_share(of['right'], of['right'] + wrong)}")
    print(f"  wrong by      {of['another']:4}  another entry than the right one")
    print(f"                {of['not listed']:4}  an entry where the list has none")
    print(f"                {of['no name']:4}  an entry for words that name nobody")
    print(f"names listed    {_listed(of):4}  right {of['right']}, without a link {of['missing']}", end="")
    print(f": recall {_share(of['right'], _listed(of))}")
    print(f"names not listed{of['none'] + of['not listed']:4}  without a link {of['none']}")
    by_type: dict[str, Counter[str]] = defaultdict(Counter)
    for o in outcomes:
        by_type[o.type][o.kind] += 1
    for type_, of in sorted(by_type.items()):
        precision = _share(of["right"], of["right"] + _wrong(of))
        recall = _share(of["right"], _listed(of))
        print(f"  {type_:14}{_listed(of):4}  precision {precision}  recall {recall}")


def _wrong(of: Counter[str]) -> int:
    return of["another"] + of["not listed"] + of["no name"]


def _listed(of: Counter[str]) -> int:
    return of["right"] + of["another"] + of["missing"]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def show(name: str, text: str, o: Outcome) -> None:
    around = f"{text[max(0, o.begin - 50) : o.begin]}[{text[o.begin : o.end]}]{text[o.end : o.end + 40]}"
    print(f"{name[:22]:22} {o.kind:10} ours {', '.join(o.ours) or NONE}; table {o.wanted or 'without it'}")
    print(f"{'':22} …{' '.join(around.split())}…")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--list", type=Path, help="another entity list than the one that ships")
    parser.add_argument("--misses", action="store_true", help="print what is wrong or missing")
    options = parser.parse_args()
    nlp, gazetteer = load(), Gazetteer.load(*([options.list] if options.list else []))
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(options.table):
        rows[row.article].append(row)
    known = {(r.name, entity) for of in rows.values() for r in of for entity in r.entities}
    files = {path.stem: path for path in sorted(options.articles.iterdir())}
    outcomes = []
    for name in sorted(rows):
        article = next(a for a in read([files[name]]) if isinstance(a, Article))
        doc = nlp(article.text)
        found = list(Scorer(doc, resolve(doc, article, gazetteer), known).outcomes(rows[name]))
        outcomes += found
        for o in found if options.misses else ():
            if o.kind not in {"right", "none", "inside"}:
                show(name, article.text, o)
    report(outcomes)


if __name__ == "__main__":
    main()
