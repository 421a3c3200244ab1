"""Put the shards of `kg extract --shards` into a store and resolve them, or send them to another server.

The store is what `kg build` makes of the same articles. A server gets the graphs of the articles, by the
SPARQL 1.1 Graph Store Protocol, not the resolved world. Cut short, the same command goes on.
"""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.console import Console, count
from kg.commands.options import TOKEN, add_decisions, add_output, add_store, read_token
from kg.commands.stopping import stoppable

if TYPE_CHECKING:
    from kg.distribute.folder import Folder

NAME = "load"
HELP = "put the shards of a corpus into a store or a server"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the shards")
    add_store(parser)
    add_decisions(parser)
    what = "a graph store on another server, instead of --store"
    parser.add_argument("--to", metavar="URL", help=what)
    what = "only print the files to load, one a line, for another program's loader"
    parser.add_argument("--list", action="store_true", help=what)
    token = f"file with the token that the server asks for, or set {TOKEN}"
    parser.add_argument("--token-file", type=Path, metavar="FILE", help=token)
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Load or send."""
    from kg.distribute.folder import Folder

    folder = Folder(args.folder)
    manifest = folder.described()
    shards = folder.complete(manifest)
    with stoppable():
        if args.list:
            print(*shards, sep="\n")
            return 0
        return _send(args, folder, shards) if args.to else _load(args, manifest.base, shards)


def _load(args: argparse.Namespace, base: str, shards: list[Path]) -> int:
    from kg.dataset import open_dataset
    from kg.distribute.loading import load

    console = Console(quiet=args.quiet, as_json=args.json)
    with open_dataset(args.store, base, args.decisions) as dataset:
        dataset.begin_record()
        summary = load(
            dataset,
            shards,
            lambda paths: console.progress(paths, len(paths), "loading", " shards"),
            lambda found: console.progress(found, len(found), "resolving"),
        )
        held = asdict(dataset.store.status())
    for nothing in ("stale", "inferred"):  # after a load
        held.pop(nothing)
    changed = {outcome: len(ids) for outcome, ids in asdict(summary).items()}
    told = ", ".join(f"{number:,} {outcome}" for outcome, number in changed.items() if number)
    line = ", ".join(count(number, name) for name, number in held.items())
    console.summary(f"{told or 'nothing to load'} → {args.store}: {line}", {**changed, "store": held})
    return console.code


def _send(args: argparse.Namespace, folder: "Folder", shards: list[Path]) -> int:
    from kg.distribute.sending import GraphStore, Log, send

    console = Console(quiet=args.quiet, as_json=args.json)
    target = GraphStore(args.to, read_token(args.token_file))
    progress = console.progress(shards, len(shards), "sending", " shards")
    articles, there_already = send(target, Log(folder, args.to, shards), progress)
    there = f" ({count(there_already, 'shards')} there already)" if there_already else ""
    line = f"{count(articles, 'articles')} sent → {args.to}{there}"
    console.summary(line, {"articles": articles, "shards": len(shards), "there_already": there_already})
    return console.code
