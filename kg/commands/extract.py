"""Write what each article says: one self-contained Turtle file per article."""

import argparse
from pathlib import Path

from kg.commands.console import Console, count
from kg.commands.extraction import extracted, failed
from kg.commands.options import add_inputs, add_output
from kg.errors import KgError
from kg.model import Extraction

NAME = "extract"
HELP = "write one Turtle file per article"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_inputs(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the files")
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Extract and write."""
    from kg.commands.files import make_folder

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
    from kg.commands.files import write_whole
    from kg.graph.triples import triples
    from kg.graph.turtle import file_name, to_turtle

    path = folder / file_name(extraction.article.id)
    write_whole(path, to_turtle(triples(extraction, base)))
    return path
