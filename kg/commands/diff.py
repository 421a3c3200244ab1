"""Say what the last build, add or remove changed; with an article's id, what the store owes to that article.

A line begins with + for an event that came, - for one that went, ~ for one that is told otherwise. With an
id: + for events that only this article tells of, ~ for those that it tells with others.
"""

import argparse
import json

from kg.commands.options import add_decisions, add_store
from kg.commands.stores import existing

NAME = "diff"
HELP = "say what the last command, or an article, changed"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", nargs="?", metavar="ID", help="identifier of an article")
    add_store(parser)
    add_decisions(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the changes."""
    from kg.commands.changes import data, lines

    with existing(args) as dataset:
        articles = {} if args.id else dataset.articles()
        effects = dataset.owed(args.id) if args.id else dataset.effects()
    if args.json:
        print(json.dumps({**articles, "events": data(effects)}, ensure_ascii=False))
        return 0
    for outcome, ids in articles.items():
        if ids:
            print(f"{outcome}: {', '.join(ids)}")
    for line in lines(effects):
        print(line)
    if not effects and not any(articles.values()):
        print("nothing changed")
    return 0
