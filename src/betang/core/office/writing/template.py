"""The template of a kind: a workbook to fill in, with checked cells, help at every heading, a page of explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import xlsxwriter

from betang.core.office import examples
from betang.core.office.spec import Field, OfficeKind, Part
from betang.core.office.writing.holds import WRITINGS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HELP_SHEET: Final = "Petunjuk"
NUMBERED: Final = 3  # how many columns a numbered field gets
LAST_ROW: Final = 1_048_575
_LONGEST_LIST: Final = 255  # letters of a list that stands in the validation itself
_NOTE = {"x_scale": 2.2, "y_scale": 1.4, "font_size": 9}
_GREEN, _PALE, _SOFT = "#1F4D36", "#E3ECDF", "#6B6B63"


@dataclass(frozen=True, slots=True)
class _Place:
    """One column of the template."""

    field: Field
    heading: str


def write(kind: OfficeKind, target: Path | IO[bytes]) -> None:
    """Write the template of `kind`: a sheet for each part, then the explanation."""
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": kind.title, "comments": "Templat Betang; baris contohnya rekaan."})
        ranges = _ranges(kind)
        for part in parts_of(kind):
            _Sheet(book, part, ranges).fill()
        _explain(book, kind, ranges)


def parts_of(kind: OfficeKind) -> tuple[Part, ...]:
    """The parts that the template has a sheet for. Where none must be there, they are layouts of one table: the first
    that needs no headings of one's own is enough.
    """
    if all(part.optional for part in kind.parts):
        return (next((part for part in kind.parts if not part.wide), kind.parts[0]),)
    return kind.parts


def _places(part: Part) -> Iterator[_Place]:
    """The columns of a part; numbered ones that stand together are numbered together (Dari 1, Ke 1, Dari 2, Ke 2)."""
    for numbered, fields in groupby(part.fields, key=lambda field: field.numbered):
        if numbered:
            together = tuple(fields)
            yield from (_Place(field, f"{field.title} {n}") for n in range(1, NUMBERED + 1) for field in together)
        else:
            yield from (_Place(field, field.title) for field in fields)


def _needed(part: Part, field: Field) -> str:
    """'Ya', 'Tidak', or which other columns do as well."""
    if field.required:
        return "Ya"
    for names in part.one_of:
        if field.name in names:
            others = [part.field(name).title for name in names if name != field.name]
            return f"Ya, atau {' atau '.join(others)}"
    return "Tidak"


def _ranges(kind: OfficeKind) -> Mapping[tuple[str, ...], str]:
    """Where on the explanation lists stand that are too long for a validation."""
    lists = [f.choices for part in parts_of(kind) for f in part.fields if len(",".join(f.choices)) > _LONGEST_LIST]
    found, line = {}, _first_list_line(kind)
    for choices in dict.fromkeys(lists):
        found[choices] = f"={HELP_SHEET}!$A${line + 2}:$A${line + 1 + len(choices)}"
        line += len(choices) + 2
    return found


def _first_list_line(kind: OfficeKind) -> int:
    return len(_lines(kind)) + sum(len(part.fields) + 3 for part in parts_of(kind)) + 1


class _Sheet:
    """One sheet to fill in."""

    def __init__(self, book: xlsxwriter.Workbook, part: Part, ranges: Mapping[tuple[str, ...], str]) -> None:
        self._sheet: Worksheet = book.add_worksheet(part.title)
        self._part, self._ranges = part, ranges
        top = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#9DB39F"}
        self._needed = book.add_format({**top, "bg_color": _GREEN, "font_color": "#FFFFFF"})
        self._free = book.add_format({**top, "bg_color": _PALE})
        example = {"italic": True, "font_color": _SOFT}
        self._plain = {f: book.add_format({"num_format": f}) for f in {w.format for w in WRITINGS.values()}}
        self._example = {f: book.add_format({"num_format": f, **example}) for f in self._plain}

    def fill(self) -> None:
        sheet = self._sheet
        sheet.set_row(0, 34)
        for place, column in enumerate(_places(self._part)):
            field, writing = column.field, WRITINGS[column.field.holds]
            needed = _needed(self._part, field) != "Tidak"
            sheet.set_column(
                place, place, max(writing.width, len(column.heading) // 2 + 4), self._plain[writing.format]
            )
            sheet.write_string(0, place, column.heading, self._needed if needed else self._free)
            sheet.write_comment(0, place, _note(self._part, field), _NOTE)
            self._write_example(place, column)
            self._check(place, field)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write_example(self, place: int, column: _Place) -> None:
        field, style = column.field, self._example[WRITINGS[column.field.holds].format]
        if not field.example or (field.numbered and not column.heading.endswith(" 1")):
            return
        value = examples.value(field)
        if isinstance(value, datetime):
            self._sheet.write_datetime(1, place, value, style)
        elif isinstance(value, float):
            self._sheet.write_number(1, place, value, style)
        else:
            self._sheet.write_string(1, place, value, style)

    def _check(self, place: int, field: Field) -> None:
        rule = _validation(field, self._ranges, xlsxwriter.utility.xl_col_to_name(place))
        if rule:
            title, message = field.title[:32], (field.note or WRITINGS[field.holds].forms)[:255]
            self._sheet.data_validation(
                1, place, LAST_ROW, place, {"input_title": title, "input_message": message, **rule}
            )


def _validation(field: Field, ranges: Mapping[tuple[str, ...], str], letter: str) -> dict[str, Any]:
    """What a cell may hold, as far as a spreadsheet can see. Forms only Betang reads are questioned."""
    choices = field.choices or (("Ya", "Tidak") if field.holds == "flag" else ())
    if choices:
        source = ranges.get(choices, list(choices))
        return {
            "validate": "list",
            "source": source,
            "error_type": "warning" if field.holds in {"flag", "text", "list"} else "stop",
            "error_title": "Bukan pilihan",
            "error_message": "Pilih salah satu dari daftar pada kotak ini.",
        }
    if field.holds == "nip":
        return {
            "validate": "custom",
            "value": f'=AND(ISTEXT({letter}2),LEN(SUBSTITUTE({letter}2," ",""))=18)',
            "error_title": "Bukan NIP",
            "error_message": "NIP terdiri dari 18 angka dan harus berupa teks, agar angkanya tidak hilang.",
        }
    rules: dict[str, dict[str, Any]] = {
        "day": {"validate": "date", "criteria": ">=", "value": datetime(1945, 1, 1)},  # noqa: DTZ001  (a day)
        "money": {"validate": "decimal", "criteria": ">=", "value": 0},
        "whole": {"validate": "integer", "criteria": ">=", "value": 0},
        "number": {"validate": "decimal", "criteria": ">=", "value": 0},
        "level": {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5},
    }
    rule = rules.get(field.holds)
    if rule is None:
        return {}
    forms = WRITINGS[field.holds].forms
    return {**rule, "error_type": "warning", "error_title": "Periksa isian ini", "error_message": forms}


def _note(part: Part, field: Field) -> str:
    """What stands at the heading."""
    needed = {"Ya": "Wajib.", "Tidak": "Boleh kosong."}.get(_needed(part, field), f"{_needed(part, field)}.")
    said = [needed, field.note, WRITINGS[field.holds].forms]
    if field.example:
        said.append(f"Contoh: {_shown(field)}")
    return "\n".join(text for text in said if text)


def _shown(field: Field) -> str:
    """The example in words."""
    value = examples.value(field)
    return value if isinstance(value, str) else field.example


def _lines(kind: OfficeKind) -> list[str]:
    """The sentences over the tables of columns."""
    return [
        kind.purpose,
        "Isi mulai baris kedua pada setiap lembar. Baris contohnya rekaan: timpa atau hapus saja.",
        "Judul kolom berlatar hijau tua wajib ada dan diisi. Kolom lain boleh dikosongkan atau dihapus.",
        *_also(kind),
        "Urutan kolom bebas; kolom tambahan dibiarkan. Judul, jumlah, dan tanda tangan di sekitar tabel dilewati.",
    ]


def _also(kind: OfficeKind) -> list[str]:
    others = [part.title for part in kind.parts if part not in parts_of(kind)]
    return [f"Susunan lain yang juga dibaca: {', '.join(others)}."] if others else []


def _explain(book: xlsxwriter.Workbook, kind: OfficeKind, ranges: Mapping[tuple[str, ...], str]) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    bold, head = book.add_format({"bold": True, "font_size": 13}), book.add_format({"bold": True, "bg_color": _PALE})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate((30, 16, 46, 46, 46, 26)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, kind.title, bold)
    for line, text in enumerate(_lines(kind), 1):
        sheet.write_string(line, 0, text)
    line = len(_lines(kind)) + 1
    for part in parts_of(kind):
        line = _explain_part(sheet, part, line, (bold, head, wrap))
    for choices in ranges:
        titles = [f.title for part in parts_of(kind) for f in part.fields if f.choices == choices]
        sheet.write_string(line, 0, f"Pilihan untuk {', '.join(dict.fromkeys(titles))}", head)
        for place, choice in enumerate(choices, line + 1):
            sheet.write_string(place, 0, choice)
        line += len(choices) + 2
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _explain_part(sheet: Worksheet, part: Part, line: int, styles: tuple[Format, Format, Format]) -> int:
    """The columns of one part; the line after it."""
    bold, head, wrap = styles
    sheet.write_string(line, 0, f"Lembar '{part.title}'", bold)
    titles = ("Nama kolom", "Wajib diisi?", "Isi kolom", "Boleh ditulis sebagai", "Yang ditolak", "Misalnya")
    for place, title in enumerate(titles):
        sheet.write_string(line + 1, place, title, head)
    for at, field in enumerate(part.fields, line + 2):
        writing = WRITINGS[field.holds]
        forms = f"Salah satu: {', '.join(field.choices)}" if field.choices else writing.forms
        told = (field.title, _needed(part, field), field.note, forms, writing.refused, _shown(field))
        for place, text in enumerate(told):
            sheet.write_string(at, place, text, wrap)
    return line + len(part.fields) + 3
