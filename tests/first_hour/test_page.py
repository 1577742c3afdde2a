"""Jam pertama on the page, on paper and as workbooks: right, for whoever may see it, and for nobody else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from python_calamine import CalamineWorkbook

from betang.agencies.models import Agency, AuditEvent
from betang.core.office.writing.dialogue import ABOVE
from betang.needs.models import Need
from betang.people.models import Person
from betang.standards.models import Standard
from tests.first_hour.browsing import LIST, PAGE, PAPER, WORKBOOKS, signed_in, text_of
from tests.first_hour.registers import ON, PEOPLE, take, write

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


# ---------------------------------------------------------------- right


def test_the_heading_answers_first(mapped: Path, as_: As) -> None:
    page = text_of(as_("ani"), PAGE)
    assert re.search(r"<h1>Dari 3 pegawai, \d catatan perlu dibetulkan di SIASN</h1>", page)


def test_what_is_not_on_record_is_asked_for_and_never_blamed(mapped: Path, as_: As) -> None:
    page = text_of(as_("ani"), PAGE)
    assert "Ini pertanyaan, bukan kesalahan" in page
    listed = text_of(as_("ani"), f"{LIST}?bagian=leading|PKN+II")
    assert "PKN II perlu dikonfirmasi" in listed
    assert "Lampit Ulin" in listed


def test_every_table_can_be_taken_along(mapped: Path, as_: As) -> None:
    client = as_("ani")
    for address in set(re.findall(r'href="(\?[^"]*ekspor=csv[^"]*)"', client.get(PAGE).content.decode())):
        assert client.get(PAGE + unescape(address)).status_code == 200


def test_a_list_nobody_made_is_not_there(mapped: Path, as_: As) -> None:
    for key in ("nonsense", "check|nonsense", "family|Nobody", "moved|nonsense"):
        assert as_("ani").get(LIST, {"bagian": key}).status_code == 404


# ---------------------------------------------------------------- who sees it


def test_who_sees_figures_only_sees_the_same_counts_and_nobody(mapped: Path, as_: As) -> None:
    """Eka is an employee: the figures of Katingan, and no person of it."""
    planner, eka = (re.sub(r"<[^>]+>", " ", text_of(as_(name), PAGE)) for name in ("ani", "eka"))
    for first, last in (("Siapa pegawai kita?", "Jabatan fungsional apa"), ("Siapa yang pensiun", "pendidikannya di")):
        cut = [text.partition(first)[2].partition(last)[0] for text in (planner, eka)]
        assert re.findall(r"\d+", cut[0]) == re.findall(r"\d+", cut[1])
    page = text_of(as_("eka"), PAGE)
    assert "bagian=" not in page
    assert "Buku kerja" not in page
    assert as_("eka").get(LIST).status_code == 404
    assert as_("eka").post(WORKBOOKS).status_code == 404
    assert as_("eka").get(PAPER).status_code == 200


def test_who_may_not_see_names_sees_numbers(mapped: Path, as_: As) -> None:
    listed = text_of(as_("budi"), f"{LIST}?bagian=all")
    assert "Pegawai nomor" in listed
    assert "Lampit" not in listed
    assert as_("budi").post(WORKBOOKS).status_code == 404


def test_another_region_sees_nothing(mapped: Path, as_: As) -> None:
    """Citra plans for Palangka Raya, Dewi coordinates: each sees the own government, whatever she asks for."""
    for name in ("citra", "dewi"):
        client = as_(name)
        seen = [text_of(client, PAGE), text_of(client, f"{LIST}?bagian=all")]
        assert client.get(LIST, {"bagian": "family|Perawat"}).status_code == 404
        for text in seen:
            assert not re.search("Lampit|Tikar|Gong|Kasongan|197001011995031001", text), name
        packed = zipfile.ZipFile(io.BytesIO(client.post(WORKBOOKS).content))
        for file in packed.namelist():
            assert b"Lampit" not in packed.read(file)


def test_who_belongs_to_no_government_finds_no_page(mapped: Path, as_: As) -> None:
    for address in (PAGE, LIST, PAPER):
        assert as_("nobody").get(address).status_code == 404
    assert as_("nobody").post(WORKBOOKS).status_code == 404


def test_whoever_is_shown_can_read_that_it_was_so(mapped: Path, as_: As) -> None:
    text_of(as_("ani"), f"{LIST}?bagian=tier|jf_muda")
    opened = AuditEvent.objects.filter(name="betang.people.list_opened").latest("pk")
    assert opened.people == [Person.objects.get(source_key="a2").pk]
    as_("ani").post(WORKBOOKS)
    taken = AuditEvent.objects.filter(name="betang.needs.workbooks_exported").latest("pk")
    assert len(taken.people or ()) == 3


def test_beranda_is_silent_once_the_map_speaks(mapped: Path, as_: As) -> None:
    assert "Jam pertama: apa kata" not in text_of(as_("ani"), "/")


def test_an_empty_register_says_what_to_do(db: None) -> None:
    Agency.objects.create(code="6709", name="Pemerintah Kab. Sukamara", short_name="Sukamara", kind="regency")
    page = text_of(signed_in("planner", "6709"), PAGE)
    assert "Unggah daftar unit kerja dan ekspor data ASN" in page
    assert signed_in("planner", "6709").get(PAPER).status_code == 200


# ---------------------------------------------------------------- workbooks


def books(client: Client) -> dict[str, list[list[Any]]]:
    packed = zipfile.ZipFile(io.BytesIO(client.post(WORKBOOKS).content))
    found = {}
    for name in packed.namelist():
        book = CalamineWorkbook.from_filelike(io.BytesIO(packed.read(name)))
        found[name] = book.get_sheet_by_index(0).to_python()
    return found


def test_the_workbooks_say_what_is_required_and_what_is_known(mapped: Path, as_: As) -> None:
    found = books(as_("ani"))
    assert sorted(found) == ["dialog-dinas-kesehatan.xlsx", "dialog-puskesmas-kasongan-katingan.xlsx"]
    named = [dict(zip(rows[ABOVE], row, strict=True)) for rows in found.values() for row in rows[ABOVE + 1 :]]
    lampit = next(row for row in named if row["Nama"] == "Lampit Ulin")
    assert lampit["Kompetensi"] == "M.01 Integritas"
    assert (lampit["Dipersyaratkan"], lampit["Dimiliki"], lampit["Kesenjangan"]) == (5, 4, 1)
    assert lampit["Keadaan"] == "terukur"
    assert lampit["Predikat Terakhir"] == "sangat baik (2025)"
    gong = next(row for row in named if row["Nama"] == "Gong Bangkirai")
    assert (gong["Dipersyaratkan"], gong["Dimiliki"], gong["Keadaan"]) == (2, "", "belum terukur")


def test_without_standards_there_are_lines_to_choose_on(mapped: Path, as_: As) -> None:
    Standard.objects.all().delete()
    heading, *rows = books(as_("ani"))["dialog-puskesmas-kasongan-katingan.xlsx"][ABOVE:]
    assert len(rows) == 3 * 2
    assert {row[heading.index("Kompetensi")] for row in rows} == {""}
    packed = zipfile.ZipFile(io.BytesIO(as_("ani").post(WORKBOOKS).content))
    book = zipfile.ZipFile(io.BytesIO(packed.read("dialog-puskesmas-kasongan-katingan.xlsx")))
    assert b"Pilihan!$A$2" in book.read("xl/worksheets/sheet1.xml")


def test_what_is_agreed_in_a_workbook_comes_back_and_the_rest_says_nothing(
    mapped: Path, tmp_path: Path, as_: As
) -> None:
    take(write(tmp_path / "a.csv", PEOPLE))
    rows = books(as_("ani"))["dialog-puskesmas-kasongan-katingan.xlsx"]
    heading = rows[ABOVE]
    answered = next(place for place, row in enumerate(rows) if row[2] == "Lanting Meranti")
    rows[answered][heading.index("Tanggal Kesepakatan")] = "18-11-2026"
    path = tmp_path / "dialog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Puskesmas")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, [str(cell) if isinstance(cell, date) else cell for cell in row])
    before = Need.objects.count()
    take(path, kind="dialogues")
    new = Need.objects.filter(person__name="Lanting Meranti").get()
    assert Need.objects.count() == before + 1
    assert (new.competency_id, new.agreed_on) == ("M.01", date(2026, 11, 18))
    assert new.agreed_on <= ON


def test_a_plain_look_at_the_workbooks_takes_nothing(mapped: Path, as_: As) -> None:
    assert as_("ani").get(WORKBOOKS).status_code == 405
