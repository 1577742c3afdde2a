from __future__ import annotations

import pytest

from betang.core.office.reading.books import open_book
from betang.core.office.reading.grids import look, plain
from tests.core.office.reading.files import sheet, text, workbook
from tests.core.office.reading.kinds import ASSESSMENTS, CATALOGUE, CERTIFICATES, KINDS, PEOPLE, PROPOSALS, kind

PERSON = ("199001012015011001", "Ani", "Dinas Kesehatan")


@pytest.fixture
def seen(tmp_path):
    """Look at a book that `fill` writes."""

    def look_at(fill, kinds=KINDS, **more):
        path = workbook(tmp_path / "a.xlsx", fill)
        return look(open_book(path, "a.xlsx"), kinds, **more)

    return look_at


def table(rows, name="Data"):
    return lambda book: sheet(book, name, rows)


def fields(found):
    return {name: [column.index for column in columns] for name, columns in found.columns.items()}


@pytest.mark.parametrize(
    "heading",
    [
        "NAMA UNOR",
        "NamaUnor",
        "namaUnor",
        "nama_unor",
        "Nama Unor*",
        "nama-unor",
        "Nama\nUnor",
        "NAMA . UNOR :",
        " Nama  Unor ",
    ],
)
def test_spellings_of_a_heading_are_one(heading):
    assert plain(heading) == plain("Nama Unor")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Biaya per Peserta (Rp)", "Biaya per Peserta"),
        ("Lama (hari)", "LAMA"),
        ("Tanggal Lahir (dd-mm-yyyy)", "tanggal lahir"),
        ("Wajib (Ya/Tidak)", "Wajib"),
        ("NIP (18 digit)", "NIP"),
    ],
)
def test_hints_in_brackets_do_not_count(one, other):
    assert plain(one) == plain(other)


def test_a_heading_that_multiplies_is_another_heading():
    assert plain("Pagu (juta)") != plain("Pagu")
    assert plain("Pagu (dalam ribu rupiah)") != plain("Pagu (Rp)")


def test_titles_blank_rows_and_a_place_to_the_right_do_not_hide_the_table(seen):
    rows = [
        [],
        ["", "DAFTAR PEGAWAI"],
        ["", "PEMERINTAH KOTA"],
        [],
        ["", "", "NIP", "Nama", "Unit Kerja"],
        ["", "", *PERSON],
    ]
    found = seen(table(rows))
    assert found.kind is PEOPLE
    [only] = found.found
    assert (only.sheet, only.heading_row, only.above) == ("Data", 5, ("DAFTAR PEGAWAI", "PEMERINTAH KOTA"))
    assert fields(only) == {"nip": [2], "name": [3], "unit": [4]}


def test_order_case_and_unknown_columns_do_not_matter(seen):
    rows = [["UNIT_KERJA", "Hobi", "nama", "N I P", "Tanggal\nLahir"], ["Dinas", "catur", "Ani", PERSON[0], ""]]
    [only] = seen(table(rows)).found
    assert fields(only) == {"unit": [0], "name": [2], "nip": [3], "born": [4]}
    assert [column.heading for column in only.spare] == ["Hobi"]


def test_the_heading_of_the_first_page_counts_not_that_of_a_later_one(seen):
    page = [["No", "NIP", "Nama"], [1, *PERSON[:2]], [2, *PERSON[:2]]]
    assert seen(table([*page, *page])).found[0].heading_row == 1


def test_a_heading_twice_is_read_from_its_first_column(seen):
    [only] = seen(table([["NIP", "Nama", "NIP"], [*PERSON[:2], "x"]])).found
    assert fields(only) == {"nip": [0], "name": [1]}
    assert [(column.index, column.heading) for column in only.spare] == [(2, "NIP")]


def test_a_slip_of_the_pen_is_understood_when_only_one_heading_is_near(seen):
    rows = [["NIP", "Nama Pegwai", "Tangal Lahir", "Perangkat Daerh"], [*PERSON]]
    [only] = seen(table(rows)).found
    assert fields(only) == {"nip": [0], "name": [1], "born": [2], "unit": [3]}


def test_one_of_two_words_for_a_column_is_enough(seen):
    [only] = seen(table([["NIP / NRP", "Nama atau Alias", "OPD/Biro"], [*PERSON]])).found
    assert fields(only) == {"nip": [0], "name": [1], "unit": [2]}


def test_numbered_columns_are_read_in_their_order(seen):
    rows = [
        ["Kode Program", "Nama Program", "Kompetensi 1", "Dari 1", "Ke-1", "Kompetensi-2", "Dari 2", "Ke ke-2"],
        ["A", "B", "M.01", 1, 2, "M.02", 2, 3],
    ]
    [only] = seen(table(rows)).found
    assert fields(only) == {"code": [0], "name": [1], "competency": [2, 5], "start": [3, 6], "end": [4, 7]}


# ------------------------------------------------------------ headings of several lines


