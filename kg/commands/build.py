"""Put articles into a store, made if need be, each in its own named graph; resolve them into one world.

Building again adds to the store: an article that it holds changes nothing, a changed one replaces the old.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from kg.commands.console import Console, count
from kg.commands.extraction import extracted
from kg.commands.options import add_decisions, add_inputs, add_output, add_store
from kg.faults import failed
from kg.model import Extraction

NAME = "build"
HELP = "put articles into a store and resolve them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_inputs(parser)
    add_store(parser)
    add_decisions(parser)
    what = "also write the resolved world to a file: .ttl, .nq, .trig or .jsonld"
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=what)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Extract into the store, resolve, export."""
    from kg.build import add
    from kg.dataset import open_dataset

    console = Console(quiet=args.quiet, as_json=args.json)

    def report(extraction: Extraction, error: Exception) -> None:
        console.problem(failed(extraction.article, error))

    with open_dataset(args.store, args.base, args.decisions) as dataset:
        dataset.begin_record()
        summary = add(dataset, extracted(args, console), report)
        held = asdict(dataset.store.status())
        if args.output:
            from kg.files import make_folder
            from kg.graph.export import export

            make_folder(args.output.parent)
            export(dataset.store, args.output)
    for nothing in ("stale", "inferred"):  # after a build
        held.pop(nothing)
    changed = asdict(summary)
    articles = sum(map(len, changed.values()))
    line = ", ".join(count(number, name) for name, number in held.items())
    facts = {"articles": articles, **changed, "store": held}
    console.summary(f"{count(articles, 'articles')} read → {args.store}: {line}", facts)
    return console.code
