"""Copies of one story, and how many independent sources there are."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.conclusions import independent
from kg.resolve.reposts import SIZE, is_repost, sketch

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfglmnrst"]


def prose(seed: int, length: int) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(length)]


def same(one: list[str], other: list[str]) -> bool:
    found = is_repost(sketch(" ".join(one)), sketch(" ".join(other)))
    assert found == is_repost(sketch(" ".join(other)), sketch(" ".join(one)))
    return found


@given(st.integers(0, 1000), st.integers(60, 900))
def test_a_story_with_a_few_words_changed_is_the_same(seed: int, length: int) -> None:
    story = prose(seed, length)
    assert same(story, story)
    chance = random.Random(seed)
    edited = list(story)
    for _ in range(length // 60):
        edited[chance.randrange(length)] = "edited"
    assert same(story, [*prose(seed + 1, 10), *edited, *prose(seed + 2, 10)])


def test_a_story_that_was_cut_is_the_same_and_a_sentence_of_it_is_not() -> None:
    story = prose(1, 600)
    assert same(story, story[:300])
    assert not same(story, story[:60])


@given(st.integers(0, 1000), st.integers(60, 900))
def test_two_stories_with_a_common_quotation_are_two(seed: int, length: int) -> None:
    quoted = prose(seed + 7, length // 4)
    assert not same([*prose(seed, length), *quoted], [*quoted, *prose(seed + 1, length)])


def test_of_a_few_words_nothing_is_said() -> None:
    short = ["read", "more", "here", "and", "there", "and", "everywhere"]
    assert sketch(" ".join(short)) == []
    assert not same(short, short)


def test_case_and_punctuation_do_not_matter_and_a_sketch_is_bounded() -> None:
    story = prose(3, 500)
    assert sketch(" ".join(story)) == sketch(", ".join(word.upper() for word in story))
    assert len(sketch(" ".join(story))) == SIZE


@pytest.mark.parametrize(
    ("publishers", "reposts", "sources"),
    [
        ({"a": "The Wire", "b": "The Post"}, {}, 2),
        ({"a": "The Wire", "b": "The Wire"}, {}, 1),
        ({"a": "The Wire", "b": "The Post"}, {"a": "b"}, 1),
        ({"a": "The Wire", "b": "The Post", "c": "The Sun"}, {"a": "b", "b": "c"}, 1),
        ({"a": "The Wire", "b": "The Post", "c": "The Wire"}, {"b": "c"}, 1),
        ({"a": "The Wire", "b": "The Post", "c": "The Sun"}, {"a": "c"}, 2),
        ({}, {}, 0),
    ],
)
def test_copies_and_one_publisher_s_articles_are_one_source(
    publishers: Mapping[str, str], reposts: Mapping[str, str], sources: int
) -> None:
    both = {*reposts.items(), *((b, a) for a, b in reposts.items())}
    assert len(independent(publishers, lambda article: {b for a, b in both if a == article})) == sources
