"""What turns a worker into one that extracts."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.distribute.outputs import SHARD
from kg.distribute.recipe import Recipe
from kg.distribute.task import Done, Step, Task, Work
from kg.errors import KgError


@dataclass(frozen=True, slots=True)
class Extractor:
    """Loads the tools in a worker; on a cluster, only where they are what the driver has."""

    recipe: Recipe
    digest: str
    form: str = SHARD

    def load(self) -> Work:
        """Load the pipeline and the lists, once for all tasks."""
        from kg.distribute.extraction import extracted  # here: a driver needs no pipeline
        from kg.tools import load_tools

        if self.recipe.digest() != self.digest:
            raise KgError("this machine has another version of kg, of its data or libraries than the driver")
        tools = load_tools(self.recipe.pipeline, self.recipe.entities, self.recipe.threads)

        def work(task: Task) -> Iterator[Step | Done]:
            return extracted(task, tools, self.form, self.recipe.base)

        return work
