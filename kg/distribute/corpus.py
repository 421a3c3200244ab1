"""A run over a corpus: what there is to do, what is done already, what became of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.distribute import report as reports
from kg.distribute import shard as shards
from kg.distribute.folder import Folder
from kg.distribute.report import Report
from kg.distribute.shard import Shard
from kg.distribute.task import Task
from kg.formats.record import Problem
from kg.model import Article


@dataclass(frozen=True, slots=True)
class Part:
    """One shard with its task."""

    shard: Shard
    task: Task

    def done(self) -> Report | None:
        """Return the report of a shard that is done."""
        return reports.read(self.task.report) if self.task.output.exists() else None

    def problems(self) -> Iterator[Problem]:
        """Yield what was left out or is doubtful, with the places where the articles came from."""
        found = self.done()
        if found is None:
            message = f"{self.shard.articles} articles are not done: each worker ended when it wrote them"
            yield Problem(str(self.task.output), message, "give the command again")
        elif found.notes:
            origins = {article.id: article.origin for article in shards.read(self.shard.path)}
            yield from (note.problem(origins[note.article]) for note in found.notes)


def to_shards(folder: Folder, recipe: str, articles: Iterable[Article], size: int) -> Iterator[Part]:
    """Cut articles into shards, each with the task that makes N-Quads of it."""
    for shard in shards.cut(articles, size, folder.inputs):
        files = shard.path, folder.output(shard.digest, recipe), folder.report(shard.digest, recipe)
        articles_of, output, report = (path.absolute() for path in files)  # a worker may stand elsewhere
        yield Part(shard, Task(articles_of, shard.articles, output, report))


def to_turtle(folder: Path, scratch: Path, articles: Iterable[Article], size: int) -> Iterator[Part]:
    """Cut articles into shards, kept in a folder ``scratch``, each with the task that makes Turtle of it."""
    for shard in shards.cut(articles, size, scratch):
        yield Part(shard, Task(shard.path, shard.articles, folder, scratch / f"{shard.digest}.json"))


def undone(parts: Sequence[Part], *, retry: bool = False) -> list[Part]:
    """Return what there is still to do; with ``retry`` also shards in which an article failed."""
    found = []
    for part in parts:
        report = part.done()
        if report is None or (retry and report.failed):
            found.append(part)
    return found


def total(parts: Iterable[Part]) -> Report:
    """Return the counts of all shards that are done."""
    done = [report for part in parts if (report := part.done()) is not None]
    counts = ("articles", "events", "claims", "entities", "words")
    sums = {name: sum(getattr(report, name) for report in done) for name in counts}
    return Report(**sums, files=tuple(file for report in done for file in report.files))
