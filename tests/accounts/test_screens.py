"""The screens of signing in on a real Chromium: narrow and dark without JavaScript, wide and light with it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.accounts.conftest import PASSWORD, code_of
from tests.ui.test_accessible import faults
from tests.ui.test_story import fits, page_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(person, live_server, settings) -> str:
    settings.EMAIL_CONFIGURED = True
    person("ani")
    return live_server.url


@pytest.fixture
def chromium(chromium_path):
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only here)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def press(page: Any) -> None:
    page.locator("main form .btn-primary").first.click()


@pytest.mark.parametrize(
    ("size", "colours", "javascript"), [("narrow", "dark", False), ("wide", "light", True)], ids=["plain", "htmx"]
)
def test_from_the_first_sign_in_to_the_printed_codes(site, chromium, size, colours, javascript):
    more = {"color_scheme": colours, "java_script_enabled": javascript, "accept_downloads": True}
    with page_of(chromium, size, **more) as page:
        page.goto(f"{site}/pengaturan/")
        page.fill("[name=username]", "ani")
        page.fill("[name=password]", PASSWORD)
        press(page)
        page.get_by_role("heading", name="Pasang langkah kedua").wait_for()
        picture = page.get_by_alt_text("Kode QR untuk aplikasi autentikator")
        assert picture.evaluate("image => image.complete && image.naturalWidth > 100"), "the policy lets the picture in"
        assert fits(page)
        page.fill("[name=code]", "000000")
        press(page)
        key = page.locator("code.key").inner_text().replace(" ", "")
        assert page.get_by_text("Kode tidak cocok").is_visible()
        page.fill("[name=code]", code_of(key))
        press(page)
        page.get_by_role("heading", name="Kode pemulihan").first.wait_for()
        assert page.locator(".codes li").count() == 10
        page.emulate_media(media="print")
        assert not page.get_by_role("link", name="Unduh sebagai teks").is_visible()
        page.emulate_media(media="screen")
        with page.expect_download() as file:
            page.get_by_role("link", name="Unduh sebagai teks").click()
        assert file.value.suggested_filename == "kode-pemulihan-betang.txt"
        page.get_by_role("link", name="Sudah saya simpan").click()
        page.wait_for_url(f"{site}/pengaturan/")


@pytest.mark.parametrize(("size", "colours"), [("narrow", "dark"), ("wide", "light")])
def test_no_screen_of_signing_in_has_an_accessibility_fault(site, chromium, size, colours):
    found = {}
    with page_of(chromium, size, color_scheme=colours) as page:

        def look(path: str) -> None:
            page.goto(site + path)
            found[path] = faults(page) + ([] if fits(page) else ["sticks out to the side"])

        for path in ("/masuk?sebab=diam", "/akun/lupa/", "/akun/lupa/terkirim/", "/akun/lupa/1-abc/"):
            look(path)
        page.goto(f"{site}/masuk")
        page.fill("[name=username]", "ani")
        page.fill("[name=password]", PASSWORD)
        press(page)
        page.wait_for_url("**/pasang/**")
        found["set up"] = faults(page)
        page.fill("[name=code]", code_of(page.locator("code.key").inner_text().replace(" ", "")))
        press(page)
        page.wait_for_url("**/kode/**")
        for path in (
            "/akun/dua-langkah/kode/", "/akun/dua-langkah/kode/baru/", "/akun/dua-langkah/",
            "/akun/dua-langkah/matikan/", "/akun/kata-sandi/", "/akun/sesi/", "/akun/tautan/", "/keluar",
        ):  # fmt: skip
            look(path)
    assert {path: what for path, what in found.items() if what} == {}
