"""Where names begin and end: bodies that the tagger missed, and what it cut off."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from kg.language.labels import label
from kg.language.name import Name
from kg.language.rolenouns import role_nouns
from kg.model import EntityType

_PROPER = frozenset({"NNP", "NNPS"})
_COMMON = frozenset({"JJ", "NN", "NNS"})

_TARGETING = frozenset({"sanction", "designate", "blacklist", "delist"})


def untagged_bodies(doc: Doc) -> Iterator[Name]:
    """Yield capitalised runs that end in a word for a body or a place, which the tagger missed."""
    nouns = role_nouns()
    for start, end in _capitalised(doc):
        words = [t.lower_ for t in doc[start:end]]
        ends = [i for i, w in enumerate(words) if w in nouns.body_words or w in nouns.place_words]
        if not ends or ends[-1] == 0:
            continue
        last = start + ends[-1]
        while start < last and (
            doc[start].lower_ in nouns.titles or (doc[start].is_sent_start and doc[start].tag_ not in _PROPER)
        ):
            start += 1
        if start < last:
            body = doc[last].lower_ in nouns.body_words
            yield Name(start, last + 1, EntityType.ORGANIZATION if body else EntityType.PLACE)


def untagged_targets(doc: Doc) -> Iterator[Name]:
    """Yield capitalised runs that somebody sanctions, which the tagger missed: "Triliance was designated"."""
    for start, end in _capitalised(doc):
        root = doc[start:end].root
        targeted = label(root) in {"obj", "nsubj:pass"} and root.tag_ in _PROPER
        if targeted and root.head.lemma_.lower() in _TARGETING:
            yield Name(start, end, EntityType.ORGANIZATION)


def _capitalised(doc: Doc) -> Iterator[tuple[int, int]]:
    start = None
    for token in doc:
        tag = token.tag_
        proper = tag in _PROPER or (tag in _COMMON and token.text[:1].isupper() and not token.is_sent_start)
        if proper and start is None:
            start = token.i
        elif not proper and start is not None:
            yield start, token.i
            start = None
    if start is not None:
        yield start, len(doc)


class Widener:
    """Adds to names what the tagger cut off."""

    def __init__(self, doc: Doc, names: list[Name]) -> None:
        self.doc, self._names = doc, names
        self._owner = {i: n for n in names for i in range(n.start, n.end)}

    def names(self) -> tuple[Name, ...]:
        """Return the names in text order, without those that a widened one before has swallowed."""
        found, end = [], 0
        for name in sorted(map(self._widened, self._names), key=lambda n: (n.start, -n.end)):
            if name.start >= end:
                found.append(name)
                end = name.end
        return tuple(found)

    def _widened(self, name: Name) -> Name:
        if name.candidates or name.kind != "name":
            return name
        return self._person(name) if name.type is EntityType.PERSON else self._body(name)

    def _person(self, name: Name) -> Name:
        """Add the rest of a person's name: proper nouns flat on it, or joined by a hyphen."""
        doc, end = self.doc, name.end
        while end < len(doc) and not self._is_listed(end):
            flat = doc[end].dep_ in {"flat", "flat:name"} and name.start <= doc[end].head.i < end
            hyphen = doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_
            if (
                hyphen
                and end + 1 < len(doc)
                and doc[end + 1].tag_ in _PROPER
                and not self._is_listed(end + 1)
            ):
                end += 2
            elif flat and doc[end].tag_ in _PROPER:
                end += 1
            else:
                break
        return replace(name, end=end)

    def _is_listed(self, i: int) -> bool:
        owner = self._owner.get(i)
        return owner is not None and bool(owner.candidates)

    def _body(self, name: Name) -> Name:
        """Add the capitalised words at the ends of a body's name: "Defence | Ministry"."""
        nouns, doc = role_nouns(), self.doc
        start, end = name.start, name.end
        last = doc[end - 1].lower_
        if last in nouns.body_words or last in nouns.place_words:
            while start > 0 and self._is_free(start - 1, name) and doc[start - 1].tag_ in _PROPER:
                if doc[start - 1].lower_ in nouns.titles:
                    break
                start -= 1
        if end < len(doc) and self._is_free(end, name):
            end += doc[end].lower_ in nouns.body_words and doc[end].tag_ in _PROPER
        return replace(name, start=start, end=end)

    def _is_free(self, i: int, name: Name) -> bool:
        return self._owner.get(i) in (None, name)
