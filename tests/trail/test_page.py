"""The trail page: each reads the trails that are theirs, in sentences, narrowed and paged."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from betang.agencies.actions import audit
from betang.agencies.models import Role
from betang.connect.folder.actions import load
from betang.people.models import Person
from tests.small_house import TABLES, lines, write
from tests.trail.cast import events, last, numbers, person, sign_in, unit, user

pytestmark = pytest.mark.django_db


def read(client, **query):
    """The events of the page as text, newest first."""
    answer = client.get(reverse("agencies:trail"), query)
    assert answer.status_code == 200
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", answer.content.decode(), re.DOTALL)[1:]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def link(client, words, **query):
    """The address behind some words of the page; empty when they are not there."""
    text = client.get(reverse("agencies:trail"), query).content.decode()
    found = re.search(rf'<a href="([^"]+)"[^>]*>{words}</a>', text)
    return html.unescape(found[1]) if found else ""


@transaction.atomic
def happened(name="betang.agencies.password_set", *, by="ani", agency="6711", on="5", **more):
    audit.record(name=name, by=user(by) if by else None, on_kind="agencies.member", on_id=on, agency=agency, **more)


def test_the_trail_tells_in_sentences_who_looked_at_whom(mapped, as_):
    client = as_("ani")
    client.get(reverse("people:employees"))
    client.get(reverse("needs:person", args=[person("a2").pk]), {"ekspor": "csv"})
    newest, before = read(client)[:2]
    assert (
        f"Ani sebagai Perencana (BKPSDM) mengunduh catatan pegawai nomor {person('a2').pk}, Katingan (CSV)." in newest
    )
    assert "Ani sebagai Perencana (BKPSDM) membuka daftar 3 pegawai Katingan." in before
    assert str(timezone.localdate().year) in newest
    assert "WIB" in newest


def test_the_same_sentences_in_english(mapped, as_):
    client = as_("ani")
    client.get(reverse("people:employees"))
    client.post(reverse("agencies:language"), {"language": "en"})
    assert "Ani as Planner (BKPSDM) opened a list of 3 employees of Katingan." in read(client)[0]


def test_a_leader_who_saw_numbers_only_is_told_so(mapped, as_):
    planner = as_("ani")
    as_("budi").get(reverse("people:employees"))
    assert "Budi sebagai Pimpinan membuka daftar 3 pegawai Katingan, tanpa nama" in read(planner)[0]


def test_help_from_outside_is_named_in_the_sentence(mapped, as_):
    rudi = sign_in("rudi", Role.SUPPORT, ends_on=date(2999, 1, 1), reason="Peta tidak terbit")
    planner = as_("ani")
    rudi.get(reverse("people:employees"))
    assert "Rudi sebagai Petugas bantuan teknis membuka daftar 3 pegawai" in read(planner)[0]


@pytest.mark.parametrize("name", ["citra", "dewi", "nobody"])
def test_another_government_sees_nothing_of_it(mapped, as_, name):
    as_("ani").get(reverse("people:employees"))
    client = as_(name)
    for query in ({}, {"dari": "6711"}, {"dari": "6711", "ekspor": "csv"}, {"orang": person("a2").pk}):
        answer = client.get(reverse("agencies:trail"), query)
        assert "Katingan" not in answer.content.decode()
        assert "pegawai nomor" not in answer.content.decode()


def test_an_employee_reads_what_they_did_and_nothing_else(mapped, as_):
    own = sign_in("eka", Role.EMPLOYEE, person_number=person("a2").pk)
    as_("ani").get(reverse("needs:person", args=[person("a2").pk]))
    own.get(reverse("needs:person", args=[person("a2").pk]))
    for query in ({}, {"dari": "6711"}, {"dari": "rumah"}):
        rows = read(own, **query)
        assert len(rows) == 1
        assert "Eka sebagai Pegawai membuka catatan" in rows[0]
        assert "Ani" not in rows[0]


def test_an_auditor_reads_it_and_a_leader_does_not(mapped, as_):
    as_("ani").get(reverse("people:employees"))
    auditor = sign_in("fajar", Role.AUDITOR)
    assert any("membuka daftar 3 pegawai" in row for row in read(auditor))
    assert not any("membuka daftar" in row for row in read(as_("budi")))


def test_the_coordinator_reads_what_concerns_the_whole_house(mapped, as_):
    rows = read(as_("dewi"), dari="rumah")
    assert any("memuat folder data" in row for row in rows)
    assert any("Peta nomor" in row for row in rows)
    assert not any("memuat folder data" in row for row in read(as_("ani"), dari="rumah"))


def test_it_is_narrowed_by_person_object_doer_deed_and_day(mapped, as_):
    client, a1 = as_("ani"), person("a1").pk
    client.get(reverse("people:employees"), {"unit": unit("6711", "U1").pk})
    client.get(reverse("needs:person", args=[person("a2").pk]), {"ekspor": "csv"})
    as_("budi").get(reverse("needs:agency_competency", args=["6711", "T.KES.01"]))
    assert len(read(client, orang=a1)) == 1
    assert len(read(client, jenis="people.person", objek=person("a2").pk)) == 1
    assert len(read(client, jenis="standards.competency")) == 1
    assert len(read(client, pelaku=user("budi").pk, jenis="standards.competency")) == 1
    assert all("Budi" in row for row in read(client, pelaku=user("budi").pk))
    assert len(read(client, perbuatan="taken")) == 1
    today = timezone.localdate()
    assert len(read(client, mulai=today, sampai=today, perbuatan="opened")) == 2
    assert read(client, sampai=today - timedelta(days=1)) == []
    assert read(client, mulai=today + timedelta(days=1)) == []


def test_what_cannot_be_understood_counts_as_not_asked(mapped, as_):
    client = as_("ani")
    client.get(reverse("people:employees"))
    all_of_it = read(client)
    odd = {"orang": "Tikar", "mulai": "kemarin", "sebelum": "9" * 30, "pelaku": "²", "jenis": "x", "dari": "6771"}
    assert read(client, **odd) == all_of_it
    assert read(client, sebelum="999999999999999999-1", perbuatan="'") == all_of_it


def test_the_form_keeps_what_was_sought(mapped, as_):
    client = as_("ani")
    query = {"orang": "1234567", "mulai": "2026-11-20", "objek": "M.01", "jenis": "standards.competency"}
    text = client.get(reverse("agencies:trail"), query).content.decode()
    for name in ("orang", "mulai", "objek"):
        assert f'name="{name}" value="{query[name]}"' in text
    assert '<option value="standards.competency" selected>' in text


def test_pages_follow_one_another_without_a_gap_or_a_repetition(mapped, as_):
    client = as_("ani")
    for number in range(120):  # of one moment: the transaction of the test
        happened(on=str(number))
    seen, query = [], {"jenis": "agencies.member", "perbuatan": "accounts"}
    for _page in range(5):
        seen += [re.search(r"keanggotaan nomor (\d+)", row)[1] for row in read(client, **query)]
        older = link(client, "Lebih lama", **query)
        if not older:
            break
        query = dict(part.split("=") for part in older.removeprefix("?").split("&"))
    assert seen == [str(number) for number in range(119, -1, -1)]


def test_a_change_says_what_was_and_what_is_and_why(mapped, as_):
    client = as_("ani")
    happened(
        "betang.agencies.member_ended",
        old={"ends_on": None},
        new={"ends_on": "2027-03-03"},
        note="Pindah tugas",
    )
    row = read(client)[0]
    assert "Ani mengakhiri keanggotaan nomor 5 di Katingan" in row
    assert "berakhir sebelum: – menjadi 3 Maret 2027" in row
    assert "Alasan: Pindah tugas" in row


def test_an_event_of_another_version_is_told_all_the_same(mapped, as_):
    client = as_("ani")
    happened("betang.elsewhere.something", new={"new": [1, 2]})
    happened("betang.agencies.member_added", new={})
    assert "Ani memberi – peran – di Katingan, mulai –." in read(client)[0]
    assert "Betang.elsewhere.something (Ani, keanggotaan nomor 5)" in read(client)[1]


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_what_is_seen_can_be_taken_away_and_that_is_written_down(mapped, as_, file):
    client = as_("ani")
    client.get(reverse("people:employees"))
    answer = client.get(reverse("agencies:trail"), {"perbuatan": "opened", "ekspor": file})
    if file == "csv":
        text = answer.content.decode("utf-8-sig")
    else:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            text = book.read("xl/sharedStrings.xml").decode()
    assert "membuka daftar 3 pegawai Katingan" in text
    assert " ".join(str(n) for n in numbers("a1", "a2", "a3")) in text
    assert (last().name, last().new) == ("betang.agencies.trail_exported", {"rows": 1, "file": file})
    assert last().agency_code == "6711"


def test_history_outlives_what_it_speaks_of(mapped, as_, tmp_path):
    client, gone = as_("ani"), person("a2").pk
    client.get(reverse("needs:person", args=[gone]))
    kept = {name: [line for line in lines(name) if "a2" not in line] for name in TABLES}
    load(folder=write(tmp_path / "without", **kept), by=None)
    assert not Person.objects.filter(pk=gone).exists()
    assert client.get(reverse("needs:person", args=[gone])).status_code == 404
    (row,) = read(client, orang=gone)
    assert f"membuka catatan pegawai nomor {gone}" in row
    assert [event.people for event in events("betang.people.person_opened")] == [[gone]]
