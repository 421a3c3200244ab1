"""Write what each article says: one self-contained Turtle file per article, or shards for a corpus.

With --shards, the articles are cut into shards, and each becomes a file of N-Quads with a named graph per
article. Stopped in whatever way, the same command goes on from there. Shards that are done are not done
again, unless lexicons, lists, the pipeline or the program have changed. `kg load` takes them to a store.
"""

import argparse
from pathlib import Path

from kg.commands.console import Console, count
from kg.commands.extraction import extracted
from kg.commands.options import add_inputs, add_output, positive
from kg.errors import KgError, UsageError
from kg.faults import failed
from kg.model import Extraction

NAME = "extract"
HELP = "write one Turtle file per article, or shards of N-Quads"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_inputs(parser)
    add = parser.add_argument
    add("-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the files")
    what = "write shards of N-Quads: for a corpus; can be stopped and goes on"
    add("--shards", action="store_true", help=what)
    size = "articles in a shard, on average (500)"
    add("--shard-size", type=positive, metavar="N", help=size)
    workers = "processes that extract (1; with --shards one for each processor, here or of the cluster)"
    add("--workers", type=positive, metavar="N", help=workers)
    runner = "where the processes run: on this machine, or on a Ray cluster (%(default)s)"
    add("--runner", choices=("local", "ray"), default="local", help=runner)
    address = "the Ray cluster (the one that Ray finds, else one that it starts on this machine)"
    add("--address", metavar="ADDRESS", help=address)
    add("--retry", action="store_true", help="do shards again in which an article failed")
    add("--clean", action="store_true", help="delete shards of earlier runs that don't belong to this one")
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Extract and write."""
    _check(args)
    if args.shards or (args.workers or 1) > 1:
        from kg.commands import corpus

        return corpus.shards(args) if args.shards else corpus.turtle(args)
    return _one_by_one(args)


def _check(args: argparse.Namespace) -> None:
    """UsageError for options that would do nothing."""
    needed = {"--shard-size": args.shard_size, "--retry": args.retry, "--clean": args.clean}
    for option, given in {**needed, "--runner ray": args.runner == "ray"}.items():
        if given and not args.shards:
            raise UsageError(f"{option} is for shards; give --shards as well")
    if args.shards and (around := _around(args.output, args.inputs)):
        raise UsageError(f"-o {args.output} lies in the input {around}: its shards would be read as articles")
    if args.address and args.runner != "ray":
        raise UsageError("--address names a Ray cluster; give --runner ray as well")


def _around(folder: Path, inputs: list[str]) -> str | None:
    """Return the input folder that the output lies in."""
    place = folder.resolve()
    folders = (given for given in inputs if Path(given).is_dir())
    return next((given for given in folders if place.is_relative_to(Path(given).resolve())), None)


def _one_by_one(args: argparse.Namespace) -> int:
    from kg.files import make_folder

    console = Console(quiet=args.quiet, as_json=args.json)
    make_folder(args.output)
    counts = {"articles": 0, "events": 0, "claims": 0, "entities": 0}
    files = []
    for extraction in extracted(args, console):
        try:
            path = _write(extraction, args.output, args.base)
        except KgError:
            raise  # not a matter of this article: the disk is full, the folder is gone
        except Exception as error:  # one article must never cost another
            console.problem(failed(extraction.article, error))
            continue
        files.append(str(path))
        counts["articles"] += 1
        counts["events"] += len(extraction.events)
        counts["claims"] += sum(len(event.claims) for event in extraction.events)
        counts["entities"] += len(extraction.entities)
    line = ", ".join(count(number, name) for name, number in counts.items())
    console.summary(f"{line} → {args.output}", {**counts, "files": files})
    return console.code


def _write(extraction: Extraction, folder: Path, base: str) -> Path:
    from kg.files import write_whole
    from kg.graph.triples import triples
    from kg.graph.turtle import file_name, to_turtle

    path = folder / file_name(extraction.article.id)
    write_whole(path, to_turtle(triples(extraction, base)))
    return path
