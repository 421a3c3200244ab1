"""``kg extract`` with several processes: a corpus to shards, or articles to Turtle files."""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.console import count
from kg.commands.extraction import read_articles
from kg.commands.journal import Journal
from kg.commands.progress import Progress
from kg.commands.stopping import stoppable
from kg.formats.record import Problem

if TYPE_CHECKING:
    from kg.distribute.corpus import Part
    from kg.distribute.folder import Folder, Manifest
    from kg.distribute.recipe import Recipe
    from kg.distribute.task import Crew, Loader, Task

SHARD_SIZE = 500
SMALL_SHARD = 50  # for Turtle: nothing is kept of it, and all processes soon have something to do


def shards(args: argparse.Namespace) -> int:
    """Extract to shards, as far as they are not there."""
    from kg.distribute.corpus import to_shards, undone
    from kg.distribute.extractor import Extractor
    from kg.distribute.folder import Folder
    from kg.files import written

    folder, recipe = Folder(args.output), _recipe(args)
    digest = recipe.digest()
    with folder.locked(), stoppable():
        folder.problems.unlink(missing_ok=True)
        with written(folder.problems) as file:
            journal = Journal(file, folder.problems, quiet=args.quiet, as_json=args.json)
            size = args.shard_size or SHARD_SIZE
            parts = list(to_shards(folder, digest, read_articles(args, journal), size))
            manifest = folder.describe(args.base, digest, (part.shard for part in parts))
            todo = undone(parts, retry=args.retry)
            try:
                _work(args, Extractor(recipe, digest), parts, todo, journal)
            except KeyboardInterrupt:
                raise KeyboardInterrupt("the shards that are done stay; the same command goes on") from None
            _stale(folder, manifest, journal, clean=args.clean)
            counts = _told(parts, journal)
    facts = {**counts, "shards": len(parts), "done_now": len(todo), "report": str(folder.problems)}
    told = ", ".join(count(number, name) for name, number in counts.items())
    here = f"{len(todo)} of {count(len(parts), 'shards')} done now" if todo else "nothing was left to do"
    journal.summary(f"{told} → {args.output}: {here}", facts)
    return journal.code


def turtle(args: argparse.Namespace) -> int:
    """Extract to a file for each article, with several processes."""
    from kg.distribute.corpus import to_turtle, total
    from kg.distribute.extractor import Extractor
    from kg.distribute.outputs import TURTLE
    from kg.files import make_folder

    make_folder(args.output)
    recipe = _recipe(args)
    journal = Journal(None, args.output, quiet=args.quiet, as_json=args.json)
    with tempfile.TemporaryDirectory() as scratch, stoppable():
        articles = read_articles(args, journal)
        parts = list(to_turtle(args.output, Path(scratch), articles, SMALL_SHARD))
        _work(args, Extractor(recipe, recipe.digest(), TURTLE), parts, parts, journal)
        counts = _told(parts, journal)
        files = total(parts).files
    line = ", ".join(count(number, name) for name, number in counts.items())
    journal.summary(f"{line} → {args.output}", {**counts, "files": list(files)})
    return journal.code


def _recipe(args: argparse.Namespace) -> "Recipe":
    from kg.distribute.recipe import Recipe

    return Recipe(args.base, args.pipeline, tuple(path.absolute() for path in args.entities), args.threads)


def _work(
    args: argparse.Namespace,
    loader: "Loader",
    parts: "Sequence[Part]",
    todo: "Sequence[Part]",
    journal: Journal,
) -> None:
    """Have all that is to do done, and show how far it is."""
    from kg.distribute.dispatch import Dispatcher, Lost
    from kg.distribute.task import Step

    if not todo:
        return
    most = sum(part.shard.articles for part in parts)
    before = most - sum(part.shard.articles for part in todo)
    progress = Progress(most, before, quiet=args.quiet, as_json=args.json)
    tasks = sorted((part.task for part in todo), key=_bulk, reverse=True)  # so that all end at about one time
    try:
        for task, event in Dispatcher(_crew(args, loader)).run(tasks):
            if isinstance(event, Step):
                progress.step(task.articles, event.words)
            elif isinstance(event, Lost):
                progress.lost(task.articles)
                journal.remark(f"a process ended and its shard is done again: {event.reason}")
            else:
                progress.done(task.articles)
    finally:
        progress.close()


def _bulk(task: "Task") -> int:
    """Return the bytes of a task's articles."""
    return task.articles.stat().st_size


def _crew(args: argparse.Namespace, loader: "Loader") -> "Crew":
    if args.runner == "ray":
        from kg.distribute.cluster import Cluster

        return Cluster(loader, args.workers, args.address, args.threads)
    from kg.distribute.processes import Processes

    return Processes(loader, args.workers or max(1, _processors() // args.threads))


def _processors() -> int:
    """Return how many processors this process may use; macOS tells only how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _told(parts: "Sequence[Part]", journal: Journal) -> dict[str, int]:
    """Tell what went wrong in all shards, those that were done before too; return the counts."""
    from kg.distribute.corpus import total

    for part in parts:
        for problem in part.problems():
            journal.problem(problem)
    found = total(parts)
    names = ("articles", "events", "claims", "entities")
    return {name: getattr(found, name) for name in names}


def _stale(folder: "Folder", manifest: "Manifest", journal: Journal, *, clean: bool) -> None:
    """Delete files that don't belong to this run, or tell of them: they are never loaded along."""
    stale = folder.stale(manifest)
    if clean:
        for path in stale:
            path.unlink()
    elif stale:
        message = f"{count(len(stale), 'files')} of runs with other articles, lists or another version of kg"
        journal.problem(Problem(str(folder.path), message, "--clean deletes them", "warning"))
