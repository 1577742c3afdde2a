"""The one door to the analytics engine: every other module is handed an open engine.

DuckDB is the default, PostgreSQL gives the same numbers (a test holds them together).
"""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import ibis
import pyarrow as pa
from pyarrow import csv

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend

Tables = Mapping[str, ibis.Table]
"""The tables of `core.tables` by name, all on one engine."""

_BETWEEN = "\x1f"  # the unit separator: stands in no code
_NUMBERS = itertools.count(1)


def open_duckdb(*, memory_limit: str = "1400MB", threads: int | None = None) -> SQLBackend:
    """An in-memory DuckDB.

    `memory_limit` bounds the engine's own buffers, so that five million people are mapped on a small machine;
    what does not fit is spilled to a folder of its own that goes with the process.
    """
    settings: dict[str, Any] = {
        "memory_limit": memory_limit,
        "temp_directory": _spill_folder(),
        "preserve_insertion_order": False,
    }
    if threads is not None:
        settings["threads"] = threads
    return ibis.duckdb.connect(**settings)


@cache
def _spill_folder() -> str:
    """Readable by this user only, since it may hold rows of people; removed when the process ends."""
    folder = tempfile.mkdtemp(prefix="betang-spill-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def on_postgres(connection: Any) -> SQLBackend:
    """The engine behind an open psycopg connection in autocommit mode; whoever opened it closes it."""
    return ibis.postgres.from_connection(connection)


def fetched(rows: ibis.Table) -> pa.Table:
    """The rows as one Arrow table in the types the expression promises, on any engine."""
    engine: Any = rows.get_backend()
    if engine.name != "duckdb":
        return rows.to_pyarrow()
    # Ibis's own road imports pandas first: 0.4 s for nothing, on a command that takes one second.
    table: pa.Table = engine.raw_sql(engine.compile(rows)).to_arrow_table()
    return table.cast(rows.schema().to_pyarrow())


def streamed(rows: ibis.Table, *, rows_at_once: int = 100_000) -> pa.RecordBatchReader:
    """The rows of a DuckDB engine as a stream; nothing else may be asked of that engine until it is read."""
    engine: Any = rows.get_backend()
    reader: pa.RecordBatchReader = engine.raw_sql(engine.compile(rows)).to_arrow_reader(rows_at_once)
    return reader


def _is_plain(rows: pa.Table) -> bool:
    """Only texts and whole numbers: what `_spelt_out` can spell."""
    return all(pa.types.is_string(kind) or pa.types.is_integer(kind) for kind in rows.schema.types)


def _spelt_out(rows: pa.Table) -> str:
    """A table of texts and whole numbers as SQL: as in `fetched`, the other roads in import pandas first."""
    columns = []
    for name, values in zip(rows.column_names, rows.columns, strict=True):
        joined = _BETWEEN.join(str(value) for value in values.to_pylist()).replace("'", "''")
        split = f"unnest(string_split('{joined}', '{_BETWEEN}'))" if len(values) else "unnest([]::VARCHAR[])"
        kind = "BIGINT" if pa.types.is_integer(values.type) else "VARCHAR"
        columns.append(f"CAST({split} AS {kind}) AS {name}")
    return ", ".join(columns)


class Workspace:
    """Intermediate tables in an engine: made once, joined often, dropped together."""

    def __init__(self, engine: SQLBackend) -> None:
        self.engine = engine
        self._names: list[str] = []

    def keep(self, name: str, rows: ibis.Table | pa.Table) -> ibis.Table:
        """Hold `rows` (an expression or an Arrow table) as a temporary table and return it."""
        unique = f"betang_{name}_{next(_NUMBERS)}"
        self._names.append(unique)
        engine: Any = self.engine
        if isinstance(rows, pa.Table) and engine.name == "duckdb" and _is_plain(rows):
            engine.raw_sql(f"CREATE TEMP TABLE {unique} AS SELECT {_spelt_out(rows)}")
            return engine.table(unique, database=("temp", "main"))
        return engine.create_table(unique, rows, temp=True)

    def drop(self) -> None:
        for name in reversed(self._names):
            self.engine.drop_table(name, force=True)
        self._names.clear()


@contextmanager
def workspace(engine: SQLBackend) -> Iterator[Workspace]:
    """A `Workspace` that leaves nothing behind in the engine."""
    space = Workspace(engine)
    try:
        yield space
    finally:
        space.drop()


def take_in(engine: SQLBackend, name: str, rows: pa.RecordBatchReader) -> ibis.Table:
    """The table `name` of a DuckDB `engine`, filled from a stream that is never whole in memory."""
    connection: Any = engine.con
    connection.register(f"{name}_arriving", rows)
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM "{name}_arriving"')  # noqa: S608  # our own name
    connection.unregister(f"{name}_arriving")
    return engine.table(name)


EngineError = duckdb.Error
"""What the embedded engine raises when a file cannot be read."""


def carry_to(engine: SQLBackend, tables: Mapping[str, ibis.Table]) -> dict[str, ibis.Table]:
    """The same tables as temporary tables of a PostgreSQL `engine`, streamed through COPY."""
    return {name: _carry(engine, name, table) for name, table in tables.items()}


def _carry(engine: Any, name: str, table: ibis.Table) -> ibis.Table:
    carried: ibis.Table = engine.create_table(f"betang_in_{name}", schema=table.schema(), temp=True, overwrite=True)
    options = csv.WriteOptions(include_header=False)
    with engine.con.cursor() as cursor, cursor.copy(f'COPY "betang_in_{name}" FROM STDIN (FORMAT csv)') as copy:
        for batch in streamed(table):
            text = pa.BufferOutputStream()
            csv.write_csv(batch, text, options)
            copy.write(text.getvalue().to_pybytes())
    with engine.con.cursor() as cursor:
        cursor.execute(f'ANALYZE "betang_in_{name}"')  # the planner knows nothing of a new temporary table
    return carried
