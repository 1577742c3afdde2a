"""A workbook for the dialogue, written line by line: what stands in it is what a spreadsheet reads."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from betang.core.office.writing.dialogue import ABOVE, HEADINGS, Choices, Indicator, Line, Wording, write

CHOICES = Choices(competencies=["M.01 Integritas"], ways=["Coaching"])


def said(office: str = "Dinas Contoh") -> Wording:
    return Wording("Pemerintah Kab. Contoh", office, "U1", 2027, "DATA FIKTIF")


def rows(lines: list[Line], office: str = "Dinas Contoh") -> tuple[bytes, list[list[object]]]:
    target = io.BytesIO()
    assert write(target, said(office), lines, CHOICES) == len(lines)
    book = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue()))
    return target.getvalue(), book.get_sheet_by_index(0).to_python()


def test_every_cell_comes_back_as_it_was_given() -> None:
    line = Line("198502022010012003", "Lanting Meranti", "Perawat", "M.01 Integritas", 3, 1, "terukur", 2,
                date(2026, 3, 1), "baik (2025)")  # fmt: skip
    _file, found = rows([line, Line("1", "Tanpa", "Juru", "M.02 Kerja Sama", 2, None, "belum terukur")])
    assert tuple(found[ABOVE]) == HEADINGS
    assert found[ABOVE + 1][:11] == [
        1, "198502022010012003", "Lanting Meranti", "Perawat", "M.01 Integritas", 3, 1, "terukur", 2, date(2026, 3, 1),
        "baik (2025)",
    ]  # fmt: skip
    assert found[ABOVE + 2][5:9] == [2, "", "belum terukur", "-"]
    assert [row[0] for row in found[2:6]] == [
        "Perangkat Daerah: Dinas Contoh",
        "Kode Perangkat Daerah: U1",
        "Tahun Rencana: 2027",
        "Versi Formulir: 2",
    ]
    assert "DATA FIKTIF" in str(found[1][0])


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "Nama & <b>Kecil</b>", '" s="nip"', "Bel\x07unyi", "+62", "😀"])
def test_a_name_is_text_whatever_is_in_it(name: str) -> None:
    file, found = rows([Line("1", name, "Juru")])
    assert found[ABOVE + 1][2] == name.replace("\x07", "")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for part in parts.namelist():
            if part.endswith(".xml"):
                ET.fromstring(parts.read(part))  # noqa: S314  (we wrote it)
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_an_office_without_anybody_has_its_headings() -> None:
    _file, found = rows([], office="Dinas [A/B]: " + "panjang " * 9)
    assert tuple(found[ABOVE]) == HEADINGS


def test_a_nip_is_text_in_a_column_of_text() -> None:
    file, _found = rows([Line("198502022010012003", "A", "B")])
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 't="inlineStr"><is><t>198502022010012003' in sheet
    assert ' s="nip"' not in sheet


def test_what_is_not_reached_yet_stands_on_a_sheet_of_its_own_with_the_question() -> None:
    target = io.BytesIO()
    write(target, said(), [], CHOICES, [Indicator("Prevalensi stunting", "persen", 22.5, 14, 2027)])
    sheet = (
        CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue())).get_sheet_by_name("Indikator Unit").to_python()
    )
    assert "ditutup dengan belajar" in str(sheet[0][0])
    assert sheet[-1] == ["Prevalensi stunting", "persen", 22.5, 14, 2027]


def test_the_superior_stands_where_known_and_lists_are_offered() -> None:
    file, found = rows([Line("1", "A", "B", superior="Talenan Ulin")])
    assert found[ABOVE + 1][HEADINGS.index("Nama Atasan")] == "Talenan Ulin"
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert "Pilihan!$C$2:$C$2" in parts.read("xl/worksheets/sheet1.xml").decode()
