"""The policy as a real browser keeps it: no page offends it, and after signing out the back button finds nothing."""

from __future__ import annotations

from collections import deque
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.addresses import addresses
from tests.ui.test_story import page_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LISTEN = """window.offences = [];
addEventListener("securitypolicyviolation", e => offences.push(`${e.violatedDirective} ${e.blockedURI}`));"""
LEADS = "all => all.map(a => new URL(a.getAttribute('href'), location)).map(to => to.pathname + to.search)"


def kind_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def shown(page: Any, address: str) -> bool:
    """Open a page, which must not offend; False for what is none: a file, or an address that is only sent forms."""
    answer = page.request.get(address)
    if not answer.body() or not answer.headers["content-type"].startswith("text/html"):
        return False
    page.goto(address)
    assert page.evaluate("offences") == [], address
    return True


def walked(page: Any, site: str, *, start: str) -> set[str]:
    """Follow links from `start` until every kind of page that they lead to was opened twice; what was opened."""
    opened: dict[str, int] = {}
    ahead, known = deque([start]), {start}
    while ahead:
        address = ahead.popleft()
        kind = kind_of(urlsplit(address).path)
        if not kind or opened.get(kind, 0) == 2 or "ekspor=" in address:
            continue
        opened[kind] = opened.get(kind, 0) + 1
        if not shown(page, site + address):
            continue
        links = page.locator("a[href^='/'], a[href^='?']").evaluate_all(LEADS)
        fresh = [link for link in dict.fromkeys(links) if link not in known]
        known.update(fresh)
        ahead.extend(fresh)
    return set(opened)


def test_no_page_offends_the_policy(site: str, chromium: Any) -> None:
    seen: set[str] = set()
    for who in ("perencana", "koordinator", "pegawai"):
        context = chromium.new_context()
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.add_init_script(LISTEN)
        page.goto(f"{site}/akun/lupa/")
        assert page.evaluate("offences") == []
        sign_in(page, site, who)
        seen |= walked(page, site, start="/")
        for address in addresses():
            if not address.wanted and address.name not in {*seen, "account_logout"}:
                shown(page, site + address.at())  # also those that answer with a fault
        context.close()
        assert [line for line in said if "olicy" in line] == []
    assert seen >= {"needs:person", "needs:unit_competency", "people:members", "agencies:trail", "needs:record"}


def test_htmx_works_under_the_policy(site: str, chromium: Any) -> None:
    with page_of(chromium, "wide") as page:
        page.add_init_script(LISTEN)
        sign_in(page, site, "perencana")
        page.goto(f"{site}/peta/")
        page.evaluate("window.same = true")
        page.get_by_role("navigation", name="Bagian peta").get_by_role("link", name="Ukur dulu").click()
        page.get_by_role("heading", name="Apa yang harus diukur").wait_for()
        assert page.evaluate("[window.same, offences.length]") == [True, 0]  # swapped, not loaded anew


def test_the_back_button_works_and_finds_nothing_after_signing_out(site: str, chromium: Any) -> None:
    with page_of(chromium, "wide") as page:
        sign_in(page, site, "perencana")
        page.goto(f"{site}/data/pegawai/")
        person = page.locator("a[href^='/peta/orang/']").first
        name = person.inner_text()
        person.click()
        page.get_by_role("heading", name=name, level=1).wait_for()
        page.go_back()
        page.get_by_role("table").get_by_text(name).first.wait_for()
        page.go_forward()
        page.get_by_role("heading", name=name, level=1).wait_for()
        page.get_by_role("button", name="Keluar").click()
        page.wait_for_url("**/masuk**")
        for _step in range(4):
            page.go_back()
            page.wait_for_load_state()
            assert name not in page.content()
