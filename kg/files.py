"""Files written whole or not at all."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import KgError

DRAFT = ".kg-"  # how the name of a file begins that isn't whole yet; a long name leaves no room for more


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless they are there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(f"{path}: can't make this folder: {error.strerror}") from error


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place, then move it there: no reader ever sees half a file."""
    draft = _draft(path)
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise KgError(f"{path}: can't be written: {error.strerror}") from error


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes its place when the block ends well, and is then safe on disk.

    The machine may stop at any moment: under the name is the whole file, or what was there before.
    """
    draft = _draft(path)
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise KgError(f"{path}: can't be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def drafts(folder: Path) -> Iterator[Path]:
    """Yield what processes that ended too soon have left in a folder."""
    return folder.glob(f"{DRAFT}*.part")


def _draft(path: Path) -> Path:
    """Return a name that no other process uses, on this machine or another that shares the folder."""
    return path.with_name(f"{DRAFT}{os.getpid()}-{uuid.uuid4().hex[:12]}.part")


def _sync(folder: Path) -> None:
    """Write a folder to disk: the new name of a file is in it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
