"""A workbook for the dialogue goes out to an office and comes back filled in, again and again, and to it alone."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from betang.agencies.models import AuditEvent, Member
from betang.core.office.writing.dialogue import ABOVE, HEADINGS
from betang.intake import words
from betang.intake.actions import check, undo, work_commit
from betang.intake.models import Batch, BatchPart, BatchProblem, Difference
from betang.intake.rules import StandsOn
from betang.needs import actions
from betang.needs.models import Need, NeedStep, NotTraining, Proposal
from betang.needs.rules import Step
from betang.people.models import Person
from tests.needs import flow_house
from tests.needs.flow_house import being, person, step, unit, user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY, EARLIER = TODAY - timedelta(days=3), TODAY - timedelta(days=40)
Answers = Mapping[tuple[str, str], Mapping[str, Any]]
NURSE = "Tikar Meranti"


@pytest.fixture(autouse=True)
def cast(house: Path) -> None:
    flow_house.settle()


def client(name: str) -> Client:
    found = Client()
    found.force_login(user(name))
    return found


def taken(name: str, office: str = "") -> bytes:
    address = reverse("needs:workbook", args=[unit(office).pk]) if office else reverse("needs:workbooks")
    answer = client(name).post(address)
    assert answer.status_code == 200
    return answer.content


def filled(file: bytes, answers: Answers) -> bytes:
    """The workbook with answers by (name, competency); a pair that is not there is added by hand under the last."""
    book = load_workbook(io.BytesIO(file))
    sheet = book.worksheets[0]
    places = {heading: column for column, heading in enumerate(HEADINGS, 1)}
    rows = {}
    for row in range(ABOVE + 2, sheet.max_row + 1):
        competency = str(sheet.cell(row, places["Kompetensi"]).value or "").split(" ")[0]
        rows[sheet.cell(row, places["Nama"]).value, competency] = row
    for (name, competency), cells in answers.items():
        row = rows.get((name, competency))
        if row is None:
            row = sheet.max_row + 1
            sheet.cell(row, places["NIP"], Person.objects.get(name=name).nip)
            sheet.cell(row, places["Nama"], name)
            sheet.cell(row, places["Kompetensi"], competency)
        for heading, value in cells.items():
            sheet.cell(row, places[heading], value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sent(name: str, content: bytes, agency: str = "6711", file: str = "dialog.xlsx") -> Batch:
    """Dropped on the page and read by the worker."""
    upload = SimpleUploadedFile(file, content)
    answer = client(name).post(reverse("intake:batches"), {"berkas": [upload], "pemerintah": agency})
    assert answer.status_code == 302
    batch = check(batch_id=Batch.objects.latest("pk").pk, by=None)
    reads_what_to_do(name, batch)
    return batch


def reads_what_to_do(name: str, batch: Batch) -> None:
    """Whatever is wrong or worth a look stands on the page in words, with what to do about it."""
    page = html.unescape(client(name).get(reverse("intake:batch", args=[batch.pk])).content.decode())
    for code in set(said(batch)):
        told = words.told(code)
        assert told.deed
        for sentence in (told.rule, told.deed):
            assert sentence in page, code


def stored(name: str, batch: Batch) -> Batch:
    answer = client(name).post(
        reverse("intake:store", args=[batch.pk]), {"simpan-yang-benar": "1", "sudah-dibaca": "1"}, follow=True
    )
    assert answer.status_code == 200
    return work_commit(batch_id=batch.pk, by=None)


def brought(name: str, answers: Answers, office: str = "") -> Batch:
    batch = stored(name, sent(name, filled(taken(name, office), answers)))
    assert batch.state == "committed", batch.problem
    return batch


def said(batch: Batch) -> list[str]:
    return list(BatchProblem.objects.filter(batch=batch).order_by("number").values_list("code", flat=True))


def need(competency: str = "M.01", name: str = NURSE) -> Need:
    return Need.objects.get(person__name=name, competency=competency)


# ---------------------------------------------------------------- out


def test_an_officer_takes_one_workbook_with_their_own_people(house: Path) -> None:
    sheet = load_workbook(io.BytesIO(taken("opik"))).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (3, 4, 5)] == [
        'Perangkat Daerah: Puskesmas "Kasongan", Katingan',
        "Kode Perangkat Daerah: U2",
        "Tahun Rencana: 2027",
    ]
    names = {sheet.cell(row, 3).value for row in range(ABOVE + 2, sheet.max_row + 1)}
    assert names == {NURSE, "Gong Bangkirai"}
    assert AuditEvent.objects.filter(name="betang.needs.workbooks_exported", by_id=user("opik").pk).exists()


def test_a_planner_takes_all_of_them_in_one_go_or_one(house: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(taken("ani"))) as packed:
        assert packed.namelist() == ["dialog-dinas-kesehatan.xlsx", "dialog-puskesmas-kasongan-katingan.xlsx"]
    book = load_workbook(io.BytesIO(taken("ani", "U2")))
    sheet = book.worksheets[0]
    assert {
        sheet.cell(row, HEADINGS.index("Nama Atasan") + 1).value for row in range(ABOVE + 2, sheet.max_row + 1)
    } == {"Lampit Ulin"}


@pytest.mark.parametrize(("name", "office"), [("opik", "U1X"), ("citra", "U1"), ("lia", "U1"), ("sari", "U1")])
def test_nobody_else_takes_one(name: str, office: str) -> None:
    number = unit("U1").pk if office != "U1X" else unit("U1", "6771").pk
    assert client(name).post(reverse("needs:workbook", args=[number])).status_code == 404


# ---------------------------------------------------------------- and back


def test_what_an_officer_fills_in_becomes_needs_with_all_that_was_said(house: Path) -> None:
    batch = brought(
        "opik",
        {
            (NURSE, "M.01"): {
                "Cara Belajar": "Coaching", "Usulan Pengembangan": "Pelatihan Kepemimpinan",
                "Prioritas Atasan": "Tinggi", "Tanggal Kesepakatan": DAY, "Nama Atasan": "Lampit Ulin",
            },
            (NURSE, "T.KES.01"): {"Bukan Kebutuhan Pelatihan": "V", "Penghambat": "Sarana atau anggaran",
                                  "Alasan": "Alat belum ada"},
            ("Gong Bangkirai", "M.01"): {"Cara Belajar": "E-learning", "Tanggal Kesepakatan": DAY},
        },
    )  # fmt: skip
    one = need()
    assert (one.state, one.agreed_on, one.way, one.priority, one.learning, one.learning_program_id, one.superior) == (
        "agreed", DAY, "coaching", "high", "Pelatihan Kepemimpinan", "PKN", "Lampit Ulin",
    )  # fmt: skip
    assert one.unit == unit("U2")
    assert one.entered_by == user("opik")
    no = NotTraining.objects.get()
    assert (no.person, no.competency_id, no.cause, no.said_on) == (person("a2"), "T.KES.01", "tools", TODAY)
    assert no.entered_by == user("opik")
    assert need(name="Gong Bangkirai").way == "e_learning"
    page = client("opik").get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert "Bukan kebutuhan pelatihan" in page


def test_it_comes_again_and_again_and_the_newer_wins_knowingly(house: Path) -> None:
    brought("opik", {(NURSE, "M.01"): {"Cara Belajar": "Pelatihan klasikal", "Tanggal Kesepakatan": EARLIER}})
    again = sent(
        "opik", filled(taken("opik"), {(NURSE, "M.01"): {"Cara Belajar": "Mentoring", "Tanggal Kesepakatan": DAY}})
    )
    told = [(p.code, p.column, p.said["known"]) for p in BatchProblem.objects.filter(batch=again)]
    assert told == [
        ("replaces", "Tanggal Kesepakatan", f"{EARLIER:%d-%m-%Y}"),
        ("replaces", "Cara Belajar", "Pelatihan klasikal"),
    ]
    assert again.preview["needs"]["fields"] == {"agreed_on": 1, "way": 1}
    stored("opik", again)
    assert (need().way, need().agreed_on) == ("mentoring", DAY)
    same = sent("opik", filled(taken("opik"), {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}}))
    assert not said(same)
    assert same.preview["needs"]["unchanged"] == 1
    stored("opik", same)
    assert need().way == "mentoring"  # an empty cell says nothing


def test_a_need_that_was_loaded_under_a_code_of_its_own_is_the_one_that_is_answered(house: Path) -> None:
    gong, rows = "Gong Bangkirai", Need.objects.filter(person__name="Gong Bangkirai", competency="M.01")
    assert [one.pk for one in rows] == ["N1"]
    before = rows.get()
    answers = {(gong, "M.01"): {"Cara Belajar": "Coaching", "Tanggal Kesepakatan": DAY, "Prioritas Atasan": "Tinggi"}}
    batch = sent("opik", filled(taken("opik"), answers))
    assert "replaces" in said(batch)  # the day it stood with
    stored("opik", batch)
    after = rows.get()
    assert (after.pk, after.agreed_on, after.way, after.priority) == ("N1", DAY, "coaching", "high")
    assert after.version > before.version
    undo(batch_id=batch.pk, by=None)
    assert (rows.get().pk, rows.get().agreed_on, rows.get().way) == ("N1", before.agreed_on, before.way)


def test_a_need_of_another_basis_keeps_it_and_is_not_asked_for_twice(house: Path) -> None:
    Need.objects.filter(pk="N1").update(basis="performance")
    brought("opik", {("Gong Bangkirai", "M.01"): {"Cara Belajar": "Mentoring", "Tanggal Kesepakatan": DAY}})
    after = need(name="Gong Bangkirai")
    assert (after.pk, after.basis, after.way) == ("N1", "performance", "mentoring")


def test_of_two_that_stand_already_the_one_of_the_dialogue_is_answered_and_what_was_sent_stays(house: Path) -> None:
    gong = person("a3")
    Need.objects.create(code="A0", agency_id="6711", person=gong, competency_id="M.01", basis="post", agreed_on=EARLIER)
    brought("opik", {("Gong Bangkirai", "M.01"): {"Tanggal Kesepakatan": DAY}})
    assert Need.objects.get(pk="N1").agreed_on == DAY
    assert Need.objects.get(pk="A0").agreed_on == EARLIER
    Need.objects.filter(pk="N1").update(state="submitted", year=2027, office=unit("U2"))
    batch = sent("opik", filled(taken("opik"), {("Gong Bangkirai", "M.01"): {"Tanggal Kesepakatan": TODAY}}))
    assert "already_submitted" in said(batch)
    stored("opik", batch)
    assert Need.objects.get(pk="N1").agreed_on == DAY
    assert Need.objects.filter(person=gong, competency="M.01").count() == 2


def test_the_first_again_after_the_second_says_what_it_would_turn_back(house: Path) -> None:
    first = filled(taken("opik"), {(NURSE, "M.01"): {"Cara Belajar": "Coaching", "Tanggal Kesepakatan": EARLIER}})
    second = filled(taken("opik"), {(NURSE, "T.KES.01"): {"Cara Belajar": "Mentoring", "Tanggal Kesepakatan": DAY}})
    for content in (second, first, second, first):
        stored("opik", sent("opik", content))
    assert (need().way, need("T.KES.01").way) == ("coaching", "mentoring")
    assert Need.objects.filter(person=person("a2")).count() == 2


def test_what_was_sent_stays_and_is_counted_until_it_is_returned(house: Path) -> None:
    brought("opik", {(NURSE, "M.01"): {"Cara Belajar": "Coaching", "Tanggal Kesepakatan": EARLIER}})
    with being("opik") as who:
        actions.submit_office(agency="6711", office=unit("U2").pk, by=who.user)
    before = Need.objects.filter(pk=need().pk).values().get()
    newer = filled(taken("opik"), {(NURSE, "M.01"): {"Cara Belajar": "Mentoring", "Prioritas Atasan": "Tinggi",
                                                     "Tanggal Kesepakatan": DAY}})  # fmt: skip
    batch = sent("opik", newer)
    assert said(batch) == ["already_submitted"]
    assert batch.preview["needs"]["kept"] == 1
    page = client("opik").get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert "Tetap, sudah diajukan" in page
    assert "minta BKPSDM mengembalikannya" in page
    stored("opik", batch)
    assert Need.objects.filter(pk=need().pk).values().get() == before
    step("ani", Step.RETURN, need().pk, reason="Cara belajarnya?")
    stored("opik", sent("opik", newer))
    assert (need().state, need().way) == ("agreed", "mentoring")
    assert list(NeedStep.objects.filter(item=need().pk).order_by("pk").values_list("step", flat=True)) == [
        "submit", "return", "agree",
    ]  # fmt: skip


def test_a_gap_that_turns_out_to_be_no_need_withdraws_it_and_back(house: Path) -> None:
    yes = {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}}
    brought("opik", yes)
    no = sent(
        "opik", filled(taken("opik"), {(NURSE, "M.01"): {"Bukan Kebutuhan Pelatihan": "V", "Alasan": "Motivasi"}})
    )
    assert said(no) == ["not_training", "need_withdrawn"]
    stored("opik", no)
    assert (need().state, NotTraining.objects.get().cause) == ("withdrawn", "motive")
    back = sent("opik", filled(taken("opik"), yes))
    assert said(back) == ["need_revived"]
    stored("opik", back)
    assert need().state == "agreed"
    assert not NotTraining.objects.exists()
    undo(batch_id=back.pk, by=None)
    assert (need().state, NotTraining.objects.get().cause) == ("withdrawn", "motive")
    undo(batch_id=no.pk, by=None)
    assert need().state == "agreed"
    assert not NotTraining.objects.exists()
    steps = NeedStep.objects.filter(item=need().pk).order_by("pk").values_list("before", "after")
    assert list(steps) == [
        ("agreed", "withdrawn"), ("withdrawn", "agreed"), ("agreed", "withdrawn"), ("withdrawn", "agreed"),
    ]  # fmt: skip


# ---------------------------------------------------------------- taken back


def test_an_officer_takes_a_workbook_back_and_everything_is_as_before(house: Path) -> None:
    brought("opik", {(NURSE, "M.01"): {"Cara Belajar": "Coaching", "Tanggal Kesepakatan": EARLIER}})
    before = (list(Need.objects.order_by("pk").values()), list(NotTraining.objects.values()))
    batch = brought(
        "opik",
        {
            (NURSE, "M.01"): {"Cara Belajar": "Mentoring", "Tanggal Kesepakatan": DAY},
            (NURSE, "T.KES.01"): {"Bukan Kebutuhan Pelatihan": "V", "Alasan": "Alat"},
            ("Gong Bangkirai", "M.01"): {"Prioritas Atasan": "Rendah", "Tanggal Kesepakatan": DAY},
        },
    )
    answer = client("opik").post(reverse("intake:undo", args=[batch.pk]), follow=True)
    assert "seperti sebelum kiriman ini" in answer.content.decode()
    assert (list(Need.objects.order_by("pk").values()), list(NotTraining.objects.values())) == before


def test_what_was_sent_meanwhile_cannot_be_taken_back_and_it_is_said_what_to_do(house: Path) -> None:
    batch = brought("opik", {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}})
    with being("opik") as who:
        actions.submit_office(agency="6711", office=unit("U2").pk, by=who.user)
    with pytest.raises(StandsOn) as standing:
        undo(batch_id=batch.pk, by=None)
    assert [(one.table, one.sent) for one in standing.value.standing] == [("needs", True)]
    text = client("opik").post(reverse("intake:undo", args=[batch.pk]), follow=True).content.decode()
    assert "minta BKPSDM mengembalikannya" in text


# ---------------------------------------------------------------- the wrong workbook


def test_people_of_another_office_are_refused_from_an_officer_and_taken_from_a_planner(house: Path) -> None:
    every = filled(taken("ani", "U1"), {("Lampit Ulin", "M.01"): {"Tanggal Kesepakatan": DAY},
                                        (NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}})  # fmt: skip
    batch = sent("opik", every)
    assert "other_office" in said(batch)
    assert batch.refused == 1
    stored("opik", batch)
    assert not Need.objects.filter(person=person("a1")).exists()
    assert said(sent("ani", every)) == ["moved_office"]  # the Puskesmas has a form of its own


def test_a_workbook_of_another_government_brings_nothing_in(house: Path) -> None:
    theirs = client("citra").post(reverse("needs:workbook", args=[unit("U1", "6771").pk])).content
    answered = {("Sumpit Keruing", "M.01"): {"Tanggal Kesepakatan": DAY}}
    batch = sent("opik", filled(theirs, answered))
    assert batch.refused == 1
    assert not batch.preview
    assert {"unknown_person", "names_other_agency"} <= set(said(batch))


def test_a_workbook_of_last_year_is_refused(house: Path) -> None:
    old = taken("opik")
    actions.close_year(year=2027, now=timezone.now(), by=None)
    actions.open_year(year=2028, by=None)
    batch = sent("opik", filled(old, {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}}))
    assert said(batch) == ["other_year"]
    assert not need_exists()


def need_exists() -> bool:
    return Need.objects.filter(person=person("a2")).exists()


def test_the_next_year_asks_anew_beside_what_was_decided(house: Path) -> None:
    """Last year's need is history: the same person and competency are agreed on again, under a code with the year."""
    brought("opik", {(NURSE, "M.01"): {"Cara Belajar": "Coaching", "Tanggal Kesepakatan": EARLIER}})
    with being("opik") as who:
        actions.submit_office(agency="6711", office=unit("U2").pk, by=who.user)
    last = need()
    Need.objects.filter(pk=last.pk).update(state="decided")
    actions.close_year(year=2027, now=timezone.now(), by=None)
    actions.open_year(year=2028, by=None)

    answers = {(NURSE, "M.01"): {"Cara Belajar": "Mentoring", "Tanggal Kesepakatan": DAY}}
    brought("opik", answers)
    both = Need.objects.filter(person__name=NURSE, competency="M.01").order_by("code")
    assert [(one.pk, one.state, one.way) for one in both] == [
        (last.pk, "decided", "coaching"),
        (f"{last.pk}-2028", "agreed", "mentoring"),
    ]
    again = sent("opik", filled(taken("opik"), answers))
    assert again.preview["needs"]["new"] == 0
    with being("opik") as who:
        actions.submit_office(agency="6711", office=unit("U2").pk, by=who.user)
    assert Need.objects.get(pk=f"{last.pk}-2028").year == 2028
    third = {(NURSE, "M.01"): {"Cara Belajar": "Coaching", "Tanggal Kesepakatan": DAY}}
    assert said(sent("opik", filled(taken("opik"), third))) == ["already_submitted"]


