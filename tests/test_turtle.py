"""Turtle that is the same bytes for the same triples, and means what went in."""

import random

import pyoxigraph as ox
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.turtle import file_name, to_turtle

IRIS = st.sampled_from(
    ["https://example.org/a", "https://w3id.org/statecraft#Event", "http://example.org/x?y=z&%3C#q"]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LITERALS = st.one_of(
    TEXT.map(ox.Literal),
    TEXT.map(lambda t: ox.Literal(t, language="en")),
    st.integers().map(
        lambda n: ox.Literal(str(n), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    ),
)
TRIPLES = st.lists(
    st.builds(
        ox.Triple, IRIS.map(ox.NamedNode), IRIS.map(ox.NamedNode), st.one_of(IRIS.map(ox.NamedNode), LITERALS)
    ),
    max_size=8,
)


@given(TRIPLES, st.randoms())
def test_what_is_written_reads_as_the_same_in_any_order(triples: list[ox.Triple], rng: random.Random) -> None:
    text = to_turtle(triples)
    assert {q.triple for q in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)} == set(triples)
    shuffled = list(triples)
    rng.shuffle(shuffled)
    assert to_turtle(shuffled) == text


def test_hostile_text_stays_text() -> None:
    nasty = 'a" . <x> <y> <z> .\n\\u0041 \x00\x1b </script> \u2028'
    triple = ox.Triple(
        ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b"), ox.Literal(nasty)
    )
    text = to_turtle([triple])
    assert [q.triple for q in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)] == [triple]
    assert "\x1b" not in text
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert [str(o) for o in graph.objects()] == [nasty]


def test_prefixes_shorten_known_names_only() -> None:
    node = ox.NamedNode("https://w3id.org/statecraft#Event")
    assert "kg:Event a kg:Event ." in to_turtle(
        [ox.Triple(node, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), node)]
    )


@given(st.text(max_size=300), st.text(max_size=300))
def test_file_names_are_safe_and_differ(one: str, other: str) -> None:
    name = file_name(one)
    assert name.endswith(".ttl")
    assert len(name) < 200
    assert not set(name) & set('/\\\0:*?"<>|')
    assert not name.startswith(".")
    assert (name.lower() == file_name(other).lower()) <= (one.lower() == other.lower())
