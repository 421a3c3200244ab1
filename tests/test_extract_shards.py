"""``kg extract --shards`` and ``--workers``: what a person and a program see, and what is on disk.

Most tests have a stand-in for the language stages in the workers; one has the real ones.
"""

import gzip
import json
import os
import signal
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from corpora import StandIn, results

from kg.cli import main
from kg.distribute.folder import Folder

ROOT = Path(__file__).parent.parent


@pytest.fixture
def scratch(tmp_path) -> Path:
    path = tmp_path / "scratch"
    path.mkdir()
    return path


@pytest.fixture
def stand_in(monkeypatch, scratch):
    def use(seconds: float = 0.0) -> None:
        loader = StandIn(scratch, seconds)
        monkeypatch.setattr("kg.distribute.extractor.Extractor", lambda *_: loader)

    use()
    return use


@pytest.fixture
def recipe(monkeypatch, tmp_path):
    """Replace what a recipe depends on by one file."""
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text("one")
    monkeypatch.setattr("kg.distribute.recipe.Recipe.files", lambda _: iter([("lexicon", lexicon)]))
    return lexicon


def corpus(path: Path, number: int, **orders: str) -> Path:
    names = [f"a{n:03}" for n in range(number)]
    lines = [{"id": n, "date": "2023-09-13", "text": orders.get(n, f"Text {n}")} for n in names]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def extract(source: Path, out: Path, *options: str) -> int:
    return main(
        ["extract", str(source), "--shards", "--shard-size", "5", "--workers", "2", "-o", str(out), *options]
    )


def report(out: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (out / "report.jsonl").read_text().splitlines()]


