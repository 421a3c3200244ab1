"""What the list builders share: tables in, records, sorted Turtle out."""

import csv
import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
DATA = "https://w3id.org/statecraft/data/"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://w3id.org/statecraft#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def slug(text: str) -> str:
    """Return the tail of an IRI made from a label."""
    text = text.replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ı", "i")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our own tables; lines that begin with # are comments."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(
            (r for r in file if not r.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        for row in rows:
            if None in row or None in row.values():
                raise SystemExit(f"lists/{name}: a row has not {len(rows.fieldnames or ())} columns: {row}")
            yield row


def split(cell: str) -> list[str]:
    """Return the values of a cell."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def given(folder: Path, name: str) -> Iterator[dict]:
    """Yield the objects of a third-party list."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


@dataclass
class Record:
    """One entry on its way to the list."""

    iri: str
    type: str
    label: str
    alt: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    metonyms: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    country: str | None = None
    same_as: str | None = None
    point: tuple[str, str] | None = None
    period: tuple[str, str] | None = None  # first and last day, year or month; "" where open
    gender: str | None = None
    part_of: str | None = None
    sources: set[str] = field(default_factory=set)

    def lines(self) -> list[str]:
        """Return the predicates and objects of the entry, sorted in groups."""
        alt = sorted(set(self.alt) - {self.label})
        hidden = sorted(set(self.hidden) - {self.label} - set(alt))
        found = [f"skos:prefLabel {literal(self.label)}@en"]
        found += [f"skos:altLabel {literal(n)}@en" for n in alt]
        found += [f"skos:hiddenLabel {literal(n)}@en" for n in hidden]
        found += [f"kg:metonym {literal(n)}@en" for n in sorted(set(self.metonyms))]
        found += [f"kg:demonym {literal(n)}@en" for n in sorted(set(self.demonyms))]
        found += [f"kg:gender {literal(self.gender)}"] if self.gender else []
        found += [f"kg:ofCountry <{self.country}>"] if self.country else []
        found += [f"dcterms:isPartOf <{self.part_of}>"] if self.part_of else []
        if self.point:
            lat, long = (f"{literal(plain(c))}^^xsd:decimal" for c in self.point)
            found += [f"wgs84:lat {lat}", f"wgs84:long {long}", f"geo:hasGeometry <{self.iri}/geometry>"]
        for end, day in zip(("start", "end"), self.period or (), strict=False):
            found += [f"kg:{end}Date {dated(day)}"] if day else []
        found += [f"owl:sameAs wd:{self.same_as}"] if self.same_as else []
        found += [f"dcterms:source {literal(s)}" for s in sorted(self.sources)]
        return found

    def geometry(self) -> list[str]:
        """Return the predicates of the entry's geometry: in well-known text the longitude comes first."""
        lat, long = (plain(c) for c in self.point or ("0", "0"))
        return [f"geo:asWKT {literal(f'POINT({long} {lat})')}^^geo:wktLiteral"]


def plain(number: str) -> str:
    """Return a decimal without zeros that say nothing, as stores write it back."""
    return format(Decimal(number).normalize(), "f")


def literal(text: str) -> str:
    """Return a Turtle literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def dated(text: str) -> str:
    """Return a date as precise as given."""
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'


def write(path: Path, comment: str, blocks: Iterable[tuple[str, str, list[str]]]) -> None:
    """Write blocks (IRI, classes, predicates) as Turtle, sorted by IRI."""
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += [f"@prefix {p}: <{iri}> ." for p, iri in sorted(PREFIXES.items())]
    for iri, classes, predicates in sorted(blocks):
        lines += ["", f"<{iri}> a {classes} ;", " ;\n".join("    " + p for p in predicates) + " ."]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
