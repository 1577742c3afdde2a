"""The second factor: who must have one, setting it up, being asked for it, recovery codes, giving it up."""

from __future__ import annotations

import base64
import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.agencies.accounts import actions, factors
from betang.agencies.models import AuditEvent, User
from tests.accounts.conftest import Browser, code_of, text

pytestmark = pytest.mark.django_db


def noted(name: str) -> int:
    return AuditEvent.objects.filter(name=f"betang.agencies.{name}").count()


def codes(page: str) -> list[str]:
    return re.findall(r"<code>(\d{4} \d{4})</code>", page)


def test_a_planner_sets_up_a_second_factor_before_anything_else_opens(person, browser):
    person("ani")
    browser.sign_in("ani")
    for path in ("/", "/peta/", "/pengaturan/", "/data/pegawai/", "/akun/kata-sandi/", "/akun/sesi/"):
        assert browser.get(path)["Location"].startswith("/akun/dua-langkah/pasang/?next=%2F"), path
    assert browser.post("/pengaturan/tampilan", {"tampilan": "dark"}).status_code == 302
    page = text(browser.get("/akun/dua-langkah/pasang/?next=/peta/"))
    assert "Peran Anda membuka data banyak orang" in page
    assert 'src="data:image/svg+xml;base64,' in page
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).decode()
    assert "<svg" in svg
    assert "<script" not in svg

    answer = browser.set_up()
    assert answer["Location"].startswith("/akun/dua-langkah/kode/")
    assert len(codes(text(browser.get("/akun/dua-langkah/kode/")))) == 10
    assert browser.get("/pengaturan/").status_code == 200
    assert noted("second_factor_set_up") == 1


def test_a_leader_may_do_without_and_the_demo_asks_nobody(person, browser):
    person("budi")
    browser.sign_in("budi")
    assert browser.get("/pengaturan/").status_code == 200
    person("ani")
    with override_settings(SECOND_FACTOR_REQUIRED=False):
        planner = Browser()
        planner.sign_in("ani")
        assert planner.get("/pengaturan/").status_code == 200


def test_the_way_on_after_setting_up_is_the_page_that_was_wanted(person, browser):
    person("ani")
    browser.sign_in("ani")
    browser.get("/akun/dua-langkah/pasang/?next=/peta/")
    page = text(browser.get("/akun/dua-langkah/pasang/?next=/peta/"))
    key = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    answer = browser.post(
        "/akun/dua-langkah/pasang/?next=/peta/", {"code": code_of(key), "next": "/peta/"}, follow=True
    )
    assert 'href="/peta/">Sudah saya simpan' in text(answer)


@pytest.fixture
def ani(person, browser):
    """Ani with a second factor, signed out; `browser.key` is the key in her app."""
    person("ani")
    browser.sign_in("ani")
    browser.set_up()
    browser.ani_codes = codes(text(browser.get("/akun/dua-langkah/kode/")))
    browser.post("/keluar")
    return User.objects.get(username="ani")


def test_signing_in_asks_for_the_code_and_the_password_alone_opens_nothing(ani, browser):
    assert browser.sign_in("ani", next="/pengaturan/")["Location"] == "/masuk/langkah-kedua"
    assert browser.get("/pengaturan/")["Location"].startswith("/masuk?next=")
    answer = browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})
    assert answer["Location"] == "/pengaturan/"
    assert browser.get("/pengaturan/").status_code == 200
    event = AuditEvent.objects.filter(name="betang.agencies.signed_in").latest("pk")
    assert event.new == {"by": "password", "second_factor": True}


def test_a_code_serves_once(ani, browser):
    code = code_of(browser.key)
    browser.sign_in("ani")
    browser.post("/masuk/langkah-kedua", {"code": code})
    thief = Browser()
    thief.sign_in("ani")
    assert "sudah terpakai" in text(thief.post("/masuk/langkah-kedua", {"code": code}))
    assert thief.get("/pengaturan/").status_code == 302


def test_the_code_that_set_it_up_does_not_sign_in(ani, browser):
    browser.sign_in("ani")
    assert "tidak cocok" in text(browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key, -1)}))


def test_five_wrong_codes_lock_the_second_step(ani, browser):
    browser.sign_in("ani")
    for n in range(5):
        browser.post("/masuk/langkah-kedua", {"code": f"00000{n}"})
    assert re.search(r"Tunggu [45] menit", text(browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})))
    assert (noted("second_factor_failed"), noted("locked")) == (5, 1)


