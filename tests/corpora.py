"""A corpus whose extraction costs next to nothing, and a driver in a process of its own, to be killed.

Workers are real processes, with a stand-in for the language stages that they load: it finds nothing, and
notes in a file which shard it begins.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.distribute import report as reports
from kg.distribute import shard
from kg.distribute.corpus import Part, to_shards, undone
from kg.distribute.dispatch import Dispatcher
from kg.distribute.folder import Folder
from kg.distribute.outputs import SHARD, opened
from kg.distribute.processes import Processes
from kg.distribute.tally import Tally
from kg.distribute.task import Crew, Done, Step, Task, Work
from kg.errors import KgError
from kg.model import Article, Extraction

BASE = "https://w3id.org/statecraft/data/"
RECIPE = "f" * 20


@dataclass(frozen=True)
class StandIn:
    """Articles may hold orders: "die" ends the worker, "die once" the first one, "hang" never ends."""

    scratch: Path
    seconds: float = 0.0  # for an article

    def load(self) -> Work:
        if (self.scratch / "broken").exists():
            os._exit(7)
        if (self.scratch / "wrong").exists():
            raise KgError("a list is wrong")
        return self.work

    def work(self, task: Task) -> Iterator[Step | Done]:
        with (self.scratch / "begun").open("a") as log:
            log.write(f"{task.output.name}\n")
        tally = Tally()
        with opened(SHARD, task.output, BASE) as output:
            for place, article in enumerate(shard.read(task.articles)):
                if place in task.barred:
                    tally.leave_out(article)
                else:
                    self.obey(article)
                    tally.put(Extraction(article), output.add(Extraction(article)))
                yield Step(place, len(article.text.split()))
            found = tally.report()
            reports.write(task.report, found)
        yield Done(found)

    def obey(self, article: Article) -> None:
        time.sleep(self.seconds)
        mark = self.scratch / f"died-{article.id}"
        if (self.scratch / "calm").exists():
            return
        if article.text == "die" or (article.text == "die once" and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if article.text == "hang":
            time.sleep(600)
        if article.text == "full":
            raise OSError(28, "No space left on device")


def corpus(number: int, **orders: str) -> list[Article]:
    """Return articles; ``orders`` are the texts of some, by their ids."""
    names = [f"a{n:03}" for n in range(number)]
    return [Article(name, orders.get(name, f"Text {name}"), origin=f"file:{name}") for name in names]


def parts(folder: Folder, articles: list[Article], size: int) -> list[Part]:
    """Cut a corpus, as ``kg extract`` does."""
    found = list(to_shards(folder, RECIPE, articles, size))
    folder.describe(BASE, RECIPE, (part.shard for part in found))
    return found


def extract(path: Path, articles: list[Article], crew: Crew, size: int = 10, **given: float) -> list[Part]:
    """Extract what is not done, to the end."""
    folder = Folder(path)
    with folder.locked():
        found = parts(folder, articles, size)
        for _ in Dispatcher(crew, **given).run(part.task for part in undone(found)):  # type: ignore[arg-type]
            pass
    return found


def shards_of(path: Path, extractions: Sequence[Extraction], size: int = 10) -> None:
    """Write shards of articles that were extracted elsewhere, all done."""
    folder, told = Folder(path), {extraction.article.id: extraction for extraction in extractions}
    with folder.locked():
        for part in parts(folder, [extraction.article for extraction in extractions], size):
            tally = Tally()
            with opened(SHARD, part.task.output, BASE) as output:
                for article in shard.read(part.shard.path):
                    tally.put(told[article.id], output.add(told[article.id]))
            reports.write(part.task.report, tally.report())


def results(path: Path) -> dict[str, bytes]:
    """Return the bytes of all outputs and reports."""
    return {p.name: p.read_bytes() for p in sorted(path.iterdir()) if p.is_file() and p.name != "lock"}


def main() -> None:
    """Run as a driver: FOLDER SCRATCH ARTICLES WORKERS SECONDS."""
    path, scratch = (Path(argument) for argument in sys.argv[1:3])
    crew = Processes(StandIn(scratch, float(sys.argv[5])), int(sys.argv[4]))
    extract(path, corpus(int(sys.argv[3])), crew)


if __name__ == "__main__":
    main()