def test_shards_and_turtle_say_the_same_with_any_number_of_processes(tmp_path):
    sources = sorted(map(str, (ROOT / "examples/articles").glob("2023-0[79]*.md")))
    shared = ["extract", *sources, "--quiet", "-o"]
    assert main([*shared, str(tmp_path / "one")]) == 0
    assert main([*shared, str(tmp_path / "two"), "--workers", "2"]) == 0
    assert main([*shared, str(tmp_path / "shards"), "--shards", "--shard-size", "1", "--workers", "2"]) == 0
    assert results(tmp_path / "one") == results(tmp_path / "two")
    assert len(results(tmp_path / "one")) == len(sources) > 2
    unpacked = [gzip.decompress(path.read_bytes()) for path in (tmp_path / "shards").glob("*.nq.gz")]
    quads = [quad for data in unpacked for quad in ox.parse(data, ox.RdfFormat.N_QUADS)]
    for path in (tmp_path / "one").iterdir():
        triples = {q.triple for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
        (name,) = {t.subject for t in triples if t.predicate.value == "http://purl.org/dc/terms/identifier"}
        assert {q.triple for q in quads if q.graph_name == name} == triples
    assert not list((tmp_path / "two").glob(".*"))


@pytest.mark.usefixtures("stand_in", "recipe")
class TestRun:
    def test_summary_and_going_on(self, tmp_path, capsys):
        source, out = corpus(tmp_path / "a.jsonl", 30), tmp_path / "out"
        assert extract(source, out) == 0
        streams = capsys.readouterr()
        assert streams.err == ""
        assert len(streams.out.splitlines()) == 1
        assert "30 articles" in streams.out
        before = results(out)
        assert extract(source, out) == 0
        assert "nothing was left to do" in capsys.readouterr().out
        assert results(out) == before

    def test_only_what_is_new_is_done(self, tmp_path, capsys, scratch):
        source, out = corpus(tmp_path / "a.jsonl", 60), tmp_path / "out"
        assert extract(source, out, "--quiet") == 0
        (scratch / "begun").unlink()
        assert extract(corpus(source, 61), out, "--json") == 0
        assert json.loads(capsys.readouterr().out)["articles"] == 61
        assert len((scratch / "begun").read_text().split()) <= 2

    def test_a_changed_lexicon_redoes_all(self, tmp_path, capsys, recipe):
        source, out = corpus(tmp_path / "a.jsonl", 30), tmp_path / "out"
        assert extract(source, out, "--quiet") == 0
        first = {path.name for path in out.glob("*.nq.gz")}
        recipe.write_text("two")
        assert extract(source, out, "--json") == 0
        facts = json.loads(capsys.readouterr().out)
        assert facts["done_now"] == facts["shards"] == len(first)
        assert "--clean" in facts["warnings"][0]["advice"]
        assert {path.name for path in out.glob("*.nq.gz")} > first
        assert not first & {path.name for path in Folder(out).outputs(Folder(out).described())}
        assert extract(source, out, "--clean") == 0
        assert "nothing was left to do" in capsys.readouterr().out
        assert len(list(out.glob("*.nq.gz"))) == len(list(out.glob("*-*.json"))) == len(first)
        assert not first & {path.name for path in out.iterdir()}

    def test_all_problems_are_reported_again_by_a_run_that_does_nothing(self, tmp_path, capsys):
        source = corpus(tmp_path / "a.jsonl", 12, a003="die", a007=" ")
        out = tmp_path / "out"
        assert extract(source, out) == 1
        first = capsys.readouterr()
        assert f"error: {source}:8: empty text" in first.err
        assert f'error: {source}:4: article "a003" was left out' in first.err
        assert "2 errors" in first.out
        told = report(out)
        assert [(p["origin"], p["severity"]) for p in told] == [
            (f"{source}:8", "error"),
            (f"{source}:4", "error"),
        ]
        assert extract(source, out) == 1
        again = capsys.readouterr()
        assert report(out) == told
        assert "10 articles" in again.out
        assert again.err == "\n".join(line for line in first.err.splitlines() if "error" in line) + "\n"

    def test_a_moved_input_is_reported_where_it_is_now(self, tmp_path, capsys):
        source, out = corpus(tmp_path / "a.jsonl", 12, a003="die"), tmp_path / "out"
        assert extract(source, out, "--quiet") == 1
        moved = source.rename(tmp_path / "b.jsonl")
        assert extract(moved, out, "--json") == 1
        facts = json.loads(capsys.readouterr().out)
        assert facts["done_now"] == 0
        assert report(out)[0]["origin"] == f"{moved}:4"

    def test_what_failed_is_tried_again_when_told(self, tmp_path, capsys, scratch):
        source, out = corpus(tmp_path / "a.jsonl", 30, a003="die"), tmp_path / "out"
        assert extract(source, out, "--quiet") == 1
        (scratch / "calm").touch()
        assert extract(source, out, "--quiet") == 1
        assert extract(source, out, "--retry", "--json") == 0
        facts = json.loads(capsys.readouterr().out)
        assert (facts["articles"], facts["done_now"]) == (30, 1)
        assert report(out) == []

    def test_many_problems_are_in_the_file(self, tmp_path, capsys):
        source = tmp_path / "a.jsonl"
        source.write_text("{}\n" * 500)
        assert extract(source, tmp_path / "out", "--json") == 1
        streams = capsys.readouterr()
        assert len(json.loads(streams.out)["errors"]) < 50
        assert len(streams.err.splitlines()) < 50
        assert len(report(tmp_path / "out")) == 500

    def test_progress_for_programs(self, tmp_path, capsys):
        source = corpus(tmp_path / "a.jsonl", 30, a003="die once", a007="")
        assert extract(source, tmp_path / "out", "--json") == 1
        streams = capsys.readouterr()
        events = [json.loads(line) for line in streams.err.splitlines()]
        assert {event["event"] for event in events} == {"progress", "problem", "remark"}
        last = [event for event in events if event["event"] == "progress"][-1]
        assert (last["articles"], last["of"], last["seconds_left"]) == (29, 29, 0)
        assert len(streams.out.splitlines()) == 1

    def test_progress_for_people(self, monkeypatch, tmp_path, capsys):
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
        assert extract(corpus(tmp_path / "a.jsonl", 30), tmp_path / "out") == 0
        told = capsys.readouterr().err
        assert "/30 " in told
        assert "words/s" in told

    def test_quiet(self, tmp_path, capsys):
        source = corpus(tmp_path / "a.jsonl", 30, a003="die once")
        assert extract(source, tmp_path / "out", "--quiet") == 0
        assert capsys.readouterr() == ("", "")

    def test_nothing_to_read(self, tmp_path, capsys):
        assert extract(tmp_path / "none", tmp_path / "out") == 1
        assert "no such file" in capsys.readouterr().err

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_stopped_it_goes_on(self, tmp_path, capsys, scratch, stand_in, number):
        source, out = corpus(tmp_path / "a.jsonl", 40), tmp_path / "out"
        stand_in(0.05)
        before = signal.getsignal(number)

        def stop() -> None:
            while not list(out.glob("*.nq.gz")):
                time.sleep(0.01)
            os.kill(os.getpid(), number)

        thread = threading.Thread(target=stop)
        thread.start()
        assert extract(source, out) == 130
        thread.join()
        assert "goes on" in capsys.readouterr().err
        assert signal.getsignal(number) == before
        assert not list(out.rglob(".kg-*"))
        done = list(out.glob("*.nq.gz"))
        assert 0 < len(done) < 8
        (scratch / "begun").unlink()
        stand_in()
        assert extract(source, out, "--quiet") == 0
        assert not {path.name for path in done} & set((scratch / "begun").read_text().split())

    def test_two_at_once(self, tmp_path, capsys):
        out = tmp_path / "out"
        with Folder(out).locked():
            assert extract(corpus(tmp_path / "a.jsonl", 3), out) == 1
        assert "another `kg extract` writes here" in capsys.readouterr().err

    def test_a_folder_that_can_not_be_made(self, tmp_path, capsys):
        source = corpus(tmp_path / "a.jsonl", 3)
        assert extract(source, source / "out") == 1
        assert "can't make this folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--runner", "ray"], ["--shard-size", "9"], ["--retry"], ["--clean"], ["--shards", "--address", "auto"]],
)
def test_options_that_would_do_nothing(tmp_path, capsys, options):
    source = corpus(tmp_path / "a.jsonl", 3)
    assert main(["extract", str(source), "-o", str(tmp_path / "out"), *options]) == 2
    assert options[-2 if "--address" in options else 0] in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_shards_among_the_inputs(tmp_path, capsys):
    assert extract(tmp_path, tmp_path / "deep" / "out") == 2
    assert "would be read as articles" in capsys.readouterr().err


def test_a_pipeline_that_is_not_there_is_told_first(tmp_path, capsys):
    assert extract(tmp_path / "none", tmp_path / "out", "--pipeline", "no_such") == 1
    assert "no_such" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
