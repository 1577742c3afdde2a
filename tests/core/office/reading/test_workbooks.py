from __future__ import annotations

from datetime import date

import pytest

from betang.core.office.reading.books import Limits, Unreadable, open_book
from tests.core.office.reading import files
from tests.core.office.reading.files import HEADING, ROW, ods, rows, sheet, workbook, xls, xlsb

GRID = {(2, 1): "NIP", (2, 2): "Nama", (3, 1): 2.5, (3, 2): None}
SEEN = [(3, ["", "NIP", "Nama"]), (4, ["", 2.5, "#N/A"])]


def _filled(found):
    return [(number, values) for number, values in found if any(value != "" for value in values)]


def test_rows_and_columns_count_from_the_first_of_the_sheet_wherever_the_table_stands(tmp_path):
    def fill(book):
        made = book.add_worksheet("Data")
        made.write_row(6, 3, HEADING)
        made.write_row(9, 3, ROW)

    found = rows(open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx"))
    assert _filled(found) == [(7, ["", "", "", *HEADING]), (10, ["", "", "", *ROW])]


def test_dates_numbers_truths_and_errors_come_as_what_they_are(tmp_path):
    def fill(book):
        made = book.add_worksheet("Data")
        made.write_datetime(0, 0, date(2026, 3, 4), book.add_format({"num_format": "dd-mm-yyyy"}))
        made.write_number(0, 1, 12.5)
        made.write_boolean(0, 2, True)
        made.write_formula(0, 3, "=NA()", None, "#N/A")
        made.write_formula(0, 4, "=1/0", None, "#DIV/0!")
        made.write_formula(0, 5, '="A"&"ni"', None, "Ani")
        made.write_string(0, 6, "'19900101")

    [(number, cells)] = rows(open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx"))
    assert number == 1
    assert cells == [date(2026, 3, 4), 12.5, True, "#N/A", "#DIV/0!", "Ani", "'19900101"]


def test_hidden_sheets_are_told_and_charts_are_none(tmp_path):
    def fill(book):
        sheet(book, "Data", [HEADING, ROW])
        sheet(book, "Daftar", [HEADING]).hide()
        sheet(book, "Dalam", [HEADING]).very_hidden()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)

    book = open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx")
    assert [(each.name, each.hidden) for each in book.sheets] == [("Data", False), ("Daftar", True), ("Dalam", True)]


def test_merged_cells_are_told(tmp_path):
    def fill(book):
        made = sheet(book, "Data & lain", [["", "", "x"]])
        made.merge_range(2, 1, 3, 2, "tiga")

    book = open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx")
    assert [(each.name, each.merged) for each in book.sheets] == [("Data & lain", (((2, 1), (3, 2)),))]


def test_rows_can_be_asked_for_again_and_sheet_by_sheet(tmp_path):
    def fill(book):
        sheet(book, "A", [HEADING, ROW])
        sheet(book, "B", [HEADING])

    book = open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx")
    first, other, again = rows(book, "A"), rows(book, "B"), rows(book, "A")
    assert first == again == [(1, list(HEADING)), (2, list(ROW))]
    assert other == [(1, list(HEADING))]


def test_an_empty_sheet_has_no_rows(tmp_path):
    book = open_book(workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet("Kosong")), "a.xlsx")
    assert rows(book) == []


def test_old_workbooks_are_read(tmp_path):
    book = open_book(xls(tmp_path / "a.xls", GRID), "a.xls")
    assert (book.format, [each.name for each in book.sheets]) == ("xls", ["Data"])
    assert _filled(rows(book)) == SEEN


def test_binary_workbooks_are_read(tmp_path):
    book = open_book(xlsb(tmp_path / "a.xlsb", GRID), "a.xlsb")
    assert (book.format, [each.name for each in book.sheets]) == ("xlsb", ["Data"])
    assert _filled(rows(book)) == SEEN


def test_opendocument_is_read_with_its_repeated_and_merged_cells(tmp_path):
    tables = (
        '<table:table table:name="Data"><table:table-row><table:table-cell office:value-type="string" '
        'table:number-columns-spanned="2"><text:p>Judul</text:p></table:table-cell><table:covered-table-cell/>'
        '</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row><table:table-row><table:table-cell '
        'office:value-type="string"><text:p>NIP</text:p></table:table-cell><table:table-cell office:value-type="date" '
        'office:date-value="2026-03-04"><text:p>04-03-2026</text:p></table:table-cell><table:table-cell '
        'office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048572"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    book = open_book(ods(tmp_path / "a.ods", tables), "a.ods")
    assert (book.format, book.sheets[0].merged) == ("ods", (((0, 0), (0, 1)),))
    found = _filled(rows(book))
    assert [(number, values[:3]) for number, values in found] == [
        (1, ["Judul", "", ""]),
        (4, ["NIP", date(2026, 3, 4), "#N/A"]),
    ]


def test_formatted_empty_cells_down_to_the_last_row_do_no_harm(tmp_path):
    def fill(book):
        made = sheet(book, "Data", [HEADING, ROW])
        grey = book.add_format({"bg_color": "#eeeeee"})
        made.write_blank(1_048_575, 16_383, None, grey)
        made.write_blank(0, 16_383, None, grey)

    assert rows(open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx")) == [(1, list(HEADING)), (2, list(ROW))]


def test_workbooks_of_other_programs_write_their_xml_otherwise(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    lines = (
        b"<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:sheetData>"
        b"<x:row><x:c t='inlineStr'><x:is><x:t>NIP</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row>"
        b"<x:row r='3'><x:c r='B3'><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    files.patched(path, {"xl/worksheets/sheet1.xml": lines})
    assert _filled(rows(open_book(path, "a.xlsx"))) == [(1, ["NIP", 7.0]), (3, ["", 8.0])]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=1), "too_many_rows"),
        (Limits(columns=2), "too_many_columns"),
        (Limits(cells=5), "too_many_rows"),
        (Limits(sheets=0), "too_many_sheets"),
        (Limits(size=100), "too_large"),
        (Limits(unpacked=1000), "zip_bomb"),
    ],
)
def test_what_is_larger_than_allowed_is_refused(tmp_path, limits, code):
    path = workbook(tmp_path / "a.xlsx")
    with pytest.raises(Unreadable) as refused:
        open_book(path, "a.xlsx", limits)
    assert refused.value.code == code


def test_a_table_crammed_into_one_column_is_parted(tmp_path):
    def fill(book):
        lines = [
            "DAFTAR PEGAWAI",
            "",
            "NIP;Nama;Unit Kerja",
            *(f'19900101201501100{i};"Ani; S.H.";Dinas' for i in range(9)),
        ]
        sheet(book, "Data", [[line] for line in lines])
        sheet(book, "Catatan", [["Isi semua kolom, jangan kosong."], ["Lalu kirim."], ["Terima kasih."]])

    book = open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx")
    found = _filled(rows(book, "Data"))
    assert found[:2] == [(1, ["DAFTAR PEGAWAI"]), (3, ["NIP", "Nama", "Unit Kerja"])]
    assert found[2] == (4, ["199001012015011000", "Ani; S.H.", "Dinas"])
    assert rows(book, "Catatan") == [
        (1, ["Isi semua kolom, jangan kosong."]),
        (2, ["Lalu kirim."]),
        (3, ["Terima kasih."]),
    ]
