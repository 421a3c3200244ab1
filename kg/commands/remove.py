"""Remove articles from a store by their ids, with all that only they brought."""

import argparse

from kg.commands.console import Console, count
from kg.commands.options import add_decisions, add_output, add_store
from kg.commands.stores import existing
from kg.errors import StoreError
from kg.formats.record import Problem

NAME = "remove"
HELP = "remove articles from a store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="identifier of an article")
    add_store(parser)
    add_decisions(parser)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Remove, and let the resolved world follow; an unknown id is reported, and the others go."""
    from kg.commands.changes import data, tally

    console = Console(quiet=args.quiet, as_json=args.json)
    removed: list[str] = []
    with existing(args) as dataset:
        dataset.begin_record()
        for identifier in dict.fromkeys(args.ids):
            if dataset.store.find(identifier) is None:
                message = f'no article has the id "{identifier}"'
                console.problem(Problem(str(args.store), message, "`kg query articles` lists them"))
                continue
            try:
                dataset.remove(identifier)
            except StoreError as error:
                raise StoreError(f"{error}; removed before: {', '.join(removed) or 'none'}") from error
            removed.append(identifier)
        effects = dataset.effects()
    line = f"{count(len(removed), 'articles')} removed from {args.store}; {tally(effects)}"
    console.summary(line, {"removed": removed, "events": data(effects)})
    return console.code
