"""How many of a thing the text tells."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.language.quantities import quantity_of

NLP = spacy.blank("en")


def quantity(text, noun, phrase):
    """Ask for a noun whose phrase (what hangs on it) is the given words."""
    words = NLP(text)
    head = next(t.i for t in words if t.text == noun)
    first = words.char_span(text.index(phrase), text.index(phrase) + len(phrase)).start
    inside = [first <= t.i < head for t in words]
    deps = ["case" if t.text in {"of", "with", "in"} else "dep" for t in words]
    spaces = [bool(t.whitespace_) for t in words]
    heads = [head if within else 0 for within in inside]
    doc = Doc(NLP.vocab, [t.text for t in words], spaces, heads=heads, deps=["ROOT", *deps[1:]])
    return quantity_of(doc, head)


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("It fired two short-range ballistic missiles.", "two short-range ballistic missiles", (2, "two")),
        ("It fired at least three missiles.", "three missiles", (3, "at least three")),
        ("It fired at least three missiles.", "at least three missiles", (3, "at least three")),
        ("It sold 2,000 missiles.", "2,000 missiles", (2000, "2,000")),
        ("It sold twenty-five new missiles.", "twenty-five new missiles", (25, "twenty-five")),
        ("It sold over 1.5 million missiles.", "over 1.5 million missiles", (1_500_000, "over 1.5 million")),
        ("It sold a dozen missiles.", "a dozen missiles", (12, "a dozen")),
        ("It sold half a dozen missiles.", "half a dozen missiles", (6, "half a dozen")),
        ("It sold several missiles.", "several missiles", (None, "several")),
        ("It sold several hundred missiles.", "several hundred missiles", (None, "several hundred")),
        ("It sold dozens of missiles.", "of missiles", (None, "dozens")),
        ("It sold tens of millions of old missiles.", "of old missiles", (None, "tens of millions")),
        ("It fired a pair of missiles.", "of missiles", (2, "pair")),
        ("It fired two of its missiles.", "of its missiles", (2, "two")),
        ("It sold 25,000 sets of missiles.", "of missiles", (25000, "25,000")),
        ("It sold 30 tons of missiles.", "of missiles", (None, "30 tons")),
        ("It sold $800 million worth of missiles.", "of missiles", (None, "$800 million")),
        ("It sold more than $2 billion in missiles.", "in missiles", (None, "more than $2 billion")),
        ("It sold missiles worth up to $800 million.", "missiles", (None, "up to $800 million")),
        ("It sold missiles worth 40 million euros.", "missiles", (None, "40 million euros")),
        ("It sold an additional 100 missiles.", "an additional 100 missiles", (100, "an additional 100")),
        ("its shipment with about 2000 missiles", "with about 2000 missiles", (2000, "about 2000")),
    ],
)
def test_reads_amounts(text, phrase, expected):
    assert quantity(text, "missiles", phrase) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It sold missiles.", "missiles"),
        ("It sold the missiles.", "the missiles"),
        ("It fired a missile and other missiles.", "other missiles"),
        ("It fired Hwasong 17 missiles.", "Hwasong 17 missiles"),
        ("It fired 155 mm missiles.", "155 mm missiles"),
        ("It fired two-stage missiles.", "two-stage missiles"),
        ("It fired its 2017 missiles.", "its 2017 missiles"),
        ("In 2017, sale of missiles", "of missiles"),
        ("It hailed the launch of missiles.", "of missiles"),
    ],
)
def test_tells_no_amount_where_the_text_tells_none(text, phrase):
    assert quantity(text, "missiles", phrase) == (None, None)
