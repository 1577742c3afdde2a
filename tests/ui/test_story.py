"""The newcomer's story on a real browser, wide and narrow, with and without JavaScript, in both languages.

Starts the demo, signs in, finds which government and which competency most need work, which cannot be judged yet and
why, opens one number down to a person's evidence, and takes it home as a file.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 360, "height": 740}}


@contextmanager
def page_of(browser: Any, size: str, **more: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=SIZES[size], **more)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.set_default_timeout(15_000)
    yield page
    context.close()
    assert troubles == []


def sign_in(page: Any, site: str, who: str) -> None:
    page.goto(f"{site}/")
    page.locator("button", has=page.locator("strong").get_by_text(who, exact=True)).click()
    page.wait_for_url(f"{site}/")


def fits(page: Any) -> bool:
    """Whether nothing sticks out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
@pytest.mark.parametrize("size", SIZES)
def test_from_signing_in_to_the_evidence_of_one_person(site, chromium, size, javascript):
    with page_of(chromium, size, java_script_enabled=javascript, accept_downloads=True) as page:
        sign_in(page, site, "perencana")
        assert page.get_by_role("heading", name="Apa yang menunggu Anda?").is_visible()

        # which government and which competency, and which cannot be judged
        page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Peta").click()
        page.get_by_role("heading", name="Pemerintah mana yang paling perlu").wait_for()
        answer = page.locator(".answer").inner_text()
        assert "dari 100" in answer
        assert "belum dapat dinilai" in answer
        page.get_by_role("navigation", name="Bagian peta").get_by_role("link", name="Ukur dulu").click()
        page.get_by_role("heading", name="Apa yang harus diukur").wait_for()
        assert page.get_by_text("pengukuran").first.is_visible()  # why, and what would change it

        # down to the people of the own government
        page.goto(f"{site}/peta/pemerintah/6711/")
        page.locator("#kompetensi").get_by_role("link", name="Komunikasi").first.click()
        page.get_by_role("heading", name="Siapa yang masih kurang dalam Komunikasi").wait_for()
        page.locator(".pick").get_by_role("link", name="Kurang:").first.click()
        page.wait_for_url("**keadaan=short**")
        listed = page.get_by_role("table").get_by_role("rowheader").get_by_role("link")
        name = listed.first.inner_text()
        listed.first.click()

        # down to the evidence
        page.get_by_role("heading", name=name, level=1).wait_for()
        assert page.get_by_text("Yang menentukan:").first.is_visible()
        assert page.get_by_text("berlaku sampai").first.is_visible()

        # and home as a file
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Excel").first.click()
        with zipfile.ZipFile(waiting.value.path()) as file:
            strings = file.read("xl/sharedStrings.xml").decode()
        assert "DATA FIKTIF" in strings
        assert "asesor terakreditasi" in strings or "uji kompetensi" in strings or "penilaian" in strings


@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_the_screen(site, chromium, size):
    with page_of(chromium, size) as page:
        sign_in(page, site, "perencana")
        for path in addresses(page, site):
            page.goto(site + path)
            assert fits(page), path


def addresses(page: Any, site: str) -> list[str]:
    """Every kind of page, with real ids."""
    page.goto(f"{site}/peta/pemerintah/6711/kompetensi/M.03/")
    person = page.locator("a[href^='/peta/orang/']").first.get_attribute("href").split("#")[0]
    page.goto(f"{site}/peta/pemerintah/6711/")
    unit = page.locator("a[href^='/peta/unit/']").first.get_attribute("href").split("kompetensi")[0].split("?")[0]
    return [
        "/", "/peta/", "/peta/?ukuran=seen&jenis=technical", "/peta/panas/", "/peta/prioritas/", "/peta/ukur-dulu/",
        "/peta/kompetensi/M.03/", "/peta/pemerintah/6711/", "/peta/pemerintah/6711/?status=PNS&jenis=leadership",
        "/peta/pemerintah/6711/prioritas/", "/peta/pemerintah/6711/ukur-dulu/", "/peta/pemerintah/6771/",
        "/peta/pemerintah/6711/kompetensi/M.03/", "/peta/pemerintah/6771/kompetensi/M.03/", unit,
        f"{unit}kompetensi/M.03/", person, "/data/", "/data/pegawai/", "/data/standar/", "/data/standar/M.03/",
        "/pengaturan/", "/pengaturan/anggota/", "/pengaturan/anggota/undang/",
        "/pengaturan/anggota/undang/?peran=officer", "/pengaturan/izin/", "/pengaturan/izin/beri/",
    ]  # fmt: skip


