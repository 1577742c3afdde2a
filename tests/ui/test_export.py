"""Files: numbers are numbers, formulas are text, invented data is labelled, the method lies beside the figures."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest
from django.utils import translation

from betang.core.disclosure import FEW
from betang.ui import export
from betang.ui.tables import Cell, Column, Table

FICTION = "DATA FIKTIF: semua pegawai dan hasil penilaian di sini rekaan."
COLUMNS = [
    Column("nama", "Nama"),
    Column("kurang", "Kurang", "count"),
    Column("per100", "Per 100", "rate"),
    Column("hari", "Hari", "day"),
    Column("kode", "Kode", "code"),
]
ROWS = [
    [Cell("Lampit Ulin"), Cell(1234), Cell(12.5), Cell(date(2026, 11, 24)), Cell("0071")],
    [Cell("=HYPERLINK(1)"), Cell(None), Cell(FEW), Cell(None), Cell("+62")],
]


def table(**more) -> Table:
    return Table(name="t", title="Prioritas: a/b [c] yang namanya sungguh panjang", columns=COLUMNS, rows=ROWS, **more)


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def parts(response) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(response.content)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


def answer(wish: str, fiction: str = FICTION):
    return export.respond(table(), wish, heading="Katingan – Prioritas", notes=["Cara menghitung."], fiction=fiction)


def test_a_workbook_holds_figures_to_calculate_with():
    sheets = parts(answer("xlsx"))
    data = sheets["xl/worksheets/sheet1.xml"]
    assert "<v>1234</v>" in data
    assert "<v>12.5</v>" in data
    assert "<v>46350</v>" in data  # 24 November 2026 as a day
    assert "<f>" not in data  # the text that looks like a formula stays text
    assert '<pane xSplit="1" ySplit="4"' in data
    assert "<autoFilter" in data


def test_a_workbook_says_how_it_was_made_and_that_it_is_invented():
    sheets = parts(answer("xlsx"))
    strings = sheets["xl/sharedStrings.xml"]
    assert "Cara menghitung." in strings
    assert strings.count(FICTION) >= 1
    assert FICTION in sheets["xl/worksheets/sheet1.xml"]  # in the footer, on every printed page
    assert 'name="Prioritas  a b  c  yang namanya"' in sheets["xl/workbook.xml"]  # what Excel accepts as a sheet name


def test_a_workbook_of_a_real_record_carries_no_such_label():
    assert FICTION not in parts(answer("xlsx", fiction=""))["xl/sharedStrings.xml"]


def test_csv_is_read_by_spreadsheets_and_runs_nothing():
    text = answer("csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Nama", "Kurang", "Per 100", "Hari", "Kode", "Sifat data"]
    assert rows[1] == ["Lampit Ulin", "1234", "12.5", "2026-11-24", "0071", FICTION]
    assert rows[2] == ["'=HYPERLINK(1)", "", "<5", "", "'+62", FICTION]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_a_csv_file_starts_a_formula(start):
    one = Table(name="t", title="T", columns=[Column("a", "A")], rows=[[Cell(f"{start}cmd|' /C calc'!A0")]])
    rows = list(csv.reader(io.StringIO(export.comma_separated(one, one.rows, ""))))
    assert rows[1][0].startswith("'")


def test_a_negative_number_is_a_number_and_not_a_formula():
    one = Table(name="t", title="T", columns=[Column("a", "A", "weight")], rows=[[Cell(-1.5)]])
    assert "-1.5" in export.comma_separated(one, one.rows, "").splitlines()[1]


def test_a_file_is_named_after_the_table():
    assert answer("csv")["Content-Disposition"] == 'attachment; filename="betang-katingan-prioritas.csv"'


def test_the_whole_table_goes_into_a_file_not_only_the_page_seen():
    whole = Table(name="t", title="T", columns=COLUMNS[:1], rows=[], all_rows=lambda: [[Cell("satu")], [Cell("dua")]])
    response = export.respond(whole, "csv", heading="T", notes=[], fiction="")
    assert response.content.decode("utf-8-sig").split() == ["Nama", "satu", "dua"]
