"""How much a sheet holds, known before a parser takes memory for it: it holds every sheet as a full rectangle."""

from __future__ import annotations

from dataclasses import dataclass, field

from betang.core.office.reading.safety import Limits, Unreadable
from betang.core.office.spec import Range

Errors = dict[int, list[tuple[int, str]]]
"""Cells that hold an error, by row as a spreadsheet numbers it: (column from 0, '#N/A')."""


@dataclass
class Extent:
    """One sheet: its last row and column with something in them, its texts, merged cells, errors."""

    rows: int = 0
    columns: int = 0
    text: int = 0  # signs of all texts together, repeated ones as often as they stand there
    merged: list[Range] = field(default_factory=list)
    errors: Errors = field(default_factory=dict)

    def reach(self, rows: int, columns: int) -> None:
        self.rows = max(self.rows, rows)
        self.columns = max(self.columns, columns)

    def error(self, row: int, column: int, text: str) -> None:
        self.errors.setdefault(row, []).append((column, text))


ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""Error cells by their code in binary workbooks."""


def check(extents: list[Extent], limits: Limits) -> None:
    """Refuse a book that would take more memory than a table needs."""
    if len(extents) > limits.sheets:
        raise Unreadable("too_many_sheets", f"more than {limits.sheets} sheets; send the table's own sheets only")
    for each in extents:
        if each.rows > limits.rows:
            raise Unreadable("too_many_rows", f"{each.rows:,} rows; at most {limits.rows:,} are read: send it in parts")
        if each.columns > limits.columns:
            raise Unreadable(
                "too_many_columns",
                f"something stands in column {each.columns:,}; at most {limits.columns:,} are read: "
                "delete the columns to the right of the table",
            )
    if sum(each.rows * each.columns for each in extents) > limits.cells:
        raise Unreadable(
            "too_many_rows",
            "the sheets reach too far down and to the right; delete what stands far off, or send the table in parts",
        )
    if sum(each.text for each in extents) > limits.unpacked:
        raise Unreadable("zip_bomb", "the texts repeated in the sheets take more than a table needs")
