"""Sessions: seen, ended from elsewhere, and ended by themselves."""

from __future__ import annotations

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import override_settings

from betang.agencies.accounts.queries import device
from betang.agencies.models import AuditEvent
from tests.accounts.conftest import Browser, text

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36"


def older(browser: Browser, **seconds: int) -> None:
    """Pretend that the session began, or was last used, so many seconds earlier."""
    session = browser.session
    for key, value in seconds.items():
        session[key] -= value
    session.save()


@pytest.fixture
def two(person):
    person("budi")
    here, there = Browser(headers={"user-agent": FIREFOX}), Browser(headers={"user-agent": CHROME})
    for one in (here, there):
        one.sign_in("budi")
        one.get("/pengaturan/")
    return here, there


def test_the_list_names_device_and_address_and_marks_this_one(two):
    page = text(two[0].get("/akun/sesi/"))
    assert page.index("Firefox, Windows") < page.index("Chrome, Android"), "this one first"
    assert "127.0.0.1" in page
    assert "Di 2 perangkat" in page
    assert page.count('name="sesi"') == 1


def test_a_session_is_ended_from_another_device(two):
    here, there = two
    number = re.search(r'name="sesi" value="(\d+)"', text(here.get("/akun/sesi/")))[1]
    assert "Sesi itu diakhiri" in text(here.post("/akun/sesi/", {"sesi": number}, follow=True))
    assert there.get("/pengaturan/").status_code == 302
    assert here.get("/pengaturan/").status_code == 200
    assert AuditEvent.objects.get(name="betang.agencies.sessions_ended").new == {"sessions": 1}


def test_all_others_are_ended_at_once(two):
    here, there = two
    here.post("/akun/sesi/")
    assert there.get("/pengaturan/").status_code == 302
    assert here.get("/pengaturan/").status_code == 200


def test_nobody_ends_the_session_of_another(two, person):
    here, _ = two
    person("nobody")
    other = Browser()
    other.sign_in("nobody")
    for session in UserSession.objects.filter(user__username="budi"):
        other.post("/akun/sesi/", {"sesi": session.pk})
    assert here.get("/pengaturan/").status_code == 200
    assert "Firefox" not in text(other.get("/akun/sesi/"))
    assert other.post("/akun/sesi/", {"sesi": "9" * 30}).status_code == 302


def test_an_idle_session_ends_says_why_and_leads_back(person, browser):
    person("budi")
    browser.sign_in("budi")
    browser.get("/pengaturan/")
    older(browser, seen=59 * 60)
    assert browser.get("/pengaturan/").status_code == 200
    older(browser, seen=60 * 60)
    answer = browser.get("/peta/?jenis=technical")
    assert answer["Location"] == "/masuk?next=%2Fpeta%2F%3Fjenis%3Dtechnical&sebab=diam"
    page = text(browser.get(answer["Location"]))
    assert "karena 60 menit tidak ada kegiatan" in page
    assert 'name="next" value="/peta/?jenis=technical"' in page
    assert browser.sign_in("budi", next="/peta/?jenis=technical")["Location"] == "/peta/?jenis=technical"
    event = AuditEvent.objects.get(name="betang.agencies.session_ended")
    assert (event.by_id, event.new) == (None, {"reason": "diam"})


def test_a_form_sent_too_late_leads_back_to_the_page_it_stood_on(person, browser):
    person("budi")
    browser.sign_in("budi")
    browser.get("/pengaturan/")
    older(browser, seen=2 * 60 * 60)
    late = browser.post(
        "/pengaturan/tampilan", {"tampilan": "dark"}, headers={"referer": "http://testserver/pengaturan/?a=1"}
    )
    assert late["Location"] == "/masuk?next=%2Fpengaturan%2F%3Fa%3D1&sebab=diam"


def test_htmx_is_led_to_the_whole_sign_in_page(person, browser):
    person("budi")
    browser.sign_in("budi")
    browser.get("/pengaturan/")
    older(browser, seen=2 * 60 * 60)
    answer = browser.get("/pengaturan/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/masuk?next=%2Fpengaturan%2F&sebab=diam")


def test_the_idle_time_is_a_setting(person, browser):
    person("budi")
    browser.sign_in("budi")
    browser.get("/pengaturan/")
    older(browser, seen=6 * 60)
    with override_settings(IDLE_MINUTES=5):
        assert "sebab=diam" in browser.get("/pengaturan/")["Location"]


def test_no_session_is_older_than_a_working_day_however_busy(person, browser):
    person("budi")
    browser.sign_in("budi")
    browser.get("/pengaturan/")
    older(browser, began=12 * 60 * 60)
    answer = browser.get("/pengaturan/")
    assert "sebab=lama" in answer["Location"]
    assert "satu hari kerja" in text(browser.get(answer["Location"]))


def test_a_closed_browser_keeps_no_session(person, browser):
    person("budi")
    cookie = browser.sign_in("budi").cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_most_pages_write_nothing_about_the_session(person, browser, django_assert_max_num_queries):
    person("budi")
    browser.sign_in("budi")
    browser.get("/pengaturan/")
    seen = UserSession.objects.get(user__username="budi").last_seen_at
    browser.get("/pengaturan/")
    assert UserSession.objects.get(user__username="budi").last_seen_at == seen
    older(browser, seen=61)
    browser.get("/pengaturan/")
    assert UserSession.objects.get(user__username="budi").last_seen_at > seen


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox, Windows"),
        (CHROME, "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("curl/8", "Perangkat tidak dikenal"),
    ],
)
def test_a_device_is_named_as_people_do(agent, said):
    assert device(agent) == said
