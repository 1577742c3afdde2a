"""A table of a screen as an Excel workbook or a CSV file, with how it was made beside the figures.

Offices calculate on: numbers are numbers, days are days, the heading row stays in view and filters. What could be
taken for a formula is written as text, also in CSV, where a spreadsheet would otherwise run it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from betang.ui.figures import Kind, Value, day, show
from betang.ui.tables import Column, Row, Table

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER_FORMATS: dict[Kind, str] = {
    "count": "#,##0", "rank": "#,##0", "level": "0", "rate": "#,##0.0", "share": "#,##0.0", "weight": "#,##0.000000",
    "day": "d mmmm yyyy", "text": "@", "code": "@",
}  # fmt: skip
WIDTHS: dict[Kind, int] = {"text": 34, "code": 14, "day": 20}


def respond(table: Table, wish: str, *, heading: str, notes: Sequence[str], fiction: str) -> HttpResponse:
    """The file the reader asked for: `xlsx` or, for anything else, CSV. `fiction` labels invented data, or is empty."""
    rows = table.all_rows() if table.all_rows else table.rows
    name = slugify(f"betang {heading}")[:80] or "betang"
    lines = [*([fiction] if fiction else []), *notes, *table.notes]
    if wish == "xlsx":
        # Whole, not streamed: every answer is made inside the scope of its request.
        response = HttpResponse(workbook(table, rows, heading, lines, fiction), content_type=EXCEL)
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return response
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write(comma_separated(table, rows, fiction))
    return response


def workbook(table: Table, rows: Sequence[Row], heading: str, lines: Sequence[str], fiction: str) -> bytes:
    """The workbook: a sheet with the rows, and one that says what they are and how they were made."""
    import xlsxwriter  # noqa: PLC0415  (only exports need it; pages start faster without)

    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": heading, "comments": fiction})
        _data_sheet(book, table, rows, heading, fiction)
        _notes_sheet(book, heading, lines)
    return target.getvalue()


def _data_sheet(book: xlsxwriter.Workbook, table: Table, rows: Sequence[Row], heading: str, fiction: str) -> None:
    sheet = book.add_worksheet(_sheet_name(table.title))
    bold = book.add_format({"bold": True, "font_size": 13})
    label = book.add_format({"bold": True, "font_color": "#7F2D12", "bg_color": "#F6EBCB"})
    top = book.add_format({"bold": True, "bg_color": "#E3ECDF", "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {kind: book.add_format({"num_format": text, "valign": "top"}) for kind, text in NUMBER_FORMATS.items()}
    sheet.write_string(0, 0, heading, bold)
    if fiction:
        sheet.write_string(1, 0, fiction, label)
    first = 3
    for place, column in enumerate(table.columns):
        sheet.write_string(first, place, column.label, top)
        sheet.set_column(place, place, WIDTHS.get(column.kind, max(12, min(22, len(column.label) + 2))))
    for line, row in enumerate(rows, first + 1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, line, place, cell.value, formats[column.kind])
    sheet.freeze_panes(first + 1, 1)
    if rows:
        sheet.autofilter(first, 0, first + len(rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)
    sheet.set_footer(f"&L{fiction}&R&P / &N")


def _write(sheet: Any, line: int, place: int, value: Value, style: Format) -> None:
    """One cell. Unknown stays empty, so that a sum or a mean does not count it as zero."""
    if value is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001  (a day has no zone)
    elif isinstance(value, str) or not isinstance(value, int | float):
        sheet.write_string(line, place, show(value), style)
    else:
        sheet.write_number(line, place, value, style)


def _notes_sheet(book: xlsxwriter.Workbook, heading: str, lines: Sequence[str]) -> None:
    sheet = book.add_worksheet(_sheet_name(_("Keterangan")))
    sheet.set_column(0, 0, 110)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, heading, book.add_format({"bold": True, "font_size": 13}))
    for line, text in enumerate(lines, 2):
        sheet.write_string(line, 0, text, wrapped)


def _sheet_name(title: str) -> str:
    """At most 31 characters, without those that Excel refuses."""
    return "".join(" " if c in "[]:*?/\\" else c for c in title)[:31].strip("' ") or "Betang"


def comma_separated(table: Table, rows: Sequence[Row], fiction: str) -> str:
    """CSV as spreadsheets read it: UTF-8 with a byte order mark, points in decimals, ISO days, unknown empty.

    Invented data is labelled in a column of its own, because a comment line would break readers of CSV.
    """
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    extra = [_("Sifat data")] if fiction else []
    writer.writerow([*(column.label for column in table.columns), *extra])
    for row in rows:
        cells = (_plain(cell.value, column) for column, cell in zip(table.columns, row, strict=True))
        writer.writerow([*cells, *([fiction] if fiction else [])])
    return target.getvalue()


def _plain(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and column.kind != "text":
        return str(round(value, 6))
    text = show(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def made_on(moment: datetime) -> str:
    """The line that says when the file was made."""
    return _("Berkas dibuat pada %(day)s.") % {"day": day(moment)}
