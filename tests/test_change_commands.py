"""``kg add``, ``diff``, ``judge``, ``rebuild`` and ``export``, on extractions made by hand."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from made import article, launch, shells, summit

from kg.cli import main
from kg.model import Article, Extraction, Stance

EVENTS = {
    "summit": summit(),
    "undated": summit(day=None),
    "plan": summit(said=[("Joe Biden", Stance.PLANNED)]),
    "launch": launch(),
    "denied": shells(said=[("North Korea", Stance.NEGATED)]),
    "claimed": shells(said=[("United States", Stance.ACTUAL)]),
}
INPUTS = {  # id → date, events
    "one": ("2023-09-13", "summit"),
    "two": ("2023-09-14", "summit claimed"),
    "three": ("2023-09-15", "denied"),
    "early": ("2023-09-10", "plan"),
    "late": ("2023-09-14", "undated launch"),
}


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find in an article the events that its text names."""

    def extract_all(articles: Iterable[Article], _: object) -> Iterator[tuple[Article, Extraction]]:
        for told in articles:
            events = [EVENTS[name] for name in told.text.split()]
            yield told, article(told.id, *events, published=told.date, text=f"{told.text} " * 30)

    monkeypatch.setattr("kg.extract.load_tools", lambda *_: ())
    monkeypatch.setattr("kg.extract.extract_all", extract_all)


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command on a store; names of INPUTS become files. Returns what it printed."""

    def run(command: str, *arguments: str, code: int = 0) -> str:
        words = [
            str(_file(tmp_path, a)) if command in {"add", "build"} and a in INPUTS else a for a in arguments
        ]
        assert main([command, *words, "--store", str(tmp_path / "store")]) == code
        streams = capsys.readouterr()
        return streams.out if code == 0 else streams.err

    return run


def _file(folder: Path, name: str) -> Path:
    path = folder / f"{name}.json"
    day, text = INPUTS[name]
    path.write_text(json.dumps({"id": name, "date": day, "text": text}))
    return path


def dump(call: Callable[..., str], tmp_path: Path, name: str = "whole.nq") -> bytes:
    path = tmp_path / name
    call("export", "--all", "-o", str(path))
    return path.read_bytes()


class TestAdd:
    def test_needs_a_store(self, call: Callable[..., str]) -> None:
        assert "`kg build" in call("add", "one", code=1)

    def test_says_what_changed(self, call: Callable[..., str]) -> None:
        call("build", "one")
        told = call("add", "two", "three")
        assert "2 articles read" in told
        assert "2 added" in told
        assert "2 events: 1 new, 1 changed" in told
        assert "2 unchanged; no event" in call("add", "two", "three")

    def test_json(self, call: Callable[..., str]) -> None:
        call("build", "one")
        report = json.loads(call("add", "two", "--json"))
        assert report["added"] == ["two"]
        (met,) = [event for event in report["events"] if event["before"]]
        assert (met["before"]["sources"], met["after"]["sources"]) == (1, 2)


class TestDiff:
    def test_of_the_last_command(self, call: Callable[..., str]) -> None:
        call("build", "one", "two")
        call("add", "three")
        meeting, *rest = sorted(call("diff").splitlines())
        assert meeting == "added: three"
        (line,) = rest
        assert line.startswith("~ WeaponsTransfer")
        assert "Disputed, 2 articles, 2 sources; was Alleged, 1 article, 1 source" in line
        call("remove", "two", "three")
        removed = call("diff").splitlines()
        assert removed[0] == "removed: two, three"
        assert [line[0] for line in removed[1:]] in (["~", "-"], ["-", "~"])

    def test_of_an_article(self, call: Callable[..., str], tmp_path: Path) -> None:
        call("build", "one", "two")
        before = dump(call, tmp_path)
        assert [line[0] for line in sorted(call("diff", "two").splitlines())] == ["+", "~"]
        told = json.loads(call("diff", "two", "--json"))["events"]
        assert {event["after"]["status"] for event in told} == {"Reported", "Alleged"}
        assert dump(call, tmp_path) == before
        assert "no article has the id 'nine'" in call("diff", "nine", code=1)

    def test_of_nothing(self, call: Callable[..., str]) -> None:
        call("build", "one")
        call("build", "one")
        assert call("diff") == "nothing changed\n"


class TestJudge:
    def test_answers_are_kept_and_not_asked_for_again(
        self, call: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        call("build", "one", "late")
        listed = call("judge", "--list", "5")
        assert listed.count("now, by") == 1
        assert "one now" in listed
        assert "“summit summit”" in listed
        asked: list[str] = []

        def answer(prompt: str) -> str:
            asked.append(prompt)
            return "different"

        monkeypatch.setattr("builtins.input", answer)
        assert "1 decision recorded" in call("judge")
        assert len(asked) == 1
        lines = (tmp_path / "store.decisions.tsv").read_text().splitlines()
        assert lines[0].startswith("#")
        assert lines[1].startswith("different\t")
        assert json.loads(call("status", "--json"))["events"] == 3
        assert "no pair left" in call("judge")
        assert len(asked) == 1

    def test_next_and_the_end_of_input_decide_nothing(
        self, call: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        call("build", "one", "late")
        monkeypatch.setattr("builtins.input", lambda _: "next")
        call("judge")

        def closed(_: str) -> str:
            raise EOFError

        monkeypatch.setattr("builtins.input", closed)
        call("judge")
        assert not (tmp_path / "store.decisions.tsv").exists()

    def test_a_decision_on_no_store_is_not_recorded(self, call: Callable[..., str], tmp_path: Path) -> None:
        assert "`kg build" in call("judge", "same", "data:one", "data:two", code=1)
        assert not (tmp_path / "store.decisions.tsv").exists()

    def test_a_decision_on_the_command_line(self, call: Callable[..., str], tmp_path: Path) -> None:
        call("build", "one", "two")
        before = dump(call, tmp_path)
        iris = [f"https://w3id.org/statecraft/data/article/{name}/event/Meeting-1" for name in ("one", "two")]
        assert "1 decision recorded" in call("judge", "different", *iris)
        assert json.loads(call("status", "--json"))["events"] == 3
        call("rebuild")
        assert json.loads(call("status", "--json"))["events"] == 3
        assert "two different IRIs" in call("judge", "same", iris[0], code=1)
        (tmp_path / "store.decisions.tsv").unlink()
        call("rebuild")
        assert dump(call, tmp_path) == before


class TestExport:
    def test_whatever_the_order_the_bytes_are_the_same(
        self, call: Callable[..., str], tmp_path: Path
    ) -> None:
        names = [f"whole{suffix}" for suffix in (".nq", ".trig", ".jsonld")]
        call("build", *INPUTS)
        first = [dump(call, tmp_path, name) for name in names]
        call("remove", *INPUTS)
        for name in reversed(INPUTS):
            call("add", name)
        assert [dump(call, tmp_path, name) for name in names] == first
        parsed = [_quads(tmp_path / name) for name in names]
        assert parsed[0] == parsed[1] == parsed[2]
        assert len({quad.graph_name for quad in parsed[0]}) == 1 + len(INPUTS)

    def test_of_articles(self, call: Callable[..., str], tmp_path: Path) -> None:
        call("build", *INPUTS)
        call("export", "--each", "-o", str(tmp_path / "each"))
        assert {path.stem for path in (tmp_path / "each").iterdir()} == set(INPUTS)
        files = [str(tmp_path / f"{name}.json") for name in INPUTS]
        assert main(["extract", *files, "-o", str(tmp_path / "extracted"), "--quiet"]) == 0
        for name in INPUTS:
            call("export", "--article", name, "-o", str(tmp_path / f"{name}.ttl"))
            told = (tmp_path / "extracted" / f"{name}.ttl").read_bytes()
            assert (tmp_path / f"{name}.ttl").read_bytes() == told
            assert (tmp_path / "each" / f"{name}.ttl").read_bytes() == told
        call("export", "--article", "one", "--article", "two", "-o", str(tmp_path / "both.trig"))
        assert len({quad.graph_name for quad in _quads(tmp_path / "both.trig")}) == 2

    def test_what_cannot_be_is_explained(self, call: Callable[..., str], tmp_path: Path) -> None:
        call("build", "one", "two")
        out = str(tmp_path / "x.ttl")
        assert "'nine'" in call("export", "--article", "nine", "-o", out, code=1)
        several = call("export", "--article", "one", "--article", "two", "-o", out, code=1)
        assert "holds one graph only" in several
        assert not Path(out).exists()


def _quads(path: Path) -> set[ox.Quad]:
    return set(ox.parse(path=str(path)))


def test_a_plan_that_came_true_is_one_event_with_both_claims_in_time_order(call: Callable[..., str]) -> None:
    call("build", "two", "early", "one")
    found = json.loads(call("query", "sources", "--format", "json"))["results"]["bindings"]
    (met,) = [row for row in found if row["kind"]["value"].endswith("InPersonMeeting")]
    assert (met["status"]["value"].rpartition("#")[2], met["articles"]["value"]) == ("Reported", "3")
    assert (met["first"]["value"], met["last"]["value"]) == ("2023-09-10", "2023-09-14")
    event = f"event={met['event']['value']}"
    told = json.loads(call("query", "event-history", "-p", event, "--format", "json"))["results"]["bindings"]
    steps = [(row["reported"]["value"], row["stance"]["value"].rpartition("#")[2]) for row in told]
    assert steps == [("2023-09-10", "Planned"), ("2023-09-13", "Actual"), ("2023-09-14", "Actual")]
