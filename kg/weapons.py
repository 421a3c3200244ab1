"""The weapons list: words for weapons, generic ones and named systems, found in text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from spacy.tokens import Doc

from kg import skos
from kg.names import NameIndex, any_case, same_case, stream
from kg.resources import folder

# What follows these belongs to another noun: "shells for howitzers", "fuses used in missiles".
_AFTER_HEAD = re.compile(
    r"\s*(?:[,;:(]|\b(?:for|with|from|to|in|on|at|by|into|that|which|who|whose|including|such|like|used|capable|made|worth|over"
    r"|through|via|under|since|during|after|before|against)\b)",
    re.IGNORECASE,
)


class Weapons:
    """The concepts of a weapons taxonomy and their names."""

    def __init__(self, nodes: dict[str, skos.Node]) -> None:
        self.broader = {iri: tuple(node.get(skos.SKOS + "broader", ())) for iri, node in nodes.items()}
        labels = {iri: node.get(skos.SKOS + "prefLabel", ()) for iri, node in nodes.items()}
        self.labels = {iri: names[0] for iri, names in labels.items() if names}
        self._generic = NameIndex(_names(nodes, common=True), any_case)
        self._named = NameIndex(_names(nodes, common=False), same_case)

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """Read weapons lists; without a path, the one that ships with the package."""
        nodes = skos.read(*(paths or (folder("ontology") / "weapons.ttl",)))
        return cls({i: n for i, n in nodes.items() if skos.KG + "WeaponType" in n.get(skos.RDF_TYPE, ())})

    def find(self, doc: Doc) -> tuple[tuple[int, int, str], ...]:
        """Return first token, last token + 1 and concept of each weapon word, none overlapping."""
        words, tokens = stream(token.text for token in doc)
        return tuple((tokens[b], tokens[e - 1] + 1, iri) for b, e, iri in self._search(words, tokens))

    def type_of(self, text: str) -> str | None:
        """Return the concept that a noun phrase's head word is or ends: "aging artillery shells"."""
        found = self._in_head(text)
        return found[0] if found else None

    def is_weapon(self, text: str) -> bool:
        """Tell whether a noun phrase's head names a weapon: "missiles" do, "missile talks" do not."""
        found = self._in_head(text)
        return found is not None and found[1]

    def _in_head(self, text: str) -> tuple[str, bool] | None:
        """Return the last concept of the head noun's phrase, and whether it reaches to the head's end."""
        parts = [text[: m.start()] for m in _AFTER_HEAD.finditer(text)] + [text]
        for part in parts:
            words, tokens = stream(part.split())
            found = list(self._search(words, tokens))
            if found:
                end = found[-1][1]
                return self._narrowest(found), end == len(words) or words[end] == "of"
        return None

    def _narrowest(self, found: list[tuple[int, int, str]]) -> str:
        """Return the head's concept, or what names its kind just before it: "F-16 fighter jets" are F-16s."""
        begin, _, iri = found[-1]
        for before, end, other in reversed(found[:-1]):
            if end != begin or iri not in self.ancestors(other):
                break
            begin, iri = before, other
        return iri

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Return the concepts above a concept, the nearest first."""
        above: dict[str, None] = {}
        waiting = list(self.broader.get(iri, ()))
        while waiting:
            parent = waiting.pop(0)
            if parent not in above:
                above[parent] = None
                waiting += self.broader.get(parent, ())
        return tuple(above)

    def _search(self, words: list[str], tokens: list[int]) -> Iterator[tuple[int, int, str]]:
        """Merge named systems and generic words; where they overlap, the longer, else the named one."""
        named = [(b, e, v[0]) for b, e, v in self._named.search(words, tokens)]
        generic = [(b, e, v[0]) for b, e, v in self._generic.search(words, tokens)]
        taken = 0
        for begin, end, iri in sorted(named + generic, key=lambda m: (m[0], -m[1])):
            if begin >= taken:
                yield begin, end, iri
                taken = end


def _names(nodes: dict[str, skos.Node], common: bool) -> Iterator[tuple[str, str]]:
    """Yield the common nouns or the proper names of concepts, with their plurals."""
    for iri, node in sorted(nodes.items()):
        for predicate in ("prefLabel", "altLabel", "hiddenLabel"):
            for name in node.get(skos.SKOS + predicate, ()):
                if common == _common(name):
                    yield from ((form, iri) for form in _forms(name))


def _common(name: str) -> bool:
    """Tell a common noun from a name: it has no capital and no number."""
    return name.islower() and not any(c.isdigit() for c in name)


def _forms(name: str) -> tuple[str, ...]:
    """Return a name and its plural."""
    if name.endswith(("s", "x", "ch", "sh")):
        return (name, name + "es") if not name.endswith("s") else (name,)
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name, name[:-1] + "ies"
    return name, name + "s"
