"""Articles in, answers out, with nothing replaced."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main

ARTICLES = {
    "summit": (
        "2023-09-13",
        "North Korean leader Kim Jong Un met Russian President Vladimir Putin at the Vostochny Cosmodrome "
        "on Wednesday. The United States has accused North Korea of sending artillery shells to Russia. "
        "North Korea denied that it had sent weapons to Russia. “We will support Russia,” Kim said.",
    ),
    "launch": (
        "2023-09-13",
        "North Korea launched two ballistic missiles into the sea on Wednesday. South Korea condemned the "
        "launch.",
    ),
    "sanctions": (
        "2022-03-30",
        "The United States imposed sanctions on five Iranian companies on Wednesday. Iran condemned the "
        "sanctions.",
    ),
}


@pytest.fixture(scope="module")
def news(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    lines = [
        json.dumps({"id": name, "date": date, "source": "Example Wire", "text": text})
        for name, (date, text) in ARTICLES.items()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(news) -> str:
    path = news.parent / "store"
    assert main(["build", str(news), "--store", str(path), "-o", str(news.parent / "world.ttl")]) == 0
    return str(path)


def kg(*arguments: str, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, env=environment)


def test_same_bytes_whatever_the_order_and_the_hashing(news, store, tmp_path):
    backwards = tmp_path / "backwards.jsonl"
    lines = news.read_text(encoding="utf-8").splitlines()
    backwards.write_text("\n".join(reversed(lines)), encoding="utf-8")
    kg("extract", str(news), "-o", str(tmp_path / "a"), "--quiet", seed="1")
    kg("extract", str(backwards), "-o", str(tmp_path / "b"), "--quiet", "--threads", "2", seed="2")
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == sorted(f"{name}.ttl" for name in ARTICLES)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    kg("build", str(backwards), "--store", str(tmp_path / "s"), "-o", str(tmp_path / "w.ttl"), seed="3")
    assert (tmp_path / "w.ttl").read_bytes() == (Path(store).parent / "world.ttl").read_bytes()


def test_what_comes_out_conforms(capsys, news, store, tmp_path):
    assert main(["extract", str(news), "-o", str(tmp_path), "--quiet"]) == 0
    assert main(["validate", str(tmp_path)]) == 0, capsys.readouterr().out
    assert main(["validate", "--store", store]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (["meetings"], ["Kim Jong Un", "Vladimir Putin", "2023-09-13"]),
        (["weapons-tests"], ["North Korea", "2023-09-13"]),
        (["sanctions"], ["United States"]),
        (["statements", "-p", "speaker=Kim Jong Un"], ["We will support Russia"]),
        (["disputed-events"], ["sending artillery shells to Russia", "denied that it had sent weapons"]),
    ],
)
def test_answers(capsys, store, question, words):
    assert main(["query", *question, "--store", store]) == 0
    answer = capsys.readouterr().out
    assert [word for word in words if word not in answer] == []


def test_claim_and_denial_by_name(capsys, store):
    values = ["-p", "claimant=United States", "-p", "denier=North Korea"]
    assert main(["query", "transfers-claimed-and-denied", *values, "--store", store, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["results"]["bindings"]
    assert {row["status"]["value"].rsplit("#")[-1] for row in rows} == {"Disputed"}


def test_removing_an_article_leaves_no_trace(news, tmp_path):
    line = news.read_text(encoding="utf-8").splitlines()
    (tmp_path / "two.jsonl").write_text("\n".join(line[:2]), encoding="utf-8")
    worlds = [tmp_path / "x.ttl", tmp_path / "y.ttl"]
    both, two = str(tmp_path / "both"), str(tmp_path / "two")
    assert main(["build", str(news), "--store", both, "--quiet"]) == 0
    assert main(["remove", "sanctions", "--store", both, "--quiet"]) == 0
    assert main(["export", "--store", both, "-o", str(worlds[0])]) == 0
    assert main(["build", str(tmp_path / "two.jsonl"), "--store", two, "-o", str(worlds[1]), "--quiet"]) == 0
    assert worlds[0].read_bytes() == worlds[1].read_bytes()
