"""Refused rows come back as a workbook, are mended and sent again: everything that mattered about the file is in it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from betang.core.office import nip
from betang.core.office.cells import Unread
from betang.core.office.reading.books import open_book
from betang.core.office.reading.furniture import data_rows
from betang.core.office.reading.grids import look
from betang.core.office.spec import ORIGIN, REASONS, Column, Field, OfficeKind, Part
from betang.core.office.writing import returned
from betang.core.office.writing.returned import Layout, Reason, Returned

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NIP = "199001012015031001"
PART = Part(
    "results",
    "Hasil",
    (
        Field("nip", "NIP", holds="nip", required=True),
        Field("name", "Nama"),
        Field("on", "Tanggal", holds="day", required=True),
        Field("cost", "Biaya", holds="money"),
    ),
    wide=True,
)


def nothing(_desk):
    """A reader that takes nothing."""


KIND = OfficeKind("results", "hasil", "Hasil", "Untuk dicoba.", 10, (PART,), nothing, ())
PLAIN = Layout(
    "Rekap 2026",
    PART,
    (Column(0, "NIP"), Column(1, "Nama"), Column(2, "Tanggal"), Column(3, "Biaya")),
    {0: "nip", 1: "name", 2: "on", 3: "cost"},
)
DOUBLE = Layout(
    "Rekap",
    PART,
    (
        Column(0, "NIP"),
        Column(1, "Tanggal"),
        Column(2, "M.01", "Standar"),
        Column(3, "M.01", "Capaian"),
        Column(4, "M.02", "Standar"),
        Column(5, "M.02", "Capaian"),
        Column(6, "Nama"),
    ),
    {0: "nip", 1: "on", 6: "name"},
    above=("HASIL UJI KOMPETENSI", "Dinas Contoh"),
)


@pytest.fixture
def back(tmp_path):
    """What comes back for the rows: the path of the workbook."""

    def write(*sheets):
        assert returned.write(tmp_path / "kembali.xlsx", sheets) == sum(len(rows) for _, rows in sheets)
        return tmp_path / "kembali.xlsx"

    return write


def read(path, sheet):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


def row(number, *cells, **reasons):
    return Returned(number, cells, [Reason(column, text) for column, text in reasons.items()])


def test_a_row_stands_with_its_old_number_all_reasons_and_its_cells_as_they_were(back):
    one = Returned(
        17,
        [NIP, "Ani", "31-02-2026", 2.5],
        [Reason("Tanggal", "Bukan tanggal."), Reason("NIP", "Tidak dikenal."), Reason("", "Baris ganda.")],
    )
    sheet = read(back((PLAIN, [one])), "Rekap 2026")
    assert sheet[0] == [ORIGIN, REASONS, "NIP", "Nama", "Tanggal", "Biaya"]
    assert sheet[1] == [
        17.0,
        "Tanggal: Bukan tanggal.\nNIP: Tidak dikenal.\nBaris ganda.",
        NIP,
        "Ani",
        "31-02-2026",
        2.5,
    ]


def test_every_sheet_comes_back_under_its_own_name(back):
    path = back((PLAIN, [row(2, NIP)]), (DOUBLE, [row(9, NIP)]))
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["Rekap 2026", "Rekap"]


def test_digits_come_back_as_text_and_days_as_days(back):
    path = back((PLAIN, [row(2, 199001012015031001.0, "Ani", datetime(2026, 11, 24), 12_500_000.0)]))  # noqa: DTZ001
    (_, cells) = read(path, "Rekap 2026")
    with pytest.raises(Unread, match="nip_digits_lost"):  # what is lost stays lost, and is told again
        nip.read(cells[2])
    assert cells[4] == date(2026, 11, 24)
    assert cells[5] == 12_500_000.0


def test_what_looks_like_a_formula_comes_back_as_text(back):
    path = back((PLAIN, [row(2, "=1+1", "@SUM(A1)", "+62", '=HYPERLINK("http://x")')]))
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml.lower().replace("=hyperlink", "")


def test_bad_cells_are_coloured_and_commented_and_odd_ones_paler(back):
    reasons = [Reason("Tanggal", "Bukan tanggal."), Reason("Nama", "Nama lain.", refuses=False)]
    path = back((PLAIN, [Returned(5, [NIP, "Ani", "besok", ""], reasons)]))
    with zipfile.ZipFile(path) as parts:
        notes = parts.read("xl/comments1.xml").decode()
        styles = ET.fromstring(parts.read("xl/styles.xml"))  # noqa: S314  # we wrote it
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    assert "Bukan tanggal." in notes
    assert "Nama lain." in notes
    fills = [fill.get("fillId") for fill in next(styles.iter(f"{SHEET}cellXfs"))]
    used = {cell.get("r"): fills[int(cell.get("s") or 0)] for cell in sheet.iter(f"{SHEET}c")}
    assert len({used["C2"], used["D2"], used["E2"]}) == 3


def test_an_empty_cell_that_should_be_filled_is_coloured_too(back):
    path = back((PLAIN, [row(5, NIP, "Ani", "", 1.0, Tanggal="Wajib diisi.")]))
    with zipfile.ZipFile(path) as parts:
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    assert "E2" in {cell.get("r") for cell in sheet.iter(f"{SHEET}c")}


def test_cells_beyond_the_last_heading_are_not_lost(back):
    path = back((PLAIN, [row(5, NIP, "Ani", "1-1-2026", "5", "lebih")]))
    assert read(path, "Rekap 2026")[1][6] == "lebih"


def test_a_text_file_comes_back_as_a_workbook_with_a_named_sheet(back):
    layout = Layout("", PART, PLAIN.columns, PLAIN.fields)
    assert CalamineWorkbook.from_path(str(back((layout, [row(2, NIP)])))).sheet_names == ["Data"]


def test_how_a_batch_keeps_cells_is_read_back():
    kept = '["a", 1, 2.5, true, null, {"d": "2026-11-24"}, {"d": "2026-11-24 10:00:00"}]'
    assert returned.cells_from(kept) == [
        "a", 1.0, 2.5, True, None, datetime(2026, 11, 24), datetime(2026, 11, 24, 10),  # noqa: DTZ001
    ]  # fmt: skip


# ---------------------------------------------------------------- mended and sent again


@pytest.mark.parametrize("layout", [PLAIN, DOUBLE], ids=["one line", "two lines"])
def test_what_is_sent_again_is_read_as_the_file_it_came_from(back, layout):
    cells = ["" for _ in layout.columns]
    cells[0], cells[next(i for i, name in layout.fields.items() if name == "on")] = NIP, "24-11-2026"
    book = open_book(back((layout, [row(70, *cells), row(90, *cells)])), "kembali.xlsx")
    seen = look(book, (KIND,))
    assert seen.kind is KIND
    (found,) = seen.found
    assert (found.sheet, found.above) == (layout.sheet, tuple(layout.above))
    assert {columns[0].index: name for name, columns in found.columns.items()} == layout.fields
    others = tuple(column for column in layout.columns if column.index not in layout.fields)
    assert found.spare == others, "our two columns are no competencies"
    assert [values for _, values in data_rows(book.rows(found.sheet), found)] == [cells, cells]


def test_whoever_deletes_our_columns_may(tmp_path, back):
    with xlsxwriter.Workbook(tmp_path / "tanpa.xlsx") as book:
        sheet = book.add_worksheet("Rekap")
        sheet.write_row(0, 0, [REASONS, "NIP", "Tanggal"])
        sheet.write_row(1, 0, ["", NIP, "24-11-2026"])
    seen = look(open_book(tmp_path / "tanpa.xlsx", "tanpa.xlsx"), (KIND,))
    assert [column.heading for columns in seen.found[0].columns.values() for column in columns] == ["NIP", "Tanggal"]
    assert seen.found[0].spare == ()
