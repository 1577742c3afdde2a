"""The refused rows of a file as a workbook, to be mended and sent again: where each stood, and why it was refused.

A sheet has the name, the lines above the heading and the headings of the file it came from, and only the refused rows,
whole. Two columns come first, which the reader leaves out again: `ORIGIN` and `REASONS` (`core.office.spec`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import xlsxwriter

from betang.core.office.spec import ORIGIN, REASONS, Cell, Column, Part
from betang.core.office.writing.holds import DAY, TEXT, WRITINGS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NOTES: Final = 1_000
"""Cells of a sheet that get a note; spreadsheets grow slow with more. The column of reasons tells all of them."""
_AHEAD: Final = 2  # columns before those of the file
_NOTE = {"x_scale": 2, "y_scale": 1.2, "font_size": 9}
_RED, _YELLOW, _PALE = "#F6C9BE", "#FBEFC6", "#E3ECDF"
_NAMES_MOST: Final = 31  # letters of a sheet's name


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is wrong with a row: `column` is the heading as written, `text` the sentence for who mends it.

    `refuses` False: the row would have been taken all the same.
    """

    column: str
    text: str
    refuses: bool = True


@dataclass(frozen=True, slots=True)
class Returned:
    """One refused row: its number in the file, its cells as they were, all that is wrong with it."""

    number: int
    cells: Sequence[Cell]
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of the file. `columns` are all that have a heading; `fields` are names of fields by a column's place."""

    sheet: str
    part: Part
    columns: Sequence[Column]
    fields: dict[int, str]
    above: Sequence[str] = ()

    @property
    def name(self) -> str:
        """What the sheet is called; a text file's only one has no name of its own."""
        return "".join(" " if c in "[]:*?/\\" else c for c in self.sheet)[:_NAMES_MOST].strip("' ") or "Data"


def write(target: Path | IO[bytes], sheets: Iterable[tuple[Layout, Iterable[Returned]]], *, comment: str = "") -> int:
    """Write the workbook in constant memory; how many rows it holds. `comment` goes into its properties."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    rows = 0
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": "Baris yang ditolak", "comments": comment})
        styles = _Styles(book)
        for layout, returned in sheets:
            rows += _Sheet(book.add_worksheet(layout.name), layout, styles).fill(returned)
    return rows


def cells_from(text: str) -> list[Cell]:
    """The cells of a row from how a batch keeps them: JSON, days as {"d": "2026-11-24"}."""
    return [_cell(each) for each in json.loads(text)]


def _cell(kept: Any) -> Cell:
    if isinstance(kept, dict):
        return datetime.fromisoformat(kept["d"])
    if isinstance(kept, int) and not isinstance(kept, bool):
        return float(kept)
    return kept  # type: ignore[no-any-return]


class _Styles:
    """The formats of the workbook: by number format, plain, of a bad cell, of an odd one."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        formats = {TEXT, DAY, "General", *(w.format for w in WRITINGS.values())}
        self.plain = {f: book.add_format({"num_format": f, "valign": "top"}) for f in formats}
        self.bad = {f: book.add_format({"num_format": f, "valign": "top", "bg_color": _RED}) for f in formats}
        self.odd = {f: book.add_format({"num_format": f, "valign": "top", "bg_color": _YELLOW}) for f in formats}
        self.top = book.add_format({"bold": True, "bg_color": _PALE, "text_wrap": True, "valign": "top", "border": 1})
        self.ours = book.add_format({"valign": "top", "font_color": "#7F2D12", "bg_color": "#FBF3EE"})
        self.said = book.add_format(
            {"valign": "top", "font_color": "#7F2D12", "bg_color": "#FBF3EE", "text_wrap": True}
        )


