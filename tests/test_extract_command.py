"""``kg extract`` and ``kg build``: what becomes of inputs that are fine, wrong, or make the extraction fail.

The language stages are replaced by a stand-in here: what they find is tested elsewhere.
"""

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.model import Extraction

IDENTIFIER = "http://purl.org/dc/terms/identifier"


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    """Extract nothing; fail on an article that says so."""

    def extract_all(articles, tools):
        for article in articles:
            failed = "break" in article.text
            yield article, RuntimeError("out of luck") if failed else Extraction(article, warnings=tools)

    monkeypatch.setattr("kg.extract.load_tools", lambda *_: ())
    monkeypatch.setattr("kg.extract.extract_all", extract_all)


@pytest.fixture
def news(tmp_path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.md").write_text("---\ndate: 2023-09-13\n---\nKim met Putin.\n", encoding="utf-8")
    lines = [
        '{"id": "b1", "date": "2023-09-13", "text": "Kim."}',
        '{"id": "b2", "date": "2023-09-14", "text": "Putin."}',
    ]
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def identifiers(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.iterdir()):
        quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        found += [quad.object.value for quad in quads if quad.predicate.value == IDENTIFIER]
    return found


def test_one_file_per_article(capsys, tmp_path, news):
    out = tmp_path / "deep" / "out"
    assert main(["extract", str(news), "-o", str(out)]) == 0
    streams = capsys.readouterr()
    assert streams.err == ""
    assert len(streams.out.splitlines()) == 1
    assert "3 articles" in streams.out
    assert sorted(p.name for p in out.iterdir()) == ["a.ttl", "b1.ttl", "b2.ttl"]
    assert identifiers(out) == ["a", "b1", "b2"]


def test_again_gives_the_same_bytes(tmp_path, news):
    for name in "xy":
        assert main(["extract", str(news), "-o", str(tmp_path / name), "--quiet"]) == 0
    for path in (tmp_path / "x").iterdir():
        assert path.read_bytes() == (tmp_path / "y" / path.name).read_bytes()


def test_quiet_is_quiet(capsys, tmp_path, news):
    (news / "undated.txt").write_text("Kim.", encoding="utf-8")
    assert main(["extract", str(news), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert main(["build", str(news), "--store", str(tmp_path / "store"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_progress_is_shown_to_a_person_only(monkeypatch, capsys, tmp_path, news):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["extract", str(news), "-o", str(tmp_path / "out")]) == 0
    streams = capsys.readouterr()
    assert "extracting" in streams.err
    assert "/3 " in streams.err
    assert len(streams.out.splitlines()) == 1
    assert main(["extract", str(news), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_quiet_still_tells_errors(capsys, tmp_path):
    assert main(["extract", str(tmp_path / "none.txt"), "-o", str(tmp_path / "out"), "--quiet"]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "none.txt" in streams.err


def test_json_is_one_object_with_all_problems(capsys, tmp_path, news):
    (news / "c.txt").write_text("", encoding="utf-8")
    (news / "d.txt").write_text("Kim.", encoding="utf-8")
    out = tmp_path / "out"
    assert main(["extract", str(news), "-o", str(out), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["articles"] == 4
    assert report["files"] == [str(out / f"{name}.ttl") for name in ["a", "b1", "b2", "d"]]
    assert [problem["message"] for problem in report["errors"]] == ["empty text"]
    assert [problem["message"] for problem in report["warnings"]] == ["no date"]
    assert report["errors"][0]["origin"] == str(news / "c.txt")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("x.txt", b"", "empty text"),
        ("x.txt", b"Zo\0", "NUL"),
        ("x.jsonl", b'{"text": ', "bad JSON"),
        ("x.json", b'{"id": "a", "text": "Another one."}', "already used"),
        ("x.md", b"---\ndate: soon\n---\nKim.", "bad date"),
        ("x.txt", b"This will break.", "out of luck"),
    ],
)
def test_one_bad_input_costs_nothing_else(capsys, tmp_path, news, name, content, word):
    path = news / name
    path.write_bytes(content)
    out, store = tmp_path / "out", tmp_path / "store"
    assert main(["extract", str(news), "-o", str(out)]) == 1
    streams = capsys.readouterr()
    assert f"error: {path}" in streams.err
    assert word in streams.err
    assert "1 error" in streams.out
    assert identifiers(out) == ["a", "b1", "b2"]
    assert main(["build", str(news), "--store", str(store)]) == 1
    assert word in capsys.readouterr().err
    assert main(["status", "--store", str(store), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 3


def test_date_is_given_to_those_without(capsys, tmp_path, news):
    (news / "undated.txt").write_text("Kim.", encoding="utf-8")
    out = tmp_path / "out"
    assert main(["extract", str(news), "-o", str(out), "--date", "2001-02-03"]) == 0
    assert capsys.readouterr().err == ""
    assert "2001-02-03" in (out / "undated.ttl").read_text(encoding="utf-8")
    assert "2023-09-13" in (out / "a.ttl").read_text(encoding="utf-8")


def test_standard_input(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "s", "text": "Kim."}')))
    assert main(["extract", "-", "-o", str(tmp_path)]) == 0
    assert "<stdin>" in capsys.readouterr().err  # it has no date
    assert (tmp_path / "s.ttl").is_file()


@pytest.mark.parametrize("identifier", ["../../up", "/etc/passwd", "a b\n<c>", "x" * 5000, "con", ".", "Ζωή"])
def test_hostile_identifiers_stay_in_the_folder(tmp_path, identifier):
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps({"id": identifier, "text": "Kim.", "title": '"""\\ <x> \u2028'}), encoding="utf-8"
    )
    out = tmp_path / "in" / "out"
    assert main(["extract", str(path), "-o", str(out), "--quiet"]) == 0
    assert identifiers(out) == [identifier]
    assert [p.name for p in (tmp_path / "in").iterdir()] == ["out"]


def test_folder_that_cannot_be_made(capsys, news):
    assert main(["extract", str(news), "-o", str(news / "a.md" / "out")]) == 1
    assert "can't make this folder" in capsys.readouterr().err


class TestBuild:
    def test_export_beside_the_store(self, tmp_path, news):
        world = tmp_path / "deep" / "world.nq"
        assert (
            main(["build", str(news), "--store", str(tmp_path / "store"), "-o", str(world), "--quiet"]) == 0
        )
        quads = list(ox.parse(path=str(world), format=ox.RdfFormat.N_QUADS))
        assert {q.object.value for q in quads if q.predicate.value == IDENTIFIER} == {"a", "b1", "b2"}

    def test_json(self, capsys, tmp_path, news):
        assert main(["build", str(news), "--store", str(tmp_path / "store"), "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert (report["articles"], report["errors"], report["warnings"]) == (3, [], [])
        assert report["store"]["articles"] == 3

    def test_building_again_adds(self, capsys, tmp_path, news):
        store = str(tmp_path / "store")
        assert main(["build", str(news / "a.md"), "--store", store, "--quiet"]) == 0
        assert main(["build", str(news / "b.jsonl"), "--store", store, "--quiet"]) == 0
        assert main(["build", str(news), "--store", store, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["store"]["articles"] == 3

    def test_remove(self, capsys, tmp_path, news):
        store = str(tmp_path / "store")
        assert main(["build", str(news), "--store", store, "--quiet"]) == 0
        assert main(["remove", "b1", "a", "b1", "--store", store]) == 0
        assert "2 articles removed" in capsys.readouterr().out
        assert main(["remove", "b1", "--store", store]) == 1
        assert "b1" in capsys.readouterr().err
        assert main(["status", "--store", store, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["articles"] == 1

    def test_another_base_is_refused(self, capsys, tmp_path, news):
        store = str(tmp_path / "store")
        assert main(["build", str(news), "--store", store, "--quiet"]) == 0
        assert main(["build", str(news), "--store", store, "--base", "https://x.org/"]) == 1
        assert "base IRI" in capsys.readouterr().err

    @pytest.mark.parametrize("suffix", [".ttl", ".nq", ".trig", ".jsonld"])
    def test_export(self, tmp_path, news, suffix):
        store, out = str(tmp_path / "store"), tmp_path / f"world{suffix}"
        assert main(["build", str(news), "--store", store, "--quiet"]) == 0
        assert main(["export", "--store", store, "-o", str(out)]) == 0
        assert "b1" in out.read_text(encoding="utf-8")

    def test_export_to_an_unknown_type(self, capsys, tmp_path, news):
        store, out = str(tmp_path / "store"), tmp_path / "world.docx"
        assert main(["build", str(news), "--store", store, "--quiet"]) == 0
        assert main(["export", "--store", store, "-o", str(out)]) in {1, 2}
        assert ".docx" in capsys.readouterr().err
        assert not out.exists()


class TestValidate:
    def test_what_is_written_is_valid(self, capsys, tmp_path, news):
        out, store = tmp_path / "out", tmp_path / "store"
        assert main(["extract", str(news), "-o", str(out), "--quiet"]) == 0
        assert main(["build", str(news), "--store", str(store), "--quiet"]) == 0
        assert main(["validate", str(out)]) == 0
        assert capsys.readouterr().out == "3 graphs checked: 0 violations\n"
        assert main(["validate", "--store", str(store), "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_what_is_wrong_is_told(self, capsys, tmp_path):
        path = tmp_path / "a.ttl"
        path.write_text("<urn:x> a <https://w3id.org/statecraft#Claim> .\n", encoding="utf-8")
        assert main(["validate", str(path), "--json"]) == 1
        report = json.loads(capsys.readouterr().out)
        assert report["checked"] == 1
        assert {violation["node"] for violation in report["violations"]} == {"urn:x"}
        assert main(["validate", str(path), "--quiet"]) == 1
        assert "urn:x" in capsys.readouterr().out

    @pytest.mark.parametrize("content", [None, "no Turtle"])
    def test_what_cannot_be_read(self, capsys, tmp_path, content):
        path = tmp_path / "a.ttl"
        if content is not None:
            path.write_text(content, encoding="utf-8")
        assert main(["validate", str(path)]) == 1
        assert str(path) in capsys.readouterr().err

    def test_folder_without_graphs(self, capsys, tmp_path):
        assert main(["validate", str(tmp_path)]) == 1
        assert "no Turtle file" in capsys.readouterr().err
