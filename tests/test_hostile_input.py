"""Inputs made to hang, to exhaust memory or to deceive: each is read or reported, and costs no other one."""

import csv
import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backports import zstd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.articles import Problem, read
from kg.cli import main
from kg.formats import confined, decoding, limits, sandbox, sources
from kg.formats.feeds import feed
from kg.formats.pages import page
from kg.formats.sources import SUFFIXES
from kg.model import Article

FILES = Path(__file__).parent / "data" / "input"
STORY = "<p>North Korea fired two missiles on Monday, the military said, and Japan protested at once.</p>"
PAGE = f"<html><body><article>{STORY * 3}</article></body></html>"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


FIXTURE = [HealthCheck.function_scoped_fixture]
FEW = [Phase.explicit, Phase.reuse, Phase.generate]  # each example starts a process: too slow to shrink


def split(paths, **options):
    found = list(read(paths, **options))
    articles = [item for item in found if isinstance(item, Article)]
    return articles, [p for p in found if isinstance(p, Problem) if p.message != "no date"]


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class TestPages:
    def test_one_that_takes_too_long_is_reported_and_the_next_is_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sandbox, "SECONDS", 1)
        monkeypatch.setattr(sandbox, "SECONDS_PER_MB", 0)
        many = " ".join(f"a{i}=1" for i in range(200_000))
        put(tmp_path / "a.html", PAGE.replace("<p>", f"<p {many}>", 1))
        put(tmp_path / "b.html", PAGE)
        [article], [problem] = split([tmp_path])
        assert article.id == "b"
        assert problem.message == "the page can't be read: it takes too long"
        assert problem.origin.endswith("a.html")

    def test_one_that_kills_its_reader_is_reported_and_the_next_is_read(self, tmp_path, monkeypatch):
        real = sandbox._started

        def stillborn():
            monkeypatch.setattr(sandbox, "_started", real)
            child = real()
            child.kill()
            return child

        monkeypatch.setattr(sandbox, "_started", stillborn)
        put(tmp_path / "a.html", PAGE)
        put(tmp_path / "b.html", PAGE)
        [article], [problem] = split([tmp_path])
        assert article.id == "b"
        assert problem.message == "the page can't be read: its reader broke down"

    def test_one_that_is_too_large_is_reported(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sandbox._LARGE, "page", (100, "the page"))
        [], [problem] = split([put(tmp_path / "a.html", PAGE)])
        assert "larger than" in problem.message

    @pytest.mark.parametrize(
        "html",
        [
            "<div>" * 50_000 + STORY,
            "<table><tr><td>" * 2000 + STORY,
            "<!--" * 20_000 + STORY,
            "<" * 100_000,
            f"<script>{'<p>Buy!' * 1000}</script>{STORY * 3}",
            f"<title>{' - a' * 5000}</title>{STORY * 3}",
            f'<script type="application/ld+json">{chr(123)}"a":{"[" * 5000}</script>{STORY * 3}',
            BOMB + f"<html><body>{STORY * 3}&i;</body></html>",
            f'<meta property="article:published_time" content="9999-99-99">{STORY * 3}',
        ],
        ids=["deep", "tables", "comments", "brackets", "script", "title", "JSON", "entities", "date"],
    )
    def test_strange_ones_give_text_or_nothing(self, html):
        found = page(html)
        assert found is None or ("Buy!" not in found["text"] and len(found["text"]) < 2000)

    def test_the_address_of_an_article_is_one_of_the_web(self):
        found = page(
            PAGE.replace("<body>", '<head><link rel="canonical" href="javascript:alert(1)"></head><body>')
        )
        assert found["url"] is None

    def test_nothing_is_fetched(self, monkeypatch):
        def refuse(*_):
            raise AssertionError("the network was asked")

        monkeypatch.setattr("socket.socket.connect", refuse)
        monkeypatch.setattr("socket.getaddrinfo", refuse)
        links = '<link rel="canonical" href="http://127.0.0.1:9/x"><base href="http://127.0.0.1:9/">'
        frames = '<iframe src="http://127.0.0.1:9/f"></iframe><img src="http://127.0.0.1:9/i">'
        assert page(
            f"<html><head>{links}</head><body>{frames}{STORY * 3}</body></html>", "http://127.0.0.1:9/a"
        )
        external = (
            '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        )
        text = (FILES / "full.rss").read_text("utf-8").split("?>", 1)[1].replace("two-missiles", "&x;", 1)
        [(first, _), _] = feed(external + text)
        assert "root:" not in json.dumps(first)


class TestFeeds:
    @pytest.mark.parametrize(
        "text",
        [
            BOMB
            + "<rss version='2.0'><channel><title>&i;</title><item><title>&i;</title></item></channel></rss>",
            "<rss version='2.0'><channel>" + "<item>" * 5000,
            "<feed xmlns='http://www.w3.org/2005/Atom'>" + "<entry><content type='xhtml'><div>" * 1000,
            "http://127.0.0.1:9/feed",
            "/etc/passwd",
            "<rss",
        ],
        ids=["entities", "items", "entries", "address", "path", "cut"],
    )
    def test_strange_ones_give_entries_or_nothing(self, text):
        assert len(json.dumps(feed(text))) < 2_000_000

    def test_other_xml_is_no_feed(self, tmp_path):
        [], [problem] = split([put(tmp_path / "a.xml", "<?xml version='1.0'?><note>Kim</note>")])
        assert problem.message == "neither RSS nor Atom"


class TestPacked:
    @pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstd.compress)])
    @pytest.mark.parametrize("kind", ["a.txt", "a.json", "a.jsonl", "a.csv", "a.html", "a.warc"])
    def test_what_unpacks_to_far_more_is_reported(self, tmp_path, monkeypatch, suffix, pack, kind):
        monkeypatch.setattr(limits, "FREE", 100_000)
        record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999\r\n\r\n"
        content = (record if "warc" in kind else b"text\n") + b" \n" * 1_000_000
        _, problems = split([put(tmp_path / f"{kind}{suffix}", pack(content))])
        assert any("unpacks to more than 200 times its size" in p.message for p in problems)

    @pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstd.compress)])
    def test_the_whole_lines_of_a_cut_one_are_taken(self, tmp_path, suffix, pack):
        lines = "".join(
            json.dumps({"id": i, "text": f"Kim {os.urandom(20).hex()}."}) + "\n" for i in range(5000)
        )
        packed = pack(lines.encode())
        articles, problems = split([put(tmp_path / f"a.jsonl{suffix}", packed[: len(packed) // 2])])
        assert len(articles) > 1000
        assert "can't be read" in problems[-1].message

    def test_a_cut_warc_gives_what_came_before(self, tmp_path):
        packed = (FILES / "crawl.warc.gz").read_bytes()
        _, problems = split([put(tmp_path / "a.warc.gz", packed[:-60])])
        assert any(p.severity == "error" for p in problems)


class TestLimits:
    def test_a_line_that_is_too_long_costs_only_itself(self, tmp_path, monkeypatch):
        monkeypatch.setattr(decoding, "PIECE", 1000)
        lines = [{"id": "a", "text": "Kim."}, {"id": "b", "text": "x" * 5000}, {"id": "c", "text": "Kim."}]
        path = put(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
        articles, [problem] = split([path])
        assert [a.id for a in articles] == ["a", "c"]
        assert problem.origin.endswith("a.jsonl:2")
        assert "larger than" in problem.message

    def test_a_file_that_is_too_large_is_reported(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sources, "WHOLE", 1000)
        [], [problem] = split([put(tmp_path / "a.json", json.dumps({"text": "x" * 5000}))])
        assert "larger than" in problem.message
        assert problem.advice

    def test_an_open_quote_in_a_table_is_reported(self, tmp_path):
        rows = 'id,text\n1,Kim met Putin.\n2,"Kim met\n3,Putin\n'
        articles, [problem] = split([put(tmp_path / "a.csv", rows)])
        assert [a.id for a in articles] == ["1"]
        assert problem.origin.endswith("a.csv:3")
        assert "bad CSV" in problem.message

    def test_a_bad_row_costs_only_itself(self, tmp_path):
        rows = 'id;text\n1;Kim met Putin.\n2;a;b\n3;"a"b\n4\n5;Putin left.\n'
        articles, problems = split([put(tmp_path / "a.csv", rows)])
        assert [a.id for a in articles] == ["1", "5"]
        assert [p.origin.rsplit(":", 1)[1] for p in problems] == ["3", "4", "5"]

    def test_a_large_file_is_read_piece_by_piece(self, tmp_path):
        text = "Kim met Putin in the far east of Russia. " * 50
        with (tmp_path / "a.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "text"])
            rows.writerows([i, f"{i} {text}"] for i in range(2000))
        found = read([tmp_path / "a.csv"], date(2024, 1, 1))
        next(found)
        found.close()


class TestParquet:
    def test_a_text_in_very_many_rows_is_bounded(self, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "FREE", 100_000)
        text = "Kim met Putin. " * 70_000
        indices = pa.array([0] * 1000, pa.int32())
        table = pa.table({"text": pa.DictionaryArray.from_arrays(indices, pa.array([text]))})
        pq.write_table(table, tmp_path / "a.parquet", compression="zstd")
        articles, problems = split([tmp_path / "a.parquet"])
        assert len(articles) <= 1
        assert "unpacks to more than 200 times its size" in problems[-1].message

    def test_a_bad_row_costs_only_itself(self, tmp_path):
        days = pa.array([10**15, 1_700_000_000], pa.timestamp("s"))
        pq.write_table(pa.table({"text": ["Kim.", "Putin."], "date": days}), tmp_path / "a.parquet")
        [article], [problem] = split([tmp_path / "a.parquet"])
        assert article.date == date(2023, 11, 14)
        assert problem.origin.endswith("a.parquet[1]")

    @pytest.mark.parametrize(
        "table",
        [
            pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]),
            pa.table({"text": [{"a": 1}]}),
            pa.table({"text": [b"Kim"]}),
            pa.table({"text": [["Kim"]]}),
        ],
        ids=["twice", "struct", "bytes", "list"],
    )
    def test_a_column_that_is_no_text_is_reported(self, tmp_path, table):
        pq.write_table(table, tmp_path / "a.parquet")
        [], [problem] = split([tmp_path / "a.parquet"])
        assert problem.severity == "error"


class TestNames:
    def test_links_that_go_in_a_circle_are_not_followed(self, tmp_path):
        put(tmp_path / "a/b/x.txt", "Kim.")
        (tmp_path / "a/b/up").symlink_to(tmp_path)
        (tmp_path / "a/up").symlink_to(tmp_path / "a")
        (tmp_path / "a/self.txt").symlink_to(tmp_path / "a/self.txt")
        for path in (tmp_path, f"{tmp_path}/**/*.txt", f"{tmp_path}/**"):
            articles, problems = split([path])
            assert [a.id for a in articles] == ["x"]
            assert all(p.advice for p in problems)

    def test_a_pipe_in_a_folder_is_not_waited_for(self, tmp_path):
        put(tmp_path / "a.txt", "Kim.")
        os.mkfifo(tmp_path / "b.txt")
        [article], _ = split([tmp_path])
        assert article.id == "a"

    def test_control_characters_do_not_reach_the_terminal(self, tmp_path, capsys):
        put(tmp_path / "\x1b[2Jred\x9b.json", json.dumps({"text": 5}))
        put(tmp_path / "b.csv", "a\x1b]0;b\x07\nKim\n")
        put(tmp_path / "c.json", json.dumps({"text": "Kim.", "date": "\x1b[31m"}))
        put(tmp_path / "d.warc", (FILES / "crawl.warc").read_bytes().replace(b"image/png", b"ima\x1b/png"))
        assert main(["extract", str(tmp_path), "-o", str(tmp_path / "out")]) == 1
        errors = capsys.readouterr().err
        assert "error" in errors
        assert not {"\x1b", "\x9b", "\x07"} & set(errors)


@settings(max_examples=15, deadline=None, phases=FEW, suppress_health_check=FIXTURE)
@given(st.lists(st.binary(max_size=300), min_size=20, max_size=20), st.data())
def test_any_bytes_with_any_suffix_give_articles_or_problems(tmp_path, contents, data):
    paths = []
    for number, content in enumerate(contents):
        suffix = data.draw(st.sampled_from(sorted(SUFFIXES))) + data.draw(
            st.sampled_from(["", ".gz", ".zst"])
        )
        packed = content if data.draw(st.booleans()) else packed_as(suffix, content)
        paths.append(put(tmp_path / f"a{number}{suffix}", packed))
    assert all(isinstance(item, Article | Problem) for item in read(paths))


@settings(max_examples=15, deadline=None, phases=FEW, suppress_health_check=FIXTURE)
@given(st.data())
def test_damaged_real_files_give_articles_or_problems(tmp_path, data):
    paths = []
    for path in sorted(p for p in FILES.iterdir() if p.suffix != ".py"):
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 5))):
            place = data.draw(st.integers(0, len(content) - 1))
            content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
        paths.append(put(tmp_path / path.name, bytes(content)))
    assert all(isinstance(item, Article | Problem) for item in read(paths, columns={"text": "body"}))


@settings(max_examples=30, deadline=None, phases=FEW)
@given(st.binary(max_size=500))
def test_any_bytes_on_the_standard_input_give_articles_or_problems(data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert all(isinstance(item, Article | Problem) for item in read(["-"]))


@settings(deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_any_text_is_a_page_or_a_feed_or_none(text, markup):
    text = f"<div><p>{text}" if markup else text
    task = {"text": text, "url": None, "seconds": 1000}
    for what in ("page", "feed"):
        assert json.dumps(confined.answer({"what": what, **task}))


def packed_as(suffix, content):
    if suffix.endswith(".gz"):
        return gzip.compress(content)
    return zstd.compress(content) if suffix.endswith(".zst") else content
