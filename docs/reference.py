"""Write docs/cli.md from the parser: ``make reference``. A test compares the two."""

import argparse
import textwrap
from pathlib import Path

from kg.cli import COMMANDS

HEAD = """\
# Commands

`python -m kg` does the same as `kg`. Results go to the standard output; problems and the progress bar
(shown to a person only) go to the standard error. Made by `make reference`: do not edit.

| exit code | meaning |
|---|---|
| 0 | all went well |
| 1 | an input was left out, something failed, or the graph breaks a rule |
| 2 | wrong usage: an unknown option or query, a missing parameter, SPARQL that is not valid |
| 130 | stopped by Ctrl-C or SIGTERM; `kg extract --shards` and `kg load` go on when they are given again |

`kg --version` prints the version, `kg COMMAND --help` the help of a command.
"""


def reference() -> str:
    """Return the text of docs/cli.md."""
    return HEAD + "".join(_section(command) for command in COMMANDS)


def _section(command) -> str:
    parser = argparse.ArgumentParser(add_help=False)
    command.arguments(parser)
    rows = [f"| {_form(action)} | {_help(action)} |" for action in parser._actions]
    about = textwrap.fill(command.__doc__.strip(), 110)
    return (
        f"\n## kg {command.NAME}\n\n{about}\n\n| argument | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"
    )


def _form(action: argparse.Action) -> str:
    metavar = action.metavar or ("|".join(action.choices) if action.choices else "")
    many = "…" if action.nargs == "+" else ""
    forms = action.option_strings or [""]
    text = ", ".join(f"{form} {metavar}{many}".strip() for form in forms)
    return f"`{text}`".replace("|", "\\|") + (
        " (required)" if action.required and action.option_strings else ""
    )


def _help(action: argparse.Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default)).replace("|", "\\|")


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(reference(), encoding="utf-8")
