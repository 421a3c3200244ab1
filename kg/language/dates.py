"""Dates in an article's text, made absolute by the article's own date."""

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.language.datereadings import READINGS, TABLE, Match, Moment
from kg.model import DateValue, Span

# "the next day" points at a day told at most so many characters before.
_REACH = 400
_DATELINE = re.compile(r"\s*[A-Z]{3}[^\n!?]{0,80}?\s(?:—|–|--|-)\s")
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s+[A-Z“\"]")
_NEAR_ENDS = 100  # years
_START = re.compile(r"\b(?:start|beginning) of\b")
_MERGE = {"from": {"to", "until", "through", "-", "–"}, "between": {"and"}}


@dataclass(frozen=True, slots=True)
class _Find:
    begin: int
    end: int
    reading: str
    match: Match


def _alternatives(words: dict[str, int], any_case: bool = False) -> str:
    joined = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    return f"(?i:{joined})" if any_case else joined


def _compile() -> list[tuple[str, re.Pattern[str], frozenset[str]]]:
    whole = TABLE["words"]["full_month"].split("|")
    short = _alternatives({m: n for m, n in TABLE["months"].items() if m not in whole})
    months = rf"(?:{'|'.join(whole)}|(?:{short})\.?)"
    words = {
        "month": f"(?P<month>{months})",
        "month2": f"(?P<month2>{months})",
        "weekday": f"(?P<weekday>{_alternatives(TABLE['weekdays'])})",
        "season": f"(?P<season>{_alternatives(TABLE['seasons'])})",
        "number": rf"(?P<number>{_alternatives(TABLE['numbers'], any_case=True)}|\d{{1,3}})",
    } | TABLE["words"]
    found = []
    for pattern in TABLE["pattern"]:
        regex = re.sub(r"\{([a-z_]\w*)\}", lambda m: words[m[1]], pattern["regex"])
        guarded = re.compile(rf"(?<!\w)(?<!\d[.,])(?:{regex})(?!\w)")
        found.append((pattern["reading"], guarded, frozenset(pattern.get("after", ()))))
    return found


_PATTERNS = _compile()


def find_dates(
    doc: Doc, published: datetime.date | None, past: Callable[[int], bool] | None = None
) -> tuple[DateValue, ...]:
    """Return the dates that the text tells, in text order.

    Relative and incomplete dates are reckoned from ``published`` and left out without it. ``past``
    tells of a token whether what is said around it lies in the past; None takes the past everywhere.
    """
    if published and not _NEAR_ENDS < published.year < datetime.MAXYEAR - _NEAR_ENDS:
        published = None  # a slip of the pen; reckoning from it would leave the calendar
    text = doc.text
    starts = [t.idx for t in doc]
    values: list[DateValue] = []
    previous: tuple[int, str] | None = None
    for find in _finds(text):
        token = max(bisect_right(starts, find.begin) - 1, 0)
        before = text[previous[0] : find.begin] if previous else None
        moment = Moment(
            published,
            past is None or past(token),
            previous[1] if previous and before is not None and len(before) <= _REACH else None,
            previous[1] if previous and before is not None and not _SENTENCE_END.search(before) else None,
        )
        when = READINGS[find.reading](find.match, moment)
        if when is None:
            continue
        if len(when.begin) == 10 and when.end is None and find.reading != "shifted":
            previous = (find.end, when.begin)
        # "a day after": it is the preposition that hangs on what is dated.
        place = find.match.span("way" if find.reading == "shifted" else 0)
        values.append(DateValue(when.begin, when.end, when.basis, Span(*place)))
    return tuple(v for v in _joined(values, text, published) if not _is_bound(v, text))


def _finds(text: str) -> list[_Find]:
    """Return what the patterns find, without overlaps and without the article's dateline."""
    dateline = _DATELINE.match(text)
    first = dateline.end() if dateline else 0
    found: list[tuple[int, int, int, _Find]] = []
    for order, (reading, pattern, after) in enumerate(_PATTERNS):
        for match in pattern.finditer(text, first):
            before, behind = _word_before(text, match.start()), _word_after(text, match.end())
            if after and before.lower() not in after:
                continue
            if not _is_misleading(reading, match, before, behind):
                found.append((match.start(), -match.end(), order, _Find(*match.span(), reading, match)))
    kept: list[_Find] = []
    for *_, find in sorted(found, key=lambda f: f[:3]):
        if not kept or find.begin >= kept[-1].end:
            kept.append(find)
    return kept


def _is_misleading(reading: str, match: Match, before: str, after: str) -> bool:
    """Tell whether the words around a find make it something other than a date."""
    if reading == "year":
        table = TABLE["not_a_year"]
        cut = bool(re.match(r"[-–—/.,:]?\d|[-–—](?=[a-z])", match.string[match.end() : match.end() + 3]))
        return cut or before.lower() in table["before"] or after.lower() in table["after"]
    if reading == "month" and match[0] == match["month"] and before == "the":
        return not after.islower()  # "the May Fourth Movement"
    if reading == "shifted":
        return before.lower() in TABLE["not_exact"]["before"]
    if reading == "weekday":
        return before in TABLE["not_a_day"]["before"] or after in TABLE["not_a_day"]["after"]
    return False


def _word_before(text: str, begin: int) -> str:
    found = re.search(r"([^\s(/]+)\s+$", text[max(0, begin - 30) : begin])
    if not found:
        return ""
    return "'s" if found[1].endswith(("'s", "’s", "s’", "s'")) else found[1].strip('“"‘,')


def _word_after(text: str, end: int) -> str:
    found = re.match(r"\s*(\(|[^\s.,;:)”\"]+)", text[end : end + 30])
    return found[1] if found else ""


def _joined(values: list[DateValue], text: str, published: datetime.date | None) -> list[DateValue]:
    """Join "from A to B" and "between A and B"; let "since A" reach to the article's date."""
    found: list[DateValue] = []
    for value in values:
        opening = _word_before(text, value.span.begin).lower()
        if found and _links(found[-1], value, text):
            first = found.pop()
            span = Span(first.span.begin, value.span.end)
            found.append(DateValue(first.begin, value.end or value.begin, value.basis, span))
        elif opening == "since":
            if published and value.begin < published.isoformat():
                words = text[value.span.begin : value.span.end]
                begin = value.begin + "-01" * (len(value.begin) == 4 and bool(_START.search(words)))
                found.append(DateValue(begin, published.isoformat(), value.basis, value.span))
        else:
            found.append(value)
    return found


def _links(first: DateValue, second: DateValue, text: str) -> bool:
    between = text[first.span.end : second.span.begin].strip(" ,").lower()
    opening = _word_before(text, first.span.begin).lower()
    same = len(first.begin) == len(second.begin) and not first.end and first.begin < second.begin
    return same and between in _MERGE.get(opening, ())


def _is_bound(value: DateValue, text: str) -> bool:
    """Tell whether a date only bounds a time: "before Monday", but not "before Monday's talks"."""
    if _word_before(text, value.span.begin).lower() not in TABLE["bounds"]["before"]:
        return False
    return not re.match(r"['’]", text[value.span.end : value.span.end + 1])
