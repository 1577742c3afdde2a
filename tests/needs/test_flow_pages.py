"""Pages of the way of needs, as each of the cast meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from betang.agencies.models import AuditEvent
from betang.needs.models import Deadline, Decision, Need, NeedStep, PlanningYear, Proposal, Stage, Submission
from betang.needs.queries.flow import waiting
from betang.needs.rules import Step
from tests.needs import flow_house
from tests.needs.flow_house import PDF, being, proposal, state, unit, user

pytestmark = pytest.mark.django_db
LIST = "/kebutuhan/"
Open = Callable[[str], Client]


@pytest.fixture(autouse=True)
def cast(house: Path) -> None:
    flow_house.settle()


@pytest.fixture
def as_() -> Open:
    def of(name: str) -> Client:
        client = Client()
        client.force_login(user(name))
        return client

    return of


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def number(code: str = "N1") -> int:
    found = Need.objects.get(pk=code).number
    assert found is not None
    return found


def take(client: Client, wish: Step, *codes: str, **more: Any) -> Any:
    form = {"pemerintah": "6711", "langkah": wish, "keadaan": "semua", "butir": [number(code) for code in codes]}
    return client.post("/kebutuhan/langkah", form | more)


def confirm(client: Client, wish: Step, *codes: str, **more: Any) -> Any:
    """What a reader does who has seen the preview."""
    seen = take(client, wish, *codes, **more).content.decode()
    seal = re.search(r'name="sidik" value="(\w+)"', seen)
    assert seal is not None
    return take(client, wish, *codes, sidik=seal[1], pasti="1", **more)


def send(client: Client, office: str = "U2") -> Any:
    return client.post(f"/kebutuhan/formulir/{unit(office).pk}/ajukan/", {"catatan": ""})


# ---------------------------------------------------------------- the list


def test_the_list_begins_with_what_waits_for_the_reader(as_: Open) -> None:
    assert "1 kebutuhan menunggu Anda" in text(as_("opik"), LIST)
    assert "0 kebutuhan menunggu Anda" in text(as_("ani"), LIST)
    send(as_("opik"))
    assert "1 kebutuhan menunggu Anda" in text(as_("ani"), LIST)
    assert "0 kebutuhan menunggu Anda" in text(as_("pia"), LIST)
    confirm(as_("ani"), Step.VERIFY, "N1")
    assert "1 kebutuhan menunggu Anda" in text(as_("pia"), LIST)


def test_what_passed_through_my_hands_does_not_wait_for_me(as_: Open) -> None:
    send(as_("ani"))
    assert "0 kebutuhan menunggu Anda" in text(as_("ani"), LIST)
    assert "1 kebutuhan menunggu Anda" in text(as_("budi"), LIST)


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ("keadaan=semua", 2), ("keadaan=draft", 1), ("keadaan=agreed", 1), ("keadaan=semua&dasar=law", 1),
        ("keadaan=semua&kompetensi=M.01", 1), ("keadaan=semua&kantor=0", 0), ("keadaan=semua&jenis=proposal", 2),
    ],
)  # fmt: skip
def test_the_list_is_filtered(as_: Open, filters: str, shown: int) -> None:
    page = text(as_("ani"), f"{LIST}?{filters}")
    assert len(re.findall(r'name="butir" value="\d+" form', page)) == shown


def test_names_are_shown_to_those_who_may_see_them_and_who_saw_them_stands_in_the_trail(as_: Open) -> None:
    assert "Gong Bangkirai" in text(as_("ani"), f"{LIST}?keadaan=semua")
    assert "Gong Bangkirai" not in text(as_("lia"), f"{LIST}?keadaan=semua")
    events = AuditEvent.objects.filter(name="betang.needs.items_opened", new__people=1)
    assert {(event.by_username, event.new.get("names", True)) for event in events} == {("ani", True), ("lia", False)}
    as_("ani").get(f"{LIST}?keadaan=semua&ekspor=csv")
    assert AuditEvent.objects.get(name="betang.needs.items_exported").new["file"] == "csv"


@pytest.mark.parametrize("name", ["citra", "dewi"])
def test_another_government_sees_nothing_of_it(as_: Open, name: str) -> None:
    client = as_(name)
    send(as_("opik"))
    assert client.get(f"{LIST}?pemerintah=6711").status_code == 404
    assert client.get(f"/kebutuhan/butir/{number()}/").status_code == 404
    assert client.get(f"/kebutuhan/usulan/{proposal('Bimtek Aplikasi').pk}/").status_code == 404
    assert client.get(f"/kebutuhan/formulir/{unit('U2').pk}/ajukan/").status_code == 404
    assert take(client, Step.VERIFY, "N1").status_code == 404
    assert "Gong" not in text(client, LIST)
    assert state("N1") == "submitted"


def test_an_officer_sees_the_needs_of_their_office_only(as_: Open) -> None:
    assert "Bimtek Aplikasi" not in text(as_("opik"), f"{LIST}?keadaan=semua&jenis=proposal")
    assert "Bimtek Aplikasi" in text(as_("olga"), f"{LIST}?keadaan=semua&jenis=proposal")
    assert as_("opik").get(f"/kebutuhan/formulir/{unit('U1').pk}/ajukan/").status_code == 404


# ---------------------------------------------------------------- steps


def test_a_step_is_taken_only_after_its_preview(as_: Open) -> None:
    send(as_("opik"))
    ani = as_("ani")
    page = take(ani, Step.VERIFY, "N1", "N2").content.decode()
    assert "Verifikasi: 1 butir akan berpindah" in page
    assert "Keadaannya rancangan; langkah ini tidak berlaku." in page
    assert state("N1") == "submitted"
    answer = confirm(ani, Step.VERIFY, "N1", "N2")
    assert answer.status_code == 302
    assert "Verifikasi: 1 butir berpindah. 1 butir tetap." in text(ani, answer.headers["Location"])
    assert state("N1") == "verified"


def test_a_preview_that_is_out_of_date_moves_nothing(as_: Open) -> None:
    send(as_("opik"))
    ani = as_("ani")
    assert "Keadaannya berubah" in take(ani, Step.VERIFY, "N1", pasti="1", sidik="x").content.decode()
    assert state("N1") == "submitted"


def test_everything_on_the_list_moves_at_once(as_: Open) -> None:
    send(as_("opik"))
    send(as_("olga"), "U1")
    answer = confirm(as_("ani"), Step.VERIFY, semua="1", keadaan="submitted", jenis="proposal")
    assert answer.status_code == 302
    assert proposal("Bimtek Aplikasi").state == "verified"


def test_a_return_asks_for_its_reason_and_the_office_reads_it(as_: Open) -> None:
    send(as_("opik"))
    ani = as_("ani")
    assert "Tulis alasannya" in confirm(ani, Step.RETURN, "N1").content.decode()
    confirm(ani, Step.RETURN, "N1", alasan="Sebutkan indikatornya")
    page = text(as_("opik"), f"/kebutuhan/butir/{number()}/")
    assert "Sebutkan indikatornya" in page
    assert "Ani Rekaan" in page
    assert "Ubah isinya" in page


def test_a_step_that_is_not_offered_is_not_there(as_: Open) -> None:
    assert take(as_("opik"), Step.VERIFY, "N1").status_code == 404
    assert take(as_("lia"), Step.VERIFY, "N1").status_code == 404
    assert as_("ani").get("/kebutuhan/langkah").status_code == 405


def test_a_planner_validates_by_a_paper_that_is_recorded_with_its_scan(as_: Open) -> None:
    send(as_("opik"))
    ani = as_("ani")
    confirm(ani, Step.VERIFY, "N1")
    assert "Catat dahulu keputusannya" in take(ani, Step.VALIDATE, "N1").content.decode() or state("N1") == "verified"
    said = {
        "kind": "validation", "number": "800/7", "decided_on": "2026-11-01", "signed_by": "Pia", "post": "Sekda",
        "pemerintah": "6711",
    }  # fmt: skip
    bad = ani.post("/kebutuhan/keputusan/", said | {"scan": SimpleUploadedFile("a.pdf", b"bukan pdf")})
    assert "Ini bukan PDF yang utuh" in bad.content.decode()
    assert 'value="800/7"' in bad.content.decode()
    ani.post("/kebutuhan/keputusan/", said | {"scan": SimpleUploadedFile("a.pdf", PDF)})
    made = Decision.objects.get()
    assert "800/7" in text(ani, "/kebutuhan/keputusan/")
    scan = ani.get(f"/kebutuhan/keputusan/{made.pk}/pindaian.pdf")
    assert (scan.content, scan.headers["Content-Type"]) == (PDF, "application/pdf")
    assert as_("citra").get(f"/kebutuhan/keputusan/{made.pk}/pindaian.pdf").status_code == 404
    confirm(ani, Step.VALIDATE, "N1", keputusan=made.pk)
    assert state("N1") == "validated"
    assert "800/7" in text(ani, f"/kebutuhan/butir/{number()}/")


def test_the_head_of_the_region_records_the_decree_and_decides_by_it(as_: Open) -> None:
    send(as_("opik"))
    for name, step in (("ani", Step.VERIFY), ("pia", Step.VALIDATE), ("budi", Step.PLAN)):
        confirm(as_(name), step, "N1")
    putra = as_("putra")
    form = text(putra, "/kebutuhan/keputusan/")
    assert re.search(r'value="decree" selected', form)
    said = {
        "kind": "decree", "number": "188.45/12", "decided_on": "2026-11-01", "signed_by": "Putra", "post": "Bupati",
        "pemerintah": "6711", "scan": SimpleUploadedFile("a.pdf", PDF),
    }  # fmt: skip
    assert putra.post("/kebutuhan/keputusan/", said).status_code == 302
    made = Decision.objects.get()
    seen = take(putra, Step.DECIDE, "N1").content.decode()
    assert re.search(rf'value="{made.pk}" selected', seen), "the decree is what the step is taken by"
    confirm(putra, Step.DECIDE, "N1", keputusan=made.pk)
    assert (state("N1"), NeedStep.objects.get(step="decide").decision_id) == ("decided", made.pk)


# ---------------------------------------------------------------- one item


def test_an_item_is_changed_and_the_second_sees_what_the_first_wrote(as_: Open) -> None:
    address = f"/kebutuhan/butir/{number()}/ubah/"
    seen = Need.objects.get(pk="N1").version
    said = {"seen": seen, "way": "coaching", "agreed_on": "2026-09-18", "note": "dari Ani"}
    assert as_("ani").post(address, said).status_code == 302
    page = as_("budi").post(address, said | {"note": "dari Budi", "way": "mentoring"}).content.decode()
    assert "baru saja diubah orang lain" in page
    assert "dari Ani" in page  # theirs, before it is overwritten
    assert "dari Budi" in page  # and nothing typed is lost
    now = re.search(r'name="seen" value="(\d+)"', page)
    assert now is not None
    as_("budi").post(address, said | {"note": "dari Budi", "seen": now[1]})
    assert Need.objects.get(pk="N1").note == "dari Budi"


def test_a_draft_with_its_day_is_agreed(as_: Open) -> None:
    address = f"/kebutuhan/butir/{number('N2')}/ubah/"
    as_("olga").post(address, {"seen": Need.objects.get(pk="N2").version, "agreed_on": "2026-11-02"})
    assert state("N2") == "agreed"
    assert NeedStep.objects.get(item="N2").step == "agree"


def test_the_address_of_a_need_says_nothing_of_its_code(as_: Open) -> None:
    page = text(as_("ani"), f"{LIST}?keadaan=semua")
    assert "N1" not in re.sub(r"<[^h][^>]*>", "", page)
    assert f"/kebutuhan/butir/{number()}/" in page


def test_what_was_submitted_is_not_changed(as_: Open) -> None:
    send(as_("opik"))
    assert as_("opik").get(f"/kebutuhan/butir/{number()}/ubah/").status_code == 404


# ---------------------------------------------------------------- forms, days, years


def test_a_form_is_sent_after_its_preview_also_as_nil(as_: Open) -> None:
    opik = as_("opik")
    assert "1 kebutuhan dan 0 usulan" in text(opik, f"/kebutuhan/formulir/{unit('U2').pk}/ajukan/")
    answer = send(opik)
    assert "terkirim: 1 kebutuhan dan 0 usulan" in text(opik, answer.headers["Location"])
    assert "Ajukan sebagai nihil" in text(opik, f"/kebutuhan/formulir/{unit('U2').pk}/ajukan/")
    send(opik)
    assert Submission.objects.filter(office=unit("U2")).count() == 2
    assert "1 dari 2 formulir sudah diajukan" in text(as_("ani"), "/kebutuhan/formulir/")


def test_everybody_sees_which_governments_have_sent_and_no_office_of_another(as_: Open) -> None:
    send(as_("opik"))
    page = text(as_("citra"), "/kebutuhan/formulir/")
    assert "sebagian" in page
    assert "Puskesmas" not in page


def test_the_coordinator_sets_days_and_years_and_a_planner_only_earlier_days(as_: Open) -> None:
    dewi, ani, today = as_("dewi"), as_("ani"), timezone.localdate()
    dewi.post("/kebutuhan/tenggat/simpan", {"untuk": "provinsi", "submit": str(today)})
    assert Deadline.objects.get().agency is None
    answer = ani.post("/kebutuhan/tenggat/simpan", {"untuk": "provinsi", "verify": str(today)}, follow=True)
    assert "diatur koordinator" in answer.content.decode()
    ani.post("/kebutuhan/tenggat/simpan", {"untuk": "sendiri", "submit": "2026-01-02"})
    assert Deadline.objects.get(agency="6711").stage == Stage.SUBMIT
    assert as_("opik").post("/kebutuhan/tenggat/simpan", {"submit": "2026-01-02"}).status_code == 404
    assert ani.post("/kebutuhan/tenggat/tahun", {"year": "2027", "tutup": "1"}).status_code == 404
    dewi.post("/kebutuhan/tenggat/tahun", {"year": "2027", "tutup": "1"})
    assert PlanningYear.objects.get().closed_at is not None
    assert "Belum ada tahun rencana" in text(ani, "/kebutuhan/tenggat/")


def test_what_waits_is_told_with_its_last_day() -> None:
    today = timezone.localdate()
    flow_house.deadline(Stage.SUBMIT, today)
    with being("opik") as who:
        assert [(one.step, one.count, one.day) for one in waiting(who)] == [(Step.SUBMIT, 1, today)]
    with being("citra") as who:
        assert {one.agency for one in waiting(who)} <= {"6771"}


def test_no_page_asks_more_queries_for_more_needs(as_: Open, django_assert_max_num_queries: Any) -> None:
    Proposal.objects.bulk_create(Proposal(agency_id="6711", unit=unit("U1"), title=f"Bimtek {n}") for n in range(49))
    ani = as_("ani")
    text(ani, LIST)
    with django_assert_max_num_queries(45):
        text(ani, f"{LIST}?keadaan=semua&jenis=proposal")
