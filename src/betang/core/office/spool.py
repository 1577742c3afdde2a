"""Records on their way out of a reader: on disk, a file for each table, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from betang.core.tables import TABLES, Kind

_FLUSH: Final = 20_000  # records held in memory for one table
SEQUENCE: Final = "_row"
"""The column that says of which row of the file a record comes, counted over the whole file."""

_TYPES: Final[Mapping[Kind, pa.DataType]] = {
    Kind.ID: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.DECIMAL: pa.decimal128(38, 9),
    Kind.DATE: pa.date32(),
    Kind.BOOLEAN: pa.bool_(),
}
EXTRAS: Final[Mapping[str, tuple[str, ...]]] = {
    "aliases": ("kind", "spelled", "code"),
    "findings": ("person", "code"),
    "unseen": ("code",),
    "learning": ("person", "competency", "learning", "program", "way", "priority", "superior"),
    "not_training": ("person", "competency", "cause", "reason", "said_on", "superior"),
}
"""What readers give besides the dictionary's tables, all text: other names of things; what is amiss in a person's
register row (`core.office.quality`), and the checks that the columns of the file cannot answer; how somebody is to
learn what they need, and what learning cannot close."""


def schema_of(table: str) -> pa.Schema:
    """The columns of `table` in Arrow types, the sequence first."""
    extra = EXTRAS.get(table)
    fields = (
        [(name, pa.string()) for name in extra]
        if extra
        else [(column.name, _TYPES[column.kind]) for column in TABLES[table].columns]
    )
    return pa.schema([(SEQUENCE, pa.int64()), *fields])


class Spool:
    """Records by table in the folder `path`. `give` while reading, then `close`, then read as often as wanted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[str, list[tuple[Any, ...]]] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._restated: dict[str, list[tuple[str, pa.Array, Any]]] = {}

    def give(self, table: str, sequence: int, record: Mapping[str, Any]) -> None:
        """Keep one record; columns it does not name are unknown. Raises KeyError for a column the table has not."""
        names = self._names.get(table)
        if names is None:
            names = self._names[table] = tuple(schema_of(table).names[1:])
            self._held[table] = []
        if not record.keys() <= set(names):
            raise KeyError(f"{table} has no {sorted(set(record) - set(names))}")
        held = self._held[table]
        held.append((sequence, *[record.get(name) for name in names]))
        if len(held) >= _FLUSH:
            self._flush(table)

    def empty(self, table: str, column: str, rows: Collection[int]) -> None:
        """Nothing is said in `column` by the records of these rows, as was seen after they were given."""
        self.restate(table, column, rows, None)

    def restate(self, table: str, column: str, rows: Collection[int], value: Any) -> None:
        """The records of these rows say `value` in `column`, as was seen after they were given."""
        if rows:
            named = pa.array(np.fromiter(rows, dtype=np.int64, count=len(rows)))
            self._restated.setdefault(table, []).append((column, named, value))

    def _flush(self, table: str) -> None:
        held = self._held[table]
        if not held:
            return
        schema = schema_of(table)
        columns = [pa.array(values, field.type) for values, field in zip(zip(*held, strict=True), schema, strict=True)]
        if table not in self._writers:
            self._writers[table] = pq.ParquetWriter(self._path / f"{table}.parquet", schema, compression="zstd")
        self._writers[table].write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))
        held.clear()

    def close(self) -> None:
        """No more records come."""
        for table in self._held:
            self._flush(table)
        for writer in self._writers.values():
            writer.close()
        self._held.clear()
        self._writers.clear()

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that have records, in the order in which they were first given."""
        return tuple(name for name in self._names if (self._path / f"{name}.parquet").exists())

    def batches(self, table: str, *, without: Collection[int] = ()) -> Iterator[pa.RecordBatch]:
        """The records of `table` but those of the rows `without`, in the order given."""
        gone = pa.array(np.fromiter(without, dtype=np.int64, count=len(without)))
        file = pq.ParquetFile(self._path / f"{table}.parquet")
        for batch in file.iter_batches(batch_size=_FLUSH):
            kept = batch.filter(pc.invert(pc.is_in(batch[SEQUENCE], gone))) if len(gone) else batch
            for column, rows, value in self._restated.get(table, ()):
                told = pa.scalar(value, kept.schema.field(column).type)
                said = pc.if_else(pc.is_in(kept[SEQUENCE], rows), told, kept[column])
                kept = kept.set_column(kept.schema.get_field_index(column), kept.schema.field(column), said)
            yield kept
