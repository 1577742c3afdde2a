"""Signing in through OpenID Connect, against a provider that is a process of its own on this machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured

from betang.agencies.models import AuditEvent, User
from betang.config import sign_in as setup
from tests.accounts.conftest import PASSWORD, Browser, code_of, text
from tests.platform.test_serving import free_port

pytestmark = pytest.mark.django_db
CLIENT = {"client_id": "betang", "client_secret": "rahasia-klien", "name": "Masuk ASN"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a running provider (oidc-provider-mock), which speaks the real protocol with real signatures."""
    port = free_port()
    start = "from oidc_provider_mock.__main__ import run; run()"
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", start, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5) as told,  # noqa: S310  (ours)
        ):
            assert json.load(told)["issuer"] == address
            break
        assert time.monotonic() < deadline, "the provider did not start"
        assert process.poll() is None, "the provider ended"
        time.sleep(0.05)
    yield address
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture
def door(provider, settings) -> str:
    """Betang with that provider set up, as the four variables of the environment do it."""
    settings.OIDC = {"issuer": provider, **CLIENT}
    settings.OIDC_ORIGINS = setup.origins(settings.OIDC)
    return provider


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **more: Any) -> None:
        """Keep the answer that leads on."""


def send(method: str, url: str, data: bytes | None = None, **headers: str) -> str:
    """What the provider answers: where it leads to."""
    request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310  (the provider of this test)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=30) as answer:
            return answer.headers.get("Location", "")
    except urllib.error.HTTPError as led:
        return led.headers.get("Location", "")


def known_there(provider: str, subject: str, **claims: Any) -> None:
    send(
        "PUT",
        f"{provider}/users/{subject}",
        json.dumps(claims).encode(),
        **{"Content-Type": "application/json"},
    )


def through(browser: Browser, subject: str, *, start: str = "/masuk/sso", **form: str) -> Any:
    """Press the button, say who one is at the provider, and come back."""
    left = browser.post(start, form)
    back = send("POST", left["Location"], urllib.parse.urlencode({"sub": subject}).encode())
    assert back.startswith("http://testserver/masuk/sso/kembali?"), back
    return browser.get(back.removeprefix("http://testserver"))


def test_the_button_stands_on_the_sign_in_page_when_a_provider_is_set_up(browser, door):
    assert "Masuk dengan Masuk ASN" in text(browser.get("/masuk"))


def test_without_a_provider_there_is_no_button_and_no_way(browser):
    assert "/masuk/sso" not in text(browser.get("/masuk"))
    assert browser.post("/masuk/sso").status_code == 404
    assert browser.get("/masuk/sso/kembali?code=a&state=b").status_code == 404


def test_a_verified_address_that_is_a_users_own_signs_in_and_leads_on(person, browser, door):
    person("budi")
    known_there(door, "budi-sub", email="Budi@contoh.go.id", email_verified=True, name="Nama Lengkap")
    assert through(browser, "budi-sub", next="/pengaturan/")["Location"] == "/pengaturan/"
    assert "Budi Rekaan" in text(browser.get("/pengaturan/"))
    event = AuditEvent.objects.get(name="betang.agencies.signed_in")
    assert event.new == {"by": "identity_provider", "second_factor": False}
    assert not SocialAccount.objects.exists(), "an address is matched each time, nothing is linked by itself"


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"email": "siapa@contoh.go.id", "email_verified": True}, "belum mengenal akun itu"),
        ({"email": "budi@contoh.go.id", "email_verified": False}, "belum dipastikan"),
        ({"email": "budi@contoh.go.id"}, "belum dipastikan"),
        ({"email": "budi@contoh.go.id", "email_verified": "false"}, "belum dipastikan"),
        ({}, "belum dipastikan"),
    ],
)
def test_others_are_refused_and_told_whom_to_ask_and_nobody_is_added(person, browser, door, claims, words):
    person("budi")
    before = User.objects.count()
    known_there(door, "orang-lain", **claims)
    answer = through(browser, "orang-lain")
    assert answer.status_code == 403
    assert words in text(answer)
    assert browser.get("/pengaturan/").status_code == 302
    assert User.objects.count() == before
    event = AuditEvent.objects.get(name="betang.agencies.sign_on_refused")
    assert (event.by_id, "contoh.go.id" in str(event.new)) == (None, False)


