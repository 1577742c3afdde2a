"""What stands around the rows of a table: empty rows, the heading again, column numbers, totals, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from betang.core.office.spec import Cell, Found


def data_rows(rows: Iterator[tuple[int, list[Cell]]], found: Found) -> Iterator[tuple[int, list[Cell]]]:
    """The data rows of a table, numbered as the spreadsheet numbers them."""
    raise NotImplementedError