@pytest.mark.parametrize("merged", [True, False])
def test_pairs_under_merged_headings_keep_both_lines(seen, merged):
    def fill(book):
        made = sheet(
            book, "Rekap", [["REKAPITULASI"], ["No", "NIP", "Nama", "M.01", "", "M.02", "", "Tanggal Penilaian"]]
        )
        made.write_row(2, 3, ["Standar", "Capaian"] * 2)
        made.write_row(3, 0, [1, *PERSON[:2], 3, "Level 2", 3, "-", "1 Maret 2026"])
        if merged:
            for column, said in ((0, "No"), (1, "NIP"), (2, "Nama"), (7, "Tanggal Penilaian")):
                made.merge_range(1, column, 2, column, said)
            made.merge_range(1, 3, 1, 4, "M.01")
            made.merge_range(1, 5, 1, 6, "M.02")

    [only] = seen(fill).found
    assert (only.part.name, only.heading_row, only.above) == ("wide", 3, ("REKAPITULASI",))
    assert fields(only) == {"no": [0], "nip": [1], "name": [2], "day": [7]}
    assert [(column.index, column.heading, column.sub) for column in only.spare] == [
        (3, "M.01", "Standar"),
        (4, "M.01", "Capaian"),
        (5, "M.02", "Standar"),
        (6, "M.02", "Capaian"),
    ]


def test_a_line_that_only_gathers_headings_is_no_heading_of_its_own(seen):
    def fill(book):
        made = sheet(book, "Rekap", [["NIP", "Nama", "Kompetensi Manajerial", "", "", "Tanggal Penilaian"]])
        made.write_row(1, 2, ["M.01", "M.02", "M.03"])
        made.write_row(2, 0, [*PERSON[:2], 1, 2, 3, "1 Maret 2026"])
        made.merge_range(0, 2, 0, 4, "Kompetensi Manajerial")
        for column, said in ((0, "NIP"), (1, "Nama"), (5, "Tanggal Penilaian")):
            made.merge_range(0, column, 1, column, said)

    [only] = seen(fill).found
    assert only.heading_row == 2
    assert [(column.heading, column.sub) for column in only.spare] == [("M.01", ""), ("M.02", ""), ("M.03", "")]


def test_three_lines_of_heading_are_read(seen):
    def fill(book):
        made = sheet(book, "Rekap", [["NIP", "Nama", "Kompetensi", "", "", "", "Tanggal Penilaian"]])
        made.write_row(2, 2, ["Standar", "Capaian"] * 2)
        made.write_row(3, 0, [*PERSON[:2], 3, 2, 3, 1, "1 Maret 2026"])
        made.merge_range(0, 2, 0, 5, "Kompetensi")
        made.merge_range(1, 2, 1, 3, "M.01")
        made.merge_range(1, 4, 1, 5, "M.02")
        for column, said in ((0, "NIP"), (1, "Nama"), (6, "Tanggal Penilaian")):
            made.merge_range(0, column, 2, column, said)

    [only] = seen(fill).found
    assert only.heading_row == 3
    assert [(column.heading, column.sub) for column in only.spare] == [
        ("M.01", "Standar"),
        ("M.01", "Capaian"),
        ("M.02", "Standar"),
        ("M.02", "Capaian"),
    ]


def test_two_lines_that_make_one_name_are_read_together(seen):
    period = kind("periods", _part_of_periods())

    def fill(book):
        made = sheet(
            book, "Data", [["NIP", "Tanggal", ""], ["", "Mulai", "Selesai"], [PERSON[0], "1-1-2026", "2-1-2026"]]
        )
        made.merge_range(0, 1, 0, 2, "Tanggal")

    [only] = seen(fill, (period,)).found
    assert (only.heading_row, fields(only)) == (2, {"nip": [0], "start": [1], "end": [2]})


def _part_of_periods():
    from betang.core.office.spec import Field, Part  # noqa: PLC0415

    return Part(
        "periods",
        "Waktu",
        (
            Field("nip", "NIP", required=True),
            Field("start", "Tanggal Mulai", required=True),
            Field("end", "Tanggal Selesai", required=True),
        ),
    )


def test_the_first_person_is_no_second_line_of_the_heading(seen):
    rows = [["NIP", "Nama", "", "Unit Kerja"], ["", "Ani", "S.H.", "Dinas"], [PERSON[0], "Budi", "", "Dinas"]]
    assert seen(table(rows)).found[0].heading_row == 1


# ------------------------------------------------------------ kinds and sheets


def test_the_kind_that_explains_more_headings_is_taken(seen):
    training = ["No", "NIP", "Nama", "Nama Diklat", "JP"]
    certificate = ["No", "NIP", "Nama", "Kompetensi", "Level", "Berlaku Sampai"]
    assert seen(table([training, [1, *PERSON[:2], "X", 10]])).kind.name == "trainings"
    assert seen(table([certificate, [1, *PERSON[:2], "M.01", 2, ""]])).kind is CERTIFICATES


def test_kinds_that_fit_equally_well_are_offered_and_none_is_taken(seen):
    twin = kind("twin", *PEOPLE.parts)
    found = seen(table([["NIP", "Nama"], [*PERSON[:2]]]), (PEOPLE, twin))
    assert (found.kind, found.found) == (None, ())
    assert {each.name for each in found.candidates} == {"people", "twin"}
    assert [column.heading for column in found.headings["Data"]] == ["NIP", "Nama"]


