"""Workbooks for the dialogue about needs, filled in as far as the record knows: a workbook for each office.

They have the headings that the kind of dialogue workbooks reads; what a reader does not need stands in columns of its
own. Who agrees on a need writes the day, and nothing else has to be filled in.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from betang.core.office.writing.holds import DAY, TEXT

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADINGS: Final = (
    "No", "NIP", "Nama", "Jabatan", "Kompetensi", "Dipersyaratkan", "Dimiliki", "Keadaan", "Kesenjangan",
    "Dilatih Sejak Itu", "Predikat Terakhir", "Cara Belajar", "Usulan Pengembangan", "Prioritas Atasan",
    "Tanggal Kesepakatan", "Nama Atasan", "Bukan Kebutuhan Pelatihan", "Penghambat", "Alasan",
)  # fmt: skip
"""The columns: what is known first, what is to be filled in last."""
OURS: Final = frozenset(("Dipersyaratkan", "Dimiliki", "Keadaan", "Dilatih Sejak Itu", "Predikat Terakhir"))
"""Columns by which a reader knows a workbook that we have filled in."""

VERSION: Final = 2
"""Of the form: its headings and the lines above them. The first one had no line that says so."""
CODE: Final = "Kode Perangkat Daerah"
YEAR: Final = "Tahun Rencana"
VERSION_SAID: Final = "Versi Formulir"
_WIDTHS: Final = (5, 22, 28, 34, 34, 9, 9, 15, 12, 14, 16, 22, 34, 13, 16, 26, 16, 20, 30)
_FIRST_ANSWER: Final = HEADINGS.index("Cara Belajar")
_SHEET: Final = "xl/worksheets/sheet1.xml"
_FIRST_DAY: Final = date(1899, 12, 30)  # not a rule: where spreadsheets begin to count days
NIP_STYLE: Final = ' s="nip"'
DAY_STYLE: Final = ' s="day"'
_UNHEARD_OF: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SUPERIOR: Final = xl_col_to_name(HEADINGS.index("Nama Atasan"))
_CHOICES: Final = "Pilihan"
_INDICATORS: Final = "Indikator Unit"
_GREEN, _PALE = "#1F4D36", "#E3ECDF"
_A4: Final = 9  # not a rule: what XlsxWriter calls this paper
_LISTS: Final = dict(
    zip(("Kompetensi", "Usulan Pengembangan", "Cara Belajar", "Prioritas Atasan", "Penghambat"), "ABCDE", strict=True)
)
"""Columns that choose from a list, and the column of the list."""
_HELP: Final = (
    "Isi kolom berlatar hijau tua. Yang disepakati diberi tanggal kesepakatan; baris yang tidak dibahas dibiarkan. "
    "Bila belajar tidak dapat menutupnya: V, penghambat, dan alasannya."
)
_QUESTION: Final = (
    "Dapatkah selisih indikator di bawah ini ditutup dengan belajar?",
    "Bila ya: tulis siapa perlu menguasai apa sebagai baris pada lembar pertama.",
    "Bila tidak: tandai V pada barisnya, lalu sebut penghambat dan alasannya.",
)
ABOVE: Final = 7  # lines over the heading
_SPARE_LINES: Final = 200  # under the last line, for rows added by hand


@dataclass(frozen=True, slots=True)
class Line:
    """A person and a competency: what the post requires, what is held, and what is known besides.

    `competency` '': to be chosen. `state`: in words. `gap` None: not known.
    """

    nip: str
    name: str
    job: str
    competency: str = ""
    required: int | None = None
    held: int | None = None
    state: str = ""
    gap: int | None = None
    trained: date | None = None
    predicate: str = ""
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target of the office that is not reached yet: where it stands and where it is to be."""

    name: str
    measure: str
    baseline: float
    goal: float
    year: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen from: competencies, programmes of the catalogue, and the short lists of the columns."""

    competencies: Sequence[str] = ()
    programs: Sequence[str] = ()
    ways: Sequence[str] = ()
    priorities: Sequence[str] = ()
    causes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Whose workbook it is. `fiction` labels invented people, or is empty."""

    agency: str
    office: str
    code: str
    year: int
    fiction: str = ""


