"""The encodings that inputs come in, declared or not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import Problem, read
from kg.formats.encodings import declared, detect
from kg.model import Article

ENGLISH = "The café’s owner said: “Kim met Putin.”\n" * 3
RUSSIAN = (
    "Президент России встретился с лидером КНДР на космодроме. Лидеры обсудили поставки оружия и санкции."
)


def text(path, **options):
    found = list(read([path], any_language=True, **options))
    [article] = [item for item in found if isinstance(item, Article)]
    return article.text, [
        (p.severity, p.message) for p in found if isinstance(p, Problem) if p.message != "no date"
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.html"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path, codec, name):
    content = {
        "a.txt": ENGLISH,
        "a.jsonl": json.dumps({"text": ENGLISH}, ensure_ascii=False),
        "a.csv": f'text\n"{ENGLISH}"\n',
        "a.html": f"<html><body><article><p>{ENGLISH}</p></article></body></html>",
    }[name]
    (tmp_path / name).write_bytes(content.encode(codec))
    found, problems = text(tmp_path / name)
    assert found.split() == ENGLISH.split()
    assert problems == []


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_western_text_without_any_sign_is_read_as_such_with_a_warning(tmp_path, name):
    content = {
        "a.txt": ENGLISH,
        "a.jsonl": f'{{"text": "{ENGLISH.strip()[:39]}"}}',
        "a.csv": f'text\n"{ENGLISH}"\n',
    }
    (tmp_path / name).write_bytes(content[name].encode("cp1252"))
    found, problems = text(tmp_path / name)
    assert found.split()[:5] == ENGLISH.split()[:5]
    assert problems == [("warning", "not UTF-8: read as WINDOWS-1252")]


def test_the_warning_names_the_line(tmp_path):
    (tmp_path / "a.txt").write_bytes("Kim.\nZoë met him.".encode("cp1252"))
    problems = [p for p in read([tmp_path / "a.txt"]) if isinstance(p, Problem)]
    assert problems[0].origin.endswith("a.txt:2")


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r"])
def test_other_alphabets_are_guessed(tmp_path, codec):
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode(codec))
    found, [(severity, message)] = text(tmp_path / "a.txt")
    assert found == RUSSIAN
    assert severity == "warning"
    assert "a guess" in message


def test_a_few_damaged_bytes_do_not_change_the_encoding(tmp_path):
    (tmp_path / "a.txt").write_bytes(ENGLISH.encode() + b"Kim \xff said so.")
    found, problems = text(tmp_path / "a.txt")
    assert found == ENGLISH + "Kim \ufffd said so."
    assert problems == [("warning", "some characters are damaged: they were replaced")]


def test_a_page_is_read_as_it_declares_and_a_false_declaration_does_no_harm(tmp_path):
    page = '<html><head><meta charset="{}"></head><body><article><p>{}</p></article></body></html>'
    (tmp_path / "a.html").write_bytes(page.format("windows-1251", RUSSIAN).encode("cp1251"))
    assert text(tmp_path / "a.html") == (RUSSIAN, [])
    (tmp_path / "a.html").write_bytes(page.format("us-ascii", ENGLISH).encode("utf-16-le"))
    assert [p.severity for p in read([tmp_path / "a.html"])] == ["error"]
    (tmp_path / "b.html").write_bytes(page.format("utf-16", ENGLISH).encode())
    assert text(tmp_path / "b.html")[0].split() == ENGLISH.split()


@pytest.mark.parametrize(
    "label", ["rot13", "zip", "unicode_escape", "punycode", "idna", "utf-7", "", "\0", "x" * 99]
)
def test_only_encodings_of_the_web_can_be_declared(label):
    assert declared(label) is None


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=20)))
def test_any_bytes_are_decoded_or_refused(data, label):
    encoding = detect(data, [label])
    assert encoding is None or isinstance(encoding.decode(data), str)
