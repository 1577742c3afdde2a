from __future__ import annotations

import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.reading.books import open_book
from tests.core.office.reading import files
from tests.core.office.reading.files import biff, compound, ods, patched, refusal, text, workbook, xls, xlsb, zipped

SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty_file"),
        (b"%PDF-1.7\n1 0 obj", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_table"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "not_a_table"),
        (b"{\\rtf1 teks}", "not_a_table"),
        (b"Rar!\x1a\x07\0", "not_a_table"),
        (b'{"nip": "1"}', "not_a_table"),
        (bytes(range(256)) * 20, "not_a_table"),
        (b"<html><body><table><tr><td>NIP</td></tr></table></body></html>", "wrong_type"),
        (b"\xef\xbb\xbf\r\n<TABLE border=1><tr><td>NIP", "wrong_type"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "wrong_type"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; text/html", "wrong_type"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(tmp_path, content, code):
    assert refusal(text(tmp_path / "a", content), "data.xls") == code


def test_a_page_of_the_web_named_xls_is_to_be_saved_again(tmp_path):
    path = text(tmp_path / "a", "<table><tr><td>NIP</td></tr></table>")
    with pytest.raises(Exception, match=r"save it again as \.xlsx"):
        open_book(path, "siasn.xls")


@pytest.mark.parametrize("name", ["data.xlsx", "data.xls", "data.ods", "data.pdf", "data.docx", "data.png", "data.zip"])
def test_text_under_the_name_of_something_else_is_refused(tmp_path, name):
    assert refusal(text(tmp_path / "a", "NIP;Nama\n1;Ani\n"), name) == "wrong_type"


@pytest.mark.parametrize("name", ["data.csv", "data.txt", "data.tsv", "DATA.CSV", "data", "data.dat", "data.2026"])
def test_kinds_of_text_may_stand_in_for_each_other(tmp_path, name):
    assert refusal(text(tmp_path / "a", "NIP;Nama\n1;Ani\n"), name) == ""


@pytest.mark.parametrize(
    ("name", "code"), [("a.xlsx", ""), ("a.XLSM", ""), ("a", ""), ("a.xls", "wrong_type"), ("a.csv", "wrong_type")]
)
def test_a_workbook_needs_its_own_ending(tmp_path, name, code):
    assert refusal(workbook(tmp_path / "a"), name) == code


def test_other_documents_of_offices_are_no_tables(tmp_path):
    word = zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert refusal(word) == "not_a_table"
    assert (
        refusal(
            zipped(tmp_path / "a.odt", {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
        )
        == "not_a_table"
    )
    assert refusal(compound(tmp_path / "a.doc", {"WordDocument": b"x"})) == "not_a_table"
    assert refusal(compound(tmp_path / "a.msg", {"__properties": b"x"})) == "not_a_table"
    assert refusal(zipped(tmp_path / "b.zip", {"a.csv": b"NIP"})) == "wrong_type"


# ------------------------------------------------------------ what a workbook must not bring along


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "external_links"),
        ("xl/connections.xml", "external_links"),
        ("../../etc/passwd", "unsafe_path"),
        ("/etc/passwd", "unsafe_path"),
        ("C:\\Windows\\a.xml", "unsafe_path"),
        ("..\\a.xml", "unsafe_path"),
    ],
)
def test_parts_that_no_table_needs_are_refused(tmp_path, part, code):
    assert refusal(patched(workbook(tmp_path / "a.xlsx"), {part: b"<a/>"})) == code


def test_macros_and_links_of_other_formats_are_refused(tmp_path):
    assert refusal(xls(tmp_path / "a.xls", {(0, 0): "NIP"}, _VBA_PROJECT_CUR=b"x")) == "macros"
    link = biff(0x1AE, struct.pack("<HH", 1, 12) + b"\1\1lain.xls")
    assert refusal(xls(tmp_path / "b.xls", {(0, 0): "NIP"}, extra=link)) == "external_links"
    itself = biff(0x1AE, struct.pack("<HH", 1, 0x401))
    assert refusal(xls(tmp_path / "c.xls", {(0, 0): "NIP"}, extra=itself)) == ""
    table = '<table:table table:name="A"/>'
    assert refusal(ods(tmp_path / "a.ods", table, **{"Basic/Standard/Module1.xml": b"<a/>"})) == "macros"
    assert (
        refusal(ods(tmp_path / "b.ods", '<table:table table:name="A"><table:table-source/></table:table>'))
        == "external_links"
    )


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "docProps/app.xml"])
@pytest.mark.parametrize("start", [b"", b" " * 1_048_570])
def test_xml_that_defines_entities_is_refused_wherever_it_stands(tmp_path, part, start):
    evil = start + b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]>'
    path = patched(workbook(tmp_path / "a.xlsx"), {part: lambda old: old.replace(b"?>", b"?>" + evil, 1)})
    assert refusal(path) == "xml_entities"


