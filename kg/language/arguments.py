"""The arguments of one predicate as its parse gives them, before sharing between clauses."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.language.clause import Argument
from kg.language.labels import CLAUSAL, OBLIQUES, PASSIVE_SUBJECTS, SUBJECTS, UNMARKED, label

RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
# Participles that lead to whom a measure is against: "designations targeting officials".
AIMING = frozenset({"target", "affect", "hit"})
DIRECTED = frozenset({"relating", "related", "pertaining", "directed", "aimed"})
# Participles that lead to whom a thing is meant for: "rifles bound for the Houthis".
BOUND = frozenset({"bound", "destined", "intended", "headed", "meant"})
# And what it has on board: "a boat carrying missiles".
LADEN = frozenset({"carrying", "transporting", "hauling", "smuggling"})
# "put in place", "in force since May": what hangs on these belongs to the verb.
SETTLED = frozenset({"place", "force", "effect"})
# "has ties with": what hangs on these by "with" or "between" is theirs, not the verb's.
RELATIONS = frozenset(
    "relationship relation tie cooperation partnership alliance friendship dispute trade border "
    "talk negotiation dialogue".split()
)
# Prepositional phrases which the parser hangs on an object although the verb governs them.
LOOSE = frozenset({"to", "from", "for", "against", "with", "on", "by", "at", "in", "between", "over"})


def coordinated(token: Token) -> Iterator[Token]:
    """Yield a head and the heads conjoined with it, in text order."""
    yield token
    if token.lower_ == "we" and any(label(c) == "appos" for c in token.children):
        return  # "We, the ministers of A and B and the representative of C": one subject
    for child in token.children:
        if label(child) == "conj" and (
            child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} or token.pos_ == child.pos_
        ):
            if token.pos_ == "PROPN":
                yield from _listed(token, child)
            yield from coordinated(child)
        elif child.i > token.i and child.tag_ in {"NNP", "NNPS"} and _is_joined(child):
            yield child  # "Britain, Canada and New Zealand", whatever a parse makes of the last
        elif label(child) == "appos" and child.i > token.i and token.doc[child.i - 1].text != ",":
            yield from (t for c in child.children if _is_conjunct(c) for t in coordinated(c))
        elif (
            label(child) == "compound" and any(label(c) == "conj" for c in child.children) and is_point(child)
        ):
            yield child  # "North and South Korea"
        elif label(child) == "flat":  # a parse may hang the next name on the last part of this one
            yield from (t for c in child.children if label(c) == "conj" for t in coordinated(c))


def _is_conjunct(token: Token) -> bool:
    return label(token) == "conj" or any(label(c) == "cc" and c.i < token.i for c in token.children)


def is_point(token: Token) -> bool:
    """Tell whether a name is a point of the compass."""
    return token.text in {"North", "South", "East", "West"}


def _listed(first: Token, last: Token) -> Iterator[Token]:
    """Yield the names in the middle of a list that a parse hung beside it: "Russia, Iran and Turkey"."""
    for token in first.head.children:
        if first.i < token.i < last.i and label(token) == "appos" and token.pos_ == "PROPN":
            yield token


def _is_joined(token: Token) -> bool:
    """Tell whether "and" stands right before a name that a parse made part of the one before it."""
    before = token.nbor(-1)
    return label(token) in {"amod", "compound", "flat"} and label(before) == "cc" and before.lower_ == "and"


def preposition(head: Token) -> str:
    """Return the preposition that marks a phrase, multiword ones joined by spaces, or ""."""
    outer = head.head.i if label(head) == "nmod" and head.head.i < head.i else -1
    cases = [c for c in head.children if label(c) == "case" and outer < c.i < head.i]
    if not cases and head.tag_ in {
        "NNP",
        "NNPS",
    }:  # in "with President of Belarus" a parse may hang "with" below
        below = [c for c in head.children if label(c) == "nmod" and c.i > head.i]
        cases = [g for c in below for g in c.children if label(g) == "case" and g.i < head.i][:1]
    words = []
    for case in cases:
        words += [case, *(c for c in case.children if label(c) in {"fixed", "mwe"})]
    return " ".join(w.lower_ for w in sorted(words, key=lambda w: w.i)) if words else ""


def phrase(head: Token, function: str) -> Argument:
    """Make the argument of a nominal head: its subtree without coordination and relative clauses."""
    cut = {"conj", "acl:relcl", "parataxis", "punct", "cc", "appos"}
    start, end = head.i, head.i + 1
    for child in head.children:
        if label(child) not in cut:
            start, end = min(start, child.left_edge.i), max(end, child.right_edge.i + 1)
    return Argument(function, head.i, start, end)


def spread(head: Token, function: str) -> Iterator[Argument]:
    """Yield an argument for a head and for each head conjoined with it."""
    for item in coordinated(head):
        own = preposition(item) if item.i != head.i else ""
        yield phrase(item, own if own and not function.startswith(("subj", "obj")) else function)


def marked(token: Token) -> Iterator[Argument]:
    """Yield the arguments that stand under a preposition token (ClearNLP scheme)."""
    for child in token.children:
        if label(child) == "pobj":
            yield from spread(child, "subj" if token.dep_ == "agent" else token.lower_)
        elif label(child) == "pcomp":
            yield phrase(child, "comp")


def of_verb(verb: Token, passive: bool) -> Iterator[Argument]:
    """Yield the overt arguments of a verbal predicate, the passive undone."""
    for child in verb.children:
        name = label(child)
        if name in SUBJECTS and preposition(child) == "by":
            yield from spread(child, "by")  # "was quoted as saying by Yonhap": who quotes, not who says
        elif name in SUBJECTS and is_cut_off(child):
            continue
        elif name in SUBJECTS:
            yield from spread(child, "obj" if _is_second_subject(child, verb) else "subj")
        elif name == "compound" and child.tag_ in {"NNP", "NNPS"} and _lacks_subject(verb):
            yield from spread(child, "subj")  # a parse may take "Korea test-fired" for a compound
        elif name in PASSIVE_SUBJECTS:
            yield from spread(child, "obj")
        elif name in {"obj", "iobj"}:
            # In the passive of "give", what is left is the theme: "was given weapons".
            yield from spread(child, "theme" if passive and name == "obj" else name)
            yield from _loose(child)
            yield from _misplaced(child)
            yield from (  # "called the accord historic"
                phrase(c, "comp") for c in child.children if label(c) == "amod" and c.i > child.i
            )
        elif name in OBLIQUES:
            by = preposition(child)
            function = "subj" if passive and by == "by" else by or "tmod"
            yield from spread(child, function)
            if by in {"from", "of", "by"} or child.lower_ in SETTLED:
                yield from _loose(child)
        elif name in UNMARKED:
            yield phrase(child, "tmod")
        elif name == "prep":
            yield from marked(child)
        elif CLAUSAL.get(name) == "comp":
            yield Argument("comp", child.i, child.left_edge.i, child.right_edge.i + 1)
            if child.tag_ == "VB" and not any(label(c) == "aux" for c in child.children):
                # "urged Iran to show restraint": whoever shall act is urged, wherever a parse hangs them.
                yield from (a for c in child.children if label(c) == "nsubj" for a in spread(c, "obj"))


def is_cut_off(child: Token) -> bool:
    """Tell whether a subject is all of a quotation's first piece: “Wang,” Mao said, “will visit …”."""
    closing = any(c.text in {"”", '"'} and c.i > child.i for c in child.children)
    return closing and any(label(c) == "nsubj" and c.i > child.i for c in child.head.children)


