"""Say what a store holds."""

import argparse
import json

from kg.commands.options import add_store

NAME = "status"
HELP = "say what a store holds"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the counts."""
    from dataclasses import asdict

    from kg.graph.store import open_for_reading

    with open_for_reading(args.store) as store:
        status = asdict(store.status())
    if args.json:
        print(json.dumps({"store": str(args.store)} | status))
        return 0
    stale = status.pop("stale")
    for name, number in status.items():
        print(f"{name:<10}{number:>12,}")
    if stale:
        print("The resolved world is unfinished: `kg rebuild` makes it anew.")
    return 0
