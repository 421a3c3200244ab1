"""Show the pairs of events of which it is least certain whether they are one, and record what you decide.

Decisions go to a file beside the store and are read by every later command; no pair is asked for twice.
Answer s (same), d (different), n (next: not now) or q (quit). With --list, the pairs are only printed; with
two IRIs and a verdict, that decision is recorded. IRIs are those of events in articles' graphs, or of
entities: two merged ones that are the same, or two local ones that bear one name and are different.
"""

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.console import count
from kg.commands.options import add_decisions, add_store
from kg.commands.stores import existing
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.dataset import Dataset
    from kg.resolve.doubts import Doubt
    from kg.resolve.view import EventView

NAME = "judge"
HELP = "decide on pairs that may be one"
ANSWERS = {"s": "same", "d": "different"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("verdict", nargs="?", choices=("same", "different"), help="what you decide on a pair")
    parser.add_argument("iris", nargs="*", metavar="IRI", help="the two of the pair")
    add_store(parser)
    add_decisions(parser)
    parser.add_argument("--list", type=int, metavar="N", help="print the N least certain pairs, ask nothing")


def run(args: argparse.Namespace) -> int:
    """Ask, record, resolve."""
    from kg.dataset import decisions_path

    path = args.decisions or decisions_path(args.store)
    if args.verdict:
        with existing(args):
            _record(path, args.verdict, args.iris, "")
        recorded = 1
    else:
        with existing(args) as dataset:
            recorded = _ask(dataset, path, args.list)
    if recorded:
        with existing(args):
            pass  # opening follows the decisions
        print(f"{count(recorded, 'decisions')} recorded in {path}")
    return 0


def _record(path: Path, verdict: str, iris: list[str], note: str) -> None:
    from kg.resolve.decisions import record

    if len(set(iris)) != 2:
        raise KgError("a decision takes two different IRIs: kg judge same IRI IRI")
    record(path, verdict, iris[0], iris[1], note)


def _ask(dataset: "Dataset", path: Path, limit: int | None) -> int:
    from kg.resolve.doubts import doubts
    from kg.resolve.effect import describe

    recorded = 0
    for doubt in islice(doubts(dataset.index, dataset.resolver.linker), limit):
        print("\n".join(_shown(dataset, doubt)))
        if limit is not None:
            continue
        answer = _answer()
        if answer == "q":
            break
        if answer in ANSWERS:
            note = f"{describe([doubt.one])} | {describe([doubt.other])}"
            _record(path, ANSWERS[answer], [doubt.one.iri, doubt.other.iri], note)
            recorded += 1
    else:
        print("no pair left" if limit is None else "")
    return recorded


def _answer() -> str:
    while True:
        try:
            answer = input("same, different, next, quit? [s/d/n/q] ").strip().lower()[:1]
        except EOFError:
            return "q"
        if answer in {"s", "d", "n", "q"}:
            return answer


def _shown(dataset: "Dataset", doubt: "Doubt") -> Iterator[str]:
    standing = "one now" if doubt.margin >= 0 else "two now"
    yield f"\n{standing}, by {abs(doubt.margin):.2f}"
    for event in (doubt.one, doubt.other):
        yield from _event(dataset, event)


def _event(dataset: "Dataset", event: "EventView") -> Iterator[str]:
    from kg.resolve.effect import describe

    when = f"published {event.published}" if event.published else "no date"
    yield f"  {describe([event])} ({when})"
    for words in dataset.evidence(event.iri)[:2]:
        yield f"    “{' '.join(words.split())}”"
    yield f"    <{event.iri}>"
