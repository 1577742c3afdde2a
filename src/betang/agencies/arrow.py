"""Arrow in and out of PostgreSQL through COPY: no row passes through Python.

Both ways use Django's own connection, so that they stand inside its transaction and its scope; a second driver
would bring a second connection that knows neither. COPY goes into temporary tables only: PostgreSQL refuses it on
tables with row policies, and INSERT ... SELECT from there is an action's business.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

import pyarrow as pa
from django.db import connection
from pyarrow import csv

_BLOCK = 1 << 22  # bytes the CSV reader parses at a time; smaller ones cost more than they spare


def stage(name: str, types: Mapping[str, str], schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Make the temporary table `name` with columns of PostgreSQL `types` and fill it; the number of rows.

    `schema` may leave columns out (they stay NULL). An empty text becomes NULL: unknown is never ''. The table
    goes with the transaction.
    """
    spelled = ", ".join(f"{_quoted(column)} {kind}" for column, kind in types.items())
    texts = ", ".join(_quoted(column) for column in schema.names if types[column] == "text")
    empty = f", FORCE_NULL ({texts})" if texts else ""
    copied = 0
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({spelled}) ON COMMIT DROP")
        columns = ", ".join(_quoted(column) for column in schema.names)
        with (
            cursor.copy(f"COPY {name} ({columns}) FROM STDIN (FORMAT csv{empty})") as copy,
            csv.CSVWriter(_Sink(copy), schema, write_options=csv.WriteOptions(include_header=False)) as writer,
        ):
            for batch in batches:
                if batch.num_rows:
                    writer.write(batch)
                    copied += batch.num_rows
        cursor.execute(f"ANALYZE {name}")
    return copied


@contextmanager
def read(
    sql: str, types: Mapping[str, pa.DataType], params: Mapping[str, object] | None = None
) -> Iterator[pa.RecordBatchReader]:
    """The rows of a query as a stream of Arrow batches with the given column types, in the query's order.

    They wait in a nameless temporary file: pyarrow reads with threads of its own, which must not touch the
    connection, and the query is over before the first batch is handed out.
    """
    with tempfile.TemporaryFile() as file:
        _copy_out(f"COPY ({sql}) TO STDOUT (FORMAT csv)", file, params)
        if not file.tell():  # the CSV reader refuses a file without a single row
            yield pa.RecordBatchReader.from_batches(pa.schema(list(types.items())), [])
            return
        file.seek(0)
        with csv.open_csv(
            file,
            read_options=csv.ReadOptions(column_names=list(types), block_size=_BLOCK),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict(types),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                true_values=["true"],
                false_values=["false"],
            ),
        ) as reader:
            yield reader


def write_csv(sql: str, file: IO[bytes], params: Mapping[str, object] | None = None) -> int:
    """The rows of a query as CSV with a row of headings; the number of rows."""
    return _copy_out(f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER)", file, params)


def _copy_out(statement: str, file: IO[bytes], params: Mapping[str, object] | None) -> int:
    with connection.cursor() as cursor:
        with cursor.copy(statement, params) as copy:
            for block in copy:
                file.write(block)
        return int(cursor.rowcount)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _Sink:
    """What pyarrow writes to: hands the bytes on to a COPY."""

    closed = False

    def __init__(self, copy: Any) -> None:
        self._copy = copy

    def write(self, block: bytes) -> int:
        self._copy.write(block)
        return len(block)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True
