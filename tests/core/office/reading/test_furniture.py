from __future__ import annotations

from datetime import date

import pytest

from betang.core.office.desk import Desk, Known
from betang.core.office.reading.books import open_book
from betang.core.office.reading.furniture import data_rows, totals
from betang.core.office.reading.grids import look
from tests.core.office.reading.files import sheet, text, workbook
from tests.core.office.reading.kinds import ASSESSMENTS, BUDGET, CATALOGUE, PEOPLE, PROPOSALS

NIP = "199001012015011001"
PERSON = [1, NIP, "Ani", "Dinas Kesehatan"]
HEADING = ["No", "NIP", "Nama", "Unit Kerja"]


@pytest.fixture
def read(tmp_path):
    """The numbers of the data rows and of the totals of a sheet."""

    def read(kind, rows, fill=None):
        def write(book):
            made = sheet(book, "Data", rows)
            if fill:
                fill(made)

        path = workbook(tmp_path / "a.xlsx", write)
        book = open_book(path, "a.xlsx")
        [found] = look(book, (kind,)).found
        return (
            [number for number, _ in data_rows(book.rows("Data"), found)],
            [number for number, _ in totals(book.rows("Data"), found)],
        )

    return read


@pytest.mark.parametrize(
    "row",
    [
        [],
        ["", " ", "\xa0"],
        HEADING,
        ["NO.", "N I P", "nama", "UNIT KERJA"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, 2, 3, 4],
        ["1", "2", "3", "4=2+3"],
        ["a", "b", "c", "d"],
        ["", "", "JUMLAH", 25],
        ["Total", "", "", "25 orang"],
        ["Mengetahui,"],
        ["", "", "Palangka Raya, 3 Maret 2026"],
        ["", "", "", "Palangka Raya,      Oktober 2026"],
        ["Keterangan:"],
        ["Catatan : NIP wajib diisi"],
        ["*) coret yang tidak perlu"],
        ["A.", "", "Sekretariat"],
        ["II", "Dinas Pendidikan"],
        [7],
    ],
)
def test_what_stands_around_rows_is_no_row(read, row):
    assert read(PEOPLE, [HEADING, row, PERSON])[0] == [3]


@pytest.mark.parametrize(
    "row",
    [
        ["", NIP],
        ["", "19900101 201501 1 001"],
        ["", "1990"],
        [2, "", "Budi"],
        ["", "", "Budi", "Dinas"],
        ["", NIP, "Jumlah"],
        [3, "", "Total Budiman"],
        ["", NIP, "Palangka Raya, 3 Maret 2026"],
        ["", "", "Budi", "Keterangan", date(2026, 1, 1)],
    ],
)
def test_a_row_with_a_number_a_key_or_several_cells_never_vanishes(read, row):
    assert read(PEOPLE, [HEADING, row, PERSON])[0] == [2, 3]


def test_a_signature_block_under_the_table_is_no_row(read):
    block = [
        [],
        ["", "", "", "Kasongan, 12 Oktober 2026"],
        ["", "", "", "Kepala Badan Kepegawaian"],
        [],
        ["", "", "", "Budi Santoso, S.H., M.Si."],
        ["", "", "", "Pembina Utama Muda"],
        ["", "", "", "NIP. 19700101 199503 1 001"],
        ["", "NIP. 197001011995031001"],
        ["", "Mengetahui", "", "Disusun oleh"],
        ["Catatan"],
        [1, "", "Data per 1 Oktober 2026"],
        [2, "", "Diisi oleh pengelola"],
    ]
    assert read(PEOPLE, [HEADING, PERSON, *block])[0] == [2]


def test_numbers_of_notes_are_no_codes(read):
    rows = [
        ["Kode Program", "Nama Program"],
        ["PKA-1", "PKA"],
        ["Keterangan:"],
        ["1.", "Sumber: BKN"],
        ["2)", "Draf"],
        ["A.2", "PKP"],
    ]
    assert read(CATALOGUE, rows)[0] == [2, 6]


def test_rows_go_on_after_a_note_between_them(read):
    assert read(PEOPLE, [HEADING, PERSON, ["Catatan: lanjutan"], [2, NIP, "Budi", "Dinas"], ["", NIP]])[0] == [2, 4, 5]


def test_column_numbers_count_only_right_under_a_heading(read):
    rows = [["Kode Program", "Nama Program", "Lama", "Dari Level"], ["A", "B", 3, 1], [1, 2, 3, 4]]
    assert read(CATALOGUE, rows)[0] == [2, 3]


def test_the_heading_printed_again_on_every_page_is_left_out_with_its_column_numbers(read):
    page = [HEADING, [1, 2, 3, 4], PERSON, PERSON]
    assert read(PEOPLE, [*page, *page])[0] == [3, 4, 7, 8]


