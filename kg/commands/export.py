"""Write the resolved world of a store to a file: Turtle, N-Quads, TriG or JSON-LD, by the suffix.

TriG holds the articles' graphs as well, and so do N-Quads and JSON-LD with --all. With --article, the file
holds what these articles say by themselves; with --each, a folder gets a Turtle file per article.

With --as, the events go to users of another vocabulary: PLOVER or FollowTheMoney (JSON lines, .jsonl) or
schema.org (.jsonld); see docs/exports.md. Only what is reported is written unless --status asks for more.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.console import count
from kg.commands.options import add_store
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.graph.store import Store

FORMS = ("plover", "ftm", "schema.org")
STATUSES = ("reported", "alleged", "disputed", "denied", "projected")

NAME = "export"
HELP = "write the resolved world, or articles, to files"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    suffixes = "the file: .ttl, .nq, .trig or .jsonld; with --each, a folder"
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=suffixes)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="the world and all articles' graphs")
    one = "the graph of an article; give it again for more"
    which.add_argument("--article", action="append", default=[], metavar="ID", help=one)
    which.add_argument("--each", action="store_true", help="each article's graph in a file of its own")
    which.add_argument("--as", dest="form", choices=FORMS, help="the events in another vocabulary")
    status = "with --as, the status of events to write (reported); give it again for more"
    parser.add_argument("--status", action="append", choices=[*STATUSES, "all"], default=[], help=status)


def run(args: argparse.Namespace) -> int:
    """Export."""
    from kg.files import make_folder
    from kg.graph.export import everything, export
    from kg.graph.store import open_for_reading

    if args.status and not args.form:
        raise StoreError("--status chooses events for --as; give both, or ask with kg query")
    with open_for_reading(args.store) as store:
        make_folder(args.output if args.each else args.output.parent)
        if args.form:
            return _translate(store, args)
        if args.each:
            from kg.graph.turtle import file_name

            for name, graph in store.graphs().items():
                export(store, args.output / file_name(name), [graph])
            print(f"{count(len(store.graphs()), 'articles')} → {args.output}")
            return 0
        graphs = {name: store.find(name) for name in args.article}
        if missing := [name for name, graph in graphs.items() if graph is None]:
            raise StoreError(f"{args.store}: no article has the id {', '.join(map(repr, missing))}")
        chosen = [graph for graph in graphs.values() if graph is not None]
        export(store, args.output, everything(store) if args.all else chosen or None)
    return 0


def _translate(store: "Store", args: argparse.Namespace) -> int:
    from kg.exports.output import write

    wanted = STATUSES if "all" in args.status else args.status or STATUSES[:1]
    counts = write(store, args.output, args.form, [status.capitalize() for status in dict.fromkeys(wanted)])
    left = f"; {args.form} has no place for {count(counts.left_out, 'others')}" if counts.left_out else ""
    print(f"{count(counts.written, 'events')} → {args.output}{left}")
    return 0
