"""Which line breaks part paragraphs, and which only wrap lines.

News puts a paragraph on a line; releases of the White House and others break their lines at some
70 characters, in the middle of sentences and names.
"""

from itertools import pairwise

from spacy.tokens import Doc

WRAPPED = range(45, 96)  # characters of a line that was broken to fit
END = frozenset(".!?:;\"”’'")


def breaks(doc: Doc) -> frozenset[int]:
    """Return the white-space tokens that part paragraphs."""
    text = doc.text
    wrapped = is_wrapped(text)
    found = (t.i for t in doc if t.is_space and "\n" in t.text)
    return frozenset(i for i in found if not (wrapped and _joins(doc, text, i)))


def is_wrapped(text: str) -> bool:
    """Tell whether most lines that another line follows are of like length and end within a sentence."""
    lines = [line.strip() for line in text.split("\n")]
    inner = [a for a, b in pairwise(lines) if a and b]
    fitting = [a for a in inner if len(a) in WRAPPED]
    within = [a for a in fitting if a[-1] not in END]
    return len(inner) >= 3 and len(fitting) >= 0.7 * len(inner) and len(within) >= 0.6 * len(inner)


def _joins(doc: Doc, text: str, i: int) -> bool:
    """Tell whether a break of a wrapped text lies within a paragraph: a single one, after a full line."""
    if doc[i].text.count("\n") > 1 or i + 1 >= len(doc) or doc[i + 1].is_space:
        return False
    start = text.rfind("\n", 0, doc[i].idx) + 1
    return len(text[start : doc[i].idx].strip()) in WRAPPED
