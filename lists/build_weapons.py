"""Build ontology/weapons.ttl from our own tables here and the given list of named systems.

python lists/build_weapons.py --sources DIR [--output FILE]
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from records import DATA, HERE, given, literal, slug, split, table, write

from kg.gazetteer import Gazetteer
from kg.model import EntityType

ORYX = "Oryx equipment lists (scarnecchia/oryx_data, CC BY 4.0)"
REGISTER = re.compile(r"UN Register of Conventional Arms, category ([IV]+)")
# Words in the names of the given list → our concepts; the first that fits.
KINDS = [(re.compile(rf"\b(?:{row['words']})\b"), row["concept"]) for row in table("oryx_kinds.tsv")]
# Names that describe what was lost ("KamAZ with X", "unknown drone", "Su-27/MiG-29") are no types.
DESCRIPTION = re.compile(
    r"\b(?:with|for|of|converted|on|Unknown|variant|based|unspecified|and|makeshift|armed|control)\b|[(/<]",
    re.IGNORECASE,
)
SOVIET = {"Soviet Union": "Russia"}  # as in systems.tsv: what the Soviet Union made stands with Russia


class Builder:
    """Collects concepts: label → broader labels, names, country, sources."""

    def __init__(self, countries: dict[str, str]) -> None:
        self.countries = countries  # label → IRI
        self.broader: dict[str, list[str]] = {}
        self.names: dict[str, set[str]] = {}
        self.country: dict[str, str] = {}
        self.sources: dict[str, set[str]] = {}
        self.taken: set[str] = set()

    def add(self, label: str, broader: list[str], names: list[str], country: str, source: str) -> None:
        """Add a concept, or names to one that is there already."""
        for above in broader:
            if above not in self.broader:
                raise SystemExit(f"weapons: {label!r} stands under {above!r}, which is not listed above it.")
        if country and country not in self.countries:
            raise SystemExit(f"weapons: {label!r} is of {country!r}, which is no country of entities.ttl.")
        self.broader.setdefault(label, broader)
        self.country.setdefault(label, country)
        fresh = [n for n in names if n.casefold() not in self.taken]
        self.names.setdefault(label, set()).update(fresh)
        self.sources.setdefault(label, set()).add(source)
        self.taken.update(n.casefold() for n in [label, *fresh])

    def system(self, words: str) -> str | None:
        """Return the listed system that a name is one of, or a variant: "T-72" for "T-72B3 Obr. 2016"."""
        found = [
            label
            for label in self.broader
            if any(c.isdigit() for c in label)
            and words.startswith(label)
            and not words[len(label) : len(label) + 1].isdigit()
        ]
        return max(found, key=len, default=None)

    def blocks(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield the concepts as Turtle blocks."""
        scheme = f"<{DATA}weapons>"
        yield f"{DATA}weapons", "skos:ConceptScheme", ['rdfs:label "Weapon types"@en']
        for label, broader in self.broader.items():
            sources = sorted(self.sources[label])
            lines = [f"skos:prefLabel {literal(label)}@en"]
            lines += [f"skos:altLabel {literal(n)}@en" for n in sorted(self.names[label] - {label})]
            lines += [f"skos:notation {literal(m[1])}" for s in sources if (m := REGISTER.match(s))]
            lines += [f"skos:broader <{DATA}weapon/{slug(above)}>" for above in broader]
            lines += [f"skos:topConceptOf {scheme}"] if not broader else []
            lines += [f"skos:inScheme {scheme}"]
            if self.country[label]:
                lines += [f"kg:ofCountry <{self.countries[self.country[label]]}>"]
            lines += [f"dcterms:source {literal(s)}" for s in sources]
            yield f"{DATA}weapon/{slug(label)}", "kg:WeaponType, skos:Concept", lines


def build(sources: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Return all blocks of the weapons list; our own tables win over the given list."""
    builder = Builder({e.label: e.iri for e in Gazetteer.load() if e.type is EntityType.COUNTRY})
    for name in ("weapons.tsv", "systems.tsv"):
        for row in table(name):
            names, country = split(row["alt"]), row.get("country", "")
            builder.add(row["label"], split(row["broader"]), names, country, row["source"])
    for row in sorted(given(sources, "gaz_weapons_oryx"), key=lambda r: len(r["name"])):
        lost(builder, row)
    return builder.blocks()


def lost(builder: Builder, row: dict[str, Any]) -> None:
    """Add an entry of the given list where it names a type that our tables lack."""
    name = re.sub(r"['‘’\"\\]", "", row["name"]).strip()
    if DESCRIPTION.search(name) or len(name.split()) > 6 or not re.search(r"\d|[A-Z]{2}", name):
        return
    kind = next(((words, c) for words, c in KINDS if words.search(name)), None)
    model = re.sub(r"^\d+mm ", "", name)
    plainly = re.sub(r"[ -]*\b[a-z][a-z-]+\b.*", "", kind[0].sub("", model) if kind else model).strip()
    system = builder.system(model) or builder.system(name)
    if {name.casefold(), model.casefold(), plainly.casefold()} & builder.taken or plainly == system:
        return
    if slug(name) in {slug(n) for n in builder.broader} or not (kind or system):
        return
    aliases = [a for a in row["aliases"] if plain(a) and a.casefold() in name.casefold()]
    country = SOVIET.get(row["origins"][0], row["origins"][0]) if len(row["origins"]) == 1 else ""
    above = system if system and (kind is None or kind[1] != "military vehicles") else kind[1] if kind else ""
    builder.add(name, [above], aliases, country if country in builder.countries else "", ORYX)


def plain(alias: str) -> bool:
    """Tell whether an alias can stand alone: it has a number, or is a long word."""
    return any(c.isdigit() for c in alias) and any(c.isalpha() for c in alias) and len(alias) > 2


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder of the given lists")
    parser.add_argument("--output", type=Path, default=HERE.parent / "ontology" / "weapons.ttl")
    args = parser.parse_args()
    write(
        args.output,
        "Made by lists/build_weapons.py: change the tables there, not this file.",
        build(args.sources),
    )


if __name__ == "__main__":
    main()
