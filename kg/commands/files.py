"""Files written whole or not at all."""

import os
from pathlib import Path

from kg.errors import KgError


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless they are there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(f"{path}: can't make this folder: {error.strerror}") from error


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place, then move it there: no reader ever sees half a file."""
    draft = path.with_name(f".kg-{os.getpid()}.part")  # a name that is as long as can be leaves no room
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise KgError(f"{path}: can't be written: {error.strerror}") from error
