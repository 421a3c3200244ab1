import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.articles import Problem, read
from kg.model import Article

DAY = date(2023, 9, 13)


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def split(paths, **options):
    found = list(read(paths, **options))
    articles = [x for x in found if isinstance(x, Article)]
    errors = [x for x in found if isinstance(x, Problem) and x.severity == "error"]
    warnings = [x for x in found if isinstance(x, Problem) and x.severity == "warning"]
    return articles, errors, warnings


def one(path, **options) -> Article:
    articles, errors, _ = split([path], **options)
    assert not errors
    assert len(articles) == 1
    return articles[0]


def one_error(path) -> Problem:
    articles, errors, _ = split([path])
    assert not articles
    assert len(errors) == 1
    assert errors[0].advice
    return errors[0]


class TestFormats:
    def test_text(self, tmp_path):
        article = one(put(tmp_path / "kim.txt", "  Kim met Putin.\n\n"))
        assert article.id == "kim"
        assert article.text == "  Kim met Putin.\n\n"

    def test_markdown_with_front_matter(self, tmp_path):
        fields = [
            "id: a1",
            "title: 'Kim: the visit'",
            "date: 2023-09-13",
            "source: AP",
            "url: https://x.org/1",
        ]
        front = "\n".join(["---", *fields, "further: [1]", "---"])
        article = one(put(tmp_path / "kim.md", front + "\n\n\n# Head\n\n*Kim* met Putin.\n\n"))
        assert (article.id, article.title, article.date) == ("a1", "Kim: the visit", DAY)
        assert (article.publisher, article.url) == ("AP", "https://x.org/1")
        assert article.text == "# Head\n\n*Kim* met Putin."

    def test_indentation_of_the_first_line_stays(self, tmp_path):
        assert one(put(tmp_path / "a.md", "---\nid: x\n---\n \n  Kim.  \n")).text == "  Kim.  "

    @pytest.mark.parametrize(
        ("line", "field", "value"),
        [
            ("title: No", "title", "No"),
            ("title: 1984", "title", "1984"),
            ("id: 0123", "id", "0123"),
            ("id: 2023-01-02", "id", "2023-01-02"),
            ("url:", "url", None),
            ("url: null", "url", None),
            ("date: 2023-09-13T23:30:00-05:00", "date", DAY),
            ("date: '2023-09-13'", "date", DAY),
        ],
    )
    def test_front_matter_values_are_what_they_look_like(self, tmp_path, line, field, value):
        assert getattr(one(put(tmp_path / "a.md", f"---\n{line}\n---\nKim.\n")), field) == value

    def test_windows_line_ends(self, tmp_path):
        article = one(put(tmp_path / "a.md", "---\r\nid: x\r\n---\r\nKim.\r\nPutin.\r\n"))
        assert (article.id, article.text) == ("x", "Kim.\nPutin.")

    def test_byte_order_mark(self, tmp_path):
        assert one(put(tmp_path / "a.txt", b"\xef\xbb\xbfKim.")).text == "Kim."
        assert one(put(tmp_path / "a.json", b'\xef\xbb\xbf{"text": "Kim."}')).text == "Kim."

    def test_json_text_is_kept_to_the_character(self, tmp_path):
        text = " \r\nKim\u2028 “met” \U0001f680 Putin\t\n"
        assert one(put(tmp_path / "a.json", json.dumps({"text": text}))).text == text

    def test_json_list(self, tmp_path):
        path = put(tmp_path / "a.json", json.dumps([{"id": 1, "text": "Kim."}, {"id": 2, "text": "Putin."}]))
        assert [a.id for a in split([path])[0]] == ["1", "2"]

    def test_json_lines_without_ids_get_a_hash_of_the_text(self, tmp_path):
        lines = '{"text": "Kim."}\n\n{"text": "Putin\u2028."}'
        articles, errors, _ = split([put(tmp_path / "a.jsonl", lines)])
        assert not errors
        assert len({a.id for a in articles}) == 2
        again, *_ = split([put(tmp_path / "b.ndjson", lines)])
        assert [a.id for a in again] == [a.id for a in articles]

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.MD.gz", "a.json.gz", "a.jsonl.gz"])
    def test_gzip(self, tmp_path, name):
        content = '{"id": "a", "text": "Kim."}' if "json" in name else "Kim."
        article = one(put(tmp_path / name, gzip.compress(content.encode())))
        assert (article.id, article.text) == ("a", "Kim.")

    @pytest.mark.parametrize(
        ("content", "texts"),
        [
            ("Kim met Putin.\n", ["Kim met Putin.\n"]),
            ("[Moscow] Kim met Putin.", ["[Moscow] Kim met Putin."]),
            ("---\ntitle: x\n---\nKim.", ["Kim."]),
            ('{"text": "Kim."}', ["Kim."]),
            ('{\n"text": "Kim."\n}', ["Kim."]),
            ('[{"text": "Kim."}, {"text": "Putin."}]', ["Kim.", "Putin."]),
            ('{"text": "Kim."}\n{"text": "Putin."}\n', ["Kim.", "Putin."]),
        ],
    )
    def test_standard_input(self, monkeypatch, content, texts):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        articles, errors, _ = split(["-"])
        assert not errors
        assert [a.text for a in articles] == texts
        assert all(a.id and a.origin.startswith("<stdin>") for a in articles)


