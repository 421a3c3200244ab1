"""What is said: the tokens of a statement's content, by grammar and by quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.language.clause import Argument, Clause
from kg.language.labels import label
from kg.language.quotes import find_quotes
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


def adopt_quotes(doc: Doc, cues: Sequence[tuple[int, Content]]) -> list[Content]:
    """Give each quotation to the cue beside it, and quotations without a cue to the speech they continue."""
    contents = [c for _, c in cues]
    last: tuple[int, int] | None = None  # cue number and end token of the last quotation
    waiting: list[tuple[int, int]] = []  # paragraphs of a speech whose cue is still to come
    for span in find_quotes(doc.text):
        piece = doc.char_span(span.begin, span.end, alignment_mode="expand")
        if piece is None or len(piece) < 3:
            continue
        quote = (piece.start, piece.end)
        owner = _owner(doc, quote, cues, contents)
        if owner is None and last is not None and _continues(doc, last[1], quote):
            owner = last[0]
        if owner is None and _is_unclosed(doc, quote) and (not waiting or _follows(doc, waiting[-1], quote)):
            waiting.append(quote)
            continue
        if owner is not None:
            if waiting and _follows(doc, waiting[-1], quote):
                for paragraph in waiting:
                    contents[owner] = _joined(contents[owner], paragraph, cues[owner][0])
            contents[owner] = _joined(contents[owner], quote, cues[owner][0])
            last = (owner, quote[1])
        elif last is not None and _is_speech(doc, quote):
            last = None
    return [_after_colon(doc, cue, c) for (cue, _), c in zip(cues, contents, strict=True)]


def _is_unclosed(doc: Doc, quote: tuple[int, int]) -> bool:
    """Tell whether a quotation runs on into the next paragraph, as it has no closing mark."""
    return doc[quote[1] - 1].text not in {"”", '"'} and quote[1] < len(doc) and _is_speech(doc, quote)


def _follows(doc: Doc, first: tuple[int, int], quote: tuple[int, int]) -> bool:
    return all(t.is_space for t in doc[first[1] : quote[0]])


def _is_speech(doc: Doc, quote: tuple[int, int]) -> bool:
    """Tell a quoted sentence from a quoted phrase ("special military operation")."""
    return quote[1] - quote[0] > 6 or doc[quote[1] - 2].text in {",", ".", "?", "!"}


def _owner(
    doc: Doc, quote: tuple[int, int], cues: Sequence[tuple[int, Content]], contents: Sequence[Content]
) -> int | None:
    start, end = quote
    for number, (cue, content) in enumerate(cues):
        if not start <= cue < end and any(a < end and start < b for a, b in content.parts):
            return number
    before = [n for n, (cue, content) in enumerate(cues) if cue == start - 1 and not content.parts]
    if before:
        return before[0]  # vowed “full support”
    if not _is_speech(doc, quote):
        return None
    first, last = doc[start].sent, doc[end - 1].sent
    outside = [
        (abs(cue - (end if cue >= end else start)), n)
        for n, (cue, _) in enumerate(cues)
        if not start <= cue < end
        and (first.start <= cue < last.end)
        and not _has_other_quote(contents[n], quote)
    ]
    if outside:
        return min(outside)[1]
    return _announced(doc, first.start, cues, contents) if start == first.start > 0 else None


def _announced(
    doc: Doc, start: int, cues: Sequence[tuple[int, Content]], contents: Sequence[Content]
) -> int | None:
    """Return the cue of the sentence before a quotation when nothing has been said in it yet."""
    sentence = doc[start - 1].sent
    waiting = [
        n
        for n, (cue, content) in enumerate(cues)
        if sentence.start <= cue < sentence.end and content is contents[n] and not content.parts
    ]
    return waiting[-1] if waiting else None


def _has_other_quote(content: Content, quote: tuple[int, int]) -> bool:
    return (
        bool(content.parts)
        and not content.quoted
        and not any(a < quote[1] and quote[0] < b for a, b in content.parts)
    )


def _continues(doc: Doc, end: int, quote: tuple[int, int]) -> bool:
    """Tell whether a quotation goes on where the last one ended, with no cue of its own between them."""
    between = [t for t in doc[end : quote[0]] if not t.is_space and not t.is_punct]
    sentence = doc[quote[0]].sent
    rest = [t for t in doc[quote[1] : doc[quote[1] - 1].sent.end] if not t.is_space and not t.is_punct]
    return (
        sentence.start >= quote[0] - 1
        and not rest
        and len(between) <= 30
        and _same_passage(doc, end, quote[0])
    )


def _same_passage(doc: Doc, end: int, start: int) -> bool:
    """Tell whether at most the rest of the cue's own sentence lies between."""
    return sum(1 for t in doc[end:start] if t.is_sent_start) <= 1


def _joined(content: Content, quote: tuple[int, int], cue: int) -> Content:
    parts = list(content.parts)
    overlapping = [p for p in parts if p[0] < quote[1] and quote[0] < p[1]]
    start = min([quote[0], *(p[0] for p in overlapping)])
    end = max([quote[1], *(p[1] for p in overlapping)])
    if start <= cue < end:
        start, end = quote
        overlapping = []
    kept = [p for p in parts if p not in overlapping]
    return Content(tuple(sorted({*kept, (start, end)})), True)


def _after_colon(doc: Doc, cue: int, content: Content) -> Content:
    """Take the paragraph after "Kim continued:" as said, quotation marks or not."""
    if content.parts:
        return content
    sent = doc[cue].sent
    last = [t for t in sent if not t.is_space]
    if not last or last[-1].text != ":" or sent.end >= len(doc):
        return content
    end = sent.end
    while end < len(doc) and not (doc[end].is_space and "\n" in doc[end].text):
        end += 1
    return replace(content, parts=((sent.end, end),), quoted=True) if end > sent.end else content
