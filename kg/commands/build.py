"""Put articles into a store, each in its own named graph, and derive the resolved world from all of them.

Building again adds to the store: an article that it holds changes nothing, a changed one replaces the old.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from kg.commands.console import Console, count
from kg.commands.extraction import extracted, failed
from kg.commands.options import add_inputs, add_output, add_store
from kg.model import Extraction

NAME = "build"
HELP = "put articles into a store and resolve them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_inputs(parser)
    add_store(parser)
    what = "also write the resolved world to a file: .ttl, .nq, .trig or .jsonld"
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=what)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Extract into the store, resolve, export."""
    from kg.build import add
    from kg.graph.store import open_for_writing

    console = Console(quiet=args.quiet, as_json=args.json)

    def report(extraction: Extraction, error: Exception) -> None:
        console.problem(failed(extraction.article, error))

    with open_for_writing(args.store, args.base) as store:
        summary = add(store, extracted(args, console), report)
        if args.output:
            from kg.commands.files import make_folder
            from kg.graph.export import export

            make_folder(args.output.parent)
            export(store, args.output)
    held = asdict(summary.status)
    held.pop("stale")
    changed = {"added": summary.added, "replaced": summary.replaced, "unchanged": summary.unchanged}
    articles = sum(map(len, changed.values()))
    facts = {"articles": articles, **changed, "store": held}
    line = ", ".join(count(number, name) for name, number in held.items())
    console.summary(f"{count(articles, 'articles')} read → {args.store}: {line}", facts)
    return console.code