def test_both_lines_of_a_heading_printed_again_are_left_out(read):
    heading = [["NIP", "M.01", "", "Tanggal Penilaian"], ["", "Standar", "Capaian", ""]]
    rows = [*heading, [NIP, 3, 2, "1 Maret 2026"], *heading, [NIP, 3, 2, "1 Maret 2026"]]

    def fill(made):
        for top in (0, 3):
            made.merge_range(top, 1, top, 2, "M.01")
            made.merge_range(top, 0, top + 1, 0, "NIP")
            made.merge_range(top, 3, top + 1, 3, "Tanggal Penilaian")

    assert read(ASSESSMENTS, rows, fill)[0] == [3, 6]


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "JUMLAH", 900],
        ["", "", "Jumlah :", "Rp 900.000"],
        ["TOTAL", "", "", "900 juta"],
        ["", "", "Sub Jumlah", 900],
        ["", "", "Subtotal", 900],
        ["", "", "Jumlah Total Pagu Anggaran", 900],
        ["", "", "Rata-rata", 900],
        ["", "", "Jumlah Pagu Sub Kegiatan Peningkatan Kapasitas", 900],
        ["", "", "GRAND TOTAL", 900.5],
    ],
)
def test_sums_are_no_lines_of_a_budget_and_can_be_asked_for(read, row):
    rows = [["No", "Kode Sub Kegiatan", "Uraian", "Pagu (Rp)"], [1, "5.03.02", "Diklat", 900], row]
    assert read(BUDGET, rows) == ([2], [3])


@pytest.mark.parametrize(
    "row",
    [
        [2, "", "Jumlah", 900],
        ["", "5.03.02", "Jumlah ASN yang dilatih", 900],
        [2, "5.03.02", "Total Quality Management", 900],
        ["", "", "Totalitas Pelayanan", 900],
    ],
)
def test_a_line_that_merely_begins_like_a_sum_is_a_line(read, row):
    rows = [["No", "Kode Sub Kegiatan", "Uraian", "Pagu (Rp)"], [1, "5.03.01", "Diklat", 900], row]
    assert read(BUDGET, rows) == ([2, 3], [])


def test_an_office_as_heading_of_its_rows_is_no_row_but_a_lone_proposal_is(read):
    rows = [
        ["No", "OPD", "Usulan Pelatihan", "Jumlah Peserta"],
        ["", "Dinas Kesehatan"],
        [1, "Dinas", "PKA", 3],
        ["", "", "PKP"],
    ]
    assert read(PROPOSALS, rows)[0] == [3, 4]


def test_a_key_that_is_merged_over_several_rows_stands_in_each_of_them_and_money_does_not(tmp_path):
    def fill(book):
        rows = [
            ["Kode Program", "Nama Program", "Kompetensi 1", "Biaya per Peserta (Rp)"],
            ["A", "Pelatihan", "M.01", 900],
            ["", "", "M.02", ""],
            ["", "", "", ""],
            ["B", "Lain", "M.03", 100],
        ]
        made = sheet(book, "Data", rows)
        made.merge_range(1, 0, 3, 0, "A")
        made.merge_range(1, 1, 2, 1, "Pelatihan")
        made.merge_range(1, 3, 3, 3, 900)

    book = open_book(workbook(tmp_path / "a.xlsx", fill), "a.xlsx")
    [found] = look(book, (CATALOGUE,)).found
    assert list(data_rows(book.rows("Data"), found)) == [
        (2, ["A", "Pelatihan", "M.01", 900.0]),
        (3, ["A", "Pelatihan", "M.02", ""]),
        (5, ["B", "Lain", "M.03", 100.0]),
    ]


def _desk(tmp_path, content):
    book = open_book(text(tmp_path / "a.csv", content), "a.csv")
    (tmp_path / "records").mkdir()
    return Desk(
        source=book,
        found=look(book, (PEOPLE,)).found,
        known=Known(),
        agency="6711",
        received_on=date(2026, 10, 30),
        folder=tmp_path / "records",
    )


def test_a_record_with_more_fields_than_the_heading_is_refused_and_no_other(tmp_path):
    desk = _desk(tmp_path, f"NIP;Nama\n{NIP};Ani\n{NIP};Budi;Badan\n{NIP};Citra;;\n{NIP};Dewi\n")
    [found] = desk.sheets("people")
    assert [row.number for row in desk.rows(found, reported_in="nip")] == [2, 4, 5]
    assert [(each.code, each.row, each.value) for each in desk.troubles] == [("column_count", 3, "Badan")]
    assert (desk.rows_read, desk.refused) == (4, {1})


def test_a_record_with_an_open_quotation_mark_is_refused_and_no_other(tmp_path):
    desk = _desk(tmp_path, f'NIP;Nama\n{NIP};Ani\n{NIP};"Budi\n{NIP};Citra\n')
    [found] = desk.sheets("people")
    assert [row.number for row in desk.rows(found, reported_in="nip")] == [2, 4]
    assert [(each.code, each.row) for each in desk.troubles] == [("column_count", 3)]
