"""Add articles to a store that exists; say what they change. One that it holds is replaced, if it differs."""

import argparse
from dataclasses import asdict

from kg.commands.console import Console, count
from kg.commands.extraction import extracted
from kg.commands.options import add_decisions, add_inputs, add_output, add_store
from kg.commands.stores import existing
from kg.faults import failed
from kg.model import Extraction

NAME = "add"
HELP = "add articles to a store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_inputs(parser)
    add_store(parser)
    add_decisions(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Extract into the store, resolve, tell of the events."""
    from kg.build import add
    from kg.commands.changes import data, tally

    console = Console(quiet=args.quiet, as_json=args.json)

    def report(extraction: Extraction, error: Exception) -> None:
        console.problem(failed(extraction.article, error))

    with existing(args) as dataset:
        dataset.begin_record()
        summary = asdict(add(dataset, extracted(args, console), report))
        effects = dataset.effects()
    told = ", ".join(f"{len(ids)} {outcome}" for outcome, ids in summary.items() if ids)
    articles = count(sum(map(len, summary.values())), "articles")
    line = f"{articles} read → {args.store}: {told or 'nothing added'}; {tally(effects)}"
    console.summary(line, {**summary, "events": data(effects)})
    return console.code
