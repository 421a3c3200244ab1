"""Write a report on a store: one HTML file, to be sent to somebody who has neither the store nor a server."""

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.options import add_selection, add_store
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.explorer.report import Answer
    from kg.explorer.source import Graph

NAME = "report"
HELP = "write one self-contained page with pictures, tables and evidence"
TITLE = "Who says what happened, and who denies it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add_store(parser)
    add("-o", "--output", type=Path, required=True, metavar="FILE", help="the page, such as report.html")
    add("--title", default="", metavar="TEXT", help="its title")
    add("--query", metavar="NAME|FILE", help="the answer to this query, and the events in it")
    value = "a parameter of the query"
    add("-p", dest="values", action="append", default=[], metavar="KEY=VALUE", help=value)
    add_selection(parser)
    add("--limit", type=int, default=200, metavar="N", help="most events that are told (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Write the report."""
    from kg.explorer.local import Local
    from kg.files import write_whole
    from kg.graph import directory
    from kg.graph.store import open_for_reading

    with open_for_reading(args.store) as store:
        graph = Local(store.database, directory.base(args.store))
        text = asyncio.run(_report(graph, args))
    write_whole(args.output, text)
    print(f"report → {args.output}")
    return 0


async def _report(graph: "Graph", args: argparse.Namespace) -> str:
    from kg.explorer.finding import entity
    from kg.explorer.report import report
    from kg.explorer.selection import Selection

    iri = await entity(graph, args.entity) if args.entity else ""
    statuses = tuple(status.capitalize() for status in args.status)
    wanted = Selection(tuple(args.family), statuses, args.since or "", args.until or "", iri)
    answer = await _answer(graph, args)
    title = args.title or (answer.question if answer else args.entity) or TITLE
    return await report(graph, title, wanted, answer, args.limit)


async def _answer(graph: "Graph", args: argparse.Namespace) -> "Answer | None":
    """Ask the query, if there is one."""
    from kg.commands.query import sparql, values
    from kg.explorer.report import answered
    from kg.graph.queries import load, read

    if not args.query:
        if args.values:
            raise QueryError("-p goes with --query")
        return None
    if args.entity or args.family or args.status or args.since or args.until:
        raise QueryError(
            "--query chooses the events; --entity, --family, --status, --from and --to don't go with it"
        )
    path = Path(args.query)
    question = read(path).question if path.is_file() else load(args.query).question
    return await answered(graph, question, sparql(args.query, None, values(args.values)))
