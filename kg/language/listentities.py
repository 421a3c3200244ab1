"""Entities by the lists: names that the network missed or cut, weapons, and what kind of place a place is."""

import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from spacy.tokens import Doc, Span

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.weapons import Weapons

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS = {word: label for label, words in _TABLE.items() for word in words}
LABELS = {
    EntityType.PERSON: "PERSON",
    EntityType.ORGANIZATION: "ORG",
    EntityType.COUNTRY: "LOC",
    EntityType.PLACE: "LOC",
}
# A named system may be taken for a name by the network: "the Hwasong-17".
RENAMED = frozenset({"EVENT", "NORP", "ORG"})


class ListEntities:
    """Completes names by the entity list, adds weapons, tells states and towns from seas and buildings."""

    def __init__(self, gazetteer: Gazetteer | None = None, weapons: Weapons | None = None) -> None:
        """Take lists that are loaded already; those that ship with the package are read on first use."""
        self._gazetteer, self._weapons = gazetteer, weapons

    @cached_property
    def weapons(self) -> Weapons:
        """The weapons taxonomy."""
        return self._weapons or Weapons.load()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The entity list."""
        return self._gazetteer or Gazetteer.load()

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities."""
        weapons = [Span(doc, start, end, label="WEAPON") for start, end, _ in self.weapons.find(doc)]
        taken = {t.i for span in weapons for t in span}
        kept = []
        for ent in self._names(doc):
            inside = {t.i for t in ent}
            if ent.label_ in RENAMED and inside <= taken:
                continue
            weapons = [w for w in weapons if not inside & {t.i for t in w}]
            kept.append(Span(doc, ent.start, ent.end, label=_kind(ent)))
        doc.set_ents(sorted([*kept, *weapons], key=lambda s: s.start))
        return doc

    def _names(self, doc: Doc) -> list[Span]:
        """Return the network's names, completed and added to by listed names of one kind."""
        ents = list(doc.ents)
        for match in self.gazetteer.find(doc):
            labels = {LABELS[c.type] for c in match.candidates}
            if match.kind == "demonym" or len(labels) > 1:
                continue
            listed = Span(doc, match.start, match.end, label=labels.pop())
            over = [e for e in ents if e.start < listed.end and listed.start < e.end]
            if _replaces(listed, over):
                ents = [e for e in ents if e not in over] + [listed]
        named = {t.i for e in ents for t in e}
        ents += [s for s in _flat_names(doc) if not named & set(range(s.start, s.end))]
        return sorted(ents, key=lambda e: e.start)


def _flat_names(doc: Doc) -> Iterator[Span]:
    """Yield names of several words that the parse takes for one: mostly persons that nobody has heard of."""
    for token in doc:
        parts = [c for c in token.children if c.dep_ == "flat" and c.pos_ == "PROPN" and c.is_title]
        if parts and token.pos_ == "PROPN" and token.is_title and parts[-1].i == token.i + len(parts):
            yield Span(doc, token.i, parts[-1].i + 1, label="PERSON")


def _replaces(listed: Span, over: list[Span]) -> bool:
    """Tell whether a listed name stands instead of what the network found in its place."""
    if not over:
        return all(t.pos_ == "PROPN" for t in listed if t.is_alpha)
    return all(listed.start <= e.start and e.end <= listed.end and e.label_ != "NORP" for e in over)


def _kind(ent: Span) -> str:
    return KINDS.get(ent[-1].lower_, "GPE") if ent.label_ == "LOC" else ent.label_
