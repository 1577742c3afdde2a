"""Signing in with a password: who gets in, what is said, how often one may try, and what the trail keeps."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from betang.agencies.models import AuditEvent
from tests.accounts.conftest import PASSWORD, Browser, text

pytestmark = pytest.mark.django_db


def events(name: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(name=f"betang.agencies.{name}").order_by("pk"))


def test_a_user_signs_in_and_the_trail_says_so(person, browser):
    budi = person("budi")
    answer = browser.sign_in("budi", next="/pengaturan/")
    assert answer["Location"] == "/pengaturan/"
    assert browser.get("/pengaturan/").status_code == 200
    (event,) = events("signed_in")
    assert (event.by_username, event.on_id, event.new) == (
        "budi",
        str(budi.pk),
        {"by": "password", "second_factor": False},
    )


def test_signing_out_ends_the_session_and_asks_back_when_opened_by_its_address(person, browser):
    person("budi")
    browser.sign_in("budi")
    assert "Keluar dari Betang?" in text(browser.get("/keluar"))
    assert browser.post("/keluar")["Location"] == "/masuk"
    assert browser.get("/pengaturan/").status_code == 302
    assert [event.by_username for event in events("signed_out")] == ["budi"]


@pytest.mark.parametrize("aim", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(person, browser, aim):
    person("budi")
    assert browser.sign_in("budi", next=aim)["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_sound_the_same_and_what_was_typed_stays(person, browser):
    person("budi")
    answers = [browser.sign_in(who, "salah-sekali") for who in ("budi", "tidak-ada")]
    pages = [re.sub(r'value="[^"]*"', "", text(answer)) for answer in answers]
    assert "tidak cocok" in pages[0]
    assert pages[0] == pages[1]
    assert 'value="tidak-ada"' in text(answers[1])
    assert "salah-sekali" not in text(answers[1])


def test_an_unknown_name_is_not_on_the_trail_in_clear(person, browser):
    person("budi")
    browser.sign_in("budi", "salah")
    browser.sign_in("kata-sandi-di-kolom-yang-salah", "salah")
    known, unknown = events("sign_in_failed")
    assert known.on_id
    assert (unknown.on_id, unknown.by_id) == ("", None)
    assert "kata-sandi-di-kolom" not in str(unknown.new)
    assert unknown.new["typed"]


def test_after_five_failures_the_name_is_locked_and_the_page_says_how_long(person, browser):
    person("budi")
    for _ in range(5):
        browser.sign_in("budi", "salah")
    answer = text(Browser().sign_in("budi"))
    assert re.search(r"Tunggu [45] menit", answer)
    assert len(events("locked")) == 1, "once, not for every further try"
    assert not events("signed_in")


def test_another_host_name_or_spelling_is_no_way_around_the_lock(person, browser):
    person("budi")
    for host, name in zip(("a", "b", "c", "d", "e"), ("budi", "budi", "BUDI", "Budi", "budi "), strict=True):
        browser.post("/masuk", {"username": name, "password": "salah"}, headers={"host": f"{host}.localhost"})
    assert "Tunggu" in text(browser.sign_in("budi"))


def test_one_address_may_not_try_many_names(person, browser):
    person("budi")
    for n in range(20):
        browser.sign_in(f"orang-{n}", "salah")
    assert "Tunggu" in text(browser.sign_in("budi"))
    elsewhere = Browser(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.sign_in("budi").status_code == 302


def test_a_forwarded_address_is_believed_only_behind_a_proxy(person, settings):
    person("budi")
    for n in range(20):
        Client().post("/masuk", {"username": f"o{n}", "password": "x"}, headers={"x-forwarded-for": f"203.0.113.{n}"})
    assert "Tunggu" in text(Browser().sign_in("budi")), "a made-up header must not give a new address"
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # what BETANG_BEHIND_PROXY sets
    for n in range(20):
        Client().post(
            "/masuk", {"username": f"o{n}", "password": "x"}, headers={"x-forwarded-for": f"9.9.9.9, 203.0.113.{n}"}
        )
    assert Browser().sign_in("budi").status_code == 302
    assert AuditEvent.objects.filter(new__address="203.0.113.7", name="betang.agencies.sign_in_failed").exists()


def test_too_many_requests_say_when_to_come_back(person, browser, settings):
    person("budi")
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    answers = [browser.sign_in("budi", "salah") for _ in range(3)]
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"
    assert "Tunggu satu menit" in text(answers[-1])


def test_an_account_that_was_switched_off_does_not_get_in(person, browser):
    from betang.agencies.models import User  # noqa: PLC0415

    person("budi")
    User.objects.filter(username="budi").update(is_active=False)
    assert "tidak cocok" in text(browser.sign_in("budi"))


def test_nobody_signs_up(person, browser):
    for path in ("/akun/daftar/", "/masuk/daftar", "/signup/", "/accounts/signup/"):
        assert browser.get(path).status_code in {302, 404}
    assert "undangan" in text(browser.get("/masuk"))


def test_pages_of_signing_in_are_not_kept_by_a_browser(person, browser):
    person("budi")
    assert "no-store" in browser.get("/masuk")["Cache-Control"]
    browser.sign_in("budi")
    for path in ("/akun/kata-sandi/", "/akun/dua-langkah/", "/akun/sesi/", "/akun/tautan/"):
        assert "no-store" in browser.get(path)["Cache-Control"], path


def test_the_password_is_never_sent_back(person, browser):
    person("budi")
    assert PASSWORD not in text(browser.sign_in("nobody", PASSWORD))


@pytest.mark.django_db(transaction=True)
def test_attempts_made_at_once_are_counted_together(person):
    person("budi")

    def attempt(_n: int) -> str:
        try:
            return text(Browser().sign_in("budi", "salah"))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as at_once:
        answers = list(at_once.map(attempt, range(16)))
    assert sum("tidak cocok" in answer for answer in answers) == 5
    assert sum("Tunggu" in answer for answer in answers) == 11
    assert (len(events("sign_in_failed")), len(events("locked"))) == (5, 1)