def test_who_retired_is_refused_and_who_moved_takes_the_need_along(house: Path) -> None:
    file = filled(
        taken("ani", "U1"),
        {("Lampit Ulin", "M.01"): {"Tanggal Kesepakatan": DAY}, (NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}},
    )
    Person.objects.filter(pk=person("a1").pk).update(retires_on=EARLIER)
    batch = sent("ani", file)
    assert said(batch) == ["not_in_service", "moved_office"]
    stored("ani", batch)
    assert need().unit == unit("U2")


def test_a_need_the_post_does_not_require_is_kept_and_said(house: Path) -> None:
    batch = sent("ani", filled(taken("ani", "U1"), {("Lampit Ulin", "T.KES.01"): {"Tanggal Kesepakatan": DAY}}))
    assert said(batch) == ["not_required"]
    stored("ani", batch)
    assert need("T.KES.01", "Lampit Ulin").state == "agreed"


def test_a_workbook_in_an_older_form_is_taken_and_said(house: Path) -> None:
    book = load_workbook(io.BytesIO(filled(taken("opik"), {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}})))
    for row in range(4, 8):  # the first form had nothing between the office and its table
        book.worksheets[0].cell(row, 1).value = None
    old = io.BytesIO()
    book.save(old)
    batch = sent("opik", old.getvalue())
    assert (said(batch), batch.refused) == (["old_template"], 0)
    stored("opik", batch)
    assert (need().state, need().unit) == ("agreed", unit("U2"))


