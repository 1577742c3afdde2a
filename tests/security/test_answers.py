"""What goes along with every answer, and what never stands in one: no inline script, no way off our own site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.addresses import addresses
from tests.walls.conftest import House

pytestmark = pytest.mark.django_db

READERS = ("citra", "coordinator", "auditor", "employee", "nobody", "")
EVERYWHERE = ["/", "/masuk", "/peta/", "/tidak-ada", "/peta/unit/99999999/", "/?x=%00", "/bahasa"]


def policy_of(answer: HttpResponse) -> dict[str, list[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("who", ["citra", ""])
def test_every_answer_tells_the_browser_what_it_may_not_do(
    house: House, browser: Callable[[str], Client], path: str, who: str
) -> None:
    answer = (browser(who) if who else Client()).get(path)
    policy = policy_of(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == ["'self'"]
    assert not any("unsafe" in word for name in policy.keys() - {"style-src-attr"} for word in policy[name])
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "=*" not in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_the_identity_provider_is_the_one_place_a_form_may_lead_to(db: None, settings) -> None:
    settings.OIDC_ORIGINS = ["https://sso.contoh.go.id"]
    assert policy_of(Client().get("/masuk"))["form-action"] == ["'self'", "https://sso.contoh.go.id"]


def test_static_files_may_be_kept_and_carry_the_policy(db: None) -> None:
    answer = Client().head("/static/ui/mark.svg")
    assert answer.status_code == 200
    assert "no-store" not in answer["Cache-Control"]
    assert policy_of(answer)["default-src"] == ["'none'"]


def test_over_https_browsers_are_told_to_stay_there(db: None, settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    led = Client().get("/masuk")
    assert (led.status_code, led["Location"]) == (301, "https://testserver/masuk")
    assert Client().get("/masuk", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")


class Inline(HTMLParser):
    """Collects what a strict policy would stop: scripts and styles written into the page, and handlers of events."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"style", "base", "iframe", "object", "embed"} or (tag == "script" and not given.get("src")):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in given if name.startswith(("on", "hx-on")) or name == "srcdoc"]
        self.found += [
            f"{tag} {name}={value}"
            for name, value in given.items()
            if name in {"href", "src", "action", "formaction", "xlink:href"}
            and (value or "").strip().lower().startswith(("javascript:", "data:", "//", "http:"))
            and not (tag == "img" and (value or "").startswith("data:image/svg+xml;"))  # a picture runs nothing
        ]


