from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from betang.core.office.reading.books import Limits, Unreadable, open_book
from betang.core.office.spec import Misshapen
from tests.core.office.reading.files import refusal, rows, text

TABLE = "NIP;Nama;Unit\n1;Aída;Dinas\n2;Budi;Badan\n"
CELLS = [(1, ["NIP", "Nama", "Unit"]), (2, ["1", "Aída", "Dinas"]), (3, ["2", "Budi", "Badan"])]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "utf-8-bom"),
        (TABLE.encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16"),
        (TABLE.encode("utf-16-le"), "utf-16"),
        (TABLE.encode("utf-16-be"), "utf-16"),
    ],
    ids=["utf-8", "utf-8 with mark", "cp1252", "utf-16-le", "utf-16-be", "utf-16-le bare", "utf-16-be bare"],
)
def test_every_usual_encoding_is_found(tmp_path, content, encoding):
    book = open_book(text(tmp_path / "a.csv", content), "a.csv")
    assert (book.format, book.encoding, book.delimiter) == ("text", encoding, ";")
    assert rows(book) == CELLS


def test_some_bytes_of_windows_in_a_unicode_file_do_not_spoil_the_rest(tmp_path):
    content = "NIP;Nama\n1;Aída Müller\n2;Éva\n".encode() + b"3;Jos\xe9\n"
    book = open_book(text(tmp_path / "a.csv", content), "a.csv")
    assert [values[1] for _, values in rows(book)] == ["Nama", "Aída Müller", "Éva", "José"]


def test_nul_bytes_are_left_out(tmp_path):
    book = open_book(text(tmp_path / "a.csv", b"NIP;Nama\n1;A\0ni\n2;Budi\0\0\n"), "a.csv")
    assert rows(book)[1:] == [(2, ["1", "Ani"]), (3, ["2", "Budi"])]


@pytest.mark.parametrize("delimiter", list(",;|\t"))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_found(tmp_path, delimiter, end):
    table = [
        ["NIP", "Nama", "Gelar"],
        ["1", "Ani", "S.Sos., M.AP."],
        ["2", "Budi; Budiman", "a|b"],
        ["3", "Citra", "x"],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    book = open_book(text(tmp_path / "a.txt", out.getvalue()), "a.txt")
    assert book.delimiter == delimiter
    assert [values for _, values in rows(book)] == table


def test_decimal_commas_do_not_hide_the_semicolon(tmp_path):
    lines = ["nip;capaian;bobot", *(f"{i};98,{i:02};1,5" for i in range(40))]
    assert open_book(text(tmp_path / "a.csv", "\n".join(lines)), "a.csv").delimiter == ";"


def test_titles_above_the_table_do_not_hide_the_delimiter(tmp_path):
    content = "DAFTAR PEGAWAI, KOTA, TAHUN 2026\n\nNIP;Nama;Unit\n1;Ani;Dinas\n2;Budi;Badan\n"
    assert open_book(text(tmp_path / "a.csv", content), "a.csv").delimiter == ";"


def test_the_line_sep_of_excel_names_the_delimiter_and_is_no_row(tmp_path):
    book = open_book(text(tmp_path / "a.csv", "sep=;\nNIP;Nama\n1;A,b\n"), "a.csv")
    assert rows(book) == [(1, ["NIP", "Nama"]), (2, ["1", "A,b"])]


def test_a_quoted_line_break_stays_in_its_cell_and_its_record_is_one_row(tmp_path):
    book = open_book(
        text(tmp_path / "a.csv", 'NIP;Alamat;Unit\n1;"Jl. Satu\r\nNo. 2";Dinas\n\n3;Jl. Tiga;Badan\n'), "a.csv"
    )
    assert rows(book) == [
        (1, ["NIP", "Alamat", "Unit"]),
        (2, ["1", "Jl. Satu\r\nNo. 2", "Dinas"]),
        (4, ["3", "Jl. Tiga", "Badan"]),
    ]


@pytest.mark.parametrize(
    "bad",
    ['2;"Budi;Badan', '2;"Budi "Budiman";Badan;"x'],
    ids=["never closed", "closed in the middle of a later record"],
)
def test_an_open_quotation_mark_spoils_its_own_record_only(tmp_path, bad):
    content = f'NIP;Nama;Unit\n1;Ani;Dinas\n{bad}\n3;"Citra; M.Si.";Badan\n4;Dewi;Dinas\n'
    found = list(open_book(text(tmp_path / "a.csv", content), "a.csv").rows(""))
    assert [number for number, _ in found] == [1, 2, 3, 4, 5]
    assert [isinstance(values, Misshapen) for _, values in found] == [False, False, True, False, False]
    assert found[3][1] == ["3", "Citra; M.Si.", "Badan"]


def test_quotation_marks_inside_a_cell_are_signs_like_others(tmp_path):
    book = open_book(text(tmp_path / "a.csv", 'NIP;Nama\n1;Pipa 5" besar\n2;Ani "Ning" S.\n'), "a.csv")
    assert [values[1] for _, values in rows(book)] == ["Nama", 'Pipa 5" besar', 'Ani "Ning" S.']


def test_a_file_of_one_column_is_read(tmp_path):
    assert rows(open_book(text(tmp_path / "a.csv", "NIP\n1\n2\n"), "a.csv")) == [(1, ["NIP"]), (2, ["1"]), (3, ["2"])]


def test_more_rows_than_allowed_are_refused(tmp_path):
    path = text(tmp_path / "a.csv", "NIP;Nama\n" * 20)
    with pytest.raises(Unreadable) as refused:
        rows(open_book(path, "a.csv", Limits(rows=10)))
    assert refused.value.code == "too_many_rows"


def test_rows_can_be_asked_for_again(tmp_path):
    book = open_book(text(tmp_path / "a.csv", TABLE), "a.csv")
    assert rows(book) == rows(book) == CELLS


_cell = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\r"), max_size=12
).map(lambda said: said.replace("\ufeff", ""))


