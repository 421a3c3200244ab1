"""Copies of a store that never change, for readers.

RocksDB promises nothing to a reader beside a writer. Its data files, once written, are only ever deleted;
so a snapshot links them, copies the few others, and costs next to nothing. It is taken while no writer is
at work, and a reader of it sees one state for as long as it likes.
"""

import itertools
import os
import shutil
import tempfile
from pathlib import Path

from kg.errors import StoreError
from kg.graph import directory

IMMUTABLE = ".sst"
PREFIX = ".kg-serving-"


class Snapshots:
    """The snapshots of one server, in a folder of its own beside the store."""

    def __init__(self, store: Path) -> None:
        self.store = store.absolute()
        self.folder = self._made()
        self._numbers = itertools.count(1)
        self._state: object = None

    def _made(self) -> Path:
        """Make the folder where files of the store can be linked; elsewhere they are copied."""
        sweep(self.store.parent)
        name = f"{PREFIX}{os.getpid()}-"
        try:
            return Path(tempfile.mkdtemp(prefix=name, dir=self.store.parent))
        except OSError:
            return Path(tempfile.mkdtemp(prefix=name))

    def taken(self) -> str | None:
        """Take a snapshot if the store is another than at the last one.

        StoreError when it is no store, is being written, or has not been made whole.
        """
        if self._seen() == self._state:
            return None
        directory.base(self.store)
        lock = directory.lock(self.store, alone=False)
        try:
            if (self.store / "stale").exists():
                raise StoreError(f"{self.store}: its build was cut short; `kg rebuild` makes it whole")
            state = self._seen()
            path = self.folder / str(next(self._numbers))
            _link(self.store / "data", path)
        except OSError as error:
            raise StoreError(f"{self.store}: can't be read: {error.strerror}") from error
        finally:
            lock.close()
        self._state = state
        return str(path)

    def _seen(self) -> object:
        """Return what tells one state of the store from another, without opening it."""
        data = self.store / "data"
        try:
            with os.scandir(data) as entries:
                found = [(e.name, e.stat()) for e in entries if e.name != "LOCK"]
            files = sorted((name, s.st_ino, s.st_size, s.st_mtime_ns) for name, s in found)
            return (data.stat().st_ino, (self.store / "stale").exists(), tuple(files))
        except OSError:
            return directory.is_store(self.store)

    def delete(self, path: str) -> None:
        """Delete one snapshot; nothing outside the folder."""
        if Path(path).parent != self.folder:
            raise ValueError(f"{path} is no snapshot of {self.folder}")
        shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """Delete all of them."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    """Make a copy of a database that nobody is writing to; one that has no data yet gives an empty one."""
    target.mkdir()
    if not source.is_dir():
        return
    for entry in sorted(source.iterdir()):
        if entry.suffix == IMMUTABLE:
            try:
                os.link(entry, target / entry.name)
                continue
            except OSError:  # another file system, or one without links
                pass
        if entry.name != "LOCK":
            shutil.copyfile(entry, target / entry.name)


def sweep(parent: Path) -> None:
    """Delete what a server that was killed has left behind."""
    for left in parent.glob(f"{PREFIX}*"):
        process = left.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
