"""A text's tokens → the windows in which the encoder reads them.

A window depends on its own article's text alone, so that a parse never depends on its neighbours.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

LONGEST = 150  # words; the model was trained on windows of up to 130 words
ENDS = frozenset({".", "!", "?"})
CLOSING = frozenset({'"', "”", "’", "'", "''", ")", "]"})


def windows(doc: Doc, breaks: Collection[int]) -> Iterator[list[Token]]:
    """Yield runs of whole paragraphs, long paragraphs cut after a sentence end; white space left out.

    ``breaks`` are the white-space tokens that part paragraphs.
    """
    run: list[Token] = []
    for paragraph in paragraphs(doc, breaks):
        for part in parts(paragraph):
            if run and len(run) + len(part) > LONGEST:
                yield run
                run = []
            run = run + part
    if run:
        yield run


def paragraphs(doc: Doc, breaks: Collection[int]) -> Iterator[list[Token]]:
    """Yield the tokens between breaks."""
    run: list[Token] = []
    for token in doc:
        if not token.is_space:
            run.append(token)
        elif token.i in breaks and run:
            yield run
            run = []
    if run:
        yield run


def parts(paragraph: list[Token]) -> Iterator[list[Token]]:
    """Cut a paragraph that is too long for a window."""
    while len(paragraph) > LONGEST:
        cut = next((i for i in range(LONGEST, LONGEST // 3, -1) if ends_before(paragraph, i)), LONGEST)
        yield paragraph[:cut]
        paragraph = paragraph[cut:]
    yield paragraph


def opens(token: Token, before: Token) -> bool:
    """Tell whether a straight quote opens a quotation: white space before it, none after."""
    return token.text in {'"', "'"} and bool(before.whitespace_) and not token.whitespace_


def ends_before(tokens: list[Token], i: int) -> bool:
    """Tell whether a sentence plainly ends before a position: end mark, closing quotes, a capital."""
    last = i - 1
    while last > 0 and tokens[last].text in CLOSING:
        if opens(tokens[last], tokens[last - 1]):
            return False
        last -= 1
    following = tokens[i].text if i < len(tokens) else ""
    return tokens[last].text in ENDS and (following[:1].isupper() or following[:1] in {'"', "“", "‘"})
