"""A meeting over HTTP: who sees what, who changes what, and what a second hand finds."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from pypdf import PdfReader

from betang.agencies.models import Agency, AuditEvent
from betang.meeting import actions
from betang.meeting.models import AgendaItem, Attendance, Meeting, Pulse, Voice
from betang.meeting.queries import pulse
from betang.ui.documents import official
from tests.meeting.conftest import asking, item_of, prepared

pytestmark = pytest.mark.django_db


LANTING = {"agency": "6711", "name": "Lanting Rekaan", "office": "Kepala Bidang", "way": "online"}


def at(meeting: Meeting, rest: str = "") -> str:
    return f"/rakor/{meeting.pk}/{rest}"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def outcome(item: AgendaItem, **more: object) -> dict[str, object]:
    """The form of an item as a planner sends it."""
    item.refresh_from_db()
    words = {"title": item.title, "details": "\n".join(item.details)}
    return (
        {"version": item.version, "state": "agreed", "decision": "", "reason": "", "who": "", "due": ""} | words | more
    )


def did(client: Client, meeting: Meeting, deed: str, screen: str = "") -> object:
    return client.post(at(meeting, "tindakan/"), {"deed": deed, "screen": screen}, follow=True)


# ---------------------------------------------------------------- who sees


@pytest.mark.parametrize("rest", ["", "6711/", "denyut/", "hadir/", "berita-acara/docx/", "butir/1/"])
def test_who_is_not_signed_in_is_led_to_the_door_and_sees_nothing(held, rest):
    answer = Client().get(at(held, rest))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk")
    assert "denyut" not in answer.cookies


def test_who_belongs_nowhere_finds_no_meeting(cast, held):
    for rest in ("", "6711/", "denyut/", "hadir/", "berita-acara/pdf/"):
        assert cast("nobody").get(at(held, rest)).status_code == 404
    assert cast("nobody").get("/rakor/").status_code == 404


@pytest.mark.parametrize("name", ["ani", "budi", "citra", "dewi", "eka"])
def test_every_member_reads_the_whole_meeting(cast, held, name):
    page = read(cast(name), at(held))
    for words in ("Kelas bersama Etika ASN", "Buku kerja Katingan", "Judul Palangka Raya", "Kepala Rekaan"):
        assert words in page
    assert "Sedang dibahas: butir 1 dari 3" in page


def test_a_government_has_a_screen_of_its_own(cast, held):
    page = read(cast("ani"), at(held, "6711/"))
    assert "Buku kerja Katingan" in page
    assert "Kelas bersama Etika ASN" in page
    assert "Judul Palangka Raya" not in page


def test_only_those_concerned_are_offered_to_change_something(cast, held):
    assert 'id="next"' in read(cast("dewi"), at(held))
    ani = read(cast("ani"), at(held))
    assert 'id="next"' not in ani
    assert f"/butir/{item_of(held, '6711').pk}/" in ani
    assert f"/butir/{item_of(held, '6771').pk}/" not in ani
    assert "/butir/" not in read(cast("budi"), at(held))


# ---------------------------------------------------------------- who changes


def test_a_planner_writes_what_came_of_an_item_of_their_own(cast, held):
    item = item_of(held, "6711")
    answer = cast("ani").post(at(held, f"butir/{item.pk}/"), outcome(item, decision="Dua minggu", who="BKPSDM"))
    assert answer.status_code == 302
    page = read(cast("citra"), at(held))
    assert "Dua minggu" in page
    assert "Disepakati" in page


@pytest.mark.parametrize("agency", ["6771", None])
def test_another_government_cannot_change_it(cast, held, agency):
    item = item_of(held, agency)
    before = AgendaItem.objects.filter(pk=item.pk).values().get()
    client = cast("ani")
    there = client.post(at(held, f"butir/{item.pk}/"), outcome(item, decision="Diubah"))
    absent = client.post(at(held, "butir/99999999/"), outcome(item, decision="Diubah"))
    assert there.status_code == absent.status_code == 404
    assert did(client, held, f"agree:{item.pk}:1").status_code == 404
    did(client, held, f"now:{item.pk}")
    did(client, held, f"remove:{item.pk}")
    assert AgendaItem.objects.filter(pk=item.pk).values().get() == before
    assert Meeting.objects.get(pk=held.pk).current_id == held.current_id


def test_a_reader_changes_nothing(cast, held):
    item = item_of(held, "6711")
    for name in ("budi", "eka"):
        assert cast(name).get(at(held, f"butir/{item.pk}/")).status_code == 404
        assert cast(name).get(at(held, f"butir/{item_of(held, None).pk}/sikap/6711/")).status_code == 404
        for rest in ("ubah/", "tutup/", "buka-lagi/", "butir/baru/"):
            assert cast(name).post(at(held, rest)).status_code == 404
    assert cast("ani").get("/rakor/baru/").status_code == 404


def test_the_coordinator_prepares_and_opens_a_meeting(cast):
    client = cast("dewi")
    form = client.get("/rakor/baru/").context["form"]
    data = {"key": form["key"].value(), "title": "Rakor 2027", "year": "2027", "day": "2026-12-04", "chair": "Rekaan"}
    first, second = client.post("/rakor/baru/", data), client.post("/rakor/baru/", data)  # a double click
    assert first["Location"] == second["Location"]
    meeting = Meeting.objects.get(title="Rakor 2027")
    assert "sedikitnya satu butir" in unescape(did(client, meeting, "open").content.decode())
    item = client.get(at(meeting, "butir/baru/")).context["form"]
    new = {"key": item["key"].value(), "title": "Apa saja", "details": "Satu\n\nDua", "kind": "free", "agency": ""}
    client.post(at(meeting, "butir/baru/"), new)
    client.post(at(meeting, "butir/baru/"), new)
    assert AgendaItem.objects.get(meeting=meeting).details == ["Satu", "Dua"]
    did(client, meeting, "open")
    did(client, meeting, "open")
    meeting.refresh_from_db()
    assert meeting.state == "open"
    assert AuditEvent.objects.filter(name="betang.meeting.opened", on_id=str(meeting.pk)).count() == 1


def test_the_agenda_is_put_in_order(cast):
    meeting = prepared(state="prepared")
    last = AgendaItem.objects.filter(meeting=meeting).last()
    did(cast("dewi"), meeting, f"place:{last.pk}:1")
    assert AgendaItem.objects.filter(meeting=meeting).first() == last
    did(cast("dewi"), meeting, f"remove:{last.pk}")
    assert did(cast("dewi"), meeting, f"remove:{last.pk}").status_code == 200  # a double click
    assert AgendaItem.objects.filter(meeting=meeting).count() == 2


@pytest.mark.parametrize("deed", ["", "now", "now:", "now:x", "now:-1", "agree:1", "yes:1:6711", "place:1:", "boom:1"])
def test_a_deed_that_makes_no_sense_does_nothing(cast, held, deed):
    before = Pulse.objects.get(meeting=held).version
    assert did(cast("dewi"), held, deed).status_code in {200, 404}
    assert Pulse.objects.get(meeting=held).version == before


# ---------------------------------------------------------------- two hands on one item


def test_the_second_sees_what_the_first_saved_before_overwriting(cast, held):
    item = item_of(held, "6711")
    opened_on = outcome(item)
    cast("dewi").post(at(held, f"butir/{item.pk}/"), opened_on | {"decision": "Kata yang pertama", "who": "BPSDM"})
    second = cast("ani").post(at(held, f"butir/{item.pk}/"), opened_on | {"decision": "Kata yang kedua"})
    page = unescape(second.content.decode())
    assert "Belum tersimpan" in page
    assert "Kata yang kedua</textarea>" in page
    assert page.count("Kata yang pertama") >= 2  # beside the field, and among what is stored
    assert "Tersimpan oleh orang lain" in page
    item.refresh_from_db()
    assert item.decision == "Kata yang pertama"
    mine = opened_on | {"decision": "Kata yang kedua", "version": second.context["item"].version}
    again = cast("ani").post(at(held, f"butir/{item.pk}/"), mine)
    assert again.status_code == 302
    item.refresh_from_db()
    assert item.decision == "Kata yang kedua"


def test_a_second_click_on_save_is_the_same_save(cast, held):
    item = item_of(held, "6711")
    form = outcome(item, decision="Sekali")
    for _ in range(2):
        assert cast("ani").post(at(held, f"butir/{item.pk}/"), form).status_code == 302
    item.refresh_from_db()
    assert item.version == 2


def test_what_was_typed_stays_when_a_reason_is_missing(cast, held):
    item = item_of(held, "6711")
    answer = cast("ani").post(at(held, f"butir/{item.pk}/"), outcome(item, state="left_open", who="Dinas <Rekaan>"))
    page = answer.content.decode()
    assert "Tulis mengapa butir ini dibiarkan terbuka" in page
    assert "Dinas &lt;Rekaan&gt;</textarea>" in page


def test_a_form_that_lacks_something_still_sees_what_another_saved_meanwhile(cast, held):
    item = item_of(held, "6711")
    opened_on = outcome(item)
    cast("dewi").post(at(held, f"butir/{item.pk}/"), opened_on | {"decision": "Kata yang pertama"})
    client, address = cast("ani"), at(held, f"butir/{item.pk}/")
    lacking = client.post(address, opened_on | {"due": "bukan tanggal", "decision": "Kata yang kedua"})
    assert "diubah orang lain sejak Anda membukanya" in unescape(lacking.content.decode())
    mine = opened_on | {"decision": "Kata yang kedua", "version": lacking.context["opened_on"]}
    assert "Belum tersimpan" in unescape(client.post(address, mine).content.decode())
    item.refresh_from_db()
    assert item.decision == "Kata yang pertama"


def test_one_click_agrees_and_a_click_on_an_old_screen_leads_to_the_item(cast, held):
    item = item_of(held, None)
    did(cast("dewi"), held, f"agree:{item.pk}:1")
    did(cast("dewi"), held, f"agree:{item.pk}:1")
    item.refresh_from_db()
    assert (item.state, item.version) == ("agreed", 2)
    actions.change_item(item=item, version=2, outcome=actions.Outcome("left_open", reason="x"), by=asking("dewi"))
    answer = did(cast("dewi"), held, f"agree:{item.pk}:2")
    assert "diubah orang lain" in unescape(answer.content.decode())
    item.refresh_from_db()
    assert item.state == "left_open"


# ---------------------------------------------------------------- what governments say


def test_governments_say_yes_or_not_yet_with_a_reason(cast, held):
    item = item_of(held, None)
    did(cast("ani"), held, f"yes:{item.pk}:6711", screen="6711")
    did(cast("ani"), held, f"yes:{item.pk}:6711", screen="6711")
    voice = at(held, f"butir/{item.pk}/sikap/6771/")
    assert "Tulis mengapa belum setuju" in unescape(cast("citra").post(voice, {"stance": "not_yet"}).content.decode())
    cast("citra").post(voice, {"stance": "not_yet", "reason": "Menunggu pagu"})
    page = read(cast("eka"), at(held))
    assert "<strong>1</strong> dari 3 pemerintah setuju" in page
    assert "Menunggu pagu" in page


def test_nobody_speaks_for_another_government(cast, held):
    item = item_of(held, None)
    for name in ("ani", "dewi"):
        assert did(cast(name), held, f"yes:{item.pk}:6771").status_code == 404
        assert cast(name).post(at(held, f"butir/{item.pk}/sikap/6771/"), {"stance": "yes"}).status_code == 404
    assert not Voice.objects.exists()


# ---------------------------------------------------------------- who attends


def test_a_government_enters_who_attends_for_it_and_nobody_elses(cast, held):
    form = LANTING
    for _ in range(2):
        cast("ani").post(at(held, "hadir/"), form)
    one = Attendance.objects.get()
    assert (one.name, one.way, one.agency_id) == ("Lanting Rekaan", "online", "6711")
    assert cast("citra").post(at(held, "hadir/"), form | {"name": "Lain"}).status_code == 404
    cast("citra").post(at(held, "hadir/"), {"gone": one.pk})
    assert Attendance.objects.filter(pk=one.pk).exists()
    assert "Lanting Rekaan" in read(cast("ani"), at(held, "6711/"))
    for _ in range(2):
        cast("ani").post(at(held, "hadir/"), {"gone": one.pk})
    assert not Attendance.objects.exists()


def test_names_of_those_who_attend_stay_out_of_the_trail(cast, held):
    cast("ani").post(at(held, "hadir/"), LANTING)
    for event in AuditEvent.objects.filter(name__startswith="betang.meeting."):
        assert "Lanting" not in f"{event.old} {event.new} {event.note}"


# ---------------------------------------------------------------- the number


def test_the_number_is_answered_to_whoever_holds_a_token_and_moves_with_every_change(cast, held, monkeypatch):
    monkeypatch.setattr("betang.meeting.queries.pulse.LOOKED_AT_EVERY", 0)
    client = cast("eka")
    assert client.get(at(held, "denyut/")).content.isdigit()  # behind the session, without a token yet
    first = int(client.get(at(held, "denyut/")).content)
    did(cast("dewi"), held, f"agree:{item_of(held, None).pk}:1")
    answer = client.get(at(held, "denyut/"))
    assert int(answer.content) == first + 1
    assert "nosniff" in answer["X-Content-Type-Options"]
    assert answer["Cache-Control"] == "no-store"


def test_with_a_token_no_session_is_asked_for(cast, held, django_assert_num_queries):
    client = cast("eka")
    client.get(at(held, "denyut/"))
    with django_assert_num_queries(1):
        for _ in range(5):
            assert client.get(at(held, "denyut/")).status_code == 200


def test_a_token_opens_the_number_of_its_own_meeting_for_a_short_time(cast, held):
    token = pulse.token_for(1, held.pk)
    assert pulse.token_opens(token, held.pk)
    assert not pulse.token_opens(token, held.pk + 1)
    assert not pulse.token_opens(token[:-1] + ("A" if token[-1] != "A" else "B"), held.pk)
    assert not pulse.token_opens("", held.pk)


def test_a_token_ends(cast, held, monkeypatch):
    token = pulse.token_for(1, held.pk)
    monkeypatch.setattr(pulse, "GOOD_FOR", -1)
    assert not pulse.token_opens(token, held.pk)


def test_the_token_is_for_this_meeting_alone_and_no_script_reads_it(cast, held):
    cookie = cast("eka").get(at(held)).cookies["denyut"]
    assert cookie["path"] == at(held)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] <= 300


def test_a_token_alone_opens_no_page(cast, held):
    token = cast("eka").get(at(held)).cookies["denyut"].value
    stranger = Client()
    stranger.cookies["denyut"] = token
    assert stranger.get(at(held, "denyut/")).status_code == 200
    assert stranger.get(at(held)).status_code == 302
    assert stranger.get(at(held, "?papan=1")).status_code == 302


def test_the_board_alone_is_light_and_the_same_for_the_same_rights(cast, held):
    eka, budi = (cast(name).get(at(held, "?papan=1")).content for name in ("eka", "budi"))
    assert eka == budi
    assert b"<html" not in eka
    assert b"csrf" not in eka


# ---------------------------------------------------------------- the end


def words_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())


def word_of(answer):
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    names = ZipFile(BytesIO(answer.content))
    parts = [
        names.read(name).decode() for name in names.namelist() if name.startswith("word/") and name.endswith("xml")
    ]
    return unescape(" ".join(re.sub(r"<[^>]+>", "", part) for part in parts))


def plain(words):
    return "".join(words.split())


def test_the_minutes_say_what_was_agreed_by_whom_and_what_stays_open(cast, held):
    whole, own = item_of(held, None), item_of(held, "6711")
    cast("ani").post(at(held, "hadir/"), LANTING)
    did(cast("ani"), held, f"yes:{whole.pk}:6711")
    form = outcome(whole, decision="Satu kelas di Palangka Raya", who="BPSDM", due="2027-03-01")
    cast("dewi").post(at(held, f"butir/{whole.pk}/"), form)
    cast("ani").post(at(held, f"butir/{own.pk}/"), outcome(own, state="left_open", reason="Menunggu anggaran"))
    assert "RANCANGAN" in words_of(cast("eka").get(at(held, "berita-acara/pdf/")))
    assert "1 yang belum dibahas" in read(cast("dewi"), at(held, "tutup/"))
    for _ in range(2):
        cast("dewi").post(at(held, "tutup/"))
    said = words_of(cast("eka").get(at(held, "berita-acara/pdf/")))
    word = word_of(cast("citra").get(at(held, "berita-acara/docx/")))
    for paper in (said, word):
        assert "RANCANGAN" not in paper
        for words in ("Satu kelas di Palangka Raya", "BPSDM", "1 Maret 2027", "1 pemerintah menyatakan setuju",
                      "Menunggu anggaran", "Belum dibahas.", "Lanting Rekaan", "Kepala Rekaan",
                      "Tidak tercatat hadir", "Palangka Raya"):  # fmt: skip
            assert plain(words) in plain(paper), words
    assert cast("dewi").get(at(held, "berita-acara/odt/")).status_code == 404


def test_a_government_that_does_not_agree_stands_in_the_minutes_with_its_reason(cast, held):
    whole = item_of(held, None)
    cast("citra").post(at(held, f"butir/{whole.pk}/sikap/6771/"), {"stance": "not_yet", "reason": "Jadwal bentrok"})
    cast("dewi").post(at(held, f"butir/{whole.pk}/"), outcome(whole))
    said = plain(words_of(cast("eka").get(at(held, "berita-acara/pdf/"))))
    assert plain("Belum setuju: Kota Palangka Raya: Jadwal bentrok") in said
    assert plain("Disepakati sebagaimana diusulkan.") in said


def test_the_word_minutes_follow_the_template_of_the_province(cast, held):
    page = "/kebutuhan/dokumen/templat/minutes_meeting/"
    assert cast("ani").get(page).status_code == 404  # a regency holds no coordination meeting
    own = Document(BytesIO(official.template("minutes_meeting")))
    own.add_paragraph("Dibuat menurut naskah dinas provinsi {{ pimpinan }}")
    kept = BytesIO()
    own.save(kept)
    file = SimpleUploadedFile("rakor.docx", kept.getvalue())
    answer = cast("dewi").post(f"{page}?pemerintah=6700", {"berkas": file, "langkah": "pakai"})
    assert answer.status_code == 302
    told = word_of(cast("dewi").get(at(held, "berita-acara/docx/")))
    assert "Dibuat menurut naskah dinas provinsi Kepala Rekaan" in told


def test_after_the_end_nothing_changes_until_it_is_opened_again_for_a_reason(cast, held):
    cast("dewi").post(at(held, "tutup/"))
    item = item_of(held, "6711")
    answer = cast("ani").post(at(held, f"butir/{item.pk}/"), outcome(item, decision="Terlambat"))
    assert "sudah ditutup" in unescape(answer.content.decode())
    cast("ani").post(at(held, "hadir/"), {"agency": "6711", "name": "A", "office": "B", "way": "hall"})
    assert not Attendance.objects.exists()
    cast("dewi").post(at(held, "buka-lagi/"), {"reason": ""})
    assert Meeting.objects.get(pk=held.pk).state == "closed"
    cast("dewi").post(at(held, "buka-lagi/"), {"reason": "Satu butir terlewat"})
    assert Meeting.objects.get(pk=held.pk).state == "open"


def test_every_meeting_is_on_the_list(cast, held):
    prepared(state="closed")
    page = read(cast("ani"), "/rakor/")
    assert page.count("Rakor rekaan") >= 2
    assert "sedang berlangsung" in page
    assert "Siapkan rapat" not in page
    assert "Siapkan rapat" in read(cast("dewi"), "/rakor/")


def test_a_meeting_for_the_demo_is_made_once(cast):
    first = actions.make_demo_meeting(
        year=2027, day=date(2026, 12, 4), agency=Agency.objects.get(pk="6711").pk, by=None
    )
    assert actions.make_demo_meeting(year=2027, day=date(2026, 12, 4), agency="6711", by=None) == first
    assert first.items.count() == 6
