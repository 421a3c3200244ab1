"""Write the resolved world of a store to a file: Turtle, N-Quads, TriG or JSON-LD, by the suffix."""

import argparse
from pathlib import Path

from kg.commands.options import add_store

NAME = "export"
HELP = "write the resolved world to a file"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    suffixes = "the file: .ttl, .nq, .trig or .jsonld"
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=suffixes)


def run(args: argparse.Namespace) -> int:
    """Export."""
    from kg.graph.export import export
    from kg.graph.store import open_for_reading

    with open_for_reading(args.store) as store:
        export(store, args.output)
    return 0
