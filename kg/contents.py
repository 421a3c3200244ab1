"""What is said: the tokens of a statement's content, by grammar."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.language.clause import Argument, Clause
from kg.language.labels import label
from kg.language.rolenouns import role_nouns

OPENING, CLOSING = frozenset({"“", '"'}), frozenset({"”", '"'})
# Beyond a noun phrase of this many words nothing is reported: "raised the issue".
SHORTEST = 1


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of reported words."""

    parts: tuple[tuple[int, int], ...]
    quoted: bool = False


def content_of(
    doc: Doc, clause: Clause, clauses: Sequence[Clause], functions: Sequence[str]
) -> Content | None:
    """Return the content that hangs on a cue; None when it reports nothing.

    An empty content may still be filled by a quotation beside the cue.
    """
    cue = doc[clause.predicate]
    if not functions and cue.i + 1 < len(doc) and doc[cue.i + 1].text == ":":
        functions = ("comp",)  # "Kim continued: Russia will win"
    for function in functions:
        if function in {"adverbial", "modifier"}:
            found = _hung(clause, clauses, doc, function)
        else:
            found = [
                _ahead(doc, a, cue) if label(cue) == "acl" and a.head < cue.i else (a.start, a.end)
                for a in clause.all(function)
                if not _is_only_pointer(doc, a.start, a.end, function)
            ]
            if function == "comp":
                found = [_subtree(_said(doc[a.head])) for a in clause.all("comp")]
        if found:
            return Content(_without(doc, found[0], cue) + tuple(found[1:]))
    host = _host(cue)
    if host is not None:
        return Content(_around(doc, host, cue))
    if (
        label(cue) == "acl:relcl"
        and "comp" in functions
        and not clause.passive
        and cue.i + 1 < cue.sent.end - 2
    ):
        return Content(
            ((cue.i + 1, max(cue.right_edge.i, cue.head.right_edge.i) + 1),)
        )  # "which experts said …"
    if "comp" in functions or clause.pos == "verb":
        marks = OPENING | CLOSING | {":"}
        near = doc[cue.i + 1 : cue.i + 3] if clause.pos == "noun" else cue.sent
        beside = any(t.text in marks for t in near) or (clause.pos == "verb" and _quote_follows(doc, cue))
        return Content(()) if beside else None
    return None


def _ahead(doc: Doc, argument: Argument, cue: Token) -> tuple[int, int]:
    """Return the noun before a participle without its preposition: "to | the concerns | expressed"."""
    start = argument.start
    while start < argument.head and label(doc[start]) == "case":
        start += 1
    return start, min(argument.end, cue.left_edge.i)


def _quote_follows(doc: Doc, cue: Token) -> bool:
    """Tell whether the next sentence is a quotation: "She commented on the result. “…”"."""
    end = cue.sent.end
    return cue.lemma_.lower() in role_nouns().speech and end < len(doc) and doc[end].text in OPENING


def _said(head: Token) -> Token:
    """Return the clause in "made clear that", else the head itself."""
    inner = [c for c in head.children if label(c) == "ccomp"] if head.lemma_ in {"clear", "plain"} else []
    return inner[0] if inner else head


def _is_only_pointer(doc: Doc, start: int, end: int, function: str) -> bool:
    return (
        function == "obj"
        and end - start == 1
        and doc[start].pos_ == "PRON"
        and doc[start].lower_ not in {"it", "this", "that"}
    )


def _hung(clause: Clause, clauses: Sequence[Clause], doc: Doc, relation: str) -> list[tuple[int, int]]:
    return [
        _subtree(doc[c.predicate])
        for c in clauses
        if c.parent == clause.index and c.relation == relation and _is_content(doc[c.predicate])
    ]


def _is_content(verb: Token) -> bool:
    """Tell whether what marks a clause makes it reported: not "as the leaders met", but "as seeking"."""
    marks = {"of", "against", "to", "for", "that", "about", "from", "on", "with"} | (
        {"as"} if verb.tag_ in {"VBG", "VBN"} else set()
    )
    return any(t.lower_ in marks and label(t) in {"mark", "case"} for t in verb.children)


def _subtree(head: Token) -> tuple[int, int]:
    return head.left_edge.i, head.right_edge.i + 1


def _without(doc: Doc, part: tuple[int, int], cue: Token) -> tuple[tuple[int, int], ...]:
    """Cut a content so that it does not hold its own cue."""
    start, end = part
    if not start <= cue.i < end:
        return (part,)
    closing = next((i for i in range(cue.i, start, -1) if doc[i].text in CLOSING), None)
    opening = next((i for i in range(cue.i, end) if doc[i].text in OPENING), None)
    if closing is not None and opening is not None:
        return ((start, closing + 1), (opening, end))  # “…,” X told Y, “and …”
    if closing is not None and (doc[start].text in OPENING or closing == cue.i - 1):
        return ((start, closing + 1),)  # “…,” said X, who a parse gives to the quotation
    edges = [c.left_edge.i for c in cue.children if label(c) == "nsubj" and start < c.left_edge.i < cue.i]
    left = (start, min([*edges, cue.left_edge.i if start < cue.left_edge.i else cue.i]))
    right = (cue.i + 1, end)
    return (left,) if left[1] - left[0] >= right[1] - right[0] else (right,)


def _host(cue: Token) -> Token | None:
    """Return the predicate to which a reporting clause is hung: "S, X said"."""
    if label(cue) in {"parataxis", "discourse"} and cue.head.left_edge.i < cue.left_edge.i:
        return cue.head  # "S, X said", "the dam, X said, was mined"
    aside = label(cue) == "acl:relcl" and all(label(c) in {"nsubj", "punct"} for c in cue.children)
    if aside and cue.i + 1 < cue.sent.end and cue.nbor(1).text == "," and cue.lemma_ in role_nouns().speech:
        return cue.sent.root  # "The missile, Iran claims, can evade sonar"
    as_told = any(c.lower_ == "as" and label(c) == "mark" for c in cue.children)
    if (
        label(cue) == "advcl"
        and as_told
        and not any(label(c) in {"obj", "ccomp", "xcomp"} for c in cue.children)
    ):
        return cue.head  # "as X noted, S"
    behind = cue.i > cue.sent.start and cue.nbor(-1).text == "," and cue.head.i < cue.i
    if behind and any(label(c) == "nsubj" and c.i > cue.i for c in cue.children):
        return cue.head  # "…, said the Pentagon", whatever a parse makes of it
    return None


def _around(doc: Doc, host: Token, cue: Token) -> tuple[tuple[int, int], ...]:
    """Return the sentence without the reporting clause."""
    start, end = cue.left_edge.i, cue.right_edge.i + 1
    sent = cue.sent
    first = start if start > host.left_edge.i or label(cue) == "advcl" else cue.i
    parts = [(sent.start, first), (end, sent.end)]
    return tuple(p for p in parts if any(t.is_alpha for t in doc[p[0] : p[1]]))
