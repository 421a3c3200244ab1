"""Overlapping marks in a text."""

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.cards import Named
from kg.explorer.marking import Evidence, stretches

TEXT = "Kim met Putin in Russia."
KIM, RUSSIA = Named("k", "Kim"), Named("r", "Russia")


def test_marks_may_overlap() -> None:
    first, second = Evidence(0, 13, (1,)), Evidence(8, 24, (2,))
    cut = stretches(TEXT, [(0, 3, KIM), (17, 23, RUSSIA)], [first, second], None)
    assert ["".join(piece.text for piece in one.pieces) for one in cut] == [
        "Kim met ",
        "Putin",
        " in Russia.",
    ]
    assert [one.evidence for one in cut] == [(first,), (first, second), (second,)]
    assert [one.opens for one in cut] == [(first,), (second,), ()]
    assert [one.closes for one in cut] == [(), (first,), (second,)]
    assert [piece.entity for one in cut for piece in one.pieces if piece.entity] == [KIM, RUSSIA]


def test_what_was_asked_for_is_told_apart() -> None:
    cut = stretches(TEXT, [], [], (4, 7))
    assert [("".join(p.text for p in one.pieces), one.asked) for one in cut] == [
        ("Kim ", False),
        ("met", True),
        (" Putin in Russia.", False),
    ]


spans = st.tuples(st.integers(-3, 30), st.integers(-3, 30))


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8), st.none() | spans)
def test_no_character_is_lost_and_no_mark_misplaced(
    named: list[tuple[int, int]], proofs: list[tuple[int, int]], asked: tuple[int, int] | None
) -> None:
    mentions = [(begin, end, Named(str(i), str(i))) for i, (begin, end) in enumerate(named)]
    evidence = [Evidence(begin, end, (i,)) for i, (begin, end) in enumerate(proofs)]
    within = asked if asked and 0 <= asked[0] < asked[1] <= len(TEXT) else None
    cut = stretches(TEXT, mentions, evidence, within)
    assert "".join(piece.text for one in cut for piece in one.pieces) == TEXT
    sound = {e for e in evidence if 0 <= e.begin < e.end <= len(TEXT)}
    place = 0
    for one in cut:
        end = place + sum(len(piece.text) for piece in one.pieces)
        expected = {
            e for e in evidence if 0 <= e.begin < e.end <= len(TEXT) and e.begin <= place and end <= e.end
        }
        assert set(one.evidence) == expected
        place = end
    sound = {e for e in evidence if 0 <= e.begin < e.end <= len(TEXT)}
    assert {e for one in cut for e in one.opens} == sound
    assert {e for one in cut for e in one.closes} == sound
