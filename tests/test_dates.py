"""What the text tells of dates, made absolute."""

import datetime

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import find_dates

NLP = spacy.blank("en")
WEDNESDAY = datetime.date(2023, 9, 13)


def dates(text, published=WEDNESDAY, past=None):
    return [d.begin + (f"/{d.end}" if d.end else "") for d in find_dates(NLP(text), published, past)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Told in full.
        ("They met on September 13, 2023, in Vostochny.", ["2023-09-13"]),
        ("They met on Wednesday, September 13, 2023.", ["2023-09-13"]),
        ("They met on 13 September 2023.", ["2023-09-13"]),
        ("The missile was fired on the 3rd of October 2006.", ["2006-10-03"]),
        ("Published 2023-09-13 by the ministry.", ["2023-09-13"]),
        ("A deal signed in March 2022 covers spare parts.", ["2022-03"]),
        ("the June 2021 summit in Geneva", ["2021-06"]),
        ("It was first tested in 2017.", ["2017"]),
        ("the 1998 nuclear tests", ["1998"]),
        ("the nuclear tests of 1998", ["1998"]),
        ("early 2022 saw new tests", ["2022"]),
        ("Trump's 2018 summit with Kim", ["2018"]),
        # The year is understood.
        ("They agreed on Sept. 5 to meet.", ["2023-09-05"]),
        ("Yeltsin made a visit on 20 December.", ["2022-12-20"]),
        ("Talks were set for September 20.", ["2023-09-20"]),
        ("Shoigu visited North Korea in July.", ["2023-07"]),
        ("In late November the talks resumed.", ["2022-11"]),
        ("the July visit of Shoigu", ["2023-07"]),
        ("In September talks began.", ["2023-09"]),
        # Weekdays.
        ("Kim met Putin on Wednesday.", ["2023-09-13"]),
        ("The State Department said on Tuesday", ["2023-09-12"]),
        ("They met Thursday.", ["2023-09-07"]),
        ("They met last Wednesday.", ["2023-09-06"]),
        ("They met last Tuesday.", ["2023-09-12"]),
        ("They will meet next Monday.", ["2023-09-18"]),
        ("They meet this Friday.", ["2023-09-15"]),
        ("They met on Monday last week.", ["2023-09-04"]),
        ("after Tuesday's talks", ["2023-09-12"]),
        # Near the article's own date.
        ("They met today.", ["2023-09-13"]),
        ("Earlier today they met.", ["2023-09-13"]),
        ("Yesterday, the Council met.", ["2023-09-12"]),
        ("They will meet tomorrow morning.", ["2023-09-14"]),
        ("It was fired this morning.", ["2023-09-13"]),
        ("It was fired last night.", ["2023-09-12"]),
        ("They met last week.", ["2023-09-04/2023-09-10"]),
        ("The aid was sent this week.", ["2023-09-11/2023-09-13"]),
        ("They meet next week.", ["2023-09-18/2023-09-24"]),
        ("The aid was sent last month.", ["2023-08"]),
        ("They meet next month.", ["2023-10"]),
        ("Late last year it tested a missile.", ["2022"]),
        ("earlier this year", ["2023"]),
        ("It was sent in the autumn of 2006.", ["2006"]),
        # Reckoned.
        ("They met two days ago.", ["2023-09-11"]),
        ("They met a month ago.", ["2023-08"]),
        ("It was signed 10 years ago.", ["2013"]),
        ("It was signed three weeks ago.", ["2023-08-21/2023-08-27"]),
        ("They met on Monday, a day after Kim arrived.", ["2023-09-11", "2023-09-10"]),
        ("They met on Monday, hours after a launch.", ["2023-09-11", "2023-09-11"]),
        ("Tuesday’s launch came two weeks before the talks.", ["2023-09-12", "2023-09-26"]),
        ("They met on Monday, less than a week after the test.", ["2023-09-11"]),
        ("They met on Monday. It was a day after the test.", ["2023-09-11"]),
        ("Three weeks after the talks, they met.", []),
        ("They met on September 4. The next day, they signed.", ["2023-09-04", "2023-09-05"]),
        ("In recent months, North Korea has failed twice.", ["2023"]),
        # Ranges.
        ("The ministers met from 12 to 14 May.", ["2023-05-12/2023-05-14"]),
        ("The ministers met on May 12-14, 2021.", ["2021-05-12/2021-05-14"]),
        ("between January 1, 2002, and October 16, 2002, they met", ["2002-01-01/2002-10-16"]),
        ("the 1950-53 Korean War", ["1950/1953"]),
        ("sold from 2014 to 2018", ["2014/2018"]),
        ("He toured Asia from August 28 to September 2.", ["2023-08-28/2023-09-02"]),
        ("Tests since the start of 2022 were many.", ["2022-01/2023-09-13"]),
        ("Shipments since July were seized.", ["2023-07/2023-09-13"]),
        ("Shells were sold in the 1990s.", ["1990/1999"]),
        # No date.
        ("Kim met Putin.", []),
        ("More than 2,000 soldiers and about 2000 tons", []),
        ("some 1950 rounds and 2015 rifles", []),
        ("They may march in protest.", []),
        ("May said she would meet April Jones.", []),
        ("resolution 1874 (2009)", []),
        ("resolution 2022 was adopted", []),
        ("the Sunday Times reported", []),
        ("the Belfast/Good Friday Agreement", []),
        ("Russia Today reported", []),
        ("the talks ended before Monday", []),
        ("The previous Friday they met.", []),
        ("a range of 1,930.5 km and 30 February", []),
    ],
)
def test_reads_dates_of_the_text(text, expected):
    assert dates(text) == expected


