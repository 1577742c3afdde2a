"""Spreadsheets: sheets of cells as the file holds them, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from betang.core.office.reading.formats.bounds import Extent, check
from betang.core.office.reading.safety import AGAIN, Limits, Unreadable
from betang.core.office.spec import Cell, Sheet

T = TypeVar("T")
Format = Literal["xlsx", "xls", "xlsb", "ods"]
_DAMAGED: Final = f"the workbook is damaged and cannot be opened; {AGAIN}"


class Workbook:
    """A spreadsheet file whose extents are known and allowed. A sheet is parsed once, when it is first asked for."""

    encoding = ""
    delimiter = ""

    def __init__(self, path: Path, form: Format, extents: Mapping[str, Extent], limits: Limits) -> None:
        check([*extents.values()], limits)
        self.format: Format = form
        self._extents = extents
        self._book: CalamineWorkbook = _open(path, form)
        self._parsed: dict[str, CalamineSheet] = {}
        listed = self._book.sheets_metadata
        if {each.name for each in listed} != extents.keys():
            raise Unreadable("damaged_file", _DAMAGED)
        self.sheets = tuple(
            Sheet(each.name, each.visible != SheetVisibleEnum.Visible, tuple(extents[each.name].merged))
            for each in listed
            if each.typ == SheetTypeEnum.WorkSheet
        )

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Rows from the first of the sheet, with the columns from A; all of one width. Error cells say '#N/A'."""
        if sheet not in self._parsed:
            self._parsed[sheet] = _guarded(self._book.get_sheet_by_name, sheet)
        parsed = self._parsed[sheet]
        if parsed.start is None:
            return
        before: list[Cell] = [""] * parsed.start[1]
        errors = self._extents[sheet].errors
        for number, cells in enumerate(parsed.iter_rows(), 1):
            values: list[Cell] = before + cells if before else cells  # type: ignore[operator,assignment]
            for column, text in errors.get(number, ()):
                if column < len(values):
                    values[column] = text
            yield number, values


def _open(path: Path, form: Format) -> CalamineWorkbook:
    """Open it where it lies; the parser believes an ending, so a file with a wrong one is handed over as bytes."""
    if path.suffix in {"", f".{form}"}:
        return _guarded(CalamineWorkbook.from_path, path)
    with path.open("rb") as file:
        return _guarded(CalamineWorkbook.from_filelike, file)


def _guarded(call: Callable[..., T], *given: Any) -> T:
    """Call the parser; whatever goes wrong in it means that the file is damaged."""
    try:
        return call(*given)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except PasswordError as error:
        raise Unreadable("encrypted", "the workbook has a password; remove it and send it again") from error
    except BaseException as error:  # a panic of the parser is no Exception
        raise Unreadable("damaged_file", _DAMAGED) from error
