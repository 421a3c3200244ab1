"""Serve a store as a read-only SPARQL endpoint on this machine, until Ctrl-C."""

import argparse

from kg.commands.options import add_store

NAME = "serve"
HELP = "serve a store as a SPARQL endpoint"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add = parser.add_argument
    add("--port", type=int, default=8080, metavar="N", help="TCP port, 0 for any free one (%(default)s)")
    add("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from kg.service.endpoint import serve

    serve(args.store, args.port, args.host)
    return 0