def test_tense_decides_between_last_and_next():
    def future(_):
        return False

    assert dates("They will meet on Monday.", past=future) == ["2023-09-18"]
    assert dates("They will meet on Wednesday.", past=future) == ["2023-09-13"]
    assert dates("They will meet in December.", past=future) == ["2023-12"]
    assert dates("They will meet on March 3.", past=future) == ["2024-03-03"]


def test_tense_is_asked_at_the_date():
    text = "They met on Monday and will meet on Friday."
    assert dates(text, past=lambda i: i < 5) == ["2023-09-11", "2023-09-15"]


@pytest.mark.parametrize(
    "text",
    ["on Wednesday", "today", "last month", "on 13 September", "in July", "two days ago", "since 2022"],
)
def test_stays_unresolved_without_the_articles_date(text):
    assert dates(f"They met {text}.", published=None) == []


def test_full_dates_need_no_articles_date():
    assert dates("They met on 13 September 2023 and in 2019.", published=None) == ["2023-09-13", "2019"]


def test_dateline_is_the_publication_date_and_no_events():
    assert dates("SEOUL, South Korea, Sept. 13 (AP) — Kim met Putin on Tuesday.") == ["2023-09-12"]


def test_span_and_basis():
    text = "“Ça va”: they met on Sept. 5, after talks on Monday and two days ago."
    found = find_dates(NLP(text), WEDNESDAY)
    told = [(text[d.span.begin : d.span.end], d.basis) for d in found]
    assert told == [("Sept. 5", "explicit"), ("Monday", "weekday"), ("two days ago", "relative")]


def test_span_of_a_day_after_is_its_preposition():
    text = "They met on Monday, a day after Kim arrived."
    *_, last = find_dates(NLP(text), WEDNESDAY)
    assert text[last.span.begin : last.span.end] == "after"


PIECES = ["on", "from", "between", "since", "to", "-", ",", "May", "October", "February", "12", "31"]
PIECES += ["Monday", "last", "next", "week", "years", "months", "ago", "a", "the", "summer"]
PIECES += ["after", "before", "1990s", "tomorrow", "2022-02-30", "999", "2023", "53"]


def is_calendar_point(point):
    return bool(datetime.date.fromisoformat(point + "-01-01"[3 * point.count("-") :]))


@given(st.lists(st.sampled_from(PIECES)).map(" ".join), st.dates())
def test_any_words_give_calendar_dates_in_order(text, published):
    for found in find_dates(NLP(text), published):
        assert is_calendar_point(found.begin)
        assert found.end is None or (is_calendar_point(found.end) and found.begin <= found.end)
        assert text[found.span.begin : found.span.end].strip()
