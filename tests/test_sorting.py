"""Sorting more lines than are held in memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.sorting import sorted_lines

LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=4))


@given(LINES, st.integers(1, 5))
def test_lines_come_sorted_and_once_however_few_are_held(lines: list[str], run: int) -> None:
    assert list(sorted_lines(lines, run)) == sorted(set(lines))


@pytest.mark.parametrize("line", ["\r", "a\u2028b", "\x85", "\x0c", ""])
def test_other_breaks_stay_in_a_line(line: str) -> None:
    assert list(sorted_lines([line, "b", line, "a"], 1)) == sorted({line, "a", "b"})