def test_rows_added_by_hand_are_read_as_the_others_are(house: Path) -> None:
    """One for what no line was made for, one that says a line again otherwise, one of nobody who is known."""
    day = {"Tanggal Kesepakatan": DAY}
    book = load_workbook(io.BytesIO(filled(taken("opik"), {(NURSE, "M.01"): day, ("Gong Bangkirai", "T.KES.01"): day})))
    sheet = book.worksheets[0]
    nip, competency, on = (HEADINGS.index(name) + 1 for name in ("NIP", "Kompetensi", "Tanggal Kesepakatan"))
    for number, agreed_on in ((person("a3").nip, DAY), ("199912312026011999", DAY), (person("a2").nip, EARLIER)):
        row = sheet.max_row + 1
        sheet.cell(row, nip, number)
        sheet.cell(row, competency, "M.01")
        sheet.cell(row, on, agreed_on)
    file = io.BytesIO()
    book.save(file)
    batch = sent("opik", file.getvalue())
    assert {"not_required", "unknown_person", "duplicate_conflict"} <= set(said(batch))
    assert batch.refused == 3  # of two lines that contradict each other neither is taken
    stored("opik", batch)
    assert need("M.01", "Gong Bangkirai").agreed_on == DAY
    assert need("T.KES.01", "Gong Bangkirai").agreed_on == DAY
    assert not Need.objects.filter(person=person("a2"), agreed_on=EARLIER).exists()


