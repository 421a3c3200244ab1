"""What ``pip install .`` puts on a machine works away from the checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    offline = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    command = [sys.executable, "-m", "pip", "install", *offline, "--target", str(target), str(ROOT)]
    subprocess.run(command, check=True, cwd=target)
    return target


def python(installed: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=installed,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_data_file_is_there(installed):
    tracked = subprocess.run(
        ["git", "ls-files", "kg", "ontology", "queries"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    inside = [name if name.startswith("kg/") else f"kg/data/{name}" for name in tracked if name]
    assert [name for name in inside if not (installed / name).is_file()] == []
    assert any(name.endswith(".ttl") for name in inside)
    assert any(name.endswith(".rq") for name in inside)
    assert any(name.endswith(".onnx") for name in inside)


def test_licences_are_there(installed):
    (folder,) = installed.glob("statecraft_kg-*.dist-info")
    assert {p.name for p in (folder / "licenses").iterdir()} == {"LICENSE", "NOTICE"}


def test_it_is_the_installed_package_that_runs(installed):
    assert python(installed, "-c", "import kg; print(kg.__file__)").startswith(str(installed))


def test_help_version_and_program(installed):
    assert "build" in python(installed, "-m", "kg", "--help")
    import kg

    assert python(installed, "-m", "kg", "--version").strip() == f"kg {kg.__version__}"
    assert (installed / "bin" / "kg").is_file()


def test_queries_are_found(installed):
    listed = python(installed, "-m", "kg", "queries", "--list")
    assert len(listed.splitlines()) >= 10


def test_article_in_answer_out(installed, tmp_path):
    article = tmp_path / "visit.txt"
    article.write_text("Kim Jong Un met Vladimir Putin in Russia on Wednesday.", encoding="utf-8")
    out = tmp_path / "out"
    python(installed, "-m", "kg", "extract", str(article), "-o", str(out), "--date", "2023-09-13")
    (graph,) = out.glob("*.ttl")
    assert "Meeting" in graph.read_text(encoding="utf-8")


def test_spacy_finds_the_pipeline_by_its_name(installed):
    code = (
        "import spacy; from spacy.util import get_installed_models as installed;"
        "nlp = spacy.load('en_statecraft', disable=['ner']); print(nlp.lang, nlp.disabled, installed())"
    )
    assert python(installed, "-c", code).strip() == "en ['ner'] ['en_statecraft']"
