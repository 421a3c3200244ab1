"""Check Turtle files, or the resolved world of a store, against the SHACL shapes."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.console import count
from kg.commands.options import STORE
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.graph.validate import Violation

NAME = "validate"
HELP = "check graphs against the shapes"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "paths", nargs="*", metavar="PATH", default=[], help="a Turtle file, or a folder of them"
    )
    what.add_argument("--store", type=Path, default=STORE, metavar="DIR", help="the store (%(default)s)")
    parser.add_argument("--quiet", action="store_true", help="print what is wrong only")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print every violation, and how many there are."""
    checked = 0
    found = []
    for place, violations in _of_files(args.paths) if args.paths else _of_store(args.store):
        checked += 1
        found += [(place, violation) for violation in violations]
    if args.json:
        listed = [
            {"in": place, "article": v.article, "node": v.node, "message": v.message, "words": v.words}
            for place, v in found
        ]
        print(json.dumps({"checked": checked, "violations": listed}, ensure_ascii=False))
    else:
        for place, violation in found:
            print(f"{place}: {violation}")
        if found or not args.quiet:
            print(f"{count(checked, 'graphs')} checked: {count(len(found), 'violations')}")
    return 1 if found else 0


def _of_files(paths: list[str]) -> Iterator[tuple[str, list["Violation"]]]:
    from kg.graph.validate import validate_file

    for given in map(Path, paths):
        files = sorted(given.rglob("*.ttl")) if given.is_dir() else [given]
        if not files:
            raise InputError(f"{given}: no Turtle file (.ttl) in this folder")
        for path in files:
            yield str(path), validate_file(path)


def _of_store(directory: Path) -> Iterator[tuple[str, list["Violation"]]]:
    from kg.graph.store import open_for_reading
    from kg.graph.validate import validate_store

    with open_for_reading(directory) as store:
        yield str(directory), validate_store(store.database)
