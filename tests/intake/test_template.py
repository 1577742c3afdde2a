"""A template is filled in and comes back: its kind is known, every column is read, and what was typed arrives."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from betang.core.office.reading.books import open_book
from betang.core.office.reading.furniture import data_rows
from betang.core.office.reading.grids import look
from betang.core.office.spec import Field, OfficeKind, Part
from betang.core.office.writing import template
from tests.intake.everything import KINDS

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    for kind in KINDS:
        template.write(kind, folder / f"{kind.name}.xlsx")
    return folder


def sheets(path):
    with zipfile.ZipFile(path) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
        return [ET.fromstring(parts.read(name)) for name in names]  # noqa: S314  # we wrote it


def rules(path):
    return [rule for sheet in sheets(path) for rule in sheet.iter(f"{SHEET}dataValidation")]


def by_name(kind):
    return kind.name


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_a_template_is_known_as_its_kind_among_all_others(kind, written):
    seen = look(open_book(written / f"{kind.name}.xlsx", "isian.xlsx"), KINDS)
    assert seen.kind is kind
    assert {found.part.name for found in seen.found} == {part.name for part in template.parts_of(kind)}
    assert seen.skipped == (template.HELP_SHEET,)


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_every_column_of_a_template_is_read_and_none_is_left_over(kind, written):
    for found in look(open_book(written / f"{kind.name}.xlsx", "isian.xlsx"), KINDS).found:
        assert set(found.columns) == {field.name for field in found.part.fields}
        assert not found.spare or found.part.wide


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_the_example_stands_in_its_columns_and_is_never_taken_for_data(kind, written):
    book = open_book(written / f"{kind.name}.xlsx", "isian.xlsx")
    for found in look(book, KINDS).found:
        _heading, (number, values) = book.rows(found.sheet)
        assert number == found.heading_row + 1
        for field in found.part.fields:
            assert bool(values[found.columns[field.name][0].index]) == bool(field.example)
        assert list(data_rows(book.rows(found.sheet), found)) == []


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_the_last_sheet_explains_every_column(kind, written):
    book = CalamineWorkbook.from_path(str(written / f"{kind.name}.xlsx"))
    assert book.sheet_names[-1] == template.HELP_SHEET
    told = {str(cell) for row in book.get_sheet_by_name(template.HELP_SHEET).to_python() for cell in row}
    assert kind.purpose in told
    for part in template.parts_of(kind):
        assert {field.title for field in part.fields} <= told
        assert {field.note for field in part.fields} <= told


def test_what_is_typed_over_the_example_or_under_it_is_data(tmp_path):
    fields = (
        Field("nip", "NIP", holds="nip", required=True, example="19900101 201503 1 001"),
        Field("n", "N", example="x"),
    )
    template.write(kind_of(*fields), tmp_path / "t.xlsx")
    book = open_book(tmp_path / "t.xlsx", "t.xlsx")
    found = look(book, (kind_of(*fields),)).found[0]
    heading, (number, example) = book.rows("Baris")
    assert example[0] == "19900101 201503 1 000"  # nobody's: should it be taken for data, it is refused
    over, under = (number, ["19900101 201503 1 002", "x"]), (number + 1, example)
    assert list(data_rows(iter([heading, over]), found)) == [over]
    assert list(data_rows(iter([heading, over, under]), found)) == [over, under]


# ---------------------------------------------------------------- what spreadsheets make of it


def nothing(_desk):
    """A reader that takes nothing."""


def kind_of(*fields, name="coba"):
    part = Part("rows", "Baris", fields)
    return OfficeKind(name, name, "Coba", "Untuk dicoba.", 1, (part,), nothing, ())


def test_a_nip_stays_text_in_a_column_that_nobody_has_touched(tmp_path):
    template.write(kind_of(Field("nip", "NIP", holds="nip", required=True)), tmp_path / "t.xlsx")
    column = next(sheets(tmp_path / "t.xlsx")[0].iter(f"{SHEET}col"))
    with zipfile.ZipFile(tmp_path / "t.xlsx") as parts:
        styles = ET.fromstring(parts.read("xl/styles.xml"))  # noqa: S314  # we wrote it
    style = next(styles.iter(f"{SHEET}cellXfs"))[int(column.get("style"))]
    formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{SHEET}numFmt")}
    assert formats[style.get("numFmtId")] == "@"
    (rule,) = rules(tmp_path / "t.xlsx")
    assert rule.get("type") == "custom"
    assert "ISTEXT(A2)" in rule.findtext(f"{SHEET}formula1")


def test_choices_are_a_list_and_long_lists_stand_on_the_explanation(tmp_path):
    short, long = ("Ya", "Tidak"), tuple(f"Pilihan nomor {n}" for n in range(40))
    fields = (Field("a", "A", holds="choice", choices=short), Field("b", "B", holds="choice", choices=long))
    template.write(kind_of(*fields), tmp_path / "t.xlsx")
    first, second = (rule.findtext(f"{SHEET}formula1") for rule in rules(tmp_path / "t.xlsx"))
    assert first == '"Ya,Tidak"'
    sheet, _, cells = second.partition("!")
    assert sheet == template.HELP_SHEET
    start, end = (int(part.rpartition("$")[2]) for part in cells.split(":"))
    rows = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx")).get_sheet_by_name(sheet).to_python()
    assert tuple(row[0] for row in rows[start - 1 : end]) == long


def test_days_and_figures_are_questioned_and_not_refused_because_betang_reads_more_forms(tmp_path):
    held = ("day", "money", "whole", "number", "level", "flag")
    template.write(kind_of(*(Field(h, h.title(), holds=h) for h in held)), tmp_path / "t.xlsx")
    found = rules(tmp_path / "t.xlsx")
    assert [rule.get("type") for rule in found] == ["date", "decimal", "whole", "decimal", "whole", "list"]
    assert {rule.get("errorStyle") for rule in found} == {"warning"}


def test_an_example_that_looks_like_a_formula_is_text(tmp_path):
    template.write(kind_of(Field("a", "A", example="=1+1"), Field("b", "B", example="x")), tmp_path / "t.xlsx")
    assert not list(sheets(tmp_path / "t.xlsx")[0].iter(f"{SHEET}f"))


def test_numbered_columns_that_belong_together_stand_together():
    part = Part("rows", "Baris", (Field("a", "Dari", numbered=True), Field("b", "Ke", numbered=True), Field("c", "C")))
    assert [place.heading for place in template._places(part)] == [
        "Dari 1", "Ke 1", "Dari 2", "Ke 2", "Dari 3", "Ke 3", "C",
    ]  # fmt: skip


def test_layouts_of_one_table_are_one_sheet_and_the_others_are_named(tmp_path):
    parts = (
        Part("long", "Panjang", (Field("a", "A", example="x"),), optional=True),
        Part("wide", "Lebar", (Field("a", "A"),), optional=True),
    )
    kind = OfficeKind("coba", "coba", "Coba", "Untuk dicoba.", 1, parts, nothing, ())
    template.write(kind, tmp_path / "t.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx"))
    assert book.sheet_names == ["Panjang", template.HELP_SHEET]
    told = [str(row[0]) for row in book.get_sheet_by_name(template.HELP_SHEET).to_python()]
    assert "Susunan lain yang juga dibaca: Lebar." in told


def test_headings_keep_their_help(tmp_path):
    template.write(kind_of(Field("a", "A", note="Apa saja.", required=True)), tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as parts:
        notes = parts.read("xl/comments1.xml").decode()
    assert "Apa saja." in notes
    assert "Wajib." in notes