def test_an_address_that_two_users_share_signs_in_neither(person, browser, door):
    person("budi")
    person("ani")
    User.objects.update(email="sama@contoh.go.id")
    known_there(door, "sama", email="sama@contoh.go.id", email_verified=True)
    assert "belum mengenal" in text(through(browser, "sama"))


def test_the_second_factor_is_asked_all_the_same(person, browser, door):
    person("ani")
    browser.sign_in("ani")
    browser.set_up()
    browser.post("/keluar")
    known_there(door, "ani-sub", email="ani@contoh.go.id", email_verified=True)
    assert through(browser, "ani-sub", next="/pengaturan/")["Location"] == "/masuk/langkah-kedua"
    assert browser.get("/pengaturan/").status_code == 302
    assert browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)})["Location"] == "/pengaturan/"
    event = AuditEvent.objects.filter(name="betang.agencies.signed_in").latest("pk")
    assert event.new == {"by": "identity_provider", "second_factor": True}


def test_a_planner_who_comes_that_way_must_set_one_up(person, browser, door):
    person("ani")
    known_there(door, "ani-sub", email="ani@contoh.go.id", email_verified=True)
    through(browser, "ani-sub")
    assert browser.get("/peta/")["Location"].startswith("/akun/dua-langkah/pasang/")


def test_a_link_made_while_signed_in_opens_the_account_whatever_the_address_and_can_be_cut(person, browser, door):
    budi = person("budi")
    known_there(door, "nip-199001012015031001", email="lain@rumah.id", email_verified=False)
    browser.sign_in("budi")
    made = through(browser, "nip-199001012015031001", start="/masuk/sso?process=connect&next=/akun/tautan/")
    assert made["Location"] == "/akun/tautan/"
    assert "Akun Masuk ASN Anda terhubung" in text(browser.get("/akun/tautan/"))
    kept = SocialAccount.objects.get(user=budi)
    assert "199001012015031001" not in kept.uid + str(kept.extra_data), "what the provider tells is not kept"
    assert kept.extra_data == {}

    other = Browser()
    assert through(other, "nip-199001012015031001")["Location"] == "/"
    assert "Budi Rekaan" in text(other.get("/pengaturan/"))

    browser.post("/akun/tautan/", {"account": kept.pk})
    assert not SocialAccount.objects.exists()
    assert through(Browser(), "nip-199001012015031001").status_code == 403
    linked = AuditEvent.objects.filter(name__in=["betang.agencies.sign_on_linked", "betang.agencies.sign_on_unlinked"])
    assert [event.by_username for event in linked] == ["budi", "budi"]


def test_an_account_linked_to_one_user_cannot_be_taken_by_another(person, browser, door):
    person("budi")
    person("nobody")
    known_there(door, "milik-budi", email="x@rumah.id")
    browser.sign_in("budi")
    through(browser, "milik-budi", start="/masuk/sso?process=connect")
    other = Browser()
    other.sign_in("nobody")
    through(other, "milik-budi", start="/masuk/sso?process=connect")
    assert SocialAccount.objects.get().user.username == "budi"


def test_the_same_subject_of_another_provider_is_somebody_else(person, browser, door, settings):
    person("budi")
    known_there(door, "subjek-1", email="x@rumah.id")
    browser.sign_in("budi")
    through(browser, "subjek-1", start="/masuk/sso?process=connect")
    settings.OIDC = settings.OIDC | {"issuer": door.replace("127.0.0.1", "localhost")}
    from betang.agencies.accounts.sso import Provider  # noqa: PLC0415

    app = type("App", (), {"settings": {}, "name": "x"})()
    uid = Provider(request=None, app=app).extract_uid({"userinfo": {"sub": "subjek-1"}})
    assert uid != SocialAccount.objects.get().uid


