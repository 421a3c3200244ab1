"""Quotations by their marks: straight and curly, over sentences and paragraphs, left open."""

import pytest

from kg.language.quotes import find_quotes

WRAPPED = (
    "The President said on Monday that “the alliance stands together and that it will\n"
    "answer any attack on the territory of a member with all the means that it has at\n"
    "hand,” and that the ministers of the alliance would meet in Brussels before the\n"
    "end of the month."
)


def quoted(text: str) -> list[str]:
    return [text[s.begin : s.end] for s in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We agree,” he said.", ["“We agree,”"]),
        ('"We agree," he said, "and we sign."', ['"We agree,"', '"and we sign."']),
        ("He said: “One. Two.”\nShe left.", ["“One. Two.”"]),
        ("“One goes on.\n“Two ends.” They left.", ["“One goes on.", "“Two ends.”"]),
        ("No words are quoted here.", []),
        ("“”", []),
        ("A stray ” mark.", []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_runs_over_wrapped_lines() -> None:
    (found,) = quoted(WRAPPED)
    assert found.startswith("“the alliance")
    assert found.endswith("hand,”")
