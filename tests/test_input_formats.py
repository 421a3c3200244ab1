"""Each format of an input, by a real file of tests/data/input."""

import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.articles import Problem, read
from kg.cli import main
from kg.formats import duplicates
from kg.model import Article

FILES = Path(__file__).parent / "data" / "input"
COLUMNS = {"id": "nr", "text": "body", "title": "headline", "date": "published", "url": "link"}
RIGA = "Latvia and Ukraine agreed on Tuesday that Riga will supply"


def found(*names, **options):
    """Return the articles, and of each problem its severity and message."""
    items = list(read([FILES / name for name in names], **options))
    articles = [item for item in items if isinstance(item, Article)]
    return articles, [(item.severity, item.message) for item in items if isinstance(item, Problem)]


def no_others(problems):
    return [problem for problem in problems if "no date" not in problem[1]] == []


def test_a_page_gives_its_main_text_and_what_it_says_of_itself():
    [article], problems = found("page.html")
    assert problems == []
    assert article.text.startswith(RIGA)
    assert article.text.count("\n\n") == 2
    assert article.text.endswith("signed at a short ceremony.")
    for other in ("cookies", "recipes", "Copyright", "win a car", "Subscribe", "Home"):
        assert other not in article.text
    assert (article.id, article.title) == ("page", "Ministers sign shell deal in Riga")
    assert (article.publisher, article.url) == ("Widget Wire", "https://wire.example/world/riga-shells")
    assert article.date == date(2024, 3, 5)


def test_a_page_in_the_encoding_that_it_declares():
    [article], problems = found("latin1.html")
    assert no_others(problems)
    assert "met in a café in Warsaw" in article.text
    assert "“a clear signal”" in article.text
    assert article.title == "Café talks end"


def test_a_date_that_is_not_that_of_publication_is_none():
    [article], _ = found("latin1.html")
    assert article.date is None


def test_a_feed_gives_its_entries_without_markup():
    [whole, summary], problems = found("full.rss")
    assert whole.text == (
        "North Korea fired two ballistic missiles on Monday, South Korea’s military said.\n\n"
        "Japan protested against the launch."
    )
    assert (whole.id, whole.title) == ("wire-2024-0311-1", "Seoul reports two missiles")
    assert (whole.publisher, whole.url) == ("Widget Wire: World", "https://wire.example/world/two-missiles")
    assert whole.date == date(2024, 3, 11)  # in the author's time zone
    assert "Washington & Beijing" in summary.text
    assert problems == [("warning", "1 of 2 entries have a summary only")]


def test_an_atom_feed():
    [article], problems = found("notes.atom")
    assert problems == []
    assert article.id == "tag:ministry.example,2024:17"
    assert article.date == date(2024, 4, 1)
    assert article.text.split("\n\n")[1] == "They had supplied parts of drones to Russia."


def test_csv_with_its_columns_named():
    [first, second], problems = found("table.csv", columns=COLUMNS)
    assert problems == []
    assert first.text == (
        'Norway and Poland signed a defense agreement on Thursday.\nThe ministers called it "a milestone".'
    )
    assert (first.id, first.title, first.date) == ("1", "Talks, then a deal", date(2024, 5, 2))
    assert first.origin.endswith("table.csv:2")
    assert (second.url, second.date) == (None, date(2024, 5, 3))
    assert second.origin.endswith("table.csv:4")


def test_columns_with_the_names_of_fields_need_no_naming():
    [article], problems = found("exact.tsv")
    assert problems == []
    assert (article.id, article.date) == ("t1", date(2024, 1, 7))


def test_a_table_without_the_column_says_which_there_are():
    articles, [(severity, message)] = found("table.csv")
    assert articles == []
    assert severity == "error"
    assert message == 'no column "text"; there are: nr, headline, body, published, publisher, link'


def test_parquet():
    columns = {"id": "nr", "text": "body", "date": "day", "source": "publisher"}
    [first, second], problems = found("table.parquet", columns=columns)
    assert problems == []
    assert (first.id, first.date, first.publisher) == ("7", date(2024, 7, 1), "Widget Wire")
    assert first.text == "Egypt hosted talks between Sudan’s two generals on Monday."
    assert (second.publisher, second.date) == (None, date(2024, 7, 2))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_warc_gives_a_page_of_each_response_and_counts_the_rest(name):
    [plain, packed, chunked], problems = found(name)
    assert plain.text == chunked.text
    assert plain.text.startswith(RIGA)
    assert (plain.title, plain.date) == ("Ministers sign shell deal in Riga", date(2024, 3, 5))
    assert plain.url == "https://wire.example/riga"
    assert "Orléans" in packed.text
    assert len({plain.id, packed.id, chunked.id}) == 3
    kinds = "1 of type image/png, 1 with status 404, 1 without an article's text"
    assert ("skipped", f"records that hold no article: {kinds}") in problems


@pytest.mark.parametrize("name", ["packed.jsonl.gz", "packed.jsonl.zst"])
def test_packed_files_are_what_they_pack(name):
    articles, problems = found(name)
    assert problems == []
    assert [(a.id, a.text) for a in articles] == [(a.id, a.text) for a in found("lines.jsonl")[0]]


def test_utf_16_is_told_by_its_mark():
    [article], problems = found("utf16.txt")
    assert no_others(problems)
    assert article.text == "Kim met Putin in the far east of Russia on Wednesday – and left on Sunday.\n"


