"""Build ontology/weapons.ttl from our own tables here and the given list of named systems.

python lists/build_weapons.py --sources DIR [--output FILE]
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from records import DATA, HERE, given, literal, slug, split, table, write

ORYX = "Oryx equipment lists (scarnecchia/oryx_data, CC BY 4.0)"
# Words in the names of the given list → our concepts; the first that fits.
KINDS = [(re.compile(rf"\b(?:{row['words']})\b"), row["concept"]) for row in table("oryx_kinds.tsv")]
# Names that describe what was lost ("KamAZ with X", "unknown drone") are no types.
DESCRIPTION = re.compile(r"\b(?:with|for|converted|on|Unknown|variant|based|unspecified)\b|\(", re.IGNORECASE)


class Builder:
    """Collects concepts: label → broader label, names, sources."""

    def __init__(self) -> None:
        self.broader: dict[str, str] = {}
        self.names: dict[str, set[str]] = {}
        self.sources: dict[str, set[str]] = {}
        self.taken: set[str] = set()

    def add(self, label: str, broader: str, names: list[str], source: str) -> None:
        """Add a concept, or names to one that is there already."""
        if broader and broader not in self.broader:
            raise SystemExit(f"weapons: {label!r} stands under {broader!r}, which is not listed above it.")
        self.broader.setdefault(label, broader)
        fresh = [n for n in names if n.casefold() not in self.taken]
        self.names.setdefault(label, set()).update(fresh)
        self.sources.setdefault(label, set()).add(source)
        self.taken.update(n.casefold() for n in [label, *fresh])

    def blocks(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield the concepts as Turtle blocks."""
        scheme = f"<{DATA}weapons>"
        yield f"{DATA}weapons", "skos:ConceptScheme", ['rdfs:label "Weapon types"@en']
        for label, broader in self.broader.items():
            lines = [f"skos:prefLabel {literal(label)}@en"]
            lines += [f"skos:altLabel {literal(n)}@en" for n in sorted(self.names[label] - {label})]
            lines += [f"skos:broader <{DATA}weapon/{slug(broader)}>"] if broader else []
            lines += [f"skos:topConceptOf {scheme}"] if not broader else []
            lines += [f"skos:inScheme {scheme}"]
            lines += [f"dcterms:source {literal(s)}" for s in sorted(self.sources[label])]
            yield f"{DATA}weapon/{slug(label)}", "kg:WeaponType, skos:Concept", lines


def build(sources: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Return all blocks of the weapons list; our own tables win over the given list."""
    builder = Builder()
    for name in ("weapons.tsv", "systems.tsv"):
        for row in table(name):
            builder.add(row["label"], row["broader"], split(row["alt"]), row["source"])
    ours = set(builder.taken)
    for row in given(sources, "gaz_weapons_oryx"):
        name = re.sub(r"['‘’]", "", row["name"]).strip()
        concept = next((c for words, c in KINDS if words.search(name)), None)
        if concept is None or DESCRIPTION.search(name) or len(name.split()) > 6:
            continue
        if name.casefold() not in ours and slug(name) not in {slug(n) for n in builder.broader}:
            builder.add(name, concept, [a for a in row["aliases"] if plain(a)], ORYX)
    return builder.blocks()


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
