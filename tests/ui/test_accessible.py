"""axe-core on every kind of page, light and dark, wide and narrow; and how much goes over the wire."""

from __future__ import annotations

import gzip
import http.cookiejar
import re
import urllib.parse
import urllib.request

import pytest

from tests.ui.test_story import addresses, fits, page_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def faults(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  (only here)

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]} ({v['nodes'][0]['failureSummary'][:200]})" for v in found]


@pytest.mark.parametrize(("size", "colours"), [("wide", "light"), ("narrow", "dark")])
def test_no_page_has_an_accessibility_fault(site, chromium, size, colours):
    with page_of(chromium, size, color_scheme=colours) as page:
        page.goto(f"{site}/masuk")
        found = {"/masuk": faults(page)}
        sign_in(page, site, "perencana")
        for path in addresses(page, site):
            page.goto(site + path)
            found[path] = faults(page)
    assert {path: what for path, what in found.items() if what} == {}


ROLES = ("koordinator", "auditor", "perencana", "pimpinan", "opd", "atasan", "pegawai", "mura-bupati")


@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_of_every_role_fits_a_phone_and_has_no_accessibility_fault(site, chromium, role):
    with page_of(chromium, "narrow") as page:
        sign_in(page, site, role)
        pages = ["/", *(["/kebutuhan/audit/"] if role == "auditor" else [])]
        found = {}
        for path in pages:
            answer = page.goto(site + path)
            for folded in page.locator("main details").all():
                folded.evaluate("one => one.open = true")
            found[path] = faults(page)
            assert fits(page), path
            menu = page.get_by_role("navigation", name="Menu utama")
            assert menu.evaluate("one => one.scrollWidth <= one.clientWidth"), path
            assert len(gzip.compress(answer.body())) <= 30_000, path
    assert {path: what for path, what in found.items() if what} == {}


def test_a_page_that_is_not_there_is_accessible_too(site, chromium):
    context = chromium.new_context()
    page = context.new_page()
    sign_in(page, site, "perencana")
    page.goto(f"{site}/peta/unit/99999999/")
    assert page.get_by_role("heading", name="Halaman tidak ditemukan").is_visible()
    assert faults(page) == []
    context.close()


def test_the_first_page_is_light_with_everything_it_loads(site):
    """At most 150 kB over the wire: the overview, its stylesheet, its script, its mark."""
    jar = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def load(path: str) -> tuple[int, str]:
        request = urllib.request.Request(site + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310  (our own site)
        with jar.open(request, timeout=30) as answer:
            body = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
        return len(body), (gzip.decompress(body) if packed else body).decode(errors="replace")

    _, gate = load("/masuk")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', gate)[1]
    password = re.search(r'name="password" value="([^"]+)"', gate)[1]
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "username": "perencana", "password": password})
    sent = urllib.request.Request(f"{site}/masuk", form.encode(), {"Referer": f"{site}/masuk"})  # noqa: S310  (ours)
    jar.open(sent, timeout=30).close()
    size, text = load("/peta/")
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
    assert len(parts) == 3
    weights = {part: load(part)[0] for part in parts}
    assert size + sum(weights.values()) <= 150_000
    assert size <= 30_000  # the page itself, compressed


def test_printing_leaves_out_what_only_a_screen_needs(site, chromium):
    with page_of(chromium, "wide", color_scheme="dark") as page:
        sign_in(page, site, "perencana")
        page.goto(f"{site}/peta/")
        page.emulate_media(media="print")
        assert not page.get_by_role("navigation", name="Menu utama").is_visible()
        assert not page.locator(".export").first.is_visible()
        assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
        assert page.get_by_text("Data fiktif.").is_visible()
