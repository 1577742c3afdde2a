"""One file of a data folder as rows in the engine, with the row number a spreadsheet would show.

Both kinds of file become a relation `<table>_raw` with the file's columns and `_row`. CSV columns are text and
are turned into their kind by `typed`; Parquet columns must already have a fitting type.
"""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from betang.core.engine import EngineError
from betang.core.errors import Problem
from betang.core.tables import Column, Kind, Table

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend

ROW = "_row"
_CHUNK = 1 << 20
_SQL_TYPES = {
    Kind.ID: "VARCHAR",
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.DECIMAL: "DOUBLE",
    Kind.DATE: "DATE",
    Kind.BOOLEAN: "BOOLEAN",
}
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_FITTING = {
    Kind.ID: ("VARCHAR", *_INTEGERS),
    Kind.TEXT: ("VARCHAR",),
    Kind.INTEGER: _INTEGERS,
    Kind.DECIMAL: (*_INTEGERS, "DECIMAL", "DOUBLE", "FLOAT"),
    Kind.DATE: ("DATE",),
    Kind.BOOLEAN: ("BOOLEAN",),
}
PERSON_COLUMNS = ("person", "supervisor")


@dataclass(slots=True)
class Source:
    """A file (or the absence of one) of one table; `types` are the columns it has, as the engine names them."""

    table: Table
    path: Path | None
    types: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True

    @property
    def file(self) -> str:
        return self.path.name if self.path is not None else self.table.name

    @property
    def is_text(self) -> bool:
        return self.path is not None and self.path.suffix == ".csv"

    @property
    def relation(self) -> str:
        return f"{self.table.name}_raw"

    def problem(
        self,
        code: str,
        message: str,
        *,
        column: str = "",
        value: str = "",
        row: int | None = None,
        warning: bool = False,
    ) -> None:
        severity = "warning" if warning else "error"
        self.problems.append(Problem(self.file, "", row, column, value, code, message, severity))  # type: ignore[arg-type]

    def raw(self, column: Column) -> str:
        """The column as the file holds it, NULL where the file has no such column."""
        return quoted(column.name) if column.name in self.types else "NULL"

    def typed(self, column: Column, *, whole_persons: bool = False) -> str:
        """SQL for the column in its kind; NULL where a text cannot be read as that kind."""
        target = _sql_type(column, whole_persons=whole_persons)
        if column.name not in self.types:
            return f"CAST(NULL AS {target})"
        name = quoted(column.name)
        if not self.is_text:
            return f"CAST({name} AS {target})"
        pattern, cast = _readable(column, name, target)
        return f"CASE WHEN {pattern} THEN {cast} END"


def _readable(column: Column, name: str, target: str) -> tuple[str, str]:
    """When a text can be read as the column's kind, and how: a plain cast would round 3.7 and accept 2027-1-1."""
    cast = f"TRY_CAST({name} AS {target})"
    match column.kind:
        case Kind.INTEGER:
            return (
                f"regexp_full_match({name}, '[+-]?[0-9]+(\\.0+)?')",
                f"TRY_CAST(split_part({name}, '.', 1) AS {target})",
            )
        case Kind.DECIMAL if column.places is not None:
            return f"regexp_full_match({name}, '[+-]?[0-9]*(\\.[0-9]{{0,{column.places}}}0*)?')", cast
        case Kind.DECIMAL:
            return f"isfinite({cast})", cast
        case Kind.DATE:
            return f"regexp_full_match({name}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')", cast
        case _:
            return "true", cast


def quoted(name: str) -> str:
    """A column name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text value in SQL."""
    return "'" + value.replace("'", "''") + "'"


def find(folder: Path, table: Table, *, required: bool) -> Source:
    """Where the table stands in the folder."""
    found = [path for path in (folder / f"{table.name}.csv", folder / f"{table.name}.parquet") if path.is_file()]
    source = Source(table, found[0] if found else None, readable=len(found) == 1)
    if len(found) > 1:
        source.problem("duplicate_table", f"both {found[0].name} and {found[1].name} are there; keep one of them")
    elif not found and required:
        source.problem("missing_table", f"the folder has no {table.name}.csv or {table.name}.parquet")
    return source