def _is_second_subject(child: Token, verb: Token) -> bool:
    """Tell whether a parse gave a verb two subjects, this one behind it: "Lavrov told Blinken that …"."""
    if _is_behind_quote(verb):
        return child.i < verb.i  # Atwah in 'Atwah "had been living here," said one official'
    return child.i > verb.i and any(label(c) == "nsubj" and c.i < verb.i for c in verb.children)


def _is_behind_quote(verb: Token) -> bool:
    """Tell whether a verb stands between a quotation and its subject."""
    closed = verb.i > verb.sent.start and verb.nbor(-1).text in {"”", '"'}
    return closed and any(label(c) == "nsubj" and c.i > verb.i for c in verb.children)


def stray_agent(verb: Token) -> Iterator[Argument]:
    """Yield the agent of a passive that a parse hung on what follows: "was told that … by Hadley"."""
    for child in verb.children:
        if label(child) in OBLIQUES and child.i > verb.i and preposition(child) == "with":
            yield from (  # "was equipped with missiles by Iran"
                a
                for c in child.children
                if preposition(c) == "by" and c.pos_ == "PROPN"
                for a in spread(c, "subj")
            )
        if CLAUSAL.get(label(child)) not in {"comp", "adverbial"} or child.i < verb.i:
            continue
        if any(label(c) in PASSIVE_SUBJECTS or label(c) == "aux:pass" for c in child.children):
            continue
        yield from (
            a
            for c in child.children
            if c.i > child.i and c.tag_ in {"NNP", "NNPS"} and preposition(c) == "by"
            for a in spread(c, "subj")
        )


