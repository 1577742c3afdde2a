"""A whole data folder, checked: every problem of every file at once, or tables to compute on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from betang.core.engine import open_duckdb
from betang.core.errors import BadInput, Problem, WrongCall
from betang.core.files.checks import check, whole_persons
from betang.core.files.source import Source, attach, find, quoted
from betang.core.tables import TABLES

if TYPE_CHECKING:
    import ibis
    from ibis.backends.sql import SQLBackend


@dataclass(frozen=True, slots=True)
class Folder:
    """Checked tables of one folder on an engine of their own.

    `tables` has all tables of the dictionary, typed as it says; those without a file have no rows. `present`
    names the ones that have a file. `warnings` are worth reading but stop nothing.
    """

    path: Path
    engine: SQLBackend
    tables: dict[str, ibis.Table]
    present: tuple[str, ...]
    warnings: tuple[Problem, ...]


def read_folder(
    folder: Path, *, required: Iterable[str] = (), partial: bool = False, engine: SQLBackend | None = None
) -> Folder:
    """Read and check every table in `folder`.

    Raises `WrongCall` when there is no such folder and `BadInput` with every problem found; `required` names the
    tables that must be there. With `partial` a reference to a table that the folder does not have is left for
    whoever holds that table to check. Nothing is guessed and nothing is skipped.
    """
    if not folder.is_dir():
        raise WrongCall(f"there is no folder {folder}")
    engine = engine or open_duckdb()
    needed = set(required)
    sources = {name: find(folder, table, required=name in needed) for name, table in TABLES.items()}
    for source in sources.values():
        attach(source, engine)
    _raise_if_bad(sources, engine, partial=partial)
    persons = whole_persons(sources.values())
    tables = {name: _typed(source, engine, whole_persons=persons) for name, source in sources.items()}
    present = tuple(name for name, source in sources.items() if source.path is not None)
    return Folder(folder, engine, tables, present, (*_warnings(sources), *_unknown_files(folder)))


def _raise_if_bad(sources: dict[str, Source], engine: Any, *, partial: bool) -> None:
    problems: list[Problem] = []
    total = 0
    for source in sources.values():
        errors = [problem for problem in source.problems if problem.severity == "error"]
        problems += errors
        total += len(errors)
        if source.path is not None and source.readable:
            others = {name: other for name, other in sources.items() if name != source.table.name}
            found, count = check(source, others, engine.con, partial=partial)
            problems += found
            total += count
    if problems:
        raise BadInput(sorted(problems, key=_place), total)


def _place(problem: Problem) -> tuple[Any, ...]:
    order = list(TABLES)
    name = problem.file.rsplit(".", 1)[0]
    return (order.index(name) if name in order else len(order), problem.row or 0, problem.column, problem.code)


def _typed(source: Source, engine: Any, *, whole_persons: bool) -> ibis.Table:
    """The table as the dictionary types it: a view over a Parquet file, a table of its own for anything else."""
    columns = ", ".join(
        f"{source.typed(c, whole_persons=whole_persons)} AS {quoted(c.name)}" for c in source.table.columns
    )
    name = source.table.name
    if source.path is None:
        engine.con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {columns} WHERE false")
    elif source.is_text:
        engine.con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {columns} FROM {source.relation}")
        engine.con.execute(f"DROP TABLE {source.relation}")
    else:
        engine.con.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM {source.relation}")
    table: ibis.Table = engine.table(name)
    return table


def _warnings(sources: dict[str, Source]) -> list[Problem]:
    return [problem for source in sources.values() for problem in source.problems if problem.severity == "warning"]


def _unknown_files(folder: Path) -> list[Problem]:
    return [
        Problem(path.name, "", None, "", "", "unknown_file", "no table has this name; the file is ignored", "warning")
        for path in sorted(folder.iterdir())
        if path.suffix in (".csv", ".parquet") and path.stem not in TABLES
    ]
