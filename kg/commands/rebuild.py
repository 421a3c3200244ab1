"""Derive the resolved world of a store anew from its article graphs; the articles are not read again.

This happens by itself when the lists, the rules or decisions on names have changed since the last time.
"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.commands.console import Console, count
from kg.commands.options import add_decisions, add_output, add_store
from kg.commands.stores import existing

if TYPE_CHECKING:
    import pyoxigraph as ox

NAME = "rebuild"
HELP = "derive the resolved world anew"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add_decisions(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Rebuild."""
    console = Console(quiet=args.quiet, as_json=args.json)

    def progress(graphs: "list[ox.NamedNode]") -> "Iterator[ox.NamedNode]":
        return console.progress(graphs, len(graphs), "resolving")

    with existing(args) as dataset:
        dataset.rebuild(progress)
        articles, events = len(dataset.store.ids()), dataset.store.status().events
    line = f"{args.store}: {count(events, 'events')} from {count(articles, 'articles')}"
    console.summary(line, {"articles": articles, "events": events})
    return console.code
