"""Where sentences start: the network's scores, corrected by what punctuation and layout tell for sure."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.language.encoder import Window
from kg.language.windows import CLOSING, ENDS

# A name or number follows these, never a new sentence.
ABBREVIATIONS = frozenset(
    (
        "adm. capt. cmdr. col. dr. gen. gov. lt. maj. mr. mrs. ms. messrs. no. nos. pres. prof. rep. "
        "reps. rev. sen. sens. sgt. st. brig. cpl. ambassador. hon. amb. sec. vs. e.g. i.e. cf. fig. "
        "art. u.n. jan. feb. aug. sept. oct. nov. dec."
    ).split()
)
SAYING = frozenset({"said", "says", "added", "told", "stated"})
SURE = 3.5  # score of a start behind a word; chosen on 60 articles of the corpus
OPENING = frozenset({"“", "‘", "("})
BETWEEN = frozenset({",", ";", "-", "–", "—"})


def starts(doc: Doc, window: Window) -> Iterator[int]:
    """Yield the positions in the window at which a sentence starts, the first always."""
    tokens = [doc[i] for i in window.tokens]
    for n in range(len(tokens)):
        score = float(window.start[n])
        if 0 < n < len(tokens) - 1 and _opens(tokens[n], tokens[n - 1]):
            score = max(score, float(window.start[n + 1]))  # a quote and its first word start together
        if n == 0 or n in window.breaks or _breaks(tokens, n, score):
            yield n


def _breaks(tokens: list[Token], n: int, score: float) -> bool:
    token, before = tokens[n], tokens[n - 1]
    if before.lower_ in ABBREVIATIONS or before.text in OPENING or (n > 1 and _opens(before, tokens[n - 2])):
        return False
    if (token.text in CLOSING and not _opens(token, before)) or token.text in BETWEEN:
        return False
    last = _last_word_mark(tokens, n)
    if last == "," or (
        before.text in CLOSING
        and last not in ENDS
        and last not in {"…", "...", ":", ";"}
        and token.text[:1].islower()
    ):
        return False  # “…,” | Kim said
    if (
        last in ENDS
        and (before.text not in CLOSING or (last == "." and not _is_cue(tokens, n)))
        and (token.text[:1].isupper() or token.text[:1] in OPENING or _opens(token, before))
    ):
        return score > -4.0  # an end mark and a capital: only a sure network may say no
    # Where only a capital speaks for a start, names pass for one: "President of Russia | Vladimir Putin".
    return score > (SURE if last not in ENDS and (before.is_alpha or before.is_digit) else 0.0)


def _is_cue(tokens: list[Token], n: int) -> bool:
    """Tell whether "X said" follows: then the quotation before it belongs to its sentence."""
    words = [t.lower_ for t in tokens[n : n + 4]]
    return any(w in SAYING for w in words[:1]) or (
        len(words) > 2 and words[1] in SAYING and words[2] in {".", ","}
    )


def _opens(token: Token, before: Token) -> bool:
    """Tell whether a mark opens a quotation; a straight one does with white space before it, none after."""
    if token.text in OPENING:
        return True
    return token.text in {'"', "'"} and bool(before.whitespace_) and not token.whitespace_


def _last_word_mark(tokens: list[Token], n: int) -> str:
    """Return the mark or word before the closing quotes before a position."""
    last = n - 1
    while last > 0 and tokens[last].text in CLOSING:
        last -= 1
    return tokens[last].text
