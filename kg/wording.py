"""What a frame asks of the words at and around its predicate."""

from collections.abc import Iterator

from kg.functions import arguments
from kg.items import measured
from kg.language.arguments import preposition
from kg.language.clause import Argument, Clause
from kg.language.labels import label
from kg.lexicon import Frame, Lexicon
from kg.reading import Reading

# What a measure stands in by another name: "the Syria sanctions program", "its sanctions regime".
CONTAINERS = frozenset("program programme regime package list order framework policy round set".split())
WATERS = frozenset("sea ocean gulf bay strait waters atlantic pacific mediterranean baltic".split())
POINTING = frozenset({"the", "this", "these", "latest"})


class Wording:
    """The words of one clause beside what one frame asks for."""

    def __init__(self, lexicon: Lexicon, frame: Frame, reading: Reading, clause: Clause) -> None:
        self.lexicon, self.frame, self.reading, self.clause = lexicon, frame, reading, clause
        self.token = reading.doc[clause.predicate]

    def objects(self) -> list[int] | None:
        """Return the heads of the objects that the frame asks for, None when there are none such."""
        if not self.frame.objects:
            return []
        heads = [a.head for a in self.clause.all(*self.frame.object_functions)]
        named = [h for h in heads if self._names(h, self.frame.objects)]
        return [i for h in named for i in {h, measured(self.reading.doc[h]).i}] or None

    def covered(self) -> Iterator[int]:
        """Yield the nouns that a mention takes in: the sanctions of "lifting of sanctions"."""
        yield from (a.head for a in self._measures())
        for argument in self.clause.all("for", "under") if self.clause.pos == "verb" else ():
            if self.reading.doc[argument.head].lemma_.lower() in self.lexicon.nouns:
                yield argument.head

    def modifiers(self) -> set[str]:
        """Return the words before a noun that modify it, with what is inside them."""
        kinds = {"compound", "amod", "nmod", "nmod:poss"}
        before = (c for c in self.token.children if label(c) in kinds and c.i < self.token.i)
        whole = (t for c in before for t in ([c] if label(c) == "nmod:poss" else c.subtree))
        return {t.lower_ for t in whole}

    def fits(self) -> bool:
        """Tell whether the words are those that the frame asks for, and none that it bars."""
        frame, clause = self.frame, self.clause
        if label(self.token) == "compound" or (frame.without and clause.all(*frame.without)):
            return False  # in "missile test site" no test is told
        if self._is_forbidden():
            return False
        if clause.lemma in frame.plural and self.token.tag_ not in {"NNS", "NNPS"}:
            return False
        if self._is_aimed() or (frame.no_infinitive and self._has_infinitive()):
            return False
        if frame.article_context and not self.reading.lemmas & set(frame.article_context):
            return False
        modifiers = self.modifiers() if frame.modifiers or frame.without_words else set()
        if modifiers & set(frame.without_words):
            return False
        if (frame.modifiers or frame.of_weapon) and not self._is_modified(modifiers):
            return False
        return self._fits_context()

    def _is_forbidden(self) -> bool:
        """Tell whether a noun is what a measure is about: "a ban on arms sales" tells of the ban."""
        head = self.token.head
        hung = label(self.token) == "nmod" and preposition(self.token) in {"on", "against"}
        return hung and head.lemma_.lower() in self.lexicon.measures

    def _fits_context(self) -> bool:
        frame, clause = self.frame, self.clause
        words = {t.lower_ for t in self.token.sent} if frame.context or frame.without_context else set()
        if (frame.context and not words & set(frame.context)) or words & set(frame.without_context):
            return False
        if not frame.with_words:
            return True
        return any(t.lower_ in frame.with_words for t in self.reading.doc[clause.start : clause.end])

    def _is_aimed(self) -> bool:
        """Tell whether a function that must not lead to anybody does, or to a word that is barred."""
        functions = self.frame.without_target
        inner = (f"of>{f}" for f in functions) if self.clause.pos == "noun" else ()
        for argument in (a for f in (*functions, *inner) for a in arguments(self.reading, self.clause, f)):
            lemma = self.reading.doc[argument.head].lemma_.lower()
            named = any(not self._is_water(k) for k in self.reading.references.at(argument.head))
            if lemma in self.frame.without_words or named:
                return True
        return False

    def _is_water(self, key: str) -> bool:
        """Tell whether a place is open water, into which one tests: "into the Sea of Japan"."""
        return bool(WATERS & set(self.reading.references.entity(key).label.lower().split()))

    def points_only(self) -> bool:
        """Tell whether nothing but an article or owner says which event a noun names: "the relief"."""
        frame = self.frame
        if self.clause.pos != "noun" or not frame.modifiers:
            return False
        if frame.of_weapon and any(t.i in self.reading.weapons for t in self.token.sent):
            return False  # "the tests of March involved a new missile"
        return self.fits() and not self._is_described(self.modifiers())

    def _has_infinitive(self) -> bool:
        return any(c.tag_ == "VB" and label(c) in {"acl", "xcomp", "ccomp"} for c in self.token.children)

    def _names(self, head: int, words: tuple[str, ...]) -> bool:
        token = measured(self.reading.doc[head])
        if token.lemma_.lower() in {"measure", "package"} and token.text[:1].isupper():
            return False  # "the Minsk Package of Measures"
        names = {token.lemma_.lower(), token.lower_}
        modifiers = [c for c in token.children if label(c) in {"compound", "amod"}]
        names |= {f"{c.lower_} {token.lemma_.lower()}" for c in modifiers}
        if token.lemma_.lower() in CONTAINERS:
            names |= {c.lemma_.lower() for c in modifiers}
        return bool(names & set(words))

    def _is_modified(self, modifiers: set[str]) -> bool:
        frame = self.frame
        if self._is_described(modifiers):
            return True
        # A bare "the test" may still point back to one that was described.
        points = self.clause.lemma in frame.anaphoric and (frame.of_weapon or bool(frame.of_words))
        points = points and not self.clause.all("of")
        children = self.token.children
        return points and any(c.lower_ in POINTING or label(c) == "nmod:poss" for c in children)

    def _is_described(self, modifiers: set[str]) -> bool:
        frame = self.frame
        if modifiers & set(frame.modifiers) or any(True for _ in self._measures()):
            return True
        places = self.clause.all("of", "compound", "amod") if frame.of_weapon else ()
        return any(a.head in self.reading.weapons for a in places)

    def _measures(self) -> Iterator[Argument]:
        if self.frame.of_words:
            places = self.clause.all("of", "from", "for", "on")
            yield from (a for a in places if self._names(a.head, self.frame.of_words))
