"""`betang map`: a data folder in, `map.csv` (and `gaps.parquet`) out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from betang.core.errors import Problem, WrongCall
from betang.core.files import Folder, read_folder
from betang.core.files.draft import Draft
from betang.core.gap.mapping import PERSON_GAP_COLUMNS, NeedsMap, Progress, needs_map, person_gaps
from betang.core.tables import NEEDED_FOR_MAP

if TYPE_CHECKING:
    from betang.core.engine import Tables
    from betang.core.params import Parameters

MAP_COLUMNS = (
    "agency",
    "unit",
    "competency",
    "required",
    "known",
    "expired",
    "unknown",
    "short",
    "trained",
    "agreed",
    "levels",
    "fulfilment",
    "priority",
    "priority_high",
    "rank",
)
_ROW_GROUP = 1 << 20


@dataclass(frozen=True, slots=True)
class MapSummary:
    """What one run of `betang map` found, in the words of its closing lines."""

    cells: int
    ranked: int
    required: int
    known: int
    short: int
    on_default: int
    warnings: tuple[Problem, ...]


def map_folder(
    *,
    data: Path,
    as_of: date,
    out: Path,
    params: Parameters,
    next_job: bool = False,
    gaps: bool = False,
    move: Callable[[Folder], Tables] | None = None,
    progress: Progress | None = None,
) -> MapSummary:
    """Draw the map of the folder `data` into the folder `out`.

    Raises `BadInput` with every problem of the folder; then nothing is written. `move` may carry the checked
    tables to another engine. Files appear whole or not at all.
    """
    if out.exists() and not out.is_dir():
        raise WrongCall(f"{out} is a file; --out takes a folder")
    folder = read_folder(data, required=NEEDED_FOR_MAP)
    tables: Tables = folder.tables if move is None else move(folder)
    found = needs_map(tables, as_of=as_of, params=params, next_job=next_job, progress=progress)
    with Draft(out) as draft:
        _write_cells(found.cells, draft / "map.csv")
        if gaps:
            chunks = person_gaps(tables, as_of=as_of, params=params, next_job=next_job, progress=progress)
            _write_gaps(chunks, draft / "gaps.parquet")
        draft.publish()
    return _summary(found, folder)


def _write_cells(cells: pa.Table, path: Path) -> None:
    csv.write_csv(cells.select(MAP_COLUMNS), path, csv.WriteOptions(quoting_header="none"))


def _write_gaps(chunks: Iterator[pa.Table], path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  (brings pandas with it; the cells alone do without)

    writer: pq.ParquetWriter | None = None
    for chunk in chunks:
        rows = chunk.select(PERSON_GAP_COLUMNS)
        if writer is None:
            writer = pq.ParquetWriter(path, rows.schema, compression="zstd", compression_level=1)
        writer.write_table(rows, row_group_size=_ROW_GROUP)
    if writer is not None:
        writer.close()


def _summary(found: NeedsMap, folder: Folder) -> MapSummary:
    def total(name: str) -> int:
        return int(pc.sum(found.cells[name]).as_py() or 0)

    ranked = found.cells.num_rows - found.cells["rank"].null_count
    return MapSummary(
        found.cells.num_rows,
        ranked,
        total("required"),
        total("known"),
        total("short"),
        total("on_default"),
        (*folder.warnings, *found.warnings),
    )
