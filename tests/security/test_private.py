"""Names, NIP and e-mail addresses stay where they belong: in no address, no log line and no page of a fault."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import unquote_plus

import pytest
from django.http import HttpResponse
from django.test import Client

from betang.agencies.models import User
from betang.config.logs import PlainFormatter
from betang.people.models import Person
from tests.addresses import addresses
from tests.security.broken import FAULTS
from tests.walls.conftest import House

pytestmark = pytest.mark.django_db

LOGGERS = ("", "django", "django.server", "procrastinate", "betang")
ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post", "hx-push-url", "xlink:href"}


class Kept(logging.Handler):
    """Every line as it would be written to standard error."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(PlainFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Kept]:
    kept = Kept()
    for name in LOGGERS:
        logging.getLogger(name).addHandler(kept)
    yield kept
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(kept)


@pytest.fixture
def personal(house: House) -> list[str]:
    """What says who somebody is: of everybody in the register, and of everybody with an account."""
    found = [text for person in Person.objects.all() for text in (person.name, person.nip) if text]
    for user in User.objects.exclude(name="Tanpa Peran"):
        found += [user.name, *([user.email] if user.email else [])]
    assert {"Sumpit Keruing", "197203031998031003", "citra@contoh.go.id", "Citra Rekaan"} <= set(found)
    return [text.lower() for text in found]


def in_it(personal: list[str], *texts: str) -> list[str]:
    plain = " ".join(unquote_plus(text).lower() for text in texts)
    return [text for text in personal if text in plain]


class Links(HTMLParser):
    """Every address that a page leads to, loads or sends a form to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ADDRESSES]


def led_to(answer: HttpResponse) -> list[str]:
    told = [answer.headers.get(name, "") for name in ("Location", "HX-Redirect", "HX-Push-Url", "Content-Disposition")]
    if answer["Content-Type"].startswith("text/html"):
        reader = Links()
        reader.feed(answer.content.decode())
        told += reader.found
    return told


@pytest.mark.parametrize("who", ["citra", "coordinator", "auditor", "employee", "support", "nobody", ""])
def test_no_address_and_no_log_line_names_anybody(
    house: House, browser: Callable[[str], Client], personal: list[str], log: Kept, who: str
) -> None:
    client = browser(who) if who else Client()
    for address in (address for address in addresses() if address.name != "account_logout"):
        for values in (house.foreign, house.absent, {}):
            for wish in ("", "?ekspor=csv", "?ekspor=xlsx"):
                answer = client.get(address.at(**values) + wish)
                assert in_it(personal, *led_to(answer)) == [], address.name
        sent = {"username": "citra", "name": "Sumpit Keruing", "email": "citra@contoh.go.id", "said": "Sumpit Keruing"}
        answer = client.post(address.at(**house.foreign), sent)
        assert in_it(personal, *led_to(answer)) == [], address.name
    assert any("Not Found" in line for line in log.lines)  # faults are logged, and all the same
    assert in_it(personal, *log.lines) == []


def test_what_somebody_types_into_an_address_is_masked_in_the_log(
    house: House, browser: Callable[[str], Client], log: Kept
) -> None:
    for typed in ("197203031998031003", "6206011234567890", "citra@contoh.go.id", "citra%40contoh.go.id"):
        browser("citra").get(f"/peta/orang/{typed}/")
    lines = " ".join(log.lines)
    assert "/peta/orang/[digits]/" in lines
    assert "/peta/orang/[e-mail]/" in lines
    assert not {"1972", "620601", "citra"} & set(lines.replace("/", " ").split())
    assert "1972" not in lines


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_quotes_a_person_is_shown_and_logged_without(
    house: House, browser: Callable[[str], Client], personal: list[str], log: Kept, settings, fault: str
) -> None:
    settings.ROOT_URLCONF = "tests.security.broken"
    assert settings.DEBUG is False
    client = browser("employee")
    client.raise_request_exception = False
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.get(f"/rusak/{fault}", headers=headers)
        assert answer.status_code in {400, 403, 404, 500}
        page = answer.content.decode()
        assert in_it([text for text in personal if "employee" not in text], page) == []
        assert not any(word in page for word in ("Traceback", "LookupError", "broken.py", "/tests/", "Exception"))
    lines = "\n".join(log.lines)
    assert in_it(personal, lines) == []
    if answer.status_code == 500:
        assert "tests/security/broken.py" in lines  # where it happened, for whoever mends it


def test_a_form_without_its_token_is_refused_without_repeating_it(
    house: House, browser: Callable[[str], Client], personal: list[str], log: Kept
) -> None:
    client = browser("employee")
    client.handler.enforce_csrf_checks = True
    answer = client.post("/masuk", {"username": "Sumpit Keruing", "password": "197203031998031003"})
    assert answer.status_code == 403
    assert in_it([text for text in personal if "employee" not in text], answer.content.decode(), *log.lines) == []


def test_what_pages_say_once_is_kept_on_this_side_and_not_in_a_cookie(
    house: House, browser: Callable[[str], Client], personal: list[str]
) -> None:
    client = browser("citra")
    answer = client.post(f"/pengaturan/anggota/{house.foreign['member']}/langkah-kedua/")
    assert answer.status_code == 302
    assert set(client.cookies) <= {"sessionid", "csrftoken"}
    assert "Budi Rekaan" in client.get(answer["Location"]).content.decode()