# ---------------------------------------------------------------- who sees and sends what


def test_an_officer_sees_their_own_batches_alone(house: Path) -> None:
    mine = sent("opik", filled(taken("opik"), {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}}))
    for name in ("olga", "citra", "lia"):
        assert client(name).get(reverse("intake:batch", args=[mine.pk])).status_code == 404
        assert client(name).post(reverse("intake:store", args=[mine.pk])).status_code == 404
        with being(name):
            assert not Batch.objects.exists()
            assert not BatchPart.objects.exists()
            assert not BatchProblem.objects.exists()
            assert not Difference.objects.exists()
    with being("opik"):
        assert BatchPart.objects.filter(batch=mine).exists()
    assert "dialog.xlsx" in client("opik").get(reverse("intake:batches")).content.decode()
    assert "dialog.xlsx" not in client("olga").get(reverse("intake:batches")).content.decode()
    assert client("ani").get(reverse("intake:batch", args=[mine.pk])).status_code == 200


def test_an_officer_sends_for_no_other_government_and_no_other_kind(house: Path) -> None:
    upload = SimpleUploadedFile("x.csv", b"NIP;Nama\n")
    for form in ({"pemerintah": "6771"}, {"pemerintah": "6711", "jenis": "people"}):
        assert client("opik").post(reverse("intake:batches"), {"berkas": [upload], **form}).status_code == 404
    units = b"Id;NamaUnor;DiatasanId;EselonId;NamaJabatan\nU1;Dinas Kesehatan;;22;Kepala Dinas Kesehatan\n"
    batch = sent("opik", units, file="unor.csv")
    assert (batch.state, batch.problem) == ("unreadable", "not_of_an_office")
    page = client("opik").get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert "Serahkan berkasnya ke BKPSDM" in page
    kinds = client("opik").get(reverse("intake:kinds")).content.decode()
    assert "Hasil dialog kebutuhan" in kinds


