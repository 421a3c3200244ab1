"""Remove articles from a store by their ids, with all that only they brought."""

import argparse

from kg.commands.console import count
from kg.commands.options import add_store

NAME = "remove"
HELP = "remove articles from a store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="identifier of an article")
    add_store(parser)
    parser.add_argument("--quiet", action="store_true", help="print errors only")


def run(args: argparse.Namespace) -> int:
    """Remove, then derive the resolved world anew."""
    from kg.graph.directory import base
    from kg.graph.store import open_for_reading, open_for_writing
    from kg.resolve import derive

    open_for_reading(args.store).close()  # says so when there is no such store
    ids = tuple(dict.fromkeys(args.ids))
    with open_for_writing(args.store, base(args.store)) as store:
        for identifier in ids:
            store.remove(identifier)
        store.rebuild(derive)
    if not args.quiet:
        print(f"{count(len(ids), 'articles')} removed from {args.store}")
    return 0
