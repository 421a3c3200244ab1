"""The work itself: a shard of articles in, a file of their graphs out."""

from collections.abc import Iterator

from kg.distribute import report as reports
from kg.distribute import shard
from kg.distribute.outputs import Output, opened
from kg.distribute.tally import Tally
from kg.distribute.task import Done, Step, Task
from kg.errors import KgError
from kg.extract import extract
from kg.model import Article
from kg.tools import Tools


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
