"""Which tokens stand in quotation marks, and whose words they are."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.language.labels import PASSIVE_SUBJECTS, SUBJECTS, label
from kg.language.rolenouns import role_nouns

_OPEN, _CLOSE = "“„", "”"


def quoted_tokens(doc: Doc) -> frozenset[int]:
    """Return the tokens within double quotation marks; a quotation ends with its paragraph at the latest."""
    inside, found = False, set()
    for token in doc:
        if "\n" in token.text:
            inside = False
        elif token.text[:1] in _OPEN:
            inside = True
        elif token.text[:1] in _CLOSE:
            inside = False
        elif token.text in {'"', "``", "''"}:
            inside = not inside
        elif inside:
            found.add(token.i)
    return frozenset(found)


def quoting_subjects(doc: Doc, quoted: frozenset[int]) -> dict[int, Token]:
    """Return the subject of "said" for each token of a quotation that holds a clause.

    A quoted fragment ("his “dear friend”") has none: it keeps the sentence's own view.
    """
    found: dict[int, Token] = {}
    before: tuple[int, Token] | None = None
    for start, end in _runs(quoted):
        if not any(label(t) in SUBJECTS | PASSIVE_SUBJECTS for t in doc[start:end]):
            continue
        subject = _subject(doc, start, end, quoted)
        if subject is None and before and not any("\n" in t.text for t in doc[before[0] : start]):
            subject = before[1]
        if subject is not None:
            found.update(dict.fromkeys(range(start, end), subject))
            before = (end, subject)
    return found


def _runs(quoted: frozenset[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(quoted)
    start = 0
    for n, i in enumerate(ordered):
        if n + 1 == len(ordered) or ordered[n + 1] != i + 1:
            yield ordered[start], i + 1
            start = n + 1


def _subject(doc: Doc, start: int, end: int, quoted: frozenset[int]) -> Token | None:
    """Return the subject of the verb of speech nearest to a quotation, in the sentences that it touches."""
    first = doc[max(0, start - 2)].sent.start
    last = doc[min(len(doc) - 1, end + 1)].sent.end
    found: list[tuple[int, int, Token]] = []
    for token in doc[first:last]:
        if token.i in quoted or token.lemma_.lower() not in role_nouns().speech:
            continue
        for child in token.children:
            if label(child) in SUBJECTS and child.i not in quoted:
                away = start - token.i if token.i < start else token.i - end
                found.append((away, token.i, child))
    return min(found)[2] if found else None
