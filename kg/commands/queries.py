"""Answer every question that ships with the program, or list them."""

import argparse

from kg.commands.options import add_store

NAME = "queries"
HELP = "answer every shipped question, or list them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    parser.add_argument("--list", action="store_true", help="list names, questions and parameters only")


def run(args: argparse.Namespace) -> int:
    """Print the questions, with their answers unless listed only."""
    from kg.graph.queries import load, names

    shipped = [load(name) for name in names()]
    if args.list:
        for query in shipped:
            given = "".join(f" [-p {parameter.name}=…]" for parameter in query.parameters)
            print(f"{query.name:<30} {query.question}{given}")
        return 0
    from kg.commands.tables import table
    from kg.graph.queries import ask
    from kg.graph.store import open_for_reading

    with open_for_reading(args.store) as store:
        for query in shipped:
            print(f"{query.name}: {query.question}\n")
            print(table(ask(store.database, query.text)))
    return 0