def test_xml_in_an_encoding_that_hides_entities_is_refused(tmp_path):
    path = patched(workbook(tmp_path / "a.xlsx"), {SHEET: lambda old: old.decode().encode("utf-16")})
    assert refusal(path) == "xml_entities"


def test_a_workbook_with_a_password_is_refused(tmp_path):
    assert refusal(compound(tmp_path / "a.xlsx", {"EncryptionInfo": b"x", "EncryptedPackage": b"x"})) == "encrypted"
    assert refusal(xls(tmp_path / "a.xls", {(0, 0): "NIP"}, extra=biff(0x2F, bytes(6)))) == "encrypted"
    sealed = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert refusal(ods(tmp_path / "a.ods", "", **{"META-INF/manifest.xml": sealed})) == "encrypted"


def test_a_zip_with_a_password_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\1\2")
    raw[at + 8] |= 1
    path.write_bytes(raw)
    assert refusal(path) == "encrypted"


# ------------------------------------------------------------ files that would take all memory


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path):
    path = patched(workbook(tmp_path / "a.xlsx"), {"xl/media/a.xml": bytes(30_000_000)})
    assert refusal(path) == "zip_bomb"


def test_a_zip_bomb_is_refused_also_when_its_directory_lies(tmp_path):
    path = patched(workbook(tmp_path / "a.xlsx"), {"xl/b.xml": b"<a>" + b" " * 3_000_000})
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/b.xml")
    at = raw.find(b"xl/b.xml", raw.find(b"PK\1\2")) - 46
    assert raw[at : at + 4] == b"PK\1\2"
    raw[at + 24 : at + 28] = (1000).to_bytes(4, "little")  # says 1,000 bytes
    assert entry.file_size == 3_000_003
    path.write_bytes(raw)
    assert refusal(path) == "zip_bomb"


def test_entries_that_share_their_bytes_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"xl/workbook.xml": b"<a>" + bytes(range(256)) * 50})
    with zipfile.ZipFile(path, "a") as archive:
        entry = archive.infolist()[0]
        for i in range(40):  # each points to the same bytes
            other = zipfile.ZipInfo(f"xl/{i}.xml")
            other.header_offset, other.file_size = entry.header_offset, entry.file_size
            other.compress_size, other.CRC, other.compress_type = entry.compress_size, entry.CRC, entry.compress_type
            archive.filelist.append(other)
            archive.NameToInfo[other.filename] = other
        archive._didModify = True
    assert refusal(path) == "zip_bomb"


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='AAA1048576'><v>1</v></c></row>",
        b'<row r="1000000"><c><v>1</v></c></row><row r="1"><c s="1"\tr="CCC1"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c r="xfd1048576"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c r="Aaz1048576"><v>1</v></c></row>',
        b"<row><c><v>1</v></c></row><row r='900000'>" + b"<c/>" * 900 + b"<c><v>1</v></c></row>",
        b'<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="ZZ1048576"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_two_cells_far_apart_do_not_take_a_whole_sheet_of_memory(tmp_path, cells):
    body = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x="http://schemas.'
        b'openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + cells + b"</sheetData></worksheet>"
    )
    assert refusal(patched(workbook(tmp_path / "a.xlsx"), {SHEET: body})) in {"too_many_rows", "too_many_columns"}


def test_far_cells_of_other_formats_are_refused_as_well(tmp_path):
    assert refusal(xlsb(tmp_path / "a.xlsb", {(0, 0): "NIP", (1_048_575, 900): 1.0})) == "too_many_rows"
    table = (
        '<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'office:value-type="float" office:value="1" table:number-columns-repeated="900"/>'
        "</table:table-row></table:table>"
    )
    assert refusal(ods(tmp_path / "a.ods", table)) == "too_many_rows"