def _lacks_subject(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBN", "VBZ"} and not any(
        label(c) in SUBJECTS | PASSIVE_SUBJECTS or label(c).startswith("aux") for c in verb.children
    )


def _misplaced(head: Token) -> Iterator[Argument]:
    """Yield a recipient that a parse hung on the object: "send Russia missiles", "gave Mali used tanks"."""
    for child in head.children:
        if child.pos_ != "PROPN" or any(c.lower_ in {"'s", "’s", "'", "’"} for c in child.children):
            continue
        described = any(label(c) == "amod" and c.i > child.i for c in head.children)
        if label(child) == "nmod:poss" or (label(child) == "compound" and described):
            yield from spread(child, "iobj")


def _loose(head: Token, depth: int = 2) -> Iterator[Argument]:
    """Yield the phrases hung on an argument, and on theirs, that may belong to the predicate."""
    for child in head.children:
        if label(child) in OBLIQUES:
            by = preposition(child)
            if by in LOOSE and not (by in {"with", "between"} and head.lemma_.lower() in RELATIONS):
                yield from spread(child, by)
            if depth:
                yield from _loose(child, depth - 1)


def of_noun(noun: Token) -> Iterator[Argument]:
    """Yield the arguments of a nominal predicate: possessor, modifiers, prepositional phrases."""
    for child in noun.children:
        name = label(child)
        if name == "nmod:poss":
            yield from spread(child, "poss")
        elif name == "acl" and child.lemma_.lower() in AIMING:
            yield from (a for c in child.children if label(c) == "obj" for a in spread(c, "against"))
        elif name in {"acl", "amod"} and child.lower_ in DIRECTED:
            for below in child.children:
                if label(below) in OBLIQUES and preposition(below) in {"to", "at"}:
                    yield from spread(below, "against")
        elif name == "acl" and child.lower_ in LADEN:
            for below in child.children:
                if label(below) == "obj":
                    yield from spread(below, "carrying")
                    yield from _loose(below)
                elif label(below) in OBLIQUES:
                    yield from spread(below, preposition(below))
        elif name in {"acl", "amod"} and child.lower_ in BOUND:
            for below in child.children:
                if label(below) in OBLIQUES:
                    yield from spread(below, preposition(below))
                    yield from _loose(below)
        elif name in {"compound", "amod", "appos"}:
            yield from spread(child, name)
            for below in child.children if name != "appos" else ():
                if label(below) in {"compound", "amod"}:
                    yield from spread(below, label(below))
                elif label(below) == "nmod:poss":  # "North Korea's sanctions evasion"
                    yield from spread(below, "poss")
        elif name in OBLIQUES:
            by = preposition(child)
            yield from spread(child, by or "tmod")
            if by in {"of", "from", "between", "with"}:
                yield from _loose(child)
        elif name in UNMARKED:
            yield phrase(child, "tmod")
        elif name == "prep":
            yield from marked(child)
