"""Infer what follows from the resolved world, into a graph of its own; drop it; check for contradictions.

The rules are in ontology/rules. They go from what is reported only: nothing follows from what is alleged,
denied or planned. `kg query --inferred` reads both; any change of the articles drops the inferences.
"""

import argparse

from kg.commands.console import Console, count
from kg.commands.options import add_output, add_store

NAME = "reason"
HELP = "infer what follows, or check for contradictions"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--remove", action="store_true", help="drop what was inferred")
    check = "look for contradictions with the ontology, by the reasoner HermiT; slow for many articles"
    what.add_argument("--check", action="store_true", help=check)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Infer, drop or check."""
    from kg.graph.directory import base
    from kg.graph.store import open_for_reading, open_for_writing

    open_for_reading(args.store).close()  # says so when there is no such store
    console = Console(quiet=args.quiet, as_json=args.json)
    if args.check:
        return _check(args, console)
    with open_for_writing(args.store, base(args.store)) as store:
        if args.remove:
            store.forget_inferred()
            console.summary(f"{args.store}: inferences dropped", {"inferred": 0})
            return console.code
        from kg.graph.reason import infer

        given = infer(store)
    lines = [f"{number:>12,}  {rule}" for rule, number in given.items() if number]
    total = sum(given.values())
    console.summary("\n".join([*lines, f"{total:>12,}  in all"]), {"inferred": total, "rules": given})
    return console.code


def _check(args: argparse.Namespace, console: Console) -> int:
    from kg.consistency import contradictory
    from kg.formats.record import Problem
    from kg.graph.store import open_for_reading

    with open_for_reading(args.store) as store:
        found = contradictory(store)
        articles = len(store.ids())
    if found is not None:
        where = f'article "{found}"' if found else "several articles taken together"
        console.problem(Problem(str(args.store), f"contradicts the ontology: {where}", "see `kg validate`"))
    line = "a contradiction" if console.errors else "no contradiction"
    console.summary(f"{count(articles, 'articles')} checked: {line}", {"articles": articles})
    return console.code