class TestPaths:
    def test_folder_is_walked_in_order(self, tmp_path):
        for name in ["b.txt", "a.md", "sub/c.json", ".hidden/d.txt", ".e.txt"]:
            put(tmp_path / name, json.dumps({"text": name}) if "json" in name else name)
        articles, errors, _ = split([tmp_path])
        assert [a.id for a in articles] == ["a", "b", "c"]
        assert not errors

    def test_folder_names_what_it_passes_over(self, tmp_path):
        put(tmp_path / "a.txt", "Kim.")
        put(tmp_path / "b.pdf", "Kim.")
        _, errors, warnings = split([tmp_path], default_date=DAY)
        assert not errors
        assert ".pdf" in warnings[0].message

    def test_empty_folder(self, tmp_path):
        assert "no articles" in one_error(tmp_path).message

    def test_pattern(self, tmp_path):
        put(tmp_path / "x/a.txt", "Kim.")
        put(tmp_path / "y/b.txt", "Putin.")
        put(tmp_path / "y/b.csv", "Putin.")
        assert [a.id for a in split([f"{tmp_path}/*/*.txt"])[0]] == ["a", "b"]
        assert "no file matches" in one_error(f"{tmp_path}/*.txt").message

    def test_name_with_brackets_is_no_pattern(self, tmp_path):
        assert one(put(tmp_path / "[a].txt", "Kim.")).id == "[a]"

    def test_missing_file(self, tmp_path):
        problem = one_error(tmp_path / "none.txt")
        assert "none.txt" in problem.origin
        assert "no such file" in problem.message

    @pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a", "a.gz"])
    def test_unknown_type(self, tmp_path, name):
        problem = one_error(put(tmp_path / name, "Kim."))
        assert "file type" in problem.message
        assert ".jsonl" in problem.advice


class TestProblems:
    def test_binary(self, tmp_path):
        assert "NUL" in one_error(put(tmp_path / "a.txt", b"Kim\0")).message

    def test_bad_line_costs_only_itself(self, tmp_path):
        bad = [b'{"text": ', b"\xff", b"[1]", b'{"text": 5}', b'{"title": "x"}', b'{"text": " "}']
        lines = [b'{"text": "Kim."}', *bad, b'{"text": "Putin."}']
        articles, errors, _ = split([put(tmp_path / "a.jsonl", b"\n".join(lines))])
        assert [a.text for a in articles] == ["Kim.", "Putin."]
        assert [e.origin.rsplit(":", 1)[1] for e in errors] == ["2", "3", "4", "5", "6", "7"]
        assert all(e.advice for e in errors)

    def test_bad_json_names_the_line(self, tmp_path):
        problem = one_error(put(tmp_path / "a.json", '{\n"text": "Kim"\n"title": "x"}'))
        assert problem.origin.endswith("a.json:3")

    @pytest.mark.parametrize("content", ["[" * 100_000, '{"text": "Kim", "n": ' + "9" * 10_000 + "}"])
    def test_hostile_json(self, tmp_path, content):
        assert "bad JSON" in one_error(put(tmp_path / "a.json", content)).message

    @pytest.mark.parametrize("content", ["", " \n\t\n", "---\ntitle: x\n---\n\n"])
    def test_empty_text(self, tmp_path, content):
        assert "empty text" in one_error(put(tmp_path / "a.md", content)).message

    @pytest.mark.parametrize("value", ['"yesterday"', '"2023-13-40"', '"2023"', "20230913", "true"])
    def test_bad_date(self, tmp_path, value):
        problem = one_error(put(tmp_path / "a.json", f'{{"text": "Kim.", "date": {value}}}'))
        assert "date" in problem.message

    @pytest.mark.parametrize("field", ["id", "title", "source", "url"])
    def test_field_of_the_wrong_type(self, tmp_path, field):
        problem = one_error(put(tmp_path / "a.json", json.dumps({"text": "Kim.", field: ["x"]})))
        assert field in problem.message

    @pytest.mark.parametrize("field", ["id", "text", "title"])
    @pytest.mark.parametrize("bad", ["\\ud800", "\\u0000"])
    def test_what_cannot_be_written(self, tmp_path, field, bad):
        content = f'{{"text": "Kim.", "{field}": "Kim{bad}"}}'
        assert field in one_error(put(tmp_path / "a.json", content)).message

    @pytest.mark.parametrize(
        ("front", "line"),
        [("a: b: c", "2"), ("x: 1\n\ttitle: [", "3"), ("- a", "2"), ("just words", "2"), ("a: !!int x", "2")],
    )
    def test_bad_front_matter(self, tmp_path, front, line):
        problem = one_error(put(tmp_path / "a.md", f"---\n{front}\n---\nKim.\n"))
        assert "front matter" in problem.message
        assert problem.origin.endswith(f"a.md:{line}")

    def test_front_matter_runs_no_code(self, tmp_path):
        front = "---\ntitle: !!python/object/apply:os.mkdir [made]\n---\nKim.\n"
        assert "front matter" in one_error(put(tmp_path / "a.md", front)).message

    def test_front_matter_without_an_end(self, tmp_path):
        assert "without an end" in one_error(put(tmp_path / "a.md", "---\ntitle: x\nKim.\n")).message

    def test_cut_gzip_keeps_what_came_before(self, tmp_path):
        lines = "".join(json.dumps({"id": i, "text": f"Kim {i * 7919}."}) + "\n" for i in range(5000))
        packed = gzip.compress(lines.encode())
        articles, errors, _ = split([put(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2])])
        assert articles
        assert "can't be read" in errors[-1].message

    def test_no_gzip(self, tmp_path):
        assert "can't be read" in one_error(put(tmp_path / "a.txt.gz", "Kim.")).message


