"""Lexicon frames over clauses → candidate events with their role fillers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.functions import arguments
from kg.items import GOODS, bare_item, coordinated_items, measured
from kg.language.clause import Clause
from kg.language.cues import DEFINITE
from kg.language.labels import label
from kg.lexicon import Frame, Lexicon
from kg.listings import listed_items
from kg.model import Item
from kg.parties import is_no_party, parties
from kg.reading import Reading
from kg.wording import Wording

REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves", "ourselves"})
DENYING = frozenset({"deny", "refute", "reject", "dispute", "dismiss"})


@dataclass(frozen=True, slots=True)
class Fill:
    """An entity in a role, by the argument that names it."""

    role: str
    entity: str
    head: int
    function: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention of an event: the frame that it evokes and what fills its roles."""

    frame: Frame
    clause: Clause
    trigger: int
    kind: str
    fills: tuple[Fill, ...]
    items: tuple[Item, ...]
    covers: tuple[int, ...]  # tokens of nouns that this mention accounts for
    anaphoric: bool  # too few roles to stand alone: it must point to another mention


class Matcher:
    """Finds the candidates of one lexicon in readings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.index: dict[tuple[str, str], list[Frame]] = defaultdict(list)
        for frame in lexicon.frames:
            for verb in frame.verbs:
                self.index["verb", verb].append(frame)
            for noun in frame.nouns:
                self.index["noun", noun].append(frame)

    def match(self, reading: Reading) -> tuple[Candidate, ...]:
        """Return the candidates in text order; a noun under a verb that accounts for it is dropped."""
        found = [c for clause in reading.clauses if (c := self._first(reading, clause)) is not None]
        covered = {t for c in found if not c.frame.beside for t in c.covers}
        beside = {t for c in found if c.frame.beside for t in c.covers}
        return tuple(
            c for c in found if c.trigger not in covered and (c.trigger not in beside or _is_whole(c))
        )

    def _first(self, reading: Reading, clause: Clause) -> Candidate | None:
        pos = "noun" if clause.pos == "noun" else "verb"
        bare = clause.lemma.split(" ")[0] if not clause.lemma.endswith((" down", " back", "give up")) else ""
        frames = self.index.get((pos, clause.lemma)) or self.index.get((pos, bare), [])
        tries = (_Attempt(self.lexicon, frame, reading, clause).candidate() for frame in frames)
        return next((c for c in tries if c is not None), None)


def _is_whole(candidate: Candidate) -> bool:
    """Tell whether a noun tells its event beside the verb that takes it: "violate sanctions on Iran"."""
    return any(f.role == "target" for f in candidate.fills)


class _Attempt:
    """One frame tried on one clause."""

    def __init__(self, lexicon: Lexicon, frame: Frame, reading: Reading, clause: Clause) -> None:
        self.lexicon, self.frame, self.reading, self.clause = lexicon, frame, reading, clause
        self.token = reading.doc[clause.predicate]
        self.wording = Wording(lexicon, frame, reading, clause)

    def candidate(self) -> Candidate | None:
        """Return the candidate, None when the frame does not fit."""
        objects = self.wording.objects()
        if any(self.reading.doc[a.head].lower_ in REFLEXIVE for a in self.clause.all("obj")):
            return None  # "if Iran arms itself"
        if objects is None or not self.wording.fits():
            return None
        fills = tuple(self._fills())
        items = tuple(self._items())
        if not self._fits_roles(fills, items):
            return None
        short = self._is_short(fills, items)
        if short and self.clause.lemma not in self.frame.anaphoric:
            return None
        return Candidate(
            frame=self.frame,
            clause=self.clause,
            trigger=self.clause.predicate,
            kind=self._kind(items),
            fills=fills,
            items=items,
            covers=(*objects, *self.wording.covered()),
            anaphoric=short,
        )

    def _is_short(self, fills: tuple[Fill, ...], items: tuple[Item, ...]) -> bool:
        """Tell whether too few roles are told for a mention to stand alone."""
        needed = self.frame.minimum
        if self.clause.light is not None and self.frame.minimum_light is not None:
            needed = self.frame.minimum_light
        filled = {f.role for f in fills} | ({"item"} if items else set())
        if self._lacks(filled) or self._lacks_any({f.role for f in fills}) or self.wording.points_only():
            return True
        nothing = not fills and not items and not self.frame.standalone
        return nothing or len({f.entity for f in fills}) < needed

    def _lacks(self, filled: set[str]) -> bool:
        return not set(self.frame.require) <= filled

    def _points_back(self, fills: tuple[Fill, ...]) -> bool:
        """Tell whether what lacks a role denies an event told before: "denied the delivery"."""
        if self.clause.lemma not in self.frame.anaphoric or not self._is_denied():
            return False
        definite = any(c.lower_ in DEFINITE or label(c) == "nmod:poss" for c in self.token.children)
        return definite if self.clause.pos == "noun" else len({f.role for f in fills}) > 1

    def _is_denied(self) -> bool:
        parent = None if self.clause.parent is None else self.reading.clauses[self.clause.parent]
        denied = parent is not None and parent.lemma in DENYING
        return denied or any(c.lower_ in {"not", "n't", "n’t", "never"} for c in self.token.children)

    def _lacks_any(self, filled: set[str]) -> bool:
        return bool(self.frame.require_any) and not set(self.frame.require_any) & filled

    def _fills(self) -> Iterator[Fill]:
        taken: set[str] = set()
        for role, functions in self._roles():
            found = False
            for function in functions if role != "item" else ():
                if found and role in self.lexicon.single:
                    break
                for fill in self._in_function(role, function):
                    if fill.entity not in taken:
                        taken.add(fill.entity)
                        found = True
                        yield fill

    def _in_function(self, role: str, function: str) -> Iterator[Fill]:
        references = self.reading.references
        allowed = frozenset(self.frame.only.get(function, ())) or self.lexicon.roles[role]
        for argument in arguments(self.reading, self.clause, function):
            head = measured(self.reading.doc[argument.head]).i  # "hundreds of officials"
            if function in {"compound", "amod"} and is_no_party(self.reading, head, self.token.i):
                continue
            acting = self.lexicon.states and role != "target"  # sanctions are on persons as such
            if self.reading.doc[head].lemma_.lower() in self.lexicon.barred[role]:
                continue
            for key in parties(self.reading, head, acting):
                if references.entity(key).type.value in allowed:
                    yield Fill(role, key, head, function)

    def _roles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for role, functions in self.frame.roles.items():
            if self.clause.lemma in self.frame.buyer_nouns and role == "supplier":
                yield "supplier", ("from",)
                yield "recipient", ("by", "poss")
            else:
                yield role, functions

    def _items(self) -> Iterator[Item]:
        seen: set[int] = set()
        for function in self.frame.roles.get("item", ()):
            for argument in arguments(self.reading, self.clause, function):
                for found in coordinated_items(self.reading, self.reading.doc[argument.head]):
                    if found.span.end not in seen and self._is_allowed(found):
                        seen.add(found.span.end)
                        yield found
                head = measured(self.reading.doc[argument.head])
                if seen and head.lemma_.lower() in GOODS and head.idx + len(head) not in seen:
                    seen.add(head.idx + len(head))
                    yield bare_item(self.reading, head, None)  # "airplanes and eleven ships"
        if self.frame.item_self:
            yield bare_item(self.reading, self.token, None)
        if "item" in self.frame.roles:
            yield from listed_items(self.reading, self.clause.sentence)

    def _is_allowed(self, item: Item) -> bool:
        words, types = self.frame.only_items, self.frame.only_types
        last = item.label.lower().split()[-1:]
        if not words and not types:
            return True
        if last and (last[0] in words or last[0].rstrip("s") in words):
            return True
        known = (item.weapon_type, *self.reading.broader(item.weapon_type)) if item.weapon_type else ()
        return any(iri.rsplit("/", 1)[-1] in types for iri in known)

    def _fits_roles(self, fills: tuple[Fill, ...], items: tuple[Item, ...]) -> bool:
        filled = {f.role for f in fills} | ({"item"} if items else set())
        if self._lacks(filled) and not self._points_back(fills):
            return False
        if self._lacks_any(filled) and self.clause.lemma not in self.frame.anaphoric:
            return False
        used = {f.function for f in fills}
        if self.frame.fill and not used & set(self.frame.fill):
            return False
        times = self.reading.date_tokens  # a parse may take "met last month" for an object
        there = {a.function for a in self.clause.arguments if a.head not in times}
        return all(function in used for function in self.frame.strict if function in there)

    def _kind(self, items: tuple[Item, ...]) -> str:
        words = self.wording.modifiers() | {self.clause.lemma, self.token.lower_}
        words |= {w for i in items for w in i.label.lower().split()}
        if self.clause.light is not None:
            words.add(self.reading.doc[self.clause.light].lemma_.lower())  # "sat down for talks"
        means = self.clause.all("by", "over", "via", "through", "in", "of", "at")
        words |= {self.reading.doc[a.head].lower_ for a in means}
        for rule in self.lexicon.kinds:
            if words & rule.words and not words & rule.unless:
                return rule.kind
        return self.frame.kind or self.lexicon.family
