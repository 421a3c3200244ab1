"""Entities by the lists: WEAPON, and what kind of place a name of a place names (GPE, LOC, FAC)."""

import tomllib
from functools import cached_property
from pathlib import Path

from spacy.tokens import Doc, Span

from kg.weapons import Weapons

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS = {word: label for label, words in _TABLE.items() for word in words}
# A named system may be taken for a name by the network: "the Hwasong-17".
RENAMED = frozenset({"EVENT", "NORP", "ORG"})


class ListEntities:
    """Adds weapons, and tells states and towns from seas, regions and buildings."""

    @cached_property
    def weapons(self) -> Weapons:
        """The weapons taxonomy, read on first use."""
        return Weapons.load()

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities."""
        weapons = [Span(doc, start, end, label="WEAPON") for start, end, _ in self.weapons.find(doc)]
        taken = {t.i for span in weapons for t in span}
        kept = []
        for ent in doc.ents:
            inside = {t.i for t in ent}
            if ent.label_ in RENAMED and inside <= taken:
                continue
            if inside & taken:
                weapons = [w for w in weapons if not inside & {t.i for t in w}]
            kept.append(Span(doc, ent.start, ent.end, label=_kind(ent)))
        doc.set_ents(sorted([*kept, *weapons], key=lambda s: s.start))
        return doc


def _kind(ent: Span) -> str:
    if ent.label_ != "LOC":
        return ent.label_
    return KINDS.get(ent[-1].lower_, "GPE")
