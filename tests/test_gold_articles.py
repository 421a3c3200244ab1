"""Example articles with events that each must tell once, whatever else comes out of it.

An expected event with `kg:missed "reason"` is known not to come out yet: the test fails when it does.
"""

from pathlib import Path

import pytest
from gold_view import KG, events, holders, parse, view

from kg.articles import read
from kg.extract import extract
from kg.model import Article

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold" / "articles"
EXPECTED = {path.stem: parse(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.ttl"))}
MISSED = "missed "


def wanted(article, told):
    """Make one expected event a test case."""
    lines = told.splitlines()
    reasons = [line.removeprefix(MISSED) for line in lines if line.startswith(MISSED)]
    rest = [line for line in lines if not line.startswith(MISSED)]
    marks = [pytest.mark.xfail(reason=reason, strict=True) for reason in reasons]
    return pytest.param(article, "\n".join(rest), id=f"{article}: {', '.join(rest)}", marks=marks)


CASES = [wanted(article, told) for article in EXPECTED for told in sorted(events(EXPECTED[article]))]


@pytest.fixture(scope="module")
def found(tools):
    paths = [ROOT / "examples" / "articles" / f"{article}.md" for article in EXPECTED]
    articles = [item for item in read(paths) if isinstance(item, Article)]
    return {article.id: view(extract(article, tools), EXPECTED[article.id]) for article in articles}


@pytest.mark.parametrize(("article", "told"), CASES)
def test_article_tells_it_once(article, told, found):
    all_told = "\n\n".join(sorted(events(found[article]).elements()))
    assert len(holders(told, found[article])) == 1, f"wanted once:\n{told}\n\ntold:\n{all_told}"


def test_every_expected_event_is_run():
    opened = sum(path.read_text(encoding="utf-8").count("\n[] ") for path in GOLD.glob("*.ttl"))
    at_start = sum(path.read_text(encoding="utf-8").startswith("[] ") for path in GOLD.glob("*.ttl"))
    assert len(CASES) == opened + at_start


def test_expected_events_use_no_unknown_status():
    known = {KG[name] for name in ("Reported", "Alleged", "Disputed", "Denied", "Projected")}
    assert {told for graph in EXPECTED.values() for told in graph.objects(predicate=KG.status)} <= known
