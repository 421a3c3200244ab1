"""Ask a store or a SPARQL endpoint: a shipped query, a file, or SPARQL on the command line."""

import argparse
import sys
from pathlib import Path

from kg.commands.options import STORE
from kg.errors import QueryError

NAME = "query"
HELP = "ask a question"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "query", nargs="?", metavar="NAME|FILE", help="a shipped query (`kg queries --list`) or a file"
    )
    what.add_argument("-e", dest="text", metavar="TEXT", help="a SPARQL query")
    parser.add_argument(
        "-p", dest="values", action="append", default=[], metavar="KEY=VALUE", help="a parameter of the query"
    )
    also = "ask the inferences of `kg reason` as well"
    parser.add_argument("--inferred", action="store_true", help=also)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--store", type=Path, default=STORE, metavar="DIR", help="the store (%(default)s)")
    where.add_argument("--endpoint", metavar="URL", help="a SPARQL endpoint instead")
    parser.add_argument(
        "--format", choices=["table", "csv", "json"], default="table", help="form of the answer (%(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """Print the answer."""
    from kg.commands.tables import render
    from kg.graph.queries import ask
    from kg.graph.store import open_for_reading

    text = sparql(args.query, args.text, values(args.values))
    if args.endpoint:
        if args.inferred:
            raise QueryError("--inferred goes with a store; of an endpoint, ask FROM its graph of inferences")
        result = ask(args.endpoint, text)
    else:
        with open_for_reading(args.store) as store:
            if args.inferred and not store.has_inferred():
                raise QueryError(
                    f"{args.store}: nothing is inferred; `kg reason --store {args.store}` does it"
                )
            result = ask(store.database, text, [store.inferred] if args.inferred else [])
    sys.stdout.write(render(result, args.format))
    return 0


def values(pairs: list[str]) -> dict[str, str]:
    """Return the parameters given as key=value."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise QueryError(f'parameter "{pair}": write it as key=value')
        if name in found:
            raise QueryError(f'parameter "{name}" is given twice')
        found[name] = value
    return found


def sparql(query: str | None, text: str | None, given: dict[str, str]) -> str:
    """Return the SPARQL that the arguments ask for, with its parameters filled in."""
    from kg.graph.queries import load, read

    if query is None:
        if given:
            raise QueryError("-p goes with a shipped query or a file that declares parameters, not with -e")
        return text or ""
    path = Path(query)
    if not path.is_file():
        return load(query).bound(given)
    if given:
        return read(path).bound(given)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: can't be read: {error}") from error
