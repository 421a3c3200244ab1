"""The command line: arguments in, exit code out.

Exit codes: 0 all went well; 1 something was left out, failed or broke a rule; 2 wrong usage;
130 stopped by Ctrl-C.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Protocol

import kg
from kg.commands import (
    add,
    build,
    diff,
    explain,
    export,
    extract,
    judge,
    load,
    plot,
    queries,
    query,
    reason,
    rebuild,
    remove,
    report,
    serve,
    status,
    validate,
)
from kg.errors import KgError, QueryError, UsageError


class Command(Protocol):
    """A module of ``kg.commands``."""

    NAME: str
    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; return the exit code."""


COMMANDS: tuple[Command, ...] = (
    build, extract, load, query, queries, serve, validate, export, report, plot, status,
    add, remove, diff, judge, rebuild, reason, explain,
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    main_parser = argparse.ArgumentParser(
        prog="kg",
        description="News about statecraft in, an RDF knowledge graph of claims out.",
        epilog="`kg COMMAND --help` explains a command. Exit codes: 0 all went well; "
        "1 something was left out, failed or broke a rule; 2 wrong usage; 130 stopped by Ctrl-C.",
    )
    main_parser.add_argument("--version", action="version", version=f"kg {kg.__version__}")
    commands = main_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.__doc__)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return main_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; errors that people can mend are printed without a stack trace."""
    args = parser().parse_args(argv)
    try:
        code = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt as stop:
        print(f"kg: stopped{f'; {stop}' if str(stop) else ''}", file=sys.stderr)
        return 130
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 2 if isinstance(error, QueryError | UsageError) else 1
    return code