def test_whose_office_it_is_no_more_cannot_have_it_stored(house: Path) -> None:
    batch = sent("olga", filled(taken("olga", "U1"), {("Lampit Ulin", "M.01"): {"Tanggal Kesepakatan": DAY}}))
    client("olga").post(reverse("intake:store", args=[batch.pk]), {"sudah-dibaca": "1"})
    Member.objects.filter(user=user("olga")).update(unit_number=unit("U2").pk)
    found = work_commit(batch_id=batch.pk, by=None)
    assert (found.state, found.problem) == ("checked", "not_yours_any_more")
    assert not Need.objects.filter(person=person("a1")).exists()
    client("olga").post(reverse("intake:again", args=[batch.pk]))
    assert said(check(batch_id=batch.pk, by=None)) == ["other_office"]


def test_the_form_of_another_office_that_came_in_meanwhile_holds_nobody_up(house: Path) -> None:
    mine = sent("opik", filled(taken("opik"), {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}}))
    brought("olga", {("Lampit Ulin", "M.01"): {"Tanggal Kesepakatan": DAY}}, "U1")
    assert stored("opik", mine).state == "committed"


def test_an_officer_explains_a_column_for_their_file_alone(house: Path) -> None:
    from betang.intake.models import RememberedColumn  # noqa: PLC0415

    nip = person("a2").nip
    content = f"NIP;Kompetensi;Hari Jadi\n{nip};M.01;{DAY:%d-%m-%Y}\n".encode()
    upload = SimpleUploadedFile("dialog.csv", content)
    client("opik").post(reverse("intake:batches"), {"berkas": [upload], "pemerintah": "6711", "jenis": "dialogues"})
    batch = check(batch_id=Batch.objects.latest("pk").pk, by=None)
    assert batch.state == "asking"
    form = {"jenis": "dialogues", "kolom-2": "dialogues.agreed_on"}
    assert client("opik").post(reverse("intake:explain", args=[batch.pk]), form).status_code == 302
    assert check(batch_id=batch.pk, by=None).state == "checked"
    assert not RememberedColumn.objects.exists()


