"""Passwords: what they must be, changing one, and getting a new one by e-mail."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client

from betang.agencies.actions import create_user
from betang.agencies.models import AuditEvent, User
from betang.config import sign_in
from tests.accounts.conftest import PASSWORD, Browser, code_of, text

pytestmark = pytest.mark.django_db
NEW = "perahu merah di kapuas 9"


@pytest.mark.parametrize(
    "weak",
    [
        "pendek-9",
        "123456789012",
        "passwordpassword",
        "Kalimantan2026!",
        "P4ssw0rd!2026",
        "palangkaraya123",
        "aaaaaaaaaaaaaa",
        "katasandi-2026",
        "ani.rekaan-2026",
        "ani@contoh.go.id",
    ],
)
def test_what_others_would_guess_is_refused_in_plain_words(person, weak):
    ani = person("ani")
    with pytest.raises(ValidationError) as refused:
        validate_password(weak, ani)
    assert all(message.startswith("Kata sandi ini") for message in refused.value.messages)


@pytest.mark.parametrize("strong", [PASSWORD, NEW, "x7#Kq9-vTp2!mZ", "9#a2!7b5%c8-4421", "hujan sore di muara"])
def test_a_long_and_unlikely_one_is_taken(person, strong):
    validate_password(strong, person("ani"))


def test_changing_the_password_needs_the_old_one_and_ends_the_other_sessions(person, browser):
    person("budi")
    elsewhere = Browser()
    elsewhere.sign_in("budi")
    browser.sign_in("budi")
    page = text(browser.get("/akun/kata-sandi/"))
    assert "Paling sedikit 12 karakter" in page
    wrong = {"oldpassword": "salah", "password1": NEW, "password2": NEW}
    assert "yang sekarang tidak cocok" in text(browser.post("/akun/kata-sandi/", wrong))
    unlike = {"oldpassword": PASSWORD, "password1": NEW, "password2": "lain"}
    assert "tidak sama" in text(browser.post("/akun/kata-sandi/", unlike))
    weak = {"oldpassword": PASSWORD, "password1": "pendek", "password2": "pendek"}
    assert "terlalu pendek" in text(browser.post("/akun/kata-sandi/", weak))
    done = browser.post("/akun/kata-sandi/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)
    assert "Kata sandi diganti" in text(done)
    assert browser.get("/pengaturan/").status_code == 200
    assert elsewhere.get("/pengaturan/").status_code == 302
    assert AuditEvent.objects.filter(name="betang.agencies.password_changed", by_username="budi").count() == 1


def ask(browser: Client, email: str) -> str:
    return text(browser.post("/akun/lupa/", {"email": email}, follow=True))


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once_and_does_not_sign_in(person, browser, settings):
    settings.EMAIL_CONFIGURED = True
    person("budi")
    known, unknown = ask(browser, "BUDI@contoh.go.id"), ask(browser, "tidak-ada@contoh.go.id")
    strip = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert strip.sub("", known) == strip.sub("", unknown), "nobody learns which addresses have an account"
    (letter,) = mail.outbox
    assert letter.subject == "Betang: tautan untuk kata sandi baru"
    assert letter.to == ["budi@contoh.go.id"]
    assert "Rekaan" not in letter.body
    link = re.search(r"http://testserver(/akun/lupa/\S+)", letter.body)[1]

    first = browser.get(link)
    assert first["Location"].endswith("-set-password/"), "the key leaves the address bar"
    form = first["Location"]
    assert "Buat kata sandi baru" in text(browser.get(form))
    assert browser.post(form, {"password1": NEW, "password2": NEW})["Location"] == "/masuk"
    assert browser.get("/pengaturan/").status_code == 302
    assert browser.sign_in("budi", NEW).status_code == 302
    assert "tidak berlaku lagi" in text(Browser().get(link))
    assert AuditEvent.objects.filter(name="betang.agencies.password_reset", by_username="budi").exists()


def test_a_new_password_by_e_mail_does_not_step_over_the_second_factor(person, browser, settings):
    settings.EMAIL_CONFIGURED = True
    person("ani")
    browser.sign_in("ani")
    browser.set_up()
    browser.post("/keluar")
    ask(browser, "ani@contoh.go.id")
    link = re.search(r"http://testserver(/akun/lupa/\S+)", mail.outbox[-1].body)[1]
    form = browser.get(link)["Location"]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert browser.sign_in("ani", NEW)["Location"] == "/masuk/langkah-kedua"
    assert browser.post("/masuk/langkah-kedua", {"code": code_of(browser.key)}).status_code == 302


def test_who_locked_themselves_out_gets_in_with_the_new_password(person, browser, settings):
    settings.EMAIL_CONFIGURED = True
    person("budi")
    for _ in range(5):
        browser.sign_in("budi", "salah")
    ask(browser, "budi@contoh.go.id")
    form = browser.get(re.search(r"http://testserver(/akun/lupa/\S+)", mail.outbox[-1].body)[1])["Location"]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert browser.sign_in("budi", NEW)["Location"] == "/"


def test_without_a_mail_server_the_page_says_whom_to_ask_and_sends_nothing(person, browser):
    person("budi")
    page = text(browser.get("/akun/lupa/"))
    assert "belum dapat mengirim surel" in page
    assert 'name="email"' not in page
    browser.post("/akun/lupa/", {"email": "budi@contoh.go.id"})
    assert mail.outbox == []


def test_a_mail_server_that_fails_tells_nobody_which_address_is_known(person, browser, settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    person("budi")
    answers = [browser.post("/akun/lupa/", {"email": f"{who}@contoh.go.id"}) for who in ("budi", "tidak-ada")]
    assert [answer["Location"] for answer in answers] == ["/akun/lupa/terkirim/"] * 2


def test_who_came_by_an_identity_provider_makes_a_first_password(agencies, browser):
    create_user(username="eka", name="Eka Rekaan", password=None, by=None)
    browser.force_login(User.objects.get(username="eka"))
    assert browser.get("/akun/kata-sandi/")["Location"] == "/akun/kata-sandi/pertama/"
    assert browser.post("/akun/kata-sandi/pertama/", {"password1": NEW, "password2": NEW}).status_code == 302
    assert Browser().sign_in("eka", NEW).status_code == 302


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtp://pos:rahasia%40@surel.go.id", 587, "starttls"),
        ("smtp://pos:rahasia%40@surel.go.id:465", 465, "ssl"),
        ("smtp://pos:rahasia%40@surel.go.id:25?tls=no", 25, "no"),
    ],
)
def test_the_address_of_the_mail_server_is_read(monkeypatch, url, port, tls):
    monkeypatch.setenv("BETANG_EMAIL_URL", url)
    told = {"host": "surel.go.id", "port": port, "user": "pos", "password": "rahasia@", "tls": tls}
    assert sign_in.mail_server() == told


@pytest.mark.parametrize(
    "url", ["surel.go.id", "smtp://a:rahasia@h:x", "smtp://a:rahasia@h?tls=perhaps", "smtp://h?a=b"]
)
def test_an_address_that_cannot_be_right_is_refused_without_its_password(monkeypatch, url):
    monkeypatch.setenv("BETANG_EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="smtp://user:password@host") as refused:
        sign_in.mail_server()
    assert "rahasia" not in str(refused.value)