def write(
    target: IO[bytes], said: Wording, lines: Iterable[Line], choices: Choices, indicators: Sequence[Indicator] = ()
) -> int:
    """Write the workbook of one office; how many lines it has.

    The frame (headings, checks) is made by XlsxWriter, the lines are put into its sheet as text: a government has a
    hundred thousand of them, and cell by cell that would take three times as long.
    """
    rows = list(_rows(lines))
    frame = io.BytesIO()
    with xlsxwriter.Workbook(
        frame, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": f"Dialog kebutuhan {said.office}", "comments": said.fiction})
        sheet = book.add_worksheet(_sheet_name(said.office))
        _above(book, sheet, said)
        _checks(sheet, len(rows), choices)
        if indicators:
            _indicators(book, indicators)
        _choices(book.add_worksheet(_CHOICES), choices)
    with zipfile.ZipFile(frame) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        for part in made.infolist():
            content = made.read(part)
            packed.writestr(
                part, _filled(content, rows) if part.filename == _SHEET else content, zipfile.ZIP_DEFLATED, 3
            )
    return len(rows)


def _filled(sheet: bytes, rows: Sequence[str]) -> bytes:
    """The sheet with the rows under its heading, in the styles of its columns."""
    text = sheet.decode()
    styles = {int(column): style for column, style in re.findall(r'<col min="(\d+)" max="\1"[^>]* style="(\d+)"', text)}
    nip, day = styles[HEADINGS.index("NIP") + 1], styles[HEADINGS.index("Tanggal Kesepakatan") + 1]
    body = "".join(rows).replace(' s="nip"', f' s="{nip}"').replace(' s="day"', f' s="{day}"')
    text = re.sub(r'<dimension ref="[^"]*"/>', "", text, count=1)
    return text.replace("</sheetData>", f"{body}</sheetData>", 1).encode()


def _rows(lines: Iterable[Line]) -> Iterator[str]:
    for at, line in enumerate(lines, ABOVE + 2):
        gap = line.gap if line.gap is not None else "-" if line.competency else None
        trained = None if line.trained is None else (line.trained - _FIRST_DAY).days
        yield (
            f'<row r="{at}">{_number("A", at, at - ABOVE - 1)}{_text("B", at, line.nip, NIP_STYLE)}'
            f"{_text('C', at, line.name)}{_text('D', at, line.job)}{_text('E', at, line.competency)}"
            f"{_number('F', at, line.required)}{_number('G', at, line.held)}{_text('H', at, line.state)}"
            f"{_text('I', at, gap) if gap == '-' else _number('I', at, gap)}"
            f"{_number('J', at, trained, DAY_STYLE)}{_text('K', at, line.predicate)}"
            f"{_text(_SUPERIOR, at, line.superior)}</row>"
        )


def _number(letter: str, at: int, value: int | str | None, style: str = "") -> str:
    return "" if value is None else f'<c r="{letter}{at}"{style}><v>{value}</v></c>'


def _text(letter: str, at: int, text: str | int | None, style: str = "") -> str:
    return f'<c r="{letter}{at}"{style} t="inlineStr"><is><t>{_escaped(str(text))}</t></is></c>' if text else ""


@lru_cache(maxsize=65_536)
def _escaped(text: str) -> str:
    """As XML holds it, without the signs it cannot hold."""
    return escape(_UNHEARD_OF.sub("", text), {'"': "&quot;"})


def _above(book: xlsxwriter.Workbook, sheet: Worksheet, said: Wording) -> None:
    """Widths first, then the lines over the table, then its heading: rows of a small-memory sheet come in order."""
    plain = {TEXT: book.add_format({"num_format": TEXT}), DAY: book.add_format({"num_format": DAY})}
    for place, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        style = plain[DAY] if heading == "Tanggal Kesepakatan" else plain[TEXT] if heading == "NIP" else None
        sheet.set_column(place, place, width, style)
    bold = book.add_format({"bold": True, "font_size": 13})
    top = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#9DB39F"}
    known, asked = (
        book.add_format({**top, "bg_color": _PALE}),
        book.add_format({**top, "bg_color": _GREEN, "font_color": "#FFFFFF"}),
    )
    sheet.write_string(0, 0, "INVENTARISASI KEBUTUHAN PENGEMBANGAN KOMPETENSI: DIALOG ATASAN DAN BAWAHAN", bold)
    sheet.write_string(1, 0, said.agency.upper() + (f" ({said.fiction})" if said.fiction else ""))
    sheet.write_string(2, 0, f"Perangkat Daerah: {said.office}")
    sheet.write_string(3, 0, f"{CODE}: {said.code}")
    sheet.write_string(4, 0, f"{YEAR}: {said.year}")
    sheet.write_string(5, 0, f"{VERSION_SAID}: {VERSION}")
    sheet.write_string(6, 0, _HELP)
    sheet.set_row(ABOVE, 34)
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(ABOVE, place, heading, asked if place >= _FIRST_ANSWER else known)
    sheet.freeze_panes(ABOVE + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(ABOVE)


def _checks(sheet: Worksheet, count: int, choices: Choices) -> None:
    """What may be filled in, from the first line to some that are added under the last."""
    first, last = ABOVE + 1, ABOVE + max(count, 1) + _SPARE_LINES

    def of(heading: str, rule: dict[str, Any]) -> None:
        place = HEADINGS.index(heading)
        sheet.data_validation(
            first, place, last, place, {"error_type": "warning", "error_title": "Bukan pilihan", **rule}
        )

    def listed(heading: str, texts: Sequence[str], **more: Any) -> None:
        if texts:
            letter = _LISTS[heading]
            source = f"={_CHOICES}!${letter}$2:${letter}${len(texts) + 1}"
            of(heading, {"validate": "list", "source": source, **more})

    listed("Kompetensi", choices.competencies)
    # What is proposed may be said in words of one's own: the list only helps.
    listed("Usulan Pengembangan", choices.programs, show_error=False)
    listed("Cara Belajar", choices.ways)
    listed("Prioritas Atasan", choices.priorities)
    listed("Penghambat", choices.causes)
    of("Bukan Kebutuhan Pelatihan", {"validate": "list", "source": ["V"]})
    of(
        "Tanggal Kesepakatan",
        {
            "validate": "date",
            "criteria": ">=",
            "value": datetime(2020, 1, 1),  # noqa: DTZ001  (a day)
            "error_title": "Bukan tanggal",
            "error_message": "Tulis tanggal lengkap, misalnya 24-11-2026.",
        },
    )
    sheet.autofilter(ABOVE, 0, ABOVE + max(count, 1), len(HEADINGS) - 1)


def _choices(sheet: Worksheet, choices: Choices) -> None:
    """The lists that cells choose from, each under its name."""
    lists = (choices.competencies, choices.programs, choices.ways, choices.priorities, choices.causes)
    for place, (heading, texts) in enumerate(zip(_LISTS, lists, strict=True)):
        sheet.set_column(place, place, 50 if place < 2 else 26)  # noqa: PLR2004  (the two long lists)
        sheet.write_string(0, place, f"Pilihan {heading}")
        for row, text in enumerate(texts, 1):
            sheet.write_string(row, place, text)


def _indicators(book: xlsxwriter.Workbook, indicators: Sequence[Indicator]) -> None:
    """What the office has not reached yet, with the question that opens the talk."""
    sheet = book.add_worksheet(_INDICATORS)
    bold, top = book.add_format({"bold": True}), book.add_format({"bold": True, "bg_color": _PALE, "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, text in enumerate(_QUESTION):
        sheet.write_string(row, 0, text, bold if row == 0 else None)
    start = len(_QUESTION) + 1
    for place, (heading, width) in enumerate(
        (("Indikator", 70), ("Satuan", 16), ("Keadaan Awal", 14), ("Sasaran", 14), ("Pada", 8))
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(start, place, heading, top)
    for row, one in enumerate(indicators, start + 1):
        sheet.write_string(row, 0, one.name, wrapped)
        sheet.write_string(row, 1, one.measure)
        sheet.write_number(row, 2, one.baseline)
        sheet.write_number(row, 3, one.goal)
        sheet.write_number(row, 4, one.year)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _sheet_name(office: str) -> str:
    """At most 31 characters, without those that Excel refuses."""
    return "".join(" " if c in "[]:*?/\\" else c for c in office)[:31].strip("' ") or "Dialog"
