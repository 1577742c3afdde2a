"""Where values stand in a file, for problems that only the database could see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from betang.core.engine import open_duckdb
from betang.core.errors import PROBLEM_LIMIT
from betang.core.files.source import ROW, attach, find, quoted, text
from betang.core.tables import TABLES


def rows_with(folder: Path, table: str, column: str, values: list[str]) -> Iterator[tuple[str, int, str]]:
    """(file, row, value) of the first thousand rows of `table` that hold one of `values` in `column`."""
    engine: Any = open_duckdb()
    source = find(folder, TABLES[table], required=True)
    attach(source, engine)
    shown = f"CAST({quoted(column)} AS VARCHAR)"
    wanted = ", ".join(text(value) for value in values)
    found = engine.con.execute(
        f"SELECT {ROW}, {shown} FROM {source.relation} WHERE {shown} IN ({wanted}) ORDER BY {ROW} LIMIT {PROBLEM_LIMIT}"
    ).fetchall()
    for row, value in found:
        yield source.file, row, value