@given(
    table=st.lists(st.lists(_cell, min_size=3, max_size=3), min_size=1, max_size=12),
    delimiter=st.sampled_from(",;|\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_reads_back_as_it_was_written(tmp_path_factory, table, delimiter, encoding, end):
    # enough plain rows before it for the delimiter to be seen
    table = [["NIP", "Nama", "Unit"], *[[str(i), "Ani", "Dinas"] for i in range(40)], *table]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    book = open_book(path, "any.csv")
    assert book.delimiter == delimiter
    assert rows(book) == list(enumerate(table, 1))


@given(content=st.binary(max_size=400))
def test_no_bytes_end_in_anything_but_a_refusal(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "bytes"
    path.write_bytes(content)
    assert refusal(path) is not None


@given(content=st.text(st.sampled_from('a;,|\t"\n\r\0é'), max_size=60))
def test_no_text_ends_in_anything_but_a_refusal(tmp_path_factory, content):
    assume(content.strip("\0 \t\r\n"))
    path = tmp_path_factory.getbasetemp() / "signs.txt"
    path.write_text(content, encoding="utf-8", newline="")
    assert refusal(path) == ""


def test_lines_that_are_quoted_as_a_whole_are_parted(tmp_path):
    lines = ['"NIP,Nama,Unit"', *(f'"{i},Ani ""Ning"",Dinas"' for i in range(5))]
    book = open_book(text(tmp_path / "a.csv", "\r\n".join(lines)), "a.csv")
    assert book.delimiter == ","
    assert rows(book)[:2] == [(1, ["NIP", "Nama", "Unit"]), (2, ["0", 'Ani "Ning"', "Dinas"])]


def test_a_list_of_sentences_is_not_parted(tmp_path):
    lines = ["Uraian", "Rapat, lalu kunjungan, lalu laporan", "Pelatihan", "Seminar, lokakarya"]
    assert rows(open_book(text(tmp_path / "a.csv", "\n".join(f'"{line}"' for line in lines)), "a.csv")) == [
        (number, [line]) for number, line in enumerate(lines, 1)
    ]
