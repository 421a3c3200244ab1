"""Parquet → records, a few rows at a time."""

from collections.abc import Iterator
from datetime import date
from io import SEEK_END
from typing import TYPE_CHECKING, BinaryIO

from kg.formats.limits import UNPACKS_TOO_MUCH, unpacking_limit
from kg.formats.printing import printable
from kg.formats.record import Problem, Record
from kg.formats.tables import Columns, chosen

if TYPE_CHECKING:
    from pyarrow import RecordBatch

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
        schema = ParquetFile(file).schema_arrow
        fields = chosen(columns, schema.names, origin)
        if isinstance(fields, Problem):
            yield fields
            return
        held = sorted(set(fields.values()))
        # As a dictionary, a text that stands in many rows takes memory once.
        texts = [name for name in held if "string" in str(schema.field(name).type)]
        table = ParquetFile(file, read_dictionary=texts)
        limit = unpacking_limit(file.seek(0, SEEK_END))
        yield from _rows(table.iter_batches(_ROWS, columns=held), fields, origin, limit)
    except (ArrowException, OSError, ValueError, OverflowError, LookupError) as error:
        reason = printable(" ".join(str(error).split())[:200])
        yield Problem(origin, f"bad Parquet: {reason}", "check that the file is whole")


def _rows(
    batches: "Iterator[RecordBatch]", fields: dict[str, str], origin: str, limit: int
) -> Iterator[Record | Problem]:
    number = size = 0
    for batch in batches:
        columns = {name: batch.column(column) for name, column in fields.items()}
        for row in range(batch.num_rows):
            number += 1
            where = f"{origin}[{number}]"
            try:
                values = {name: _plain(column[row].as_py()) for name, column in columns.items()}
            except (ValueError, OverflowError) as error:  # no UTF-8, or a date beyond all calendars
                yield Problem(where, f"bad Parquet: {printable(str(error)[:100])}", "leave the row out")
                continue
            size += sum(len(value) for value in values.values() if isinstance(value, str))
            if size > limit:
                yield Problem(where, UNPACKS_TOO_MUCH, "the rows from here on were not read")
                return
            yield Record(values, where)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date too