def test_linking_long_after_signing_in_asks_for_the_password(person, browser, door):
    person("budi")
    known_there(door, "budi-sub", email="x@rumah.id")
    browser.sign_in("budi")
    session = browser.session
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()
    asked = browser.post("/masuk/sso?process=connect&next=/akun/tautan/")
    assert asked["Location"].startswith("/akun/pastikan/?next=")
    back = browser.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert "Lanjut ke Masuk ASN?" in text(back)
    through(browser, "budi-sub", start="/masuk/sso?process=connect&next=/akun/tautan/")
    assert SocialAccount.objects.get().user.username == "budi"


def test_nobody_links_without_being_signed_in(person, browser, door):
    assert browser.post("/masuk/sso?process=connect")["Location"].startswith("/masuk?next=")


def test_saying_no_at_the_provider_leads_back_in_words(browser, person, door):
    left = browser.post("/masuk/sso")
    back = send("POST", left["Location"], b"action=deny")
    state = urllib.parse.parse_qs(urllib.parse.urlsplit(left["Location"]).query)["state"][0]
    answer = browser.get(f"{back.removeprefix('http://testserver')}&state={state}")  # which this provider leaves out
    assert "Anda membatalkan" in text(answer)


def test_an_answer_that_was_not_asked_for_is_refused(browser, person, door):
    answer = browser.get("/masuk/sso/kembali?code=made-up&state=made-up")
    assert answer.status_code == 403
    assert "tidak berhasil" in text(answer)


def test_a_provider_that_does_not_answer_leaves_the_password(browser, person, door, settings):
    settings.OIDC = settings.OIDC | {"issuer": f"http://127.0.0.1:{free_port()}"}
    assert "tidak menjawab" in text(browser.post("/masuk/sso"))


def test_the_address_alone_asks_back_first(browser, person, door):
    assert "Lanjut ke Masuk ASN?" in text(browser.get("/masuk/sso"))


def test_what_the_environment_says_is_all_or_nothing(monkeypatch):
    for name in setup.PROVIDER.values():
        monkeypatch.delenv(name, raising=False)
    assert (setup.provider(), setup.half_configured()) == ({}, [])
    monkeypatch.setenv("BETANG_OIDC_ISSUER", "https://sso.contoh.go.id/")
    assert setup.provider() == {}
    assert len(setup.half_configured()) == 3
    for name in ("BETANG_OIDC_CLIENT_ID", "BETANG_OIDC_CLIENT_SECRET", "BETANG_OIDC_NAME"):
        monkeypatch.setenv(name, "x")
    assert setup.provider()["issuer"] == "https://sso.contoh.go.id"
    assert setup.half_configured() == []
    monkeypatch.setenv("BETANG_OIDC_ORIGINS", "https://login.contoh.go.id")
    assert setup.origins(setup.provider()) == ["https://sso.contoh.go.id", "https://login.contoh.go.id"]
    monkeypatch.setenv("BETANG_OIDC_ISSUER", "sso.contoh.go.id")
    with pytest.raises(ImproperlyConfigured, match="https://"):
        setup.provider()


def test_forms_may_lead_to_the_provider_and_nowhere_else(browser, person, door):
    policy = browser.get("/masuk")["Content-Security-Policy"]
    assert re.search(r"form-action ([^;]+);", policy)[1] == f"'self' {door}"


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.django_db(transaction=True)
def test_in_a_real_browser_the_way_there_and_back_is_open(person, door, live_server, chromium_path):
    """The policy for forms, the cookies and the page of the provider work together only in a browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only here)

    person("budi")
    known_there(door, "budi-sub", email="budi@contoh.go.id", email_verified=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{live_server.url}/masuk?next=/pengaturan/")
        page.get_by_role("button", name="Masuk dengan Masuk ASN").click()
        page.get_by_placeholder("sub").fill("budi-sub")
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_url(f"{live_server.url}/pengaturan/")
        assert page.get_by_text("Anda masuk sebagai Budi Rekaan").is_visible()
        chromium.close()
