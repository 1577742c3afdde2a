"""Spreadsheets: sheets of cells as the file holds them, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from betang.core.office.reading.safety import Limits, Unreadable
from betang.core.office.spec import Cell, Sheet

Format = Literal["xlsx", "xls", "xlsb", "ods"]
_DAMAGED = "the workbook is damaged and cannot be opened; open it in Excel and save it again as .xlsx"


class Workbook:
    """A spreadsheet file. A sheet is parsed once, when it is first asked for."""

    encoding = ""
    delimiter = ""

    def __init__(self, path: Path, form: Format, limits: Limits) -> None:
        self.format: Format = form
        self._limits = limits
        with path.open("rb") as file:
            self._book: CalamineWorkbook = _guarded(CalamineWorkbook.from_filelike, file)
        self._parsed: dict[str, CalamineSheet] = {}
        names = [
            (each.name, each.visible != SheetVisibleEnum.Visible)
            for each in self._book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        ]
        if len(names) > limits.sheets:
            raise Unreadable("too_many_sheets", f"{len(names)} sheets; at most {limits.sheets} are read from one file")
        self.sheets = tuple(
            Sheet(name, hidden, tuple(self._sheet(name).merged_cell_ranges or ())) for name, hidden in names
        )

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Rows from the first of the sheet, with the columns from A; all of one width."""
        parsed = self._sheet(sheet)
        if parsed.start is None:
            return
        before: list[Cell] = [""] * parsed.start[1]
        for number, cells in enumerate(parsed.iter_rows(), 1):
            yield number, before + cells if before else cells  # type: ignore[operator,misc]

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._parsed:
            parsed = _guarded(self._book.get_sheet_by_name, name)
            if parsed.end is not None:
                self._check(parsed.end[0] + 1, parsed.end[1] + 1)
            self._parsed[name] = parsed
        return self._parsed[name]

    def _check(self, rows: int, columns: int) -> None:
        if rows > self._limits.rows:
            raise Unreadable("too_many_rows", f"more than {self._limits.rows:,} rows; send it in parts")
        if columns > self._limits.columns:
            raise Unreadable("too_many_columns", f"more than {self._limits.columns:,} columns")


def _guarded(call: Any, *given: Any) -> Any:
    """Call the parser; whatever goes wrong in it means that the file is damaged."""
    try:
        return call(*given)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the parser is no Exception
        if type(error).__name__ == "PasswordError":
            raise Unreadable("encrypted", "the workbook has a password; remove it and send it again") from error
        raise Unreadable("damaged_file", _DAMAGED) from error
