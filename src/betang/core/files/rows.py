"""Where values stand in a file, for problems that only the database could see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from betang.core.engine import open_duckdb
from betang.core.errors import PROBLEM_LIMIT
from betang.core.files.source import ROW, attach, find, quoted, text
from betang.core.tables import TABLES


def rows_with(
    folder: Path, table: str, columns: Sequence[str], keys: Sequence[tuple[str, ...]]
) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """(file, row, key) of the first thousand rows of `table` whose `columns` hold one of `keys`."""
    engine: Any = open_duckdb()
    source = find(folder, TABLES[table], required=True)
    attach(source, engine)
    shown = ", ".join(f"CAST({quoted(column)} AS VARCHAR)" for column in columns)
    wanted = ", ".join(f"({', '.join(text(value) for value in key)})" for key in keys)
    found = engine.con.execute(
        f"SELECT {ROW}, {shown} FROM {source.relation} WHERE ({shown}) IN ({wanted}) "
        f"ORDER BY {ROW} LIMIT {PROBLEM_LIMIT}"
    ).fetchall()
    for row, *key in found:
        yield source.file, row, tuple(key)