def test_proposals_of_an_officer_are_of_their_office_and_stay_once_sent(house: Path) -> None:
    def asked(people: int) -> bytes:
        return f"Nama Pelatihan yang Diusulkan;Jumlah Peserta\nPelatihan Kepemimpinan;{people}\n".encode()

    def dropped(people: int) -> Batch:
        upload = SimpleUploadedFile("usulan.csv", asked(people))
        client("olga").post(reverse("intake:batches"), {"berkas": [upload], "pemerintah": "6711"})
        return check(batch_id=Batch.objects.latest("pk").pk, by=None)

    stored("olga", dropped(3))
    stored("olga", dropped(4))
    one = Proposal.objects.get(title="Pelatihan Kepemimpinan", unit=unit("U1"))
    assert one.people == 4
    with being("olga") as who:
        actions.submit_office(agency="6711", office=unit("U1").pk, by=who.user)
    batch = dropped(9)
    assert said(batch) == ["already_submitted"]
    assert batch.preview["proposals"]["kept"] == 1
    stored("olga", batch)
    assert Proposal.objects.get(title="Pelatihan Kepemimpinan", unit=unit("U1")).people == 4


def test_the_same_proposal_next_year_is_another_proposal(house: Path) -> None:
    content = b"Nama Pelatihan yang Diusulkan;Jumlah Peserta\nPelatihan Kepemimpinan;4\n"

    def dropped() -> Batch:
        upload = SimpleUploadedFile("usulan.csv", content)
        client("olga").post(reverse("intake:batches"), {"berkas": [upload], "pemerintah": "6711"})
        return check(batch_id=Batch.objects.latest("pk").pk, by=None)

    mine = Proposal.objects.filter(title="Pelatihan Kepemimpinan", unit=unit("U1"))
    for year in (2027, 2028):
        stored("olga", dropped())
        stored("olga", dropped())
        with being("olga") as who:
            actions.submit_office(agency="6711", office=unit("U1").pk, by=who.user)
        mine.filter(year=year).update(state="decided")
        actions.close_year(year=year, now=timezone.now(), by=None)
        actions.open_year(year=year + 1, by=None)
    assert sorted(mine.values_list("year", "people")) == [(2027, 4), (2028, 4)]


def test_the_day_of_the_dialogue_is_a_day_and_not_a_moment(house: Path) -> None:
    brought("opik", {(NURSE, "M.01"): {"Tanggal Kesepakatan": DAY}})
    assert isinstance(need().agreed_on, date)
