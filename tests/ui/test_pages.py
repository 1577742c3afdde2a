"""Pages as a browser meets them: who must sign in, which language, what htmx gets, what an error says."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.agencies.models import Agency
from betang.needs.models import MapRun, PublishedRow
from tests.addresses import addresses

pytestmark = pytest.mark.django_db

OPEN = {"agencies:language", "agencies:invitation", "agencies:invited"}
"""Pages of the rooms that need no sign-in; those of signing in itself are in tests/accounts."""
PAGES = ("needs:home", "needs:province", "needs:heat", "needs:priorities", "needs:measure_first", "standards:data",
         "standards:dictionary", "people:employees", "agencies:profile")  # fmt: skip


FIGURES = {
    "required": 100, "known": 60, "expired": 10, "unknown": 30, "short": 20, "trained": 5, "agreed": 0,
    "held_sum": 150, "required_known_sum": 180, "on_default": 5, "place": 1, "hidden": [],
}  # fmt: skip
"""A published row that hides nothing."""


EVERY = {page.name: page for page in addresses() if ":" in page.name}
"""The pages of our rooms."""


@pytest.mark.parametrize("name", [name for name in EVERY if name not in OPEN])
def test_every_page_asks_who_is_there(name):
    answer = Client().get(EVERY[name].at())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk?next=/")


def test_demo_accounts_stand_on_the_sign_in_page_in_the_demo_only():
    assert "Akun demo" not in Client().get("/masuk").content.decode()
    with override_settings(DEMO=True, DEMO_PASSWORD="terbuka"):
        text = Client().get("/masuk").content.decode()
    assert "Akun demo" in text
    assert "koordinator" in text
    assert "terbuka" in text


def test_invented_data_is_labelled_on_every_page_and_in_every_file(mapped, as_):
    with override_settings(DEMO=True):
        for name in PAGES:
            assert "Data fiktif." in as_("ani").get(reverse(name)).content.decode(), name
        assert "DATA FIKTIF" in as_("ani").get("/data/pegawai/?ekspor=csv").content.decode()


def test_the_first_language_is_indonesian_whatever_the_browser_says(mapped, as_):
    client = as_("ani")
    answer = client.get("/peta/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="id"' in answer.content.decode()
    assert answer["Content-Language"] == "id"


def test_english_is_one_click_away_and_stays(mapped, as_):
    client = as_("ani")
    client.post(reverse("agencies:language"), {"language": "en", "next": "/peta/"})
    text = client.get("/peta/").content.decode()
    assert '<html lang="en"' in text
    assert "Which government most needs to develop competencies?" in text


def test_htmx_gets_the_main_part_and_caches_keep_it_apart(mapped, as_):
    client = as_("ani")
    whole, part = client.get("/peta/"), client.get("/peta/", headers={"HX-Request": "true"})
    again = client.get("/peta/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert whole.content.startswith(b"<!doctype html>")
    assert b"<html" not in part.content
    assert b'<main id="main"' in part.content
    assert b'<nav id="menu"' in part.content
    assert again.content.startswith(b"<!doctype html>")
    for answer in (whole, part):
        assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_left_untranslated_or_unfilled(mapped, as_, name):
    for language in ("id", "en"):
        client = as_("ani")
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        text = client.get(reverse(name)).content.decode()
        assert not re.search(r"%\(\w+\)s|\{\{|\{%|None\b|StrPromise", text)


def test_an_absent_page_says_what_to_do_and_nothing_about_the_inside(mapped, as_):
    answer = as_("ani").get("/peta/tidak-ada/")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in text
    assert "Ke Beranda" in text
    assert "urlpatterns" not in text


def test_our_own_fault_shows_no_inside(mapped, as_, monkeypatch):
    client = as_("ani")
    client.raise_request_exception = False
    monkeypatch.setattr("betang.needs.queries.runs.published_run", lambda: 1 / 0)
    answer = client.get("/peta/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Terjadi kesalahan di pihak kami" in text
    assert "ZeroDivision" not in text


def test_a_form_that_was_open_too_long_is_refused_in_words():
    answer = Client(enforce_csrf_checks=True).post("/masuk", {"username": "ani", "password": "x"})
    assert answer.status_code == 403
    assert "Muat ulang" in answer.content.decode()


def test_a_user_without_membership_is_told_how_to_get_one(mapped, as_):
    client = as_("nobody")
    assert "belum menjadi anggota" in client.get("/").content.decode()
    assert client.get("/peta/").status_code == 200


def test_the_look_is_kept_in_this_browser(mapped, as_):
    client = as_("ani")
    client.post(reverse("agencies:appearance"), {"tampilan": "dark"})
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post(reverse("agencies:appearance"), {"tampilan": "hitam"})
    assert "data-theme" not in client.get("/").content.decode()


def test_the_overview_asks_the_database_as_often_for_many_governments_as_for_few(mapped, as_):
    client = as_("ani")
    client.get("/peta/")
    with CaptureQueriesContext(connection) as few:
        client.get("/peta/")
    run = MapRun.objects.get()
    for n in range(20):
        Agency.objects.create(code=f"99{n:02}", name=f"Kabupaten {n}", kind="regency", short_name=f"Kab {n}")
        PublishedRow.objects.create(run=run, agency_id=f"99{n:02}", competency_id="M.01", **FIGURES)
    client.get("/peta/")
    with CaptureQueriesContext(connection) as many:
        text = client.get("/peta/").content.decode()
    assert "Kab 19" in text
    assert len(many) == len(few) <= 12


def test_a_figure_in_the_overview_can_be_followed_down_to_the_evidence(mapped, as_):
    client = as_("ani")

    def follow(text: str, pattern: str) -> str:
        found = re.search(pattern, text)
        assert found, pattern
        return client.get(found[1].replace("&amp;", "&")).content.decode()

    government = follow(client.get("/peta/").content.decode(), r'href="(/peta/pemerintah/6711/)"')
    people = follow(government, r'href="(/peta/unit/\d+/kompetensi/M\.01/)"')
    person = follow(people, r'href="(/peta/orang/\d+/)#k-m-01"')
    assert "Yang menentukan:" in person or "Belum pernah diukur" in person or "Belum terukur" in person
