"""``kg report``: one page that stands alone."""

import re
from pathlib import Path

import pytest
from test_explorer import EVIL, Page, make

from kg.cli import main


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("report") / "store")


def report(store: Path, file: Path, *options: str) -> Page:
    assert main(["report", "--store", str(store), "-o", str(file), *options]) == 0
    return Page(file.read_text("utf-8"))


def test_a_report_holds_the_events_with_their_claims_and_pictures(store: Path, tmp_path: Path) -> None:
    shown = report(store, tmp_path / "r.html", "--title", "All of it")
    assert shown.said.count("All of it") == 2
    assert "From 3 articles" in shown.text
    assert len([i for i in shown.values("article", "id") if i.startswith("event-")]) == 6
    assert "Refutes what United States says" in shown.text
    assert "Kim met Putin" in shown.marked
    assert (
        len([tag for tag, given in shown.tags if tag == "svg" and "picture" in given.get("class", "")]) >= 2
    )


def test_a_report_needs_nothing_else(store: Path, tmp_path: Path) -> None:
    shown = report(store, tmp_path / "r.html")
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _ in shown.tags}
    places = {given["id"] for _, given in shown.tags if "id" in given}
    links = {given["href"] for tag, given in shown.tags if tag == "a" and "href" in given}
    assert links
    assert {link for link in links if not (link.startswith("#") and link[1:] in places)} == set()
    text = (tmp_path / "r.html").read_text("utf-8")
    assert not re.search(r"url\(\s*['\"]?(?!#)", text)
    assert "@import" not in text


def test_a_report_is_the_same_each_time(store: Path, tmp_path: Path) -> None:
    report(store, tmp_path / "a.html")
    report(store, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_what_articles_say_is_text_there_too(store: Path, tmp_path: Path) -> None:
    shown = report(store, tmp_path / "r.html", "--title", EVIL)
    assert " ".join(EVIL.split()) in shown.text
    assert not [name for _, given in shown.tags for name in given if name.startswith("on")]


@pytest.mark.parametrize(
    ("options", "events"),
    [
        (["--status", "disputed"], 1),
        (["--family", "Meeting", "--family", "WeaponsTest", "--from", "2023"], 2),
        (["--to", "2022"], 0),
        (["--entity", "vladimir putin"], 1),
        (["--entity", "DPRK", "--status", "projected"], 1),
        (["--limit", "2"], 2),
    ],
)
def test_a_report_is_restricted(store: Path, tmp_path: Path, options: list[str], events: int) -> None:
    shown = report(store, tmp_path / "r.html", *options)
    assert len([i for i in shown.values("article", "id") if i.startswith("event-")]) == events
    assert ("No event fits" in shown.text) == (events == 0)
    assert ("More events fit" in shown.text) == ("--limit" in options)


def test_a_query_chooses_the_events(store: Path, tmp_path: Path) -> None:
    chosen = ["-p", "claimant=United States", "-p", "denier=Russia"]
    shown = report(store, tmp_path / "r.html", "--query", "transfers-claimed-and-denied", *chosen)
    assert "Which weapons transfers does one side claim and another deny" in shown.text
    assert [i for i in shown.values("article", "id") if i.startswith("event-")] == ["event-1"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--entity", "Nobody At All"], 'nothing is called "Nobody At All"'),
        (["--query", "no-such"], "no query is called 'no-such'"),
        (["--query", "meetings", "--family", "Meeting"], "chooses the events"),
        (["-p", "a=b"], "-p goes with --query"),
    ],
)
def test_what_can_not_be_reported_is_said(
    store: Path, tmp_path: Path, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--store", str(store), "-o", str(tmp_path / "r.html"), *options]) != 0
    assert message in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


def test_a_period_is_checked(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["report", "--store", str(store), "-o", str(tmp_path / "r.html"), "--from", "yesterday"])
    assert "is no date" in capsys.readouterr().err
