"""Official documents as workbooks, to calculate with: what is a number or a day is one, a NIP is text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from betang.ui.documents.official.fields import values
from betang.ui.documents.official.wording import day

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from betang.ui.documents.official.blocks import Sheet
    from betang.ui.documents.official.contents.common import Paper
    from betang.ui.documents.official.kinds import Kind

_ABOVE: Final = 4  # not a rule: lines over the heading
_NOTHING: Final = "Nihil"


def made(kind: Kind, content: Paper) -> bytes:
    """The workbook; the same content gives the same bytes."""
    target = io.BytesIO()
    held = values(content)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {"title": kind.title, "comments": content.label, "created": datetime.combine(content.printed, time())}
        )
        writing = _Writing(book, kind, held)
        for sheet in kind.sheets:
            writing.sheet(sheet)
    return target.getvalue()


class _Writing:
    """A workbook in the making."""

    def __init__(self, book: xlsxwriter.Workbook, kind: Kind, held: Mapping[str, Any]) -> None:
        edge = {"border": 1, "valign": "top", "text_wrap": True}
        self._book, self._kind, self._held = book, kind, held
        self._bold = book.add_format({"bold": True, "font_size": 13})
        self._red = book.add_format({"bold": True, "font_color": "#8A1C1C"})
        self._top = book.add_format(
            {
                "bold": True,
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "bg_color": "#E6E6E6",
            }
        )
        self._text = book.add_format({**edge, "num_format": "@"})
        self._number = book.add_format({**edge, "num_format": "#,##0"})
        self._code = book.add_format({**edge, "num_format": "0"})
        self._day = book.add_format({**edge, "num_format": "dd-mm-yyyy"})

    def sheet(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        page.write_string(0, 0, self._kind.title.upper(), self._bold)
        office = self._held.get("perangkat_daerah")
        page.write_string(
            1, 0, f"{self._held['instansi']}{f' · {office}' if office else ''} · Tahun {self._held['tahun']}"
        )
        page.write_string(2, 0, f"Data per {day(self._held['dicetak'])}")
        page.write_string(3, 0, self._held["label"], self._red)
        headings = [("No.", 5), *((heading, width) for heading, _, width in sheet.columns)]
        for place, (heading, width) in enumerate(headings):
            page.set_column(place, place, width)
            page.write_string(_ABOVE, place, heading, self._top)
        last = self._rows(page, sheet)
        if self._kind.note:
            page.write_string(last + 2, 0, self._kind.note)
        page.freeze_panes(_ABOVE + 1, 3)
        page.autofilter(_ABOVE, 0, max(last, _ABOVE + 1), len(sheet.columns))
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_ABOVE)
        page.set_footer("&L&8Data per " + day(self._held["dicetak"]) + "&R&8Halaman &P dari &N")

    def _rows(self, page: Worksheet, sheet: Sheet) -> int:
        """Write the rows; the number of the last line that was written to."""
        at = _ABOVE
        for at, row in enumerate(_flat(self._held, sheet.over), _ABOVE + 1):
            page.write_number(at, 0, at - _ABOVE, self._code)
            for place, (_, path, _width) in enumerate(sheet.columns, 1):
                self._cell(page, at, place, row[path])
        if at == _ABOVE:
            at += 1
            page.write_string(at, 0, _NOTHING)
        return at

    def _cell(self, page: Worksheet, at: int, place: int, value: str | int | date) -> None:
        if isinstance(value, str):
            page.write_string(at, place, value, self._text)
        elif isinstance(value, date):
            page.write_datetime(at, place, datetime.combine(value, time()), self._day)
        else:
            page.write_number(at, place, value, self._number)


def _flat(
    held: Mapping[str, Any], over: Sequence[str], known: Mapping[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of a list, or of a list within each row of a list, with the fields of both as 'list.field'."""
    first, *rest = over
    for row in held[first]:
        fields = {**(known or {}), **{f"{first}.{name}": value for name, value in row.items()}}
        if rest:
            yield from _flat(row, rest, fields)
        else:
            yield fields