@pytest.mark.parametrize(
    ("at", "number"),
    [(40, 0xFFFFFF), (44, 0xFFFFFF), (64, 0xFFFFFF), (72, 0xFFFFFF)],
    ids=["directory", "allocation", "small streams", "further allocation"],
)
def test_an_old_workbook_that_announces_more_than_it_holds_is_damaged(tmp_path, at, number):
    path = xls(tmp_path / "a.xls", {(0, 0): "NIP"})
    raw = bytearray(path.read_bytes())
    raw[at : at + 4] = number.to_bytes(4, "little")
    path.write_bytes(raw)
    assert refusal(path) == "damaged_file"


def test_an_old_workbook_whose_sectors_run_in_a_circle_is_damaged(tmp_path):
    path = xls(tmp_path / "a.xls", {(0, 0): "NIP"})
    raw = bytearray(path.read_bytes())
    table = int.from_bytes(raw[76:80], "little") * 512 + 512
    raw[table : table + 4] = (0).to_bytes(4, "little")  # the first sector is followed by itself
    path.write_bytes(raw)
    assert refusal(path) == "damaged_file"


@pytest.mark.parametrize(
    "extent", [(0, 0xFFFFFFFF, 0, 200), (0, 60_000, 0, 60_000), (5, 2, 0, 3), (0, 5, 9, 3)], ids=str
)
def test_an_old_workbook_with_an_impossible_extent_is_damaged(tmp_path, extent):
    path = xls(tmp_path / "a.xls", {(0, 0): "NIP"}, sheet=biff(0x200, struct.pack("<IIHHH", *extent, 0)))
    assert refusal(path) == "damaged_file"


def test_texts_that_are_announced_and_not_there_are_damage(tmp_path):
    texts = biff(0xFC, struct.pack("<II", 1, 0x7FFFFFFF) + b"\3\0\0NIP")
    assert refusal(xls(tmp_path / "a.xls", {(0, 0): "NIP"}, extra=texts)) == "damaged_file"
    path = xlsb(tmp_path / "a.xlsb", {(0, 0): "NIP"})
    announced = struct.pack("<II", 1, 1)
    patched(path, {"xl/sharedStrings.bin": lambda old: old.replace(announced, struct.pack("<II", 1, 0x7FFFFFFF))})
    assert refusal(path) == "damaged_file"


def test_one_long_text_repeated_in_every_cell_is_refused(tmp_path):
    long = "panjang " * 4_000
    book = workbook(tmp_path / "a.xlsx", lambda made: files.sheet(made, "Data", [[long]] * 3))
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (i, i) for i in range(1, 80_000))
    body = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + cells
        + b"</sheetData></worksheet>"
    )
    assert refusal(patched(book, {SHEET: body})) == "zip_bomb"


def test_too_many_sheets_are_refused(tmp_path):
    def fill(book):
        for i in range(201):
            book.add_worksheet(f"S{i}")

    assert refusal(workbook(tmp_path / "a.xlsx", fill)) == "too_many_sheets"


# ------------------------------------------------------------ damage


@given(cut=st.floats(0.01, 0.99))
def test_a_workbook_cut_off_on_its_way_is_refused(tmp_path_factory, cut):
    path = workbook(tmp_path_factory.getbasetemp() / "cut.xlsx")
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * cut)])
    assert refusal(path) in {"damaged_file", "not_a_table", "wrong_type"}


@given(places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=20))
@pytest.mark.parametrize(
    "make",
    [workbook, *(lambda path, to=to: to(path, {(0, 0): "NIP", (1, 1): 2.0}) for to in (xls, xlsb))],
    ids=["xlsx", "xls", "xlsb"],
)
def test_broken_bytes_in_a_workbook_end_in_nothing_but_a_refusal(tmp_path_factory, make, places):
    path = make(tmp_path_factory.getbasetemp() / "broken")
    raw = bytearray(path.read_bytes())
    for at, byte in places:
        raw[at % len(raw)] = byte
    path.write_bytes(raw)
    assert refusal(path, "broken") is not None


@given(
    content=st.binary(max_size=600),
    part=st.sampled_from([SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]),
)
def test_nonsense_in_a_part_ends_in_nothing_but_a_refusal(tmp_path_factory, content, part):
    path = patched(workbook(tmp_path_factory.getbasetemp() / "part.xlsx"), {part: content})
    assert refusal(path) is not None


def test_packed_bytes_that_cannot_be_unpacked_are_damage(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(SHEET)
    raw = bytearray(path.read_bytes())
    at = entry.header_offset + 30 + len(SHEET)
    raw[at : at + 20] = zlib.compress(b"x" * 50)[:20].ljust(20, b"\xff")
    path.write_bytes(raw)
    assert refusal(path) == "damaged_file"
