"""``kg query``, ``kg queries``, ``kg status`` over a small store; the forms of an answer."""

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.commands.options import BASE
from kg.commands.tables import as_csv, as_json, table
from kg.graph.queries import Result, names
from kg.graph.store import IDENTIFIER, open_for_writing

ARTICLE = ox.NamedNode(f"{BASE}article/a")
SELECT = "SELECT ?s ?o { ?s <http://purl.org/dc/terms/identifier> ?o }"


@pytest.fixture
def store(tmp_path) -> Path:
    path = tmp_path / "store"
    triple = ox.Triple(ARTICLE, IDENTIFIER, ox.Literal("a"))
    with open_for_writing(path, BASE) as opened:
        opened.write(ARTICLE, (), [triple], (), [triple])
    return path


def test_query_on_the_command_line(capsys, store):
    assert main(["query", "-e", SELECT, "--store", str(store)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["s", "o"]
    assert lines[2].split() == ["data:article/a", "a"]


def test_query_from_a_file(capsys, store, tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text(SELECT, encoding="utf-8")
    assert main(["query", str(path), "--store", str(store), "--format", "csv"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == [ARTICLE.value, "a"]


def test_file_with_a_parameter(capsys, store, tmp_path):
    path = tmp_path / "mine.rq"
    body = "SELECT ?s { VALUES ?name { UNDEF } ?s <http://purl.org/dc/terms/identifier> ?name }"
    path.write_text(f"# Which article is it?\n# param: name = any (its id)\n{body}\n", encoding="utf-8")
    arguments = ["query", str(path), "--store", str(store), "-p"]
    assert main([*arguments, "name=a"]) == 0
    assert "article/a" in capsys.readouterr().out
    assert main([*arguments, 'name=b" } #']) == 0
    assert capsys.readouterr().out == "no answer\n"


@pytest.mark.parametrize("text", ["SELECT", "ASK { ?s ?p ?o }", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"])
def test_what_is_no_select_is_refused(capsys, store, text):
    assert main(["query", "-e", text, "--store", str(store)]) == 2
    assert capsys.readouterr().err.startswith("kg: ")


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_file_that_cannot_be_read(capsys, store, tmp_path, content):
    path = tmp_path / "mine.rq"
    if content is not None:
        path.write_bytes(content)
    assert main(["query", str(path), "--store", str(store)]) == 2
    assert str(path) in capsys.readouterr().err


def test_endpoint_that_does_not_answer(capsys):
    assert main(["query", "-e", SELECT, "--endpoint", "http://127.0.0.1:9/sparql"]) == 2
    assert "127.0.0.1:9" in capsys.readouterr().err


def test_every_shipped_query_is_answered(capsys, store):
    assert main(["queries", "--store", str(store)]) == 0
    out = capsys.readouterr().out
    assert all(f"{name}: " in out for name in names())


def test_status(capsys, store):
    assert main(["status", "--store", str(store)]) == 0
    assert "articles" in capsys.readouterr().out
    assert main(["status", "--store", str(store), "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["articles"], status["claims"], status["stale"]) == (1, 0, False)


class TestForms:
    result = Result(
        ("a", "b"),
        (
            (ox.NamedNode("http://x.org/é"), ox.Literal("Kim,\n“met” \x1b[31mPutin")),
            (None, ox.Literal("Treffen", language="de")),
            (ox.BlankNode("n"), ox.Literal("2023-09-13", datatype=ox.NamedNode("http://x.org/day"))),
        ),
    )

    def test_csv(self):
        rows = list(csv.reader(io.StringIO(as_csv(self.result), newline="")))
        assert rows[0] == ["a", "b"]
        assert rows[1] == ["http://x.org/é", "Kim,\n“met” \x1b[31mPutin"]
        assert rows[2] == ["", "Treffen"]

    def test_json_is_what_oxigraph_reads(self):
        read = ox.parse_query_results(as_json(self.result), format=ox.QueryResultsFormat.JSON)
        rows = [tuple(row) for row in read]
        assert [row[1] for row in rows] == [row[1] for row in self.result.rows]
        assert rows[1][0] is None

    def test_table_has_one_line_a_row_and_no_control_characters(self):
        lines = table(self.result).splitlines()
        assert len(lines) == 5
        assert "\x1b" not in table(self.result)
        assert lines[0].index("b") == lines[3].index("Treffen")

    def test_table_wraps_to_the_terminal(self, monkeypatch):
        monkeypatch.setenv("COLUMNS", "60")
        words = " ".join(f"word{i}" for i in range(40))
        text = table(Result(("event", "words"), ((ox.NamedNode("http://x.org/1"), ox.Literal(words)),)))
        assert max(len(line) for line in text.splitlines()) <= 60
        assert all(f"word{i}" in text for i in range(40))

    def test_table_without_rows(self):
        assert table(Result(("a",), ())) == "no answer\n"