def attach(source: Source, engine: SQLBackend) -> None:
    """Make `source.relation` in the engine; what keeps the file from being read becomes a problem."""
    if source.path is None or not source.readable:
        return
    if source.path.stat().st_size == 0:
        source.readable = False
        source.problem("empty_file", "the file is empty; it needs at least a row of headings")
        return
    (_attach_csv if source.is_text else _attach_parquet)(source, source.path, engine)
    if source.readable:
        _check_columns(source)


def _attach_parquet(source: Source, path: Path, engine: Any) -> None:
    relation = f"read_parquet({text(str(path))}, file_row_number = true)"
    try:
        engine.con.execute(
            f"CREATE OR REPLACE VIEW {source.relation} AS SELECT *, file_row_number + 2 AS {ROW} FROM {relation}"
        )
        described = engine.con.execute(f"DESCRIBE SELECT * FROM {source.relation}").fetchall()
    except EngineError:
        source.readable = False
        source.problem("unreadable_file", "the file is not readable as Parquet; write it again")
        return
    source.types = {row[0]: row[1] for row in described if row[0] not in (ROW, "file_row_number")}


def _attach_csv(source: Source, path: Path, engine: Any) -> None:
    if not _is_utf8(source, path):
        return
    header = _header(path)
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        source.problem("delimiter", "the columns must be separated by commas", row=1, value=header[0][:80])
    repeated = sorted({name for name in header if header.count(name) > 1})
    for name in repeated:
        source.problem("duplicate_column", "two columns have this heading", row=1, column=name)
    if repeated:
        source.readable = False
        return
    if not _has_one_shape(source, path, len(header)):
        return
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in header)
    relation = (
        f"read_csv({text(str(path))}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"nullstr = '', strict_mode = true, columns = {{{columns}}})"
    )
    engine.con.execute("SET preserve_insertion_order = true")  # row numbers are those of the file
    try:
        engine.con.execute(
            f"CREATE OR REPLACE TABLE {source.relation} AS SELECT *, row_number() OVER () + 1 AS {ROW} FROM {relation}"
        )
    except EngineError:
        source.readable = False
        source.problem("unreadable_file", "the file is not readable as CSV; save it again as 'CSV UTF-8'")
        return
    finally:
        engine.con.execute("SET preserve_insertion_order = false")
    source.types = dict.fromkeys(header, "VARCHAR")


def _is_utf8(source: Source, path: Path) -> bool:
    decoder, row = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as stream:
        while True:
            block = stream.read(_CHUNK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                row += error.object[: error.start].count(b"\n")
                source.readable = False
                source.problem("wrong_encoding", "the file is not UTF-8; save it as 'CSV UTF-8'", row=row)
                return False
            if not block:
                return True
            row += block.count(b"\n")


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [name.strip() for name in next(csv.reader(stream), [])]


def _has_one_shape(source: Source, path: Path, width: int) -> bool:
    """Every record has as many fields as the heading; the engine alone would drop an empty field too many."""
    before = len(source.problems)
    number = 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            for number, record in enumerate(csv.reader(stream, strict=True), start=1):
                if len(record) != width and record:
                    message = f"the row has {len(record)} fields, the heading has {width}"
                    source.problem("column_count", message, row=number)
        except csv.Error as error:
            message = f"a quotation mark is not closed or stands inside a field ({error})"
            source.problem("broken_quotes", message, row=number + 1)
    source.readable = len(source.problems) == before
    return source.readable


def _check_columns(source: Source) -> None:
    known = source.table.names
    for column in source.table.columns:
        if column.name not in source.types:
            if column.required:
                source.problem("missing_column", "the column is missing", row=1, column=column.name)
        elif not source.is_text and source.types[column.name].split("(")[0] not in _fitting(column):
            found = source.types[column.name]
            source.problem(
                "wrong_type", f"the column holds {found}, not {column.kind.value}", column=column.name, value=found
            )
    for name in source.types:
        if name not in known:
            source.problem(
                "extra_column", "the column is not in the dictionary and is ignored", row=1, column=name, warning=True
            )
    if any(problem.severity == "error" for problem in source.problems):
        source.readable = False


def _fitting(column: Column) -> tuple[str, ...]:
    return _FITTING[column.kind] if column.required else (*_FITTING[column.kind], '"NULL"')


def _sql_type(column: Column, *, whole_persons: bool) -> str:
    if whole_persons and column.name in PERSON_COLUMNS:
        return "BIGINT"
    if column.kind is Kind.DECIMAL and column.places is not None:
        return f"DECIMAL(18, {column.places})"
    return _SQL_TYPES[column.kind]
