"""A process that writes a dataset, to be killed or to run out of disk."""

import resource
from pathlib import Path

from made import BASE, news

from kg.dataset import open_dataset
from kg.errors import StoreError


def write(directory: Path, done: Path, limit: int | None) -> None:
    """Put all articles into a store, and note each that is done; no file may grow beyond ``limit`` bytes."""
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with open_dataset(directory, BASE) as dataset, done.open("a") as log:
        for extraction in news(200):
            try:
                dataset.put(extraction)
            except StoreError as error:
                (done.parent / "error").write_text(str(error))
                raise SystemExit(3) from error
            log.write(f"{extraction.article.id}\n")
            log.flush()
