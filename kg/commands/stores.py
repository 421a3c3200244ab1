"""A store that a command changes: one that has to be there."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.dataset import Dataset


@contextmanager
def existing(args: argparse.Namespace) -> Iterator["Dataset"]:
    """Open the store that the arguments name for writing; StoreError where there is none: none is made."""
    from kg.dataset import open_dataset
    from kg.graph.directory import base
    from kg.graph.store import open_for_reading

    open_for_reading(args.store).close()  # says so when there is no such store
    with open_dataset(args.store, getattr(args, "base", base(args.store)), args.decisions) as dataset:
        yield dataset
