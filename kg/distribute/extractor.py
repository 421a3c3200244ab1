"""The work itself: a shard of articles in, a file of their graphs out."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.distribute import report as reports
from kg.distribute import shard
from kg.distribute.outputs import SHARD, Output, opened
from kg.distribute.recipe import Recipe
from kg.distribute.tally import Tally
from kg.distribute.task import Done, Step, Task, Work
from kg.errors import KgError
from kg.extract import extract
from kg.model import Article
from kg.tools import Tools, load_tools


@dataclass(frozen=True, slots=True)
class Extractor:
    """Loads the tools in a worker; on a cluster, only where they are what the driver has."""

    recipe: Recipe
    digest: str
    form: str = SHARD

    def load(self) -> Work:
        """Load the pipeline and the lists, once for all tasks."""
        if self.recipe.digest() != self.digest:
            raise KgError("this machine has another version of kg, of its data or libraries than the driver")
        tools = load_tools(self.recipe.pipeline, self.recipe.entities, self.recipe.threads)

        def work(task: Task) -> Iterator[Step | Done]:
            return extracted(task, tools, self.form, self.recipe.base)

        return work


def extracted(task: Task, tools: Tools, form: str, base: str) -> Iterator[Step | Done]:
    """Extract a shard, telling of each article; the report is in place before the output is."""
    tally = Tally()
    with opened(form, task.output, base) as output:
        for place, article in enumerate(shard.read(task.articles)):
            if place in task.barred:
                tally.leave_out(article)
            else:
                _put(article, tools, output, tally)
            yield Step(place, len(article.text.split()))
        found = tally.report()
        reports.write(task.report, found)
    yield Done(found)


def _put(article: Article, tools: Tools, output: Output, tally: Tally) -> None:
    """Extract and write one article, which must never cost another."""
    try:
        extraction = extract(article, tools)
    except Exception as error:
        tally.fail(article, error)
        return
    try:
        file = output.add(extraction)
    except (KgError, OSError):
        raise  # not a matter of this article: the disk is full
    except Exception as error:
        tally.fail(article, error)
    else:
        tally.put(extraction, file)
