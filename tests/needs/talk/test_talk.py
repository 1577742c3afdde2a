"""Two people agree on a need on their own pages: what one says waits for the other, and nobody loses a word."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from betang.agencies.rules import NotAllowed
from betang.needs.actions import talk as actions
from betang.needs.models import Need, NeedStep, NotTraining
from betang.needs.queries.talk.partners import talk_with
from betang.people.models import Person
from tests.needs.talk.conftest import account, asking
from tests.trail.cast import events

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
TYPED = {"deed": "need", "way": "coaching", "learning": "didampingi kepala ruang", "priority": "high"}


def person(key: str) -> Person:
    return Person.objects.get(source_key=key)


def page(key: str, competency: str = "M.01") -> str:
    return f"/kebutuhan/dialog/{person(key).pk}/{competency}/"


def seen(client: Client, address: str) -> str:
    text = client.get(address).content.decode()
    return text.split('name="seen" value="')[1].split('"')[0]


def read(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def post(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, {"seen": seen(client, address), **typed}, follow=True)


def need(key: str = "a2", competency: str = "M.01") -> Need:
    return Need.objects.get(person=person(key), competency=competency)


# ---------------------------------------------------------------- two people


def test_what_the_superior_says_is_a_draft_until_the_employee_agrees(mapped: Any, as_: As) -> None:
    post(as_("lestari"), page("a2"), **TYPED)
    found = need()
    assert (found.state, found.agreed_on, found.way, found.priority) == ("draft", None, "coaching", "high")
    assert found.superior == "Lestari Rekaan"
    assert found.code == f"6711-{person('a2').pk}-M.01"
    own = read(as_("fitri"), "/saya/kebutuhan/")
    assert "1 kebutuhan menunggu persetujuan Anda" in own
    assert "1 kebutuhan menunggu persetujuan Anda" in read(as_("fitri"), "/saya/")
    assert "1 kebutuhan Anda menunggu persetujuan Anda" in read(as_("fitri"), "/")
    assert "menunggu persetujuan Anda" not in read(as_("lestari"), "/")
    assert "Menunggu persetujuan Anda." in own
    post(as_("fitri"), page("a2"), deed="agree")
    found = need()
    assert found.state == "agreed"
    assert found.agreed_on is not None
    assert list(NeedStep.objects.filter(item=found.pk).values_list("step", "before", "after")) == [
        ("agree", "draft", "agreed")
    ]
    assert "Disepakati pegawai dan atasan" in read(as_("fitri"), "/saya/kebutuhan/")


def test_what_the_employee_proposes_is_a_draft_until_the_superior_agrees(mapped: Any, as_: As) -> None:
    post(as_("fitri"), page("a2"), deed="need", way="mentoring")
    assert need().state == "draft"
    grid = read(as_("lestari"), "/kebutuhan/dialog/")
    assert "1 usulan menunggu persetujuan Anda" in grid
    assert "1 usulan bawahan menunggu persetujuan Anda" in read(as_("lestari"), "/")
    post(as_("lestari"), page("a2"), deed="agree")
    assert (need().state, need().superior) == ("agreed", "Lestari Rekaan")


@pytest.mark.parametrize("who", ["lestari", "fitri"])
def test_nobody_agrees_with_themselves(mapped: Any, as_: As, who: str) -> None:
    post(as_(who), page("a2"), **TYPED)
    answer = post(as_(who), page("a2"), deed="agree")
    assert "Usulan Anda sendiri disepakati oleh" in unescape(answer.content.decode())
    assert need().state == "draft"


def test_what_a_file_left_open_needs_both(mapped: Any, as_: As) -> None:
    one = person("a2")
    Need.objects.create(
        code="dari-berkas", agency_id="6711", unit=one.unit, person=one, competency_id="M.01", basis="dialogue",
        entered_by=account("oni"),
    )  # fmt: skip
    post(as_("fitri"), page("a2"), deed="agree")
    assert need().state == "draft"
    post(as_("fitri"), page("a2"), deed="agree")
    assert need().state == "draft"
    post(as_("lestari"), page("a2"), deed="agree")
    assert need().state == "agreed"


@pytest.mark.parametrize("who", ["oni", "ani"])
def test_a_dialogue_on_paper_is_agreed_at_once_with_name_and_day(mapped: Any, as_: As, who: str) -> None:
    client = as_(who)
    answer = post(client, page("a2"), **TYPED)
    assert "Tulis tanggal kesepakatan di atas kertas." in unescape(answer.content.decode())
    assert "didampingi kepala ruang" in answer.content.decode()
    answer = post(client, page("a2"), **TYPED, agreed_on="2026-09-01")
    assert "Tulis nama atasan yang menyepakati." in unescape(answer.content.decode())
    answer = post(client, page("a2"), **TYPED, agreed_on="2999-01-01", superior="Lampit Ulin")
    assert "Tanggal kesepakatan belum tiba." in unescape(answer.content.decode())
    assert not Need.objects.filter(person=person("a2")).exists()
    post(client, page("a2"), **TYPED, agreed_on="2026-09-01", superior="Lampit Ulin")
    found = need()
    assert (found.state, str(found.agreed_on), found.superior) == ("agreed", "2026-09-01", "Lampit Ulin")
    assert found.entered_by == account(who)


def test_what_was_agreed_and_is_said_anew_has_to_be_agreed_again(mapped: Any, as_: As) -> None:
    post(as_("lestari"), page("a2"), **TYPED)
    post(as_("fitri"), page("a2"), deed="agree")
    post(as_("lestari"), page("a2"), **{**TYPED, "way": "course"})
    assert (need().state, need().agreed_on, need().way) == ("draft", None, "course")


def test_what_was_sent_is_read_but_not_changed(mapped: Any, as_: As) -> None:
    post(as_("lestari"), page("a2"), **TYPED)
    post(as_("fitri"), page("a2"), deed="agree")
    Need.objects.filter(person=person("a2")).update(state="submitted", year=2027)
    assert "sudah diajukan, jadi tidak diubah lagi di sini" in read(as_("lestari"), page("a2"))
    with pytest.raises(NotAllowed, match="sudah diajukan"):
        actions.say_need(
            person=person("a2"), competency="M.01", words=actions.Words(way="course"), seen="", by=asking("lestari")
        )


# ---------------------------------------------------------------- nothing is lost


def test_whoever_comes_second_sees_what_the_first_wrote_before_overwriting(mapped: Any, as_: As) -> None:
    client = as_("lestari")
    before = seen(client, page("a2"))
    post(as_("oni"), page("a2"), **TYPED, agreed_on="2026-09-01", superior="Lampit Ulin")
    mine = {"deed": "need", "way": "course", "learning": "kelas di BPSDM", "seen": before}
    text = unescape(client.post(page("a2"), mine).content.decode())
    assert "baru saja diubah orang lain" in text
    assert "didampingi kepala ruang" in text
    assert 'value="kelas di BPSDM"' in text
    assert need().way == "coaching"
    after = text.split('name="seen" value="')[1].split('"')[0]
    client.post(page("a2"), {**mine, "seen": after})
    assert need().way == "course"


def test_what_was_typed_is_kept_when_something_is_missing(mapped: Any, as_: As) -> None:
    text = post(as_("lestari"), page("a2"), deed="need", note="Sejak pindah tugas").content.decode()
    assert "Pilih cara belajarnya, atau tulis usulannya." in text
    assert "Sejak pindah tugas</textarea>" in text


def test_a_second_click_changes_nothing(mapped: Any, as_: As) -> None:
    client = as_("lestari")
    typed = {**TYPED, "seen": seen(client, page("a2"))}
    client.post(page("a2"), typed)
    version, said = need().version, len(events("betang.needs.need_said"))
    client.post(page("a2"), typed)
    assert need().version == version
    assert len(events("betang.needs.need_said")) == said
    fitri = as_("fitri")
    clicked = {"deed": "agree", "seen": seen(fitri, page("a2"))}
    fitri.post(page("a2"), clicked)
    fitri.post(page("a2"), clicked)
    assert need().state == "agreed"
    assert NeedStep.objects.filter(item=need().pk).count() == 1


# ---------------------------------------------------------------- learning


def test_a_title_in_free_words_finds_its_programme(mapped: Any, as_: As) -> None:
    post(as_("lestari"), page("a2"), deed="need", learning="etika asn daring")
    assert need().learning_program_id == "DAR"


def test_a_title_that_resembles_a_programme_is_asked_about(mapped: Any, as_: As) -> None:
    client = as_("lestari")
    text = unescape(post(client, page("a2"), deed="need", learning="Etika ASN secara Daring").content.decode())
    assert "ini yang dimaksud?" in text
    assert not Need.objects.filter(person=person("a2")).exists()
    post(client, page("a2"), deed="need", learning="Etika ASN secara Daring", as_written="on", program="")
    assert (need().learning, need().learning_program_id) == ("Etika ASN secara Daring", None)


# ---------------------------------------------------------------- "no"


def test_no_needs_a_cause_and_a_reason_and_takes_the_need_back(mapped: Any, as_: As) -> None:
    client = as_("lestari")
    post(client, page("a2"), **TYPED)
    text = unescape(post(client, page("a2"), deed="no", cause="tools").content.decode())
    assert "apa yang kurang, kalau bukan kemampuan" in text
    post(client, page("a2"), deed="no", cause="tools", reason="Alat ukur rusak")
    found = NotTraining.objects.get(person=person("a2"))
    assert (found.cause, found.reason, found.competency_id, found.superior) == (
        "tools", "Alat ukur rusak", "M.01", "Lestari Rekaan",
    )  # fmt: skip
    assert need().state == "withdrawn"
    assert "Alat ukur rusak" in read(as_("fitri"), "/saya/kebutuhan/")


def test_an_agreed_need_takes_the_place_of_no(mapped: Any, as_: As) -> None:
    post(as_("lestari"), page("a2"), deed="no", cause="workload", reason="Dua bangsal dipegang sendiri")
    post(as_("fitri"), page("a2"), deed="need", way="mentoring")
    assert NotTraining.objects.filter(person=person("a2")).exists()
    post(as_("lestari"), page("a2"), deed="agree")
    assert not NotTraining.objects.filter(person=person("a2")).exists()


def test_an_employee_does_not_say_no_for_themselves(mapped: Any, as_: As) -> None:
    post(as_("fitri"), page("a2"), deed="no", cause="tools", reason="Alat ukur rusak")
    assert not NotTraining.objects.exists()


def test_indicators_of_the_unit_open_the_question_and_no_is_kept_with_its_cause(mapped: Any, as_: As) -> None:
    from betang.targets.models import Target  # noqa: PLC0415

    Target.objects.filter(pk="K2").update(baseline=71, goal=95)
    client, address = as_("lestari"), f"/kebutuhan/dialog/{person('a2').pk}/"
    text = read(client, address)
    assert "Cakupan Imunisasi" in text
    assert "Dari 71 menuju 95 %" in text
    assert "Penggerakan Kesehatan Masyarakat" in text
    client.post(f"{address}kinerja/", {"cause": "tools", "reason": "Lemari pendingin rusak", "seen": "0-0"})
    assert "Lemari pendingin rusak" in read(client, address)
    assert NotTraining.objects.get(person=person("a2")).competency_id is None


# ---------------------------------------------------------------- walls


def test_a_superior_sees_their_own_people_only(mapped: Any, as_: As) -> None:
    mine, others = read(as_("lestari"), "/kebutuhan/dialog/"), read(as_("gani"), "/kebutuhan/dialog/")
    assert "Tikar Meranti" in mine
    assert "Gong Bangkirai" in mine
    assert "Sumpit Keruing" not in mine
    assert "Anjat Rotan" in others
    assert "Tikar Meranti" not in others


@pytest.mark.parametrize("who", ["gani", "citra", "gong", "budi"])
@pytest.mark.parametrize("tail", ["", "M.01/"])
def test_nobody_else_sits_at_the_table(mapped: Any, as_: As, who: str, tail: str) -> None:
    address = f"/kebutuhan/dialog/{person('a2').pk}/{tail}"
    assert as_(who).get(address).status_code == 404
    assert as_(who).post(address, {**TYPED, "seen": "0-0"}).status_code in {404, 405}
    assert not Need.objects.filter(person=person("a2")).exists()


def test_another_regions_planner_is_refused_by_the_action_too(mapped: Any, as_: As) -> None:
    as_("citra")
    with pytest.raises(Exception, match="not here"):
        actions.say_need(
            person=person("a2"), competency="M.01", words=actions.Words(way="course"), seen="0-0", by=asking("citra")
        )


def test_an_officer_speaks_for_their_unit_only(mapped: Any, as_: As) -> None:
    client = as_("oni")
    assert "Tikar Meranti" in read(client, "/kebutuhan/dialog/")
    assert client.get(page("a1")).status_code == 404


def test_whose_dialogue_was_opened_stands_in_the_trail(mapped: Any, as_: As) -> None:
    as_("lestari").get(f"/kebutuhan/dialog/{person('a2').pk}/")
    event = events("betang.needs.dialogue_opened")[-1]
    assert event.people == [person("a2").pk]
    assert event.new["via"] == "reports"


def test_the_grid_goes_along_as_a_file_with_an_event(mapped: Any, as_: As) -> None:
    answer = as_("lestari").get("/kebutuhan/dialog/?ekspor=csv")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "Tikar Meranti" in body.decode("utf-8-sig")
    assert events("betang.needs.dialogue_opened")[-1].new["file"] == "csv"


def test_what_is_known_is_filled_in(mapped: Any, as_: As) -> None:
    as_("lestari")
    from datetime import date  # noqa: PLC0415

    found = talk_with(person("a2").pk, on=date(2026, 11, 24), user=asking("lestari"))
    states = {subject.competency: subject.state for subject in found.subjects}
    assert states == {"M.01": "trained", "T.KES.01": "short"}


# ---------------------------------------------------------------- the employee


def test_an_employee_reads_their_hours_as_a_right(mapped: Any, as_: As) -> None:
    text = read(as_("fitri"), "/saya/kebutuhan/")
    assert "Hak Anda" in text
    assert "PP 11/2017" in text


def test_who_has_no_record_is_told_whom_to_ask(mapped: Any, as_: As) -> None:
    assert as_("budi").get("/saya/kebutuhan/").status_code == 404