def test_english_all_the_way(site, chromium):
    with page_of(chromium, "wide") as page:
        sign_in(page, site, "koordinator")
        page.get_by_role("button", name="English").click()
        page.get_by_role("heading", name="What is waiting for you?").wait_for()
        page.get_by_role("link", name="Map", exact=True).click()
        page.get_by_role("heading", name="Which government most needs").wait_for()
        page.get_by_role("link", name="Heat map").click()
        page.get_by_role("heading", name="Which competency is most lacking").wait_for()
        page.get_by_role("button", name="Bahasa Indonesia").click()
        page.get_by_role("heading", name="Kompetensi apa yang paling kurang").wait_for()


def test_the_keyboard_reaches_the_map_and_shows_where_it_is(site, chromium):
    with page_of(chromium, "wide") as page:
        sign_in(page, site, "pimpinan")
        page.goto(f"{site}/peta/")
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Langsung ke isi"
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.locator(":focus").evaluate("e => !!e.closest('.picture')"):
                break
        focus = page.locator(":focus")
        assert focus.evaluate("e => !!e.closest('.picture')")
        assert focus.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
        href = focus.get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{href}")


def test_filters_are_an_address_that_can_be_sent_on(site, chromium):
    with page_of(chromium, "wide") as page:
        sign_in(page, site, "perencana")
        page.goto(f"{site}/peta/pemerintah/6711/")
        page.get_by_label("Status kepegawaian").select_option("PPPK")  # htmx: no button needed
        page.wait_for_url("**status=PPPK**")
        whole = page.locator(".figures dd").first.inner_text()
        page.goto(page.url)
        assert page.locator(".figures dd").first.inner_text() == whole
        assert page.get_by_label("Status kepegawaian").input_value() == "PPPK"
        assert page.get_by_text("hanya pegawai menurut saringan").is_visible()


def test_a_sorted_table_and_its_file_agree(site, chromium):
    with page_of(chromium, "wide", accept_downloads=True) as page:
        sign_in(page, site, "koordinator")
        page.goto(f"{site}/peta/ukur-dulu/")
        page.get_by_role("columnheader").get_by_role("link", name="Terukur (%)").click()
        page.wait_for_url("**urut=-cakupan**")
        first = page.get_by_role("rowheader").first.inner_text()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="CSV").first.click()
        rows = list(csv.reader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))
        assert rows[1][0] == first
        assert rows[1][-1].startswith("DATA FIKTIF")
        assert len(rows) > 51  # the whole list, not the page


def test_going_back_finds_the_page_as_it_was(site, chromium):
    with page_of(chromium, "wide") as page:
        sign_in(page, site, "koordinator")
        page.goto(f"{site}/peta/")
        page.get_by_role("navigation", name="Bagian peta").get_by_role("link", name="Prioritas").click()
        page.get_by_role("heading", name="Mana yang paling perlu dikerjakan").wait_for()
        page.go_back()
        page.get_by_role("heading", name="Pemerintah mana yang paling perlu").wait_for()
        assert page.locator("link[rel=stylesheet]").count() == 1
        assert (
            page.get_by_role("navigation", name="Menu utama")
            .get_by_role("link", name="Peta")
            .get_attribute("aria-current")
            == "page"
        )
