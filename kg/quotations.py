"""Which cue a quotation belongs to: the one beside it, or that of the speech which it continues."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.contents import Content
from kg.language.quotes import find_quotes


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