class TestIdentity:
    def test_one_id_for_two_texts_names_both(self, tmp_path):
        first = put(tmp_path / "x/a.txt", "Kim.")
        second = put(tmp_path / "y/a.txt", "Putin.")
        articles, errors, _ = split([first, second])
        assert [a.text for a in articles] == ["Kim."]
        assert str(second) in str(errors[0])
        assert str(first) in str(errors[0])
        assert '"a"' in str(errors[0])

    def test_one_id_for_two_texts_in_one_file_names_both_lines(self, tmp_path):
        path = put(tmp_path / "a.jsonl", '{"id": "x", "text": "Kim."}\n{"id": "x", "text": "Putin."}\n')
        _, errors, _ = split([path])
        assert "a.jsonl:1" in str(errors[0])
        assert "a.jsonl:2" in str(errors[0])

    def test_the_same_article_twice_comes_once(self, tmp_path):
        path = put(tmp_path / "a.txt", "Kim.")
        articles, errors, warnings = split([path, path, tmp_path], default_date=DAY)
        assert len(articles) == 1
        assert not errors
        assert not warnings

    def test_the_same_text_with_another_date_is_said(self, tmp_path):
        line = '{"id": "x", "text": "Kim.", "date": "2023-09-1%d"}\n'
        articles, errors, warnings = split([put(tmp_path / "a.jsonl", line % 3 + line % 4)])
        assert [a.date for a in articles] == [DAY]
        assert not errors
        assert len(warnings) == 1

    def test_the_same_text_under_two_ids_is_two_articles(self, tmp_path):
        articles, errors, _ = split([put(tmp_path / "a.txt", "Kim."), put(tmp_path / "b.txt", "Kim.")])
        assert [a.id for a in articles] == ["a", "b"]
        assert not errors

    def test_missing_date_is_a_warning_and_a_default_fills_it(self, tmp_path):
        path = put(tmp_path / "a.txt", "Kim.")
        articles, errors, warnings = split([path])
        assert articles[0].date is None
        assert not errors
        assert warnings[0].origin == str(path)
        assert split([path], default_date=DAY) == ([one(path, default_date=DAY)], [], [])
        dated = put(tmp_path / "b.md", "---\ndate: 2001-01-01\n---\nKim.")
        assert one(dated, default_date=DAY).date == date(2001, 1, 1)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_json_keeps_any_text(tmp_path, text):
    path = put(tmp_path / "a.json", json.dumps({"text": text}))
    found = list(read([path], default_date=DAY, any_language=True))
    assert isinstance(found[0], Article) == bool(text.strip())
    assert not text.strip() or found[0].text == text
