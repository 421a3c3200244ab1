"""Which way a weekday or a month points."""

import datetime

import pytest

from kg.language import load
from kg.language.dates import find_dates
from kg.language.tense import past_at

WEDNESDAY = datetime.date(2023, 9, 13)


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin met Kim on Monday.", ["2023-09-11"]),
        ("Putin will meet Kim on Monday.", ["2023-09-18"]),
        ("They agreed to meet on Monday.", ["2023-09-18"]),
        ("They failed to meet on Monday.", ["2023-09-11"]),
        ("The Security Council meets on Monday.", ["2023-09-18"]),
        ("They are expected to hold talks on Friday.", ["2023-09-15"]),
        ("Talks were scheduled for Friday.", ["2023-09-15"]),
        ("The drones were to be delivered in October.", ["2023-10"]),
        ("The missile fired on Monday flew 600 km.", ["2023-09-11"]),
        ("He travelled to Moscow to meet Putin on Tuesday.", ["2023-09-12"]),
        ("Putin could visit Pyongyang in October.", ["2023-10"]),
        ("They might have met on Monday.", ["2023-09-11"]),
        ("Talks on Thursday will focus on trade.", ["2023-09-14"]),
        ("The ministry says the test took place on Friday.", ["2023-09-08"]),
        ("Washington announced on Tuesday that it would act on Friday.", ["2023-09-12", "2023-09-15"]),
        ("Monday’s talks failed.", ["2023-09-11"]),
        ("The call follows their talks on Monday.", ["2023-09-11"]),
        ("The visit comes after a summit in June.", ["2023-06"]),
        ("The visit will follow the summit in June.", ["2024-06"]),
        ("Talks on Friday follow a summit.", ["2023-09-15"]),
        ("He arrived on Sunday, meeting Xi on Monday.", ["2023-09-10", "2023-09-11"]),
    ],
)
def test_weekdays_and_months_follow_their_verb(text, expected, nlp):
    doc = nlp(text)
    assert [date.begin for date in find_dates(doc, WEDNESDAY, past_at(doc))] == expected
