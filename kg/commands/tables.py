"""Query results → text: a table for people, the W3C's CSV and JSON for programs."""

import csv
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph as ox

from kg.graph.queries import Result, Term

PREFIXES = {
    "https://w3id.org/statecraft#": "kg:",
    "https://w3id.org/statecraft/data/": "data:",
    "http://www.wikidata.org/entity/": "wd:",
}
NARROWEST = 10  # no column is wrapped to less,
LONGEST_WORD = 15  # nor to less than its longest word, up to this
SAMPLE = 30  # rows by which the widths are chosen
GAP = "  "


def render(result: Result, form: str) -> str:
    """Return the result as "table", "csv" or "json"."""
    return {"table": table, "csv": as_csv, "json": as_json}[form](result)


def table(result: Result) -> str:
    """Return an aligned table for people.

    What a row has in common with the one above, from the left, is left blank; cells are wrapped to the width
    of the terminal if there is one.
    """
    if not result.rows:
        return "no answer\n"
    rows = [[_short(term) for term in row] for row in result.rows]
    shown = [rows[0], *(_without_common(row, above) for above, row in pairwise(rows))]
    shown.insert(0, list(result.columns))
    widths = _widths(shown)
    shown.insert(1, ["─" * width for width in widths])
    return "".join(_lines(row, widths) for row in shown)


def as_csv(result: Result) -> str:
    """Return the W3C's SPARQL results in CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(result.columns)
    writer.writerows([_plain(term) for term in row] for row in result.rows)
    return out.getvalue()


def as_json(result: Result) -> str:
    """Return the W3C's SPARQL results in JSON."""
    bindings = [
        {name: _described(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False) + "\n"


def _plain(term: Term | None) -> str:
    return "" if term is None else term.value if not isinstance(term, ox.Triple) else str(term)


def _short(term: Term | None) -> str:
    """Return a term as people read it, on one line and without control characters."""
    text = _plain(term)
    if isinstance(term, ox.NamedNode):
        for namespace, prefix in PREFIXES.items():
            if text.startswith(namespace):
                text = prefix + text.removeprefix(namespace)
                break
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _described(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": str(term)}
    described = {"type": "literal", "value": term.value}
    if term.language:
        return described | {"xml:lang": term.language}
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return described if plain else described | {"datatype": term.datatype.value}


def _without_common(row: list[str], above: list[str]) -> list[str]:
    common = next((i for i, pair in enumerate(zip(row, above, strict=True)) if pair[0] != pair[1]), len(row))
    return [""] * common + row[common:]


def _widths(rows: list[list[str]]) -> list[int]:
    """Return the columns' widths: as wide as the cells, or what gives a terminal the fewest lines."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return widths
    room = shutil.get_terminal_size().columns - len(GAP) * (len(widths) - 1)
    sample = [[len(cell) for cell in row] for row in rows[:SAMPLE]]
    floors = [_floor(column) for column in zip(*rows[:SAMPLE], strict=True)]
    while sum(widths) > room:
        candidates = [i for i, width in enumerate(widths) if width > floors[i]]
        if not candidates:
            break
        least = min(candidates, key=lambda i: (_height(sample, widths, i), -widths[i]))
        widths[least] -= 1
    return widths


def _floor(column: Sequence[str]) -> int:
    longest = max(len(word) for cell in column for word in cell.split() or [""])
    return max(NARROWEST, min(longest, LONGEST_WORD))


def _height(sample: list[list[int]], widths: list[int], narrowed: int) -> int:
    """Return about how many lines the sample takes once a column is one character narrower."""
    tried = [width - (i == narrowed) for i, width in enumerate(widths)]
    return sum(max(-(-n // width) for n, width in zip(row, tried, strict=True)) for row in sample)


def _lines(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    lines = []
    for i in range(height):
        parts = [
            (cell[i] if i < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True)
        ]
        lines.append(GAP.join(parts).rstrip() + "\n")
    return "".join(lines)