def test_a_kind_that_is_given_is_taken_and_says_what_is_missing(seen):
    rows = [["No", "Nama", "Berlaku Sampai"], [1, "Ani", ""]]
    found = seen(table(rows), kind=CERTIFICATES)
    assert (found.kind, found.found) == (CERTIFICATES, ())
    assert found.missing == {"Data": ("nip", "competency")}
    assert [column.heading for column in found.headings["Data"]] == ["No", "Nama", "Berlaku Sampai"]


def test_where_no_kind_fits_the_nearest_are_offered_with_what_they_lack(seen):
    found = seen(
        table([["No", "NIP", "Nama", "Level", "Berlaku Sampai"], [1, *PERSON[:2], 1, ""]]), (CERTIFICATES, CATALOGUE)
    )
    assert found.kind is None
    assert found.candidates == (CERTIFICATES,)
    assert found.missing == {"Data": ("competency",)}


def test_of_several_columns_one_must_be_there(seen):
    assert seen(table([["OPD", "Usulan Pelatihan", "Jumlah Peserta"], ["Dinas", "X", 3]])).kind is PROPOSALS
    found = seen(table([["OPD", "Usulan Pelatihan"], ["Dinas", "X"]]), (PROPOSALS,), kind=PROPOSALS)
    assert found.missing == {"Data": ("nip",)}


def test_every_sheet_of_one_kind_is_found_with_what_stands_above_it(seen):
    def fill(book):
        for office in ("Dinkes", "Disdik"):
            sheet(book, office, [[f"Perangkat Daerah: {office}"], [], ["NIP", "Nama"], [*PERSON[:2]]])
        sheet(book, "Petunjuk", [["Isilah setiap kolom."]])

    found = seen(fill, (PEOPLE,))
    assert [(each.sheet, each.above) for each in found.found] == [
        ("Dinkes", ("Perangkat Daerah: Dinkes",)),
        ("Disdik", ("Perangkat Daerah: Disdik",)),
    ]
    assert found.skipped == ("Petunjuk",)


def test_two_parts_of_a_kind_are_found_on_two_sheets(seen):
    def fill(book):
        sheet(book, "Katalog", [["Kode Program", "Nama Program", "Lama"], ["A", "B", 3]])
        sheet(book, "Hasil", [["Kode Program", "Kode Kompetensi", "Dari Level"], ["A", "M.01", 1]])

    found = seen(fill)
    assert [(each.sheet, each.part.name) for each in found.found] == [("Katalog", "programs"), ("Hasil", "outcomes")]


def test_a_part_alone_does_not_make_a_kind_that_needs_another(seen):
    rows = [["Kode Program", "Kode Kompetensi", "Dari Level"], ["A", "M.01", 1]]
    assert seen(table(rows), (CATALOGUE,)).kind is None


def test_hidden_sheets_are_left_alone_unless_only_they_hold_the_table(seen):
    def both(book):
        sheet(book, "Data", [["NIP", "Nama"], [*PERSON[:2]]])
        sheet(book, "Lama", [["NIP", "Nama"], [*PERSON[:2]]]).hide()

    def hidden(book):
        sheet(book, "Sampul", [["LAPORAN"]])
        sheet(book, "Lama", [["NIP", "Nama"], [*PERSON[:2]]]).hide()

    found = seen(both)
    assert ([each.sheet for each in found.found], found.skipped) == (["Data"], ("Lama",))
    found = seen(hidden)
    assert [(each.sheet, each.hidden) for each in found.found] == [("Lama", True)]


def test_a_text_file_is_looked_at_in_the_same_way(tmp_path):
    path = text(tmp_path / "a.csv", "DAFTAR;;\nNIP;Nama;Unit Kerja\n1;Ani;Dinas\n")
    [only] = look(open_book(path, "a.csv"), KINDS).found
    assert (only.sheet, only.heading_row, only.above) == ("", 2, ("DAFTAR",))


def test_an_empty_workbook_is_of_no_kind(seen):
    found = seen(lambda book: book.add_worksheet("Kosong"))
    assert (found.kind, found.found, found.candidates) == (None, (), ())


# ------------------------------------------------------------ what a person said before


def test_what_was_said_of_a_heading_before_is_remembered(seen):
    rows = [["Nomor Induk", "Nama", "Sebutan"], [*PERSON]]
    told = {plain("Nomor Induk"): "people.nip", plain("Nama"): "", plain("Sebutan"): "people.name"}
    [only] = seen(table(rows), (PEOPLE,), remembered=told).found
    assert fields(only) == {"nip": [0], "name": [2]}


def test_what_was_said_of_a_part_does_not_reach_another(seen):
    rows = [["NIP", "Nama", "Tanggal Penilaian"], [*PERSON[:2], "x"]]
    [only] = seen(table(rows), (ASSESSMENTS,), remembered={plain("Nama"): "people.unit"}).found
    assert fields(only) == {"nip": [0], "name": [1], "day": [2]}