class _Sheet:
    """One sheet of the workbook."""

    def __init__(self, sheet: Worksheet, layout: Layout, styles: _Styles) -> None:
        self._sheet, self._layout, self._styles = sheet, layout, styles
        self._formats = {column.index: self._format(column.index) for column in layout.columns}
        self._places: dict[str, list[int]] = {}
        for column in layout.columns:
            self._places.setdefault(column.heading, []).append(column.index)
        self._notes = 0

    def _format(self, index: int) -> str:
        name = self._layout.fields.get(index)
        if name is None:
            return "General"
        return WRITINGS[self._layout.part.field(name).holds].format

    def fill(self, returned: Iterable[Returned]) -> int:
        """Write everything; the number of rows."""
        sheet, styles = self._sheet, self._styles
        sheet.set_column(0, 0, 11, styles.ours)
        sheet.set_column(1, 1, 52, styles.said)
        for column in self._layout.columns:
            name = self._formats[column.index]
            width = next((w.width for w in WRITINGS.values() if w.format == name), 18)
            sheet.set_column(column.index + _AHEAD, column.index + _AHEAD, width, styles.plain[name])
        line = self._heading()
        sheet.freeze_panes(line, 1)
        rows = 0
        for row in returned:
            self._row(line, row)
            line, rows = line + 1, rows + 1
        return rows

    def _heading(self) -> int:
        """The lines above, then the heading in one or two lines; the line after it."""
        sheet, top, line = self._sheet, self._styles.top, 0
        for text in self._layout.above:
            sheet.write_string(line, _AHEAD, text)
            line += 1
        columns = sorted(self._layout.columns, key=lambda column: column.index)
        double = any(column.sub for column in columns)
        for place, heading in enumerate((ORIGIN, REASONS)):
            sheet.write_string(line, place, heading, top)
        for first, last, heading in _spans(columns):
            if last > first:
                sheet.merge_range(line, first + _AHEAD, line, last + _AHEAD, heading, top)
            else:
                sheet.write_string(line, first + _AHEAD, heading, top)
        if double:
            line += 1
            for column in columns:
                sheet.write_string(line, column.index + _AHEAD, column.sub, top)
        return line + 1

    def _row(self, line: int, row: Returned) -> None:
        sheet, styles = self._sheet, self._styles
        sheet.write_number(line, 0, row.number, styles.ours)
        said = dict.fromkeys(f"{r.column}: {r.text}" if r.column else r.text for r in row.reasons)
        sheet.write_string(line, 1, "\n".join(said), styles.said)
        marked = self._marked(row)
        for index, cell in enumerate(row.cells):
            about = marked.get(index)
            style = styles.plain
            if about:
                style = styles.bad if any(r.refuses for r in about) else styles.odd
            self._write(line, index, cell, style)
            if about and self._notes < NOTES:
                self._notes += 1
                sheet.write_comment(line, index + _AHEAD, "\n".join(r.text for r in about), _NOTE)

    def _marked(self, row: Returned) -> dict[int, list[Reason]]:
        """The reasons by the place of the cell they are about."""
        found: dict[int, list[Reason]] = {}
        for reason in row.reasons:
            for index in self._places.get(reason.column, ())[:1]:
                found.setdefault(index, []).append(reason)
        return found

    def _write(self, line: int, index: int, cell: Cell, styles: dict[str, Format]) -> None:
        """One cell as it was; what is text by its column is written as text, whatever the file made of it."""
        sheet, place = self._sheet, index + _AHEAD
        name = self._formats.get(index, "General")
        if cell is None or cell == "":
            if styles is not self._styles.plain:
                sheet.write_blank(line, place, None, styles[name])
        elif isinstance(cell, str):
            # In a column of days or figures as well: what is typed over it is then read as the day or figure it is.
            sheet.write_string(line, place, cell, styles[name])
        elif isinstance(cell, bool):
            sheet.write_boolean(line, place, cell, styles[name])
        elif isinstance(cell, float | int):
            if name == TEXT:
                sheet.write_string(line, place, f"{cell:.15g}", styles[name])
            else:
                sheet.write_number(line, place, cell, styles[name])
        elif isinstance(cell, date):
            moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
            sheet.write_datetime(line, place, moment, styles[DAY])
        else:
            sheet.write_string(line, place, str(cell), styles[name])


def _spans(columns: Sequence[Column]) -> Iterator[tuple[int, int, str]]:
    """Runs of neighbouring columns under one heading: first and last place, heading."""
    at = 0
    while at < len(columns):
        first = last = columns[at]
        while at + 1 < len(columns) and last.sub and _under_one(last, columns[at + 1]):
            at += 1
            last = columns[at]
        yield first.index, last.index, first.heading
        at += 1


def _under_one(column: Column, following: Column) -> bool:
    return bool(following.sub) and following.heading == column.heading and following.index == column.index + 1
