"""The directory of a store: what it is, and who may use it.

It holds::

    statecraft.json   format of the directory, base IRI of the data
    data/             the Oxigraph database
    index.sqlite      what resolution looks up (with -wal and -shm beside it while in use)
    lock              writers hold it alone, readers together
    stale             present while the default graph is made anew
    inferring         present while the graph of inferences is made: it does not count until it is whole
"""

import fcntl
import json
from pathlib import Path
from typing import IO

from kg.errors import StoreError

FORMAT = 1
DESCRIPTION = "statecraft.json"


def is_store(directory: Path) -> bool:
    """Tell whether a directory is a store."""
    return (directory / DESCRIPTION).is_file()


def demand(directory: Path) -> None:
    """StoreError when a directory is no store."""
    if not is_store(directory):
        raise StoreError(f"{directory}: is not a store; `kg build INPUT... --store {directory}` makes one")


def create(directory: Path, base: str) -> None:
    """Make a store in a directory that is new or empty."""
    try:
        draft = directory / f"{DESCRIPTION}.new"
        if directory.exists() and (not directory.is_dir() or any(p != draft for p in directory.iterdir())):
            raise StoreError(f"{directory}: exists and is not a store; name a new or an empty directory")
        directory.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"format": FORMAT, "base": base}) + "\n", encoding="utf-8")
        draft.replace(directory / DESCRIPTION)
    except OSError as error:
        raise StoreError(f"{directory}: can't make a store there: {error.strerror}") from error


def base(directory: Path) -> str:
    """Return the base IRI of the data in a store."""
    path = directory / DESCRIPTION
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
        form, found = described["format"], described["base"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: can't be read: {error!r}") from error
    if form != FORMAT or not isinstance(found, str):
        raise StoreError(f"{directory}: has store format {form}, this program knows {FORMAT}; build it again")
    return found


def lock(directory: Path, *, alone: bool) -> IO[str]:
    """Take the directory's lock until the handle is closed.

    Oxigraph itself keeps two writers apart, but not a reader and a writer.
    """
    try:
        handle = (directory / "lock").open("a")
    except OSError as error:
        raise StoreError(f"{directory}: can't be opened: {error.strerror}") from error
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        use = "in use" if alone else "being written"
        raise StoreError(f"{directory}: is {use} by another process; try again when it is done") from error
    return handle
