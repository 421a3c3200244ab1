"""Query results → text: a table for people, the W3C's CSV and JSON for programs."""

import csv
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence

import pyoxigraph as ox

from kg.graph.queries import Result, Term

PREFIXES = {
    "https://w3id.org/statecraft#": "kg:",
    "https://w3id.org/statecraft/data/": "data:",
    "http://www.wikidata.org/entity/": "wd:",
}
NARROWEST = 10  # no column is wrapped to less
GAP = "  "


def render(result: Result, form: str) -> str:
    """Return the result as "table", "csv" or "json"."""
    return {"table": table, "csv": as_csv, "json": as_json}[form](result)


def table(result: Result) -> str:
    """Return an aligned table, its cells wrapped to the width of the terminal if there is one."""
    if not result.rows:
        return "no answer\n"
    rows = [list(result.columns), *([_short(term) for term in row] for row in result.rows)]
    widths = _widths([max(len(row[i]) for row in rows) for i in range(len(result.columns))])
    rows.insert(1, ["─" * width for width in widths])
    return "".join(_lines(row, widths) for row in rows)


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


def _widths(natural: list[int]) -> list[int]:
    """Narrow the widest columns until the table fits the terminal; a pipe takes any width."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return natural
    room = shutil.get_terminal_size().columns - len(GAP) * (len(natural) - 1)
    widths = list(natural)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


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