def test_a_guessed_encoding_is_named():
    [article], problems = found("windows1252.txt")
    assert "Malmö" in article.text
    assert "“We agreed on everything”" in article.text
    assert problems == [("warning", "not UTF-8: read as WINDOWS-1252")]


def test_an_article_in_another_language_is_skipped_with_a_reason_unless_any_is_taken():
    articles, problems = found("german.md")
    assert articles == []
    assert problems == [("skipped", 'not English: its language is "de"')]
    [article], problems = found("german.md", any_language=True)
    assert article.title == "Zwei Raketen abgefeuert"
    assert problems == []


def test_a_near_duplicate_is_noted_and_kept():
    articles, [(severity, message)] = found("wire-post.md", "wire-sun.md")
    assert [a.id for a in articles] == ["wire-post", "wire-sun"]
    assert severity == "note"
    assert message == f"near-duplicate of {FILES / 'wire-post.md'}"


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("page.html", 1),
        ("full.rss", 2),
        ("notes.atom", 1),
        ("crawl.warc", 3),
        ("crawl.warc.gz", 3),
        ("lines.jsonl", 2),
        ("packed.jsonl.gz", 2),
        ("packed.jsonl.zst", 2),
        ("utf16.txt", 1),
        ("windows1252.txt", 1),
        ("wire-post.md", 1),
    ],
)
def test_the_standard_input_is_told_by_its_beginning(monkeypatch, name, ids):
    data = (FILES / name).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles = [item for item in read(["-"]) if isinstance(item, Article)]
    assert [a.text for a in articles] == [a.text for a in found(name)[0]]
    assert len(articles) == ids


def test_parquet_from_the_standard_input_or_packed_again(monkeypatch, tmp_path):
    data = (FILES / "table.parquet").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    packed = tmp_path / "table.parquet.gz"
    packed.write_bytes(gzip.compress(data))
    for path in ("-", packed):
        articles = [a for a in read([path], columns={"text": "body"}) if isinstance(a, Article)]
        assert len(articles) == 2


def test_a_folder_of_all_formats_is_read_in_order():
    articles, problems = found(".", columns={"text": "body"})
    origins = [Path(a.origin.split(" <")[0]).name.split("[")[0].split(":")[0] for a in articles]
    assert origins == sorted(origins)
    assert set(origins) >= {"crawl.warc", "full.rss", "notes.atom", "page.html", "table.csv", "table.parquet"}
    assert ("error", 'no column "body"; there are: id, text, date') in problems


def test_what_is_skipped_or_noted_is_reported_and_is_no_failure(tmp_path, capsys):
    names = [str(FILES / name) for name in ("german.md", "wire-post.md", "wire-sun.md")]
    assert main(["extract", *names, "-o", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["articles"] == 2
    assert [problem["origin"] for problem in told["skipped"]] == [names[0]]
    assert [problem["origin"] for problem in told["notes"]] == [names[2]]
    assert told["errors"] == []
    assert main(["extract", *names, "-o", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert "(1 skipped, 1 note)" in captured.out
    assert f"skipped: {names[0]}: not English" in captured.err


def test_columns_are_named_on_the_command_line(tmp_path, capsys):
    named = [f"--column={field}={column}" for field, column in COLUMNS.items()]
    assert main(["extract", str(FILES / "table.csv"), "-o", str(tmp_path), *named]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"1.ttl", "2.ttl"}
    for wrong in ("body", "text=", "author=by"):
        with pytest.raises(SystemExit) as stop:
            main(["extract", str(FILES / "table.csv"), "-o", str(tmp_path), "--column", wrong])
        assert stop.value.code == 2
        assert "FIELD=COLUMN" in capsys.readouterr().err


def test_parquet_without_its_package_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    [problem] = list(read([FILES / "table.parquet"]))
    assert problem.advice == "pip install 'statecraft-kg[parquet]'"


def test_an_entry_without_text_is_skipped(tmp_path):
    item = "<item><title>Only a headline</title><guid>x</guid></item>"
    feed = (FILES / "full.rss").read_text("utf-8").replace("</channel>", f"{item}</channel>")
    (tmp_path / "a.rss").write_text(feed, encoding="utf-8")
    items = list(read([tmp_path / "a.rss"]))
    assert [a.id for a in items if isinstance(a, Article)] == [a.id for a in found("full.rss")[0]]
    assert ("skipped", "1 of 3 entries have no text") in [
        (p.severity, p.message) for p in items if isinstance(p, Problem)
    ]


def test_one_page_fetched_twice_is_two_articles_and_a_near_duplicate(tmp_path):
    crawl = (FILES / "crawl.warc").read_bytes()
    later = crawl.replace(b"2024-03-06T04:00:00Z", b"2024-03-07T04:00:00Z")
    (tmp_path / "a.warc").write_bytes(crawl + later)
    items = list(read([tmp_path / "a.warc"]))
    assert len({a.id for a in items if isinstance(a, Article)}) == 6
    assert sum(isinstance(p, Problem) and p.severity == "note" for p in items) == 4


def test_near_duplicates_are_looked_for_among_a_bounded_number(monkeypatch):
    monkeypatch.setattr(duplicates, "KEPT", 1)
    copies = duplicates.Duplicates()
    post, sun = found("wire-post.md", "wire-sun.md")[0]
    [other] = found("page.html")[0]
    assert copies.of(post) is None
    assert copies.of(sun) == post.origin
    assert copies.of(other) is None
    assert copies.of(sun) is None  # the first copy is forgotten
    assert copies.of(post) == sun.origin
