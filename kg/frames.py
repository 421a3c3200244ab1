"""Lexicon frames over clauses → candidate events with their role fillers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.items import GOODS, bare_item, coordinated_items, measured
from kg.language.arguments import coordinated, of_noun, preposition
from kg.language.clause import Argument, Clause
from kg.language.labels import label
from kg.lexicon import Frame, Lexicon
from kg.listings import listed_items
from kg.model import Item
from kg.reading import Reading


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


# Groups that act for their country in every role but that of a speaker.
DELEGATES = frozenset(
    "officials authorities leaders representatives diplomats negotiators government governments side sides "
    "delegation delegations delegates forces military troops army envoys ministers presidents premiers heads "
    "chancellors counterparts ambassadors counterparts commanders generals".split()
)


# What carries a future event and its parties: "an agreement with Venezuela for the sale of ships".
AGREEMENTS = frozenset(
    "agreement deal contract accord pact memorandum decision plan proposal offer order talk".split()
)
LISTING = frozenset({"including", "such as", "like", "among them"})
AROUND = frozenset({"after", "following", "in", "during", "at", "before", "ahead of"})
# What a measure stands in by another name: "the Syria sanctions program", "its sanctions regime".
CONTAINERS = frozenset("program programme regime package list order framework policy round set".split())


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
        covered = {t for c in found for t in c.covers}
        return tuple(c for c in found if c.trigger not in covered)

    def _first(self, reading: Reading, clause: Clause) -> Candidate | None:
        pos = "noun" if clause.pos == "noun" else "verb"
        frames = self.index.get((pos, clause.lemma)) or self.index.get((pos, clause.lemma.split(" ")[0]), [])
        tries = (_Attempt(self.lexicon, frame, reading, clause).candidate() for frame in frames)
        return next((c for c in tries if c is not None), None)


class _Attempt:
    """One frame tried on one clause."""

    def __init__(self, lexicon: Lexicon, frame: Frame, reading: Reading, clause: Clause) -> None:
        self.lexicon, self.frame, self.reading, self.clause = lexicon, frame, reading, clause
        self.token = reading.doc[clause.predicate]

    def candidate(self) -> Candidate | None:
        """Return the candidate, None when the frame does not fit."""
        objects = self._objects()
        if objects is None or not self._fits_words():
            return None
        fills = tuple(self._fills())
        items = tuple(self._items())
        if not self._fits_roles(fills, items):
            return None
        number = len({f.entity for f in fills})
        needed = self.frame.minimum
        if self.clause.light is not None and self.frame.minimum_light is not None:
            needed = self.frame.minimum_light
        short = number < needed or (not fills and not items and not self.frame.standalone)
        if short and self.clause.lemma not in self.frame.anaphoric:
            return None
        return Candidate(
            frame=self.frame,
            clause=self.clause,
            trigger=self.clause.predicate,
            kind=self._kind(items),
            fills=fills,
            items=items,
            covers=(*objects, *(a.head for a in self._measures()), *self._same()),
            anaphoric=short,
        )

    # --- words ------------------------------------------------------------------------------

    def _objects(self) -> list[int] | None:
        """Return the heads of the objects that the frame asks for, None when there are none such."""
        if not self.frame.objects:
            return []
        heads = [a.head for a in self.clause.all(*self.frame.object_functions)]
        found = [h for h in heads if self._names(h, self.frame.objects)]
        return found or None

    def _names(self, head: int, words: tuple[str, ...]) -> bool:
        token = measured(self.reading.doc[head])
        names = {token.lemma_.lower(), token.lower_}
        modifiers = [c for c in token.children if label(c) in {"compound", "amod"}]
        names |= {f"{c.lower_} {token.lemma_.lower()}" for c in modifiers}
        if token.lemma_.lower() in CONTAINERS:
            names |= {c.lemma_.lower() for c in modifiers}
        return bool(names & set(words))

    def _modifiers(self) -> set[str]:
        return {
            t.lower_
            for c in self.token.children
            if label(c) in {"compound", "amod", "nmod", "nmod:poss"} and c.i < self.token.i
            for t in c.subtree
        }

    def _fits_words(self) -> bool:
        frame, clause = self.frame, self.clause
        if label(self.token) == "compound" or (frame.without and clause.all(*frame.without)):
            return False  # in "missile test site" no test is told
        if any(self.reading.references.at(a.head) for a in clause.all(*frame.without_target)):
            return False
        if any(
            self.reading.doc[a.head].lemma_.lower() in frame.without_words
            for a in clause.all(*frame.without_target)
        ):
            return False
        if frame.no_infinitive and any(
            c.tag_ == "VB" and label(c) in {"acl", "xcomp", "ccomp"} for c in self.token.children
        ):
            return False
        if frame.article_context and not self.reading.lemmas & set(frame.article_context):
            return False
        modifiers = self._modifiers() if frame.modifiers or frame.without_words else set()
        if modifiers & set(frame.without_words):
            return False
        if (frame.modifiers or frame.of_weapon) and not self._is_modified(modifiers):
            return False
        words = {t.lower_ for t in self.token.sent} if frame.context or frame.without_context else set()
        if (frame.context and not words & set(frame.context)) or words & set(frame.without_context):
            return False
        nearby = (
            {t.lower_ for t in self.reading.doc[clause.start : clause.end]} if frame.with_words else set()
        )
        return not frame.with_words or bool(nearby & set(frame.with_words))

    def _is_modified(self, modifiers: set[str]) -> bool:
        frame = self.frame
        if modifiers & set(frame.modifiers):
            return True
        if frame.of_words and any(self._names(a.head, frame.of_words) for a in self.clause.all("of", "from")):
            return True
        if frame.of_weapon and any(
            a.head in self.reading.weapons for a in self.clause.all("of", "compound", "amod")
        ):
            return True
        # A bare "the test" may still point back to one that was described.
        points = self.clause.lemma in frame.anaphoric and (frame.of_weapon or bool(frame.of_words))
        return points and any(
            c.lower_ in {"the", "this", "these", "latest"} or label(c) == "nmod:poss"
            for c in self.token.children
        )

    def _measures(self) -> Iterator[Argument]:
        """Yield the nouns that a nominal frame takes in: the sanctions of "lifting of sanctions"."""
        if self.frame.of_words:
            yield from (a for a in self.clause.all("of", "from") if self._names(a.head, self.frame.of_words))

    def _same(self) -> Iterator[int]:
        """Yield the nouns of the family that a verb takes along: the sanctions of "designated for sanctions"."""
        if self.clause.pos == "verb":
            for argument in self.clause.all("for", "under"):
                if self.reading.doc[argument.head].lemma_.lower() in self.lexicon.nouns:
                    yield argument.head

    # --- roles ------------------------------------------------------------------------------

    def _arguments(self, function: str) -> Iterator[Argument]:
        if function.startswith("<"):
            yield from self._of_agreement(function[1:])
            return
        if function == "above":
            yield from self._of_governor()
            return
        if function.endswith(("acronym", "full")):
            short = function.endswith("acronym")
            for inner in ("amod", "compound") if short else ("compound",):
                found = self._arguments(function.removesuffix("acronym").removesuffix("full") + inner)
                yield from (a for a in found if self._is_short(a.head) == short)
            return
        outer, _, inner = function.partition(">")
        for argument in self.clause.all(outer):
            if not inner:
                yield argument
                continue
            head = measured(self.reading.doc[argument.head])
            below = self.reading.by_predicate.get(head.i)
            inside: Iterable[Argument] = below.arguments if below is not None else of_noun(head)
            named = self.reading.references.mention_at(head.i)
            for found in inside:  # in "with North Korea" the "North" is no modifier
                if found.function == inner and not (named and named.start <= found.head < named.end):
                    yield found

    def _is_short(self, head: int) -> bool:
        """Tell whether a modifier is an acronym or a body, or an adjective: who acts, not who is acted on."""
        token, references = self.reading.doc[head], self.reading.references
        short = token.text.isupper() or "." in token.text or token.pos_ == "ADJ"
        return short or any(references.entity(k).type.value == "Organization" for k in references.at(head))

    def _of_agreement(self, function: str) -> Iterator[Argument]:
        """Yield arguments of the agreement or decision that this event is of: "agreement with X for the sale"."""
        parent = None if self.clause.parent is None else self.reading.clauses[self.clause.parent]
        if parent is None:
            return
        objects = parent.all("obj") if parent.pos == "verb" else ()
        heads = [self.reading.doc[a.head].lemma_.lower() for a in objects]
        if parent.lemma in AGREEMENTS or AGREEMENTS & set(heads):
            yield from parent.all(function)

    def _of_governor(self) -> Iterator[Argument]:
        """Yield who is told to act around a bare event: Wang in "after talks with Lavrov, Wang said"."""
        parent = None if self.clause.parent is None else self.reading.clauses[self.clause.parent]
        if parent is None or parent.pos != "verb" or self.clause.all("subj", "poss", "between", "by"):
            return
        around = preposition(self.token) in AROUND or (
            parent.lemma in {"follow", "precede"} and parent.all("obj")
        )
        for argument in parent.all("subj") if around and self.clause.relation == "argument" else ():
            told = self.reading.by_predicate.get(argument.head)
            owner = () if told is None or told.pos != "noun" else told.all("poss")
            yield from owner or (argument,)

    def _fills(self) -> Iterator[Fill]:
        taken: set[str] = set()
        for role, functions in self._roles():
            if role == "item":
                continue
            single, found = role in self.lexicon.single, False
            for function in functions:
                allowed = frozenset(self.frame.only.get(function, ())) or self.lexicon.roles[role]
                for argument in () if single and found else self._arguments(function):
                    head = measured(self.reading.doc[argument.head]).i  # "hundreds of officials"
                    if function in {"compound", "amod"} and self._is_no_party(head):
                        continue
                    for key in [*self._parties(head), *self._listed(head)]:
                        if key not in taken and self.reading.references.entity(key).type.value in allowed:
                            taken.add(key)
                            found = True
                            yield Fill(role, key, head, function)

    def _parties(self, head: int) -> Iterator[str]:
        """Yield whom a phrase brings into a role: for "Iranian officials" their country."""
        references = self.reading.references
        persons = list(self._titled(head))
        for key in persons or references.at(head):
            entity = references.entity(key)
            group = entity.iri is None and entity.label.split()[-1].lower() in DELEGATES
            nations = list(self._nations(head)) if group else []
            state = references.country_of(key) if group else None
            if self.lexicon.states and key in references.statesmen:
                state = references.statesmen[key]  # "providing Putin with shells"
            yield from nations or [state or key]

    def _is_no_party(self, head: int) -> bool:
        """Tell whether a modifier says where, or is part of a name with the event: "Geneva talks"."""
        mention = self.reading.references.mention_at(head)
        named = mention is not None and mention.start <= self.token.i < mention.end
        return named or head in self.reading.references.seats

    def _titled(self, head: int) -> Iterator[str]:
        """Yield the persons in whose title a country stands: "Republic of Korea (ROK) Vice Minister Cho"."""
        doc, references = self.reading.doc, self.reading.references
        land = references.mention_at(head)
        if land is None or land.end >= len(doc) or references.entity(land.entities[0]).type.value != "Country":
            return
        start = land.end
        if doc[start].text == "(":
            start = next((i + 1 for i in range(start, min(start + 4, len(doc))) if doc[i].text == ")"), start)
        title = references.mention_at(start) if start < len(doc) else None
        if title is None or title.start != start or title.kind != "nominal":
            return
        for person in coordinated(doc[title.head]):
            keys = references.at(person.i)
            yield from (k for k in keys if references.entity(k).type.value == "Person")

    def _listed(self, head: int) -> Iterator[str]:
        """Yield whom a phrase lists by name: "five elites, including X", "two banks: Y and Z"."""
        doc, references = self.reading.doc, self.reading.references
        token = doc[head]
        named = [c for c in token.children if label(c) == "nmod" and preposition(c) in LISTING]
        named += [c for c in token.children if label(c) == "appos" and token.pos_ == "NOUN"]
        colon = token.right_edge.i + 1
        if colon + 1 < len(doc) and doc[colon].text == ":" and token.pos_ == "NOUN":
            named += [t for t in doc[colon + 1 : doc[colon].sent.end] if t.tag_ in {"NNP", "NNPS"}]
        for name in named:
            for item in coordinated(name):
                mention = references.mention_at(item.i)
                if mention is not None and mention.kind == "name":
                    yield from mention.entities

    def _nations(self, head: int) -> Iterator[str]:
        """Yield the countries whose people a phrase names: "the leaders of Russia and China", "Thai and Cambodian leaders"."""
        references = self.reading.references
        below = self.reading.by_predicate.get(head)
        for argument in () if below is None else below.all("of", "from", "amod", "compound"):
            yield from (
                k for k in references.at(argument.head) if references.entity(k).type.value == "Country"
            )

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
            for argument in self._arguments(function):
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
        if not set(self.frame.require) <= filled:
            return False
        if self.frame.require_any and not set(self.frame.require_any) & filled:
            return False
        used = {f.function for f in fills}
        if self.frame.fill and not used & set(self.frame.fill):
            return False
        times = self.reading.date_tokens  # a parse may take "met last month" for an object
        there = {a.function for a in self.clause.arguments if a.head not in times}
        return all(function in used for function in self.frame.strict if function in there)

    def _kind(self, items: tuple[Item, ...]) -> str:
        words = (
            {t.lower_ for t in self.reading.doc[self.clause.start : self.clause.end]}
            if self.clause.pos == "noun"
            else set()
        )
        words |= self._modifiers() | {self.clause.lemma} | {w for i in items for w in i.label.lower().split()}
        for rule in self.lexicon.kinds:
            if words & rule.words and not words & rule.unless:
                return rule.kind
        return self.frame.kind or self.lexicon.family
