"""Sentences with the events that each family must give for them, no more and no less."""

import datetime
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from gold_view import KG, difference, events, parse, view
from rdflib import Graph

from kg.extract import extract
from kg.model import NARRATOR, Article
from kg.resolve.status import status
from kg.resources import folder

GOLD = Path(__file__).parent / "gold"
FAMILIES = {
    "meeting": "Meeting",
    "statement": "Statement",
    "weapons_transfer": "WeaponsTransfer",
    "sanctions_action": "SanctionsAction",
    "weapons_test": "WeaponsTest",
}
POSITIVE, NEGATIVE = 40, 20  # the least number of cases of a family
_KEYS = {"name", "text", "date", "source", "predicate", "construction", "expect", "xfail"}


@dataclass(frozen=True)
class Case:
    """One text with what must come out of it; ``xfail`` says why it does not yet."""

    file: str
    name: str
    text: str
    date: datetime.date | None
    source: str | None
    predicate: str
    construction: str
    expect: str
    xfail: str | None


def load(file: str) -> list[Case]:
    """Read the cases of one family."""
    tables = tomllib.loads((GOLD / f"{file}.toml").read_text(encoding="utf-8"))["case"]
    unknown = {key for table in tables for key in table} - _KEYS
    assert not unknown, f"{file}.toml has unknown fields: {sorted(unknown)}"
    optional = {"date": None, "source": None, "xfail": None}
    return [Case(file=file, **(optional | table)) for table in tables]


CASES = [case for file in FAMILIES for case in load(file)]


def marked(case: Case):
    """Mark what is known to fail: it must fail, or the mark has to go."""
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=f"{case.file}-{case.name}", marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_gives_what_the_text_tells(case, tools):
    article = Article(id=case.name, text=case.text, date=case.date, publisher=case.source)
    expected = parse(case.expect)
    found = view(extract(article, tools), expected, FAMILIES[case.file])
    assert difference(expected, found) == "", f"\n{case.text}\n{difference(expected, found)}"


@pytest.mark.parametrize("file", FAMILIES)
def test_every_case_is_run(file):
    tables = re.findall(r"^\[\[case\]\]$", (GOLD / f"{file}.toml").read_text(encoding="utf-8"), re.MULTILINE)
    own = [c for c in CASES if c.file == file]
    assert len(own) == len(tables)
    assert len({c.name for c in own}) == len(own)
    assert sum(bool(c.expect.strip()) for c in own) >= POSITIVE
    assert sum(not c.expect.strip() for c in own) >= NEGATIVE


def test_every_file_of_gold_is_read():
    assert {p.stem for p in GOLD.glob("*.toml")} == set(FAMILIES)


def test_no_two_cases_show_the_same():
    shown = Counter((c.file, c.predicate, c.construction) for c in CASES)
    assert [key for key, count in shown.items() if count > 1] == []


def test_expected_graphs_use_terms_of_the_ontology():
    ontology = Graph().parse(folder("ontology") / "statecraft.ttl")
    known = {str(term) for term in ontology.subjects()} | {str(KG.claim)}
    used = {str(term) for case in CASES for triple in parse(case.expect) for term in triple}
    assert {term for term in used if term.startswith(KG)} - known == set()


def test_expected_status_follows_from_the_claims():
    for case in CASES:
        graph = parse(case.expect)
        assert events(graph).total() == len(set(graph.subjects(KG.status))), case.name
        for node, told in graph.subject_objects(KG.status):
            claims = [
                (_said(graph, claim, KG.claimant) == NARRATOR, _said(graph, claim, KG.stance))
                for claim in graph.objects(node, KG.claim)
            ]
            assert str(told).removeprefix(KG) == status(claims), case.name


def _said(graph, claim, term):
    return str(graph.value(claim, term)).removeprefix(KG)
