"""Parquet → records, a few rows at a time."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from kg.formats.record import Problem, Record
from kg.formats.tables import Columns, chosen

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS = 256


def parse(file: BinaryIO, origin: str, columns: Columns) -> Iterator[Record | Problem]:
    """Yield the article of each row; only the columns that hold its fields are read."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield Problem(origin, "Parquet needs a further package", "pip install 'statecraft-kg[parquet]'")
        return
    try:
        with ParquetFile(file, memory_map=False) as table:
            fields = chosen(columns, table.schema_arrow.names, origin)
            if isinstance(fields, Problem):
                yield fields
                return
            yield from _rows(table, fields, origin)
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:200]
        yield Problem(origin, f"bad Parquet: {reason}", "check that the file is whole")


def _rows(table: "ParquetFile", fields: dict[str, str], origin: str) -> Iterator[Record]:
    number = 0
    for batch in table.iter_batches(_ROWS, columns=sorted(set(fields.values()))):
        held = {name: batch.column(column) for name, column in fields.items()}
        for row in range(batch.num_rows):
            number += 1
            values = {name: _plain(column[row].as_py()) for name, column in held.items()}
            yield Record(values, f"{origin}[{number}]")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date too
