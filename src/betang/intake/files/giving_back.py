"""The refused rows of a batch as a workbook, to be mended and sent again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow.parquet as pq

from betang.core.office.spec import Column, Part
from betang.core.office.writing.returned import Layout, Reason, Returned, cells_from, write
from betang.intake import frames, registry
from betang.intake.models import Batch, BatchProblem, Severity
from betang.intake.words import told

_OF_PEOPLE = frozenset(("nip", "text"))
"""What fields hold in which a person may be named."""


def write_returned(batch: Batch, folder: Path) -> Path:
    """Write the workbook of the batch into `folder`, named after the file it came from; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{Path(batch.name).stem} - ditolak.xlsx"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{Path(batch.name).stem} - ditolak {number}.xlsx"
    write_refused(batch, path)
    return path


def write_refused(batch: Batch, target: Path | IO[bytes], *, said: set[str] | None = None) -> int:
    """Write the refused rows of the batch; how many there are. A sheet of the file without any is left out.

    `said` takes what their cells say of people: NIP and texts.
    """
    with tempfile.TemporaryDirectory(prefix="betang-") as name:
        kept = Path(name) / "refused"
        rows = frames.bring(batch, "refused", kept)
        sheets = ((layout, _rows(batch, layout, kept, said)) for layout in _layouts(batch, kept)) if rows else ()
        return write(target, sheets, comment=f"Betang, kiriman {batch.pk}")


def _layouts(batch: Batch, kept: Path) -> Iterator[Layout]:
    parts = {part.name: part for part in registry.kind_named(batch.kind or "").parts}
    with_rows = set(pq.read_table(kept, columns=["sheet"])["sheet"].unique().to_pylist())
    for table in batch.look["found"]:
        if table["sheet"] in with_rows:
            yield _layout(table, parts[table["part"]])


def _layout(table: dict[str, Any], part: Part) -> Layout:
    fields = {column["index"]: name for name, columns in table["columns"].items() for column in columns}
    told_columns = [column for columns in table["columns"].values() for column in columns] + table["spare"]
    columns = {column["index"]: Column(column["index"], column["heading"], column["sub"]) for column in told_columns}
    ordered = [columns[index] for index in sorted(columns)]
    return Layout(table["sheet"], part, ordered, fields, tuple(table["above"]))


def _rows(batch: Batch, layout: Layout, kept: Path, said: set[str] | None) -> Iterator[Returned]:
    """The rows of one sheet with what is wrong with each; both come in the order of their numbers."""
    sheet = layout.sheet
    problems = _problems(batch, sheet)
    telling = {i for i, name in layout.fields.items() if layout.part.field(name).holds in _OF_PEOPLE}
    waiting = next(problems, None)
    for portion in pq.ParquetFile(kept).iter_batches(columns=["sheet", "row", "cells"]):
        for of, number, cells in zip(*(portion.column(i).to_pylist() for i in range(3)), strict=True):
            if of != sheet:
                continue
            reasons = []
            while waiting is not None and waiting[0] <= number:
                if waiting[0] == number:
                    reasons.append(waiting[1])
                waiting = next(problems, None)
            values = cells_from(cells)
            if said is not None:
                said.update(cell for i, cell in enumerate(values) if i in telling and isinstance(cell, str))
            yield Returned(number, values, reasons)


def _problems(batch: Batch, sheet: str) -> Iterator[tuple[int, Reason]]:
    found = BatchProblem.objects.filter(batch=batch, sheet=sheet, row__isnull=False).order_by("row", "number")
    for problem in found.iterator(chunk_size=5_000):
        words = told(problem.code, problem.said)
        text = " ".join(part for part in (words.rule, words.deed) if part)
        yield problem.row or 0, Reason(problem.column, text, problem.severity == Severity.REFUSED)