def pages(house: House, client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Every page of the house and its faults, as a browser and as htmx asks for it."""
    for address in addresses():
        for path in {address.at(), address.at(**house.foreign), address.at(**house.absent)}:
            yield path, client.get(path)
            yield path, client.get(path, headers={"HX-Request": "true"})
    for path in EVERYWHERE:
        yield path, client.get(path)


@pytest.mark.parametrize("who", READERS)
def test_no_page_has_a_script_or_style_written_into_it(
    house: House, browser: Callable[[str], Client], who: str
) -> None:
    found = {}
    for path, answer in pages(house, browser(who) if who else Client()):
        if answer["Content-Type"].startswith("text/html"):
            reader = Inline()
            reader.feed(answer.content.decode())
            if reader.found:
                found[path] = reader.found
    assert found == {}


@pytest.mark.parametrize("who", READERS)
def test_no_page_is_kept_by_the_browser(house: House, browser: Callable[[str], Client], who: str) -> None:
    client = browser(who) if who else Client()
    assert [path for path, answer in pages(house, client) if "no-store" not in answer["Cache-Control"]] == []


# ---------------------------------------------------------------- forms


WITHOUT_TOKEN = {"agencies:invited": "the link of a mail changes nothing, and a refusal would write it into the log"}
"""Addresses that answer a form without its token, and why they may."""


@pytest.mark.parametrize("who", ["citra", "coordinator", "employee", ""])
def test_no_form_is_taken_without_its_token(house: House, browser: Callable[[str], Client], who: str) -> None:
    client = browser(who) if who else Client()
    client.handler.enforce_csrf_checks = True
    for address in (address for address in addresses() if address.name not in WITHOUT_TOKEN):
        for headers in ({}, {"HX-Request": "true"}):
            for method in (client.post, client.delete):
                answer = method(address.at(**house.foreign), headers=headers)
                assert answer.status_code == 403, (address.name, method)


def test_a_form_sent_from_another_site_is_refused_even_with_a_token(db: None, client: Client) -> None:
    client.handler.enforce_csrf_checks = True
    client.get("/masuk")
    token = client.cookies["csrftoken"].value
    form = {"csrfmiddlewaretoken": token, "username": "x", "password": "y"}
    assert client.post("/masuk", form).status_code == 200
    assert client.post("/masuk", form, headers={"Origin": "https://jahat.contoh"}).status_code == 403


# ---------------------------------------------------------------- where an answer leads

ELSEWHERE = [
    "https://jahat.contoh/",
    "//jahat.contoh/",
    "/\\jahat.contoh",
    "\\\\jahat.contoh",
    "http:jahat.contoh",
    "https:///jahat.contoh",
    "javascript:alert(1)",
    "\tjavascript:alert(1)",
    "//testserver@jahat.contoh/",
    "http://testserver.jahat.contoh/",
    "///jahat.contoh",
]


def leads_home(answer: HttpResponse) -> bool:
    aim = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or answer.headers.get("HX-Location", "/")
    parts = urlsplit(aim)
    if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", "testserver"} or "\\" in aim:
        return False
    try:
        resolve(parts.path)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("who", ["citra", ""])
def test_no_address_leads_off_this_site(house: House, browser: Callable[[str], Client], who: str) -> None:
    for address in addresses():
        client = browser(who) if who else Client()  # anew: one of the addresses signs out
        path = address.at(**house.foreign)
        for aim, headers in product(ELSEWHERE[:3], ({}, {"HX-Request": "true"})):
            sent = {"next": aim, "url": aim, "back": aim, "language": "en"}
            asked = client.get(path, sent, headers=headers)
            told = client.post(path, sent, headers={**headers, "Referer": aim})
            assert leads_home(asked), (address.name, aim)
            assert leads_home(told), (address.name, aim)


@pytest.mark.parametrize("aim", ELSEWHERE)
def test_the_switch_of_the_language_leads_back_only_to_this_site(db: None, aim: str) -> None:
    for sent in ({"language": "en", "next": aim}, {"language": "en"}):
        assert leads_home(Client().post("/bahasa", sent, headers={"Referer": aim}))


def test_signing_in_leads_back_only_to_this_site(house: House) -> None:
    from betang.agencies.models import User  # noqa: PLC0415  (the test alone needs it)

    user = User.objects.get(username="nobody")
    user.set_password("sungai-tenang-lewat-hulu")
    user.save()
    for aim in ELSEWHERE:
        answer = Client().post("/masuk", {"username": "nobody", "password": "sungai-tenang-lewat-hulu", "next": aim})
        assert answer.status_code == 302
        assert leads_home(answer), aim


def test_a_host_that_is_not_ours_is_refused_in_plain_words(db: None, settings) -> None:
    for https in (False, True):
        settings.SECURE_SSL_REDIRECT = https
        answer = Client().get("/masuk", headers={"Host": "jahat.contoh"})
        assert answer.status_code == 400
        assert "jahat.contoh" not in answer.content.decode()


# ---------------------------------------------------------------- cookies


def test_no_cookie_is_open_to_scripts_or_other_sites(house: House, browser: Callable[[str], Client]) -> None:
    client = browser("citra")
    client.get("/masuk")
    client.get("/pengaturan/anggota/")
    client.post("/bahasa", {"language": "en", "next": "/"})
    client.post("/pengaturan/tampilan", {"tampilan": "dark"})
    assert client.cookies.keys() >= {"sessionid", "csrftoken", "django_language", "tampilan"}
    for name, cookie in client.cookies.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name


def test_over_https_every_cookie_is_of_this_host_alone() -> None:
    asked = (
        "from django.conf import settings as s; "
        'print(*(f\'{getattr(s, kind + "_COOKIE_NAME")} {getattr(s, kind + "_COOKIE_SECURE", s.HTTPS)}\' '
        "for kind in ('SESSION', 'CSRF', 'LANGUAGE', 'THEME')), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"BETANG_HTTPS": "True"},
        capture_output=True,
        text=True,
        check=True,
    )
    for line in done.stdout.splitlines():
        assert line.startswith("__Host-"), line
        assert line.endswith(" True"), line
