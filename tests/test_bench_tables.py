"""The tables that the benches score against are well formed."""

import csv
from pathlib import Path

import pytest

from kg.gazetteer import Gazetteer
from kg.model import EntityType

LINKS = Path(__file__).parent.parent / "bench" / "links.tsv"
ENTITIES = "https://w3id.org/statecraft/data/entity/"


@pytest.fixture(scope="module")
def rows():
    with LINKS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def types():
    return {e.iri.removeprefix(ENTITIES): e.type.value for e in Gazetteer.load()}


def test_every_row_has_every_column(rows):
    assert len(rows) > 380
    assert {tuple(row) for row in rows} == {("article", "name", "occurrence", "entity", "type", "note")}
    assert not [row for row in rows if None in row.values()]


def test_entities_are_on_the_list(rows, types):
    wanted = {entity for row in rows for entity in row["entity"].split("|")}
    assert wanted - {"-"} <= set(types)


def test_types_are_those_of_the_list(rows, types):
    told = [(row["name"], row["type"], row["entity"].split("|")[0]) for row in rows]
    assert {type_ for _, type_, _ in told} <= {t.value for t in EntityType}
    assert not [t for t in told if t[2] != "-" and types[t[2]] != t[1]]


def test_who_is_on_no_list_is_described(rows):
    assert not [row["name"] for row in rows if row["entity"] == "-" and not row["note"]]


def test_one_name_means_one_thing_unless_numbered(rows):
    plain = [(row["article"], row["name"]) for row in rows if not row["occurrence"]]
    assert len(plain) == len(set(plain))
    numbers = [
        (row["article"], row["name"], number)
        for row in rows
        if row["occurrence"]
        for number in row["occurrence"].split(",")
    ]
    assert all(number.isdigit() for *_, number in numbers)
    assert len(numbers) == len(set(numbers))
