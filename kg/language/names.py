"""Scores of name tags → entity spans."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.language.encoder import Window

LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "EVENT": "EVENT", "MISC": "NORP"}


def spans(doc: Doc, window: Window, tags: list[str]) -> Iterator[Span]:
    """Yield the entities of a window; a span that begins inside counts from there."""
    best = [tags[i] for i in window.names.argmax(1)]
    n = 0
    while n < len(best):
        kind = best[n][2:]
        if not kind:
            n += 1
            continue
        end = n + 1
        while end < len(best) and best[end] == f"I-{kind}" and end not in window.breaks:
            end += 1
        span = Span(doc, window.tokens[n], window.tokens[end - 1] + 1, label=LABELS[kind])
        if kind != "MISC" or _is_nationality(span):
            yield span
        n = end


def _is_nationality(span: Span) -> bool:
    """Keep of the miscellaneous names those of peoples and creeds: "Russian", "Iraqis", "Shiite"."""
    word = span[-1].text.lower()
    return len(span) <= 2 and word.endswith(
        ("an", "ans", "ese", "ish", "i", "is", "ch", "ite", "ites", "ic", "k", "sh", "ers", "s", "im")
    )
