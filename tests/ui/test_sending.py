"""A newcomer sends a list with mistakes, mends the workbook that comes back, sends it again, and is done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.intake.offices import PEOPLE_HEADINGS, person, register, unit_list
from tests.ui.test_accessible import faults
from tests.ui.test_story import fits, page_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def altered(number: int, **changes: str) -> tuple[str, ...]:
    row = list(person(number))
    for heading, value in changes.items():
        row[PEOPLE_HEADINGS.index(heading.replace("_", " "))] = value
    return tuple(row)


def mend(came: Path, mended: Path) -> None:
    """What a person does in a spreadsheet: types over the coloured cells, and saves."""
    head, *rows = CalamineWorkbook.from_path(str(came)).get_sheet_by_index(0).to_python()
    right = {"UNOR ID": "u3", "JABATAN ID": "analis", "TMT JABATAN": "01-02-2020"}
    for row in rows:
        for heading, value in right.items():
            row[head.index(heading)] = value
        number = int(re.sub(r"\D", "", str(row[head.index("PNS ID")])))
        row[head.index("NIP BARU")] = person(number)[1]
    with xlsxwriter.Workbook(str(mended), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Data")
        for line, cells in enumerate([head, *rows]):
            sheet.write_row(line, 0, cells)


def send(page: Any, site: str, path: Path) -> None:
    page.goto(f"{site}/data/kiriman/")
    page.get_by_label("Berkas", exact=True).set_input_files(str(path))
    page.get_by_role("button", name="Kirim dan periksa").click()


def await_heading(page: Any, name: str) -> None:
    """Until the page says so, by itself or, without JavaScript, asked again."""
    from playwright.sync_api import TimeoutError as TooLate  # noqa: PLC0415  (only here)

    for _ in range(30):
        try:
            page.get_by_role("heading", name=name).wait_for(timeout=2_000)
        except TooLate:
            page.reload()
        else:
            return
    raise AssertionError(f"the page never said {name}")


def store(page: Any) -> None:
    await_heading(page, "Apakah data ini boleh disimpan?")
    for box in page.locator("#simpan").get_by_role("checkbox").all():
        box.check()
    page.locator("#simpan").get_by_role("button").click()
    await_heading(page, "Data sudah disimpan")


def take_back(page: Any) -> None:
    page.get_by_role("button", name="Tarik kembali kiriman ini").click()
    page.get_by_role("heading", name="Kiriman ini sudah ditarik kembali").wait_for()


@pytest.mark.parametrize(("size", "javascript"), [("wide", True), ("narrow", False)], ids=["htmx", "plain"])
def test_a_list_with_mistakes_is_sent_mended_and_stored(site, chromium, tmp_path, size, javascript):
    wrong = [
        altered(11, UNOR_ID="tidak ada"),
        altered(12, NIP_BARU="1.99001E+17"),
        altered(13, JABATAN_ID="", JABATAN_NAMA=""),
    ]
    units = unit_list(tmp_path)
    people = register(tmp_path, *(person(n) for n in range(1, 6)), *wrong)
    with page_of(chromium, size, java_script_enabled=javascript, accept_downloads=True) as page:
        sign_in(page, site, "perencana")
        page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Data").click()
        page.get_by_role("link", name="Kirim berkas").click()
        page.get_by_role("heading", name="Berkas apa yang akan Anda kirim?").wait_for()
        send(page, site, units)
        store(page)
        first = page.url

        send(page, site, people)
        await_heading(page, "Apakah data ini boleh disimpan?")
        assert "5 baris siap disimpan, 3 ditolak" in page.locator(".answer").inner_text()
        assert page.get_by_text("NIP ini tersimpan sebagai angka").first.is_visible()
        assert fits(page)
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Unduh 3 baris yang ditolak").click()
        waiting.value.save_as(tmp_path / "ditolak.xlsx")
        store(page)
        second = page.url

        mend(tmp_path / "ditolak.xlsx", tmp_path / "diperbaiki.xlsx")
        send(page, site, tmp_path / "diperbaiki.xlsx")
        await_heading(page, "Apakah data ini boleh disimpan?")
        assert "3 baris siap disimpan, 0 ditolak" in page.locator(".answer").inner_text()
        store(page)

        take_back(page)  # and the house is as it was
        for address in (second, first):
            page.goto(address)
            take_back(page)


@pytest.mark.parametrize(("size", "colours"), [("wide", "light"), ("narrow", "dark")])
def test_no_page_of_sending_has_an_accessibility_fault(site, chromium, tmp_path, size, colours):
    strange = tmp_path / "unor.csv"
    strange.write_text("Id;Sebutan Satuan Resmi;DiatasanId;EselonId;NamaJabatan\nu1;Dinas;;;\n")
    with page_of(chromium, size, color_scheme=colours) as page:
        sign_in(page, site, "perencana")
        found = {}

        def look(name: str) -> None:
            found[name] = [*faults(page), *([] if fits(page) else ["wider than the screen"])]

        for path in ("", "jenis/", "jenis/people/", "ditegaskan/"):
            page.goto(f"{site}/data/kiriman/{path}")
            look(path)
        page.goto(f"{site}/data/kiriman/")
        page.get_by_text("Saya tahu jenis berkasnya").click()
        page.get_by_label("Jenis berkas").select_option("units")
        page.get_by_label("Berkas", exact=True).set_input_files(str(strange))
        page.get_by_role("button", name="Kirim dan periksa").click()
        await_heading(page, "Kolom mana yang berisi apa?")
        look("asking")
        page.get_by_role("button", name="Batalkan kiriman ini").click()
        page.get_by_role("heading", name="Kiriman ini dibatalkan").wait_for()
        look("ended")
        send(page, site, register(tmp_path, person(1, unit="tidak ada"), person(2, unit="tidak ada")))
        await_heading(page, "Tidak ada baris yang dapat disimpan")
        page.get_by_text("Bagaimana berkas ini dibaca").click()
        look("checked")
        page.get_by_role("link", name="Lihat baris demi baris").click()
        page.get_by_role("heading", name="Baris mana di").wait_for()
        look("problems")
        page.go_back()
        page.get_by_role("button", name="Batalkan kiriman ini").click()
        page.get_by_role("heading", name="Kiriman ini dibatalkan").wait_for()
    assert {name: what for name, what in found.items() if what} == {}
