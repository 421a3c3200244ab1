"""Write the resolved world of a store to a file: Turtle, N-Quads, TriG or JSON-LD, by the suffix.

TriG holds the articles' graphs as well, and so do N-Quads and JSON-LD with --all. With --article, the file
holds what these articles say by themselves; with --each, a folder gets a Turtle file per article.
"""

import argparse
from pathlib import Path

from kg.commands.console import count
from kg.commands.options import add_store
from kg.errors import StoreError

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


def run(args: argparse.Namespace) -> int:
    """Export."""
    from kg.commands.files import make_folder
    from kg.graph.export import everything, export
    from kg.graph.store import open_for_reading

    with open_for_reading(args.store) as store:
        make_folder(args.output if args.each else args.output.parent)
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
