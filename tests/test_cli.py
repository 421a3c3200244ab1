"""The command line: help, documentation, usage errors, exit codes."""

import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.cli import COMMANDS, main, parser

ROOT = Path(__file__).parent.parent
NAMES = [command.NAME for command in COMMANDS]


def usage_error(capsys, *arguments: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("command", NAMES)
def test_every_command_and_argument_has_help(capsys, command):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert "usage: kg" in capsys.readouterr().out
    (sub,) = (action.choices[command] for action in parser()._actions if action.choices)
    assert [action.dest for action in sub._actions if not action.help] == []


def test_reference_is_up_to_date():
    made = runpy.run_path(str(ROOT / "docs" / "reference.py"))["reference"]()
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == made, "run `make reference`"
    assert all(f"## kg {name}\n" in made for name in NAMES)


def test_commands_in_the_documents_exist():
    found = []
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for block in re.findall(r"```sh\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
            lines = [line.partition("#")[0].strip() for line in block.splitlines() if "…" not in line]
            found += [shlex.split(line)[1:] for line in lines if re.match(r"(\S*/)?kg ", line)]
    assert len(found) >= 7
    for arguments in found:
        if arguments[0] != "--help":
            parser().parse_args(arguments)


def test_make_targets_in_the_documents_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in [ROOT / "README.md", ROOT / "docs" / "install.md", ROOT / ".ci" / "run"]:
        for target in re.findall(r"^make (?:\S+=\S+ )*([a-z]+)", document.read_text(encoding="utf-8"), re.M):
            assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE), target


def test_version(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"kg {kg.__version__}\n"


def test_module_is_the_program():
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"kg {kg.__version__}\n"


def test_help_imports_nothing_heavy():
    code = "import sys, kg.cli; kg.cli.parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"spacy", "numpy", "onnxruntime", "pyoxigraph", "rdflib", "tqdm", "yaml", "owlready2", "pyshacl"}
    assert heavy.isdisjoint(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "required"),
        (["fly"], "invalid choice"),
        (["extract", "a.txt"], "--output"),
        (["extract", "-o", "out"], "INPUT"),
        (["extract", "a.txt", "-o", "out", "--date", "13/9/2023"], "YYYY-MM-DD"),
        (["extract", "a.txt", "-o", "out", "--base", "no iri/"], "absolute IRI"),
        (["extract", "a.txt", "-o", "out", "--base", "https://x.org/data"], "ends with / or #"),
        (["extract", "a.txt", "-o", "out", "--threads", "0"], "1 or more"),
        (["query"], "required"),
        (["query", "meetings", "-e", "SELECT * {}"], "not allowed"),
        (["query", "meetings", "--store", "s", "--endpoint", "http://localhost/"], "not allowed"),
        (["query", "meetings", "--format", "xml"], "xml"),
        (["export"], "--output"),
        (["serve", "--port", "http"], "--port"),
        (["remove"], "ID"),
    ],
)
def test_wrong_usage(capsys, arguments, word):
    assert word in usage_error(capsys, *arguments)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["query", "no-such-query"], "meetings"),
        (["query", "meetings", "-p", "person"], "key=value"),
        (["query", "meetings", "-p", "person=a", "-p", "person=b"], "twice"),
        (["query", "meetings", "-p", "nobody=a"], "nobody"),
        (["query", "-e", "SELECT * {}", "-p", "a=b"], "-p"),
    ],
)
def test_wrong_query(capsys, arguments, word):
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert word in streams.err
    assert streams.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "meetings"],
        ["queries"],
        ["serve"],
        ["status"],
        ["export", "-o", "x.ttl"],
        ["validate"],
        ["remove", "a"],
    ],
)
def test_missing_store_is_said_and_not_made(capsys, tmp_path, arguments):
    store = tmp_path / "none"
    assert main([*arguments, "--store", str(store)]) == 1
    streams = capsys.readouterr()
    assert str(store) in streams.err
    assert "Traceback" not in streams.err
    assert not store.exists()


def test_queries_can_be_listed_without_a_store(capsys):
    assert main(["queries", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {p.stem for p in (ROOT / "queries").glob("*.rq")} == {line.split()[0] for line in lines}


def test_base_is_the_vocabulary_s():
    from kg.commands.options import BASE
    from kg.graph import vocab

    assert BASE == vocab.BASE  # written twice: the vocabulary is too slow to import for `kg --help`