def test_a_recovery_code_stands_in_for_the_telephone_once(ani, browser):
    browser.sign_in("ani")
    answer = browser.post("/masuk/langkah-kedua", {"code": browser.ani_codes[0]}, follow=True)
    assert "tersisa 9" in text(answer)
    assert noted("recovery_code_used") == 1
    again = Browser()
    again.sign_in("ani")
    assert "tidak cocok" in text(again.post("/masuk/langkah-kedua", {"code": browser.ani_codes[0]}))


def test_recovery_codes_download_as_text(person, browser):
    person("ani")
    browser.sign_in("ani")
    browser.set_up()
    file = browser.get("/akun/dua-langkah/kode/unduh")
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="kode-pemulihan-betang.txt"'
    assert "no-store" in file["Cache-Control"]
    assert len(re.findall(r"^\d{4} \d{4}$", file.content.decode(), re.MULTILINE)) == 10


def test_new_recovery_codes_replace_the_old(ani, browser):
    browser.sign_in("ani")
    browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})
    answer = browser.post("/akun/dua-langkah/kode/baru/", follow=True)
    fresh = codes(text(answer))
    assert len(fresh) == 10
    assert not set(fresh) & set(browser.ani_codes)
    assert noted("recovery_codes_renewed") == 1


def test_a_role_that_requires_it_keeps_it(ani, browser):
    browser.sign_in("ani")
    browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})
    for answer in (browser.get("/akun/dua-langkah/matikan/"), browser.post("/akun/dua-langkah/matikan/")):
        assert "Peran Anda mewajibkan langkah kedua" in text(answer)
    assert factors.has_one(ani)


def test_who_need_not_have_it_may_give_it_up(person, browser):
    budi = person("budi")
    browser.sign_in("budi")
    browser.set_up()
    assert browser.post("/akun/dua-langkah/matikan/")["Location"] == "/akun/dua-langkah/"
    assert not Authenticator.objects.filter(user=budi).exists()
    assert noted("second_factor_removed") == 1


def test_long_after_signing_in_the_password_is_asked_again_before_the_codes_are_shown(ani, browser):
    browser.sign_in("ani")
    browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})
    session = browser.session
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()
    answer = browser.get("/akun/dua-langkah/kode/")
    assert answer["Location"].startswith("/akun/pastikan/?next=")
    assert "Kata sandi tidak cocok" in text(browser.post(answer["Location"], {"password": "salah"}))
    from tests.accounts.conftest import PASSWORD  # noqa: PLC0415

    shown = browser.post(answer["Location"], {"password": PASSWORD}, follow=True)
    assert len(codes(text(shown))) == 10


def test_the_database_alone_does_not_tell_the_key(ani, browser):
    for kept in Authenticator.objects.filter(user=ani):
        assert browser.key not in str(kept.data)
    with override_settings(SECRET_KEY="another key that the installation did not have when it was set up"):
        other = Browser()
        other.sign_in("ani")
        assert "tidak cocok" in text(other.post("/masuk/langkah-kedua", {"code": code_of(browser.key)}))


def test_who_lost_both_is_helped_by_removing_it_and_is_signed_out_everywhere(ani, browser, person):
    browser.sign_in("ani")
    browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})
    citra = person("citra")
    assert actions.remove_second_factor(user=ani, by=citra)
    assert browser.get("/pengaturan/").status_code == 302
    assert AuditEvent.objects.get(name="betang.agencies.second_factor_removed").by_username == "citra"
    browser.sign_in("ani")
    assert browser.get("/")["Location"].startswith("/akun/dua-langkah/pasang/")


def test_one_cannot_leave_the_second_step_by_asking_for_the_codes(ani, browser):
    browser.sign_in("ani")
    for name in factors.reachable_meanwhile() - {"agencies:language", "account_logout"}:
        assert browser.get(reverse(name))["Location"].startswith("/masuk?next="), name


def test_a_half_signed_in_person_can_go_back_and_sign_in_as_another(ani, browser, person):
    person("budi")
    browser.sign_in("ani")
    assert browser.get("/masuk")["Location"] == "/masuk/langkah-kedua"
    assert browser.post("/keluar", {"next": "/masuk"})["Location"] == "/masuk"
    browser.sign_in("budi")
    assert "Budi Rekaan" in text(browser.get("/pengaturan/"))


def test_whether_it_is_set_up_is_asked_once_a_session(ani, browser):
    browser.sign_in("ani")
    browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})
    browser.get("/pengaturan/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/pengaturan/")
    assert not [query for query in asked if "mfa_authenticator" in query["sql"]]
