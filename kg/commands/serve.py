"""Serve a store as pages for browsers and as a SPARQL 1.1 endpoint, until SIGTERM or Ctrl-C."""

import argparse
from pathlib import Path

from kg.commands.options import BASE, TOKEN, add_store, read_token

NAME = "serve"
HELP = "serve a store: pages and a SPARQL endpoint"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add = parser.add_argument
    add("--port", type=int, default=8080, metavar="N", help="TCP port, 0 for any free one (%(default)s)")
    add("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (%(default)s)")
    add("--writable", action="store_true", help="allow updates and changes of graphs")
    token = f"file with the token that writers need, or set {TOKEN}; on loopback none is needed"
    add("--token-file", type=Path, metavar="FILE", help=token)
    add("--seconds", type=float, default=30.0, metavar="S", help="time limit of a query (%(default)g)")
    add("--result-mib", type=int, default=256, metavar="N", help="size limit of a result (%(default)s)")
    add("--memory-mib", type=int, default=1024, metavar="N", help="memory limit of a query (%(default)s)")
    add("--body-mib", type=int, default=64, metavar="N", help="size limit of a request (%(default)s)")
    workers = "processes that answer queries (twice the processors, at least 4)"
    add("--workers", type=int, metavar="N", help=workers)
    add("--queue", type=int, default=512, metavar="N", help="requests that may wait (%(default)s)")
    cors = "let pages of this origin read answers, * for all; may be given again"
    add("--cors", action="append", default=[], metavar="ORIGIN", help=cors)
    name = "a name by which a proxy asks this server on loopback; may be given again"
    add("--host-name", action="append", default=[], metavar="NAME", help=name)
    federate = "let SERVICE and LOAD ask this address, or all below it if it ends in /; may be given again"
    add("--federate", action="append", default=[], metavar="URL", help=federate)
    add("--no-access-log", action="store_true", help="write no line for each request to standard error")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    from kg.graph import directory
    from kg.service.server import serve
    from kg.service.settings import MIB, Settings, default_workers

    if not args.writable:
        directory.demand(args.store)
    serve(
        Settings(
            store=args.store,
            base=directory.base(args.store) if directory.is_store(args.store) else BASE,
            host=args.host,
            port=args.port,
            writable=args.writable,
            token=read_token(args.token_file),
            workers=default_workers() if args.workers is None else args.workers,
            queue=args.queue,
            seconds=args.seconds,
            result_limit=args.result_mib * MIB,
            memory_limit=args.memory_mib * MIB,
            body_limit=args.body_mib * MIB,
            origins=tuple(args.cors),
            names=tuple(args.host_name),
            federation=tuple(args.federate),
            access_log=not args.no_access_log,
        )
    )
    return 0
