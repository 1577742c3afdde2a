"""What law, post and organisation ask for comes in beside the dialogue: counted, shown before, never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from betang.agencies.rules import NotAllowed
from betang.core.register.layers import BASIC, Offer, Official, owed, programme_of
from betang.needs.actions import talk as actions
from betang.needs.actions import years as year
from betang.needs.models import ItemKind, Need
from betang.needs.queries.flow.items import Asked, facts_of
from betang.needs.queries.talk.layers import layers
from betang.people.models import Person, Unit
from betang.programs.models import Eligibility, Obligation, Program, Training
from betang.targets.models import LinkState, Target, TargetLink
from tests.needs.talk.conftest import asking
from tests.trail.cast import events

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
PAGE = "/kebutuhan/lapisan/"
DAY = date(2026, 11, 24)


def read(client: Client, address: str = PAGE) -> str:
    return unescape(client.get(address).content.decode())


def entered() -> dict[tuple[str, str], tuple[int | None, str]]:
    """Drafts and others of law and post of Katingan that were entered here: (programme, basis) to (people, state)."""
    rows = Need.objects.filter(agency="6711", basis__in=("law", "post"), person__isnull=True)
    return {(need.program_id, need.basis): (need.people, need.state) for need in rows.exclude(code="N2")}


def confirm(link: TargetLink) -> None:
    """The target keeper has confirmed the link."""
    TargetLink.objects.filter(pk=link.pk).update(
        state=LinkState.CONFIRMED, contribution="Kalimat", expected_change="Turun", owner="Kepala Dinas",
        review_on=DAY, decided_at=timezone.now(), version=link.version + 1,
    )  # fmt: skip


def latsar() -> None:
    """A programme for candidates, and a2 and a3 as candidates without it."""
    Program.objects.create(
        code="LATSAR", name="Pelatihan Dasar CPNS", channel="blended", hours=100, days=20, class_min=10, class_max=40
    )
    Eligibility.objects.create(program_id="LATSAR", status="CPNS")
    Person.objects.filter(source_key__in=("a2", "a3")).update(status="CPNS")


# ---------------------------------------------------------------- who owes what


@pytest.mark.parametrize(
    ("status", "tier", "since", "titles", "training", "sure"),
    [
        ("CPNS", "pelaksana", None, (), BASIC, True),
        ("CPNS", "pelaksana", None, ("Latsar CPNS Golongan III",), None, True),
        ("PNS", "pelaksana", None, (), None, True),
        ("PNS", "pengawas", date(2026, 1, 5), (), "PKP", True),
        ("PNS", "administrator", date(2026, 1, 5), ("Pelatihan Kepemimpinan Pengawas",), "PKA", True),
        ("PNS", "administrator", date(2026, 1, 5), ("PKN Tingkat II",), None, True),
        ("PNS", "jpt_pratama", date(2024, 11, 24), (), "PKN II", True),
        ("PNS", "jpt_pratama", date(2024, 11, 23), (), None, True),
        ("PNS", "jpt_pratama", None, (), "PKN II", False),
    ],
)
def test_what_the_law_asks_of_a_person(
    status: str, tier: str, since: date | None, titles: tuple[str, ...], training: str | None, sure: bool
) -> None:
    assert owed(Official(status, tier, since, titles), on=DAY) == (training, sure)


def offer(code: str, name: str, *takes: tuple[str | None, str | None]) -> Offer:
    return Offer(code, name, frozenset(takes))


def test_a_programme_is_found_by_code_or_title_and_never_guessed() -> None:
    pka = offer("PKA", "Pelatihan Kepemimpinan Administrator")
    latsar = offer("L1", "Pelatihan Dasar CPNS", (None, "CPNS"))
    again = offer("L2", "Pelatihan Dasar Komputer")
    assert programme_of("PKA", [pka, latsar]) == "PKA"
    assert programme_of(BASIC, [pka, latsar]) == "L1"
    assert programme_of(BASIC, [latsar, again]) == "L1"
    assert programme_of(BASIC, [again, offer("L3", "Latihan Dasar Tari")]) is None
    assert programme_of("PKN II", [offer("PKN-I", "Pelatihan Kepemimpinan Nasional Tingkat I")]) is None


# ---------------------------------------------------------------- entering


def test_they_are_shown_before_and_entered_as_drafts_once(mapped: Any, as_: As) -> None:
    latsar()
    client = as_("ani")
    text = read(client)
    assert "Pelatihan Dasar CPNS" in text
    assert not entered()
    client.post(PAGE, {"deed": "enter"})
    assert entered() == {("LATSAR", "law"): (2, "draft"), ("PKN", "post"): (1, "draft")}
    versions = dict(Need.objects.values_list("code", "version"))
    client.post(PAGE, {"deed": "enter"})
    assert dict(Need.objects.values_list("code", "version")) == versions
    assert len(events("betang.needs.layers_entered")) == 1


def test_numbers_of_drafts_follow_the_register_and_what_was_agreed_stays(mapped: Any, as_: As) -> None:
    latsar()
    client = as_("ani")
    client.post(PAGE, {"deed": "enter"})
    Person.objects.filter(source_key="a3").update(status="PNS")
    client.post(PAGE, {"deed": "enter"})
    assert entered()["LATSAR", "law"] == (1, "draft")
    client.post(PAGE, {"deed": "agree"})
    assert entered() == {("LATSAR", "law"): (1, "agreed"), ("PKN", "post"): (1, "agreed")}
    Person.objects.filter(source_key="a3").update(status="CPNS")
    client.post(PAGE, {"deed": "enter"})
    assert entered()["LATSAR", "law"] == (1, "agreed")
    assert "dibiarkan: sudah berjalan" in read(client)


def test_a_draft_nobody_owes_any_more_goes(mapped: Any, as_: As) -> None:
    client = as_("ani")
    client.post(PAGE, {"deed": "enter"})
    Obligation.objects.filter(person__source_key="a1").delete()
    client.post(PAGE, {"deed": "enter"})
    assert not entered()
    assert Need.objects.filter(pk="N2").exists(), "what a file brought is left alone"


def test_a_finished_training_fulfils_an_obligation(mapped: Any, as_: As) -> None:
    boss = Person.objects.get(source_key="a1")
    Training.objects.create(agency_id="6711", person=boss, kind=1, title="PKN", program_id="PKN", hours=24, end=DAY)
    assert "Pelatihan Kepemimpinan" not in read(as_("ani")).split('id="organisasi"')[0]


def test_what_the_catalogue_does_not_have_is_told_and_not_guessed(mapped: Any, as_: As) -> None:
    Person.objects.filter(source_key="a3").update(status="CPNS")
    Person.objects.filter(source_key="a1").update(job_since=None)
    text = read(as_("ani"))
    assert "1 orang wajib mengikuti pelatihan dasar CPNS, tetapi katalog tidak memuat tepat satu program" in text
    assert "1 pejabat belum tercatat mengikuti PKN II, tetapi TMT jabatannya tidak diketahui" in text


def test_a_need_for_the_whole_government_is_not_entered_again_for_its_offices(mapped: Any, as_: As) -> None:
    latsar()
    Need.objects.create(code="6711-LATSAR", agency_id="6711", program_id="LATSAR", people=2, basis="law")
    as_("ani").post(PAGE, {"deed": "enter"})
    assert Need.objects.filter(program="LATSAR").count() == 1


# ---------------------------------------------------------------- the organisation


def test_an_office_asks_for_a_programme_with_the_target_it_serves(mapped: Any, as_: As) -> None:
    unit = Unit.objects.get(agency="6711", code="U2")
    client = as_("oni")
    typed = {"deed": "ask", "unit": unit.pk, "program": "DAR", "people": "0", "note": "Imunisasi"}
    assert "Paling sedikit satu orang." in unescape(client.post(PAGE, typed).content.decode())
    assert "Imunisasi</textarea>" in client.post(PAGE, typed).content.decode()
    for _click in range(2):
        client.post(PAGE, {**typed, "people": "12"})
    need = Need.objects.get(basis="strategic", unit=unit)
    assert (need.people, need.program_id, need.state, need.note) == (12, "DAR", "agreed", "Imunisasi")
    assert need.version == Need.objects.get(pk=need.pk).version
    assert len(events("betang.needs.programme_asked")) == 1
    assert "Cakupan Imunisasi" in read(client)
    client.post(PAGE, {**typed, "people": "15"})
    assert Need.objects.get(pk=need.pk).people == 15


def test_a_need_of_the_organisation_names_the_target_it_serves(mapped: Any, as_: As) -> None:
    unit = Unit.objects.get(agency="6711", code="U2")
    client = as_("oni")
    typed = {"deed": "ask", "unit": unit.pk, "program": "DAR", "people": "12"}
    assert "Angka Kematian Ibu" in read(client)  # of the whole government
    client.post(PAGE, {**typed, "target": "K1"})
    need = Need.objects.get(basis="strategic", unit=unit)
    assert need.target_id == "K1"
    assert "dituju langsung · belum ditegaskan" in read(client)
    client.post(PAGE, {**typed, "target": ""})
    assert Need.objects.get(pk=need.pk).target is None


def test_a_named_target_counts_once_its_keeper_has_confirmed_what_the_programme_teaches(mapped: Any, as_: As) -> None:
    unit = Unit.objects.get(agency="6711", code="U2")
    as_("oni").post(PAGE, {"deed": "ask", "unit": unit.pk, "program": "DAR", "people": "12", "target": "K1"})
    need = Need.objects.get(basis="strategic", unit=unit)

    def linked() -> bool:
        return facts_of(Asked("6711", needs=(need.pk,)))[ItemKind.NEED, need.pk].item.linked

    confirm(TargetLink.objects.get(target="K2", competency="T.KES.01"))
    assert not linked()  # another target's link is not the one it names
    confirm(
        TargetLink.objects.create(agency_id="6711", target_id="K1", competency_id="T.KES.01", relevance=Decimal("0.5"))
    )
    assert linked()
    assert "sudah ditegaskan" in read(as_("oni"))


def test_an_office_names_no_target_of_another_office_or_government(mapped: Any, as_: As) -> None:
    unit = Unit.objects.get(agency="6711", code="U2")
    other = Unit.objects.create(agency_id="6711", code="U9", name="Dinas Lain")
    Target.objects.create(
        code="X1", agency_id="6711", unit=other, document="PK", indicator="Sasaran lain", unit_of_measure="%",
        year=2027, weight=1,
    )  # fmt: skip
    assert "Sasaran lain" not in read(as_("oni"))
    for code in ("X1", "Y1", "tidak-ada"):
        typed = {"deed": "ask", "unit": unit.pk, "program": "DAR", "people": "12", "target": code}
        assert "bukan sasaran perangkat daerah ini" in unescape(as_("oni").post(PAGE, typed).content.decode())
    assert not Need.objects.filter(basis="strategic", unit=unit).exists()


def test_what_was_sent_is_not_changed(mapped: Any, as_: As) -> None:
    unit = Unit.objects.get(agency="6711", code="U2")
    as_("oni").post(PAGE, {"deed": "ask", "unit": unit.pk, "program": "DAR", "people": "12"})
    Need.objects.filter(basis="strategic", unit=unit).update(state="submitted", year=2027)
    text = unescape(
        as_("oni").post(PAGE, {"deed": "ask", "unit": unit.pk, "program": "DAR", "people": "13"}).content.decode()
    )
    assert "sudah diajukan" in text


def test_the_next_year_asks_anew_for_law_post_and_organisation(mapped: Any, as_: As) -> None:
    """What was decided for last year stays as it was; this year's needs stand beside it under codes with the year."""
    unit = Unit.objects.get(agency="6711", code="U2")
    asked = {"deed": "ask", "unit": unit.pk, "program": "DAR"}
    as_("ani").post(PAGE, {"deed": "enter"})
    as_("oni").post(PAGE, {**asked, "people": "12"})
    mine = Need.objects.filter(agency="6711", person__isnull=True).exclude(code="N2")
    last = set(mine.values_list("code", flat=True))
    mine.update(state="decided", year=2027, agreed_on=DAY)
    year.open_year(year=2028, by=None)
    as_("ani").post(PAGE, {"deed": "enter"})
    as_("oni").post(PAGE, {**asked, "people": "7"})
    assert set(mine.exclude(code__in=last).values_list("code", flat=True)) == {f"{code}-2028" for code in last}
    assert set(mine.filter(year=2027).values_list("state", flat=True)) == {"decided"}
    assert mine.get(basis="strategic", year__isnull=True).people == 7
    as_("ani").post(PAGE, {"deed": "enter"})
    assert mine.count() == 2 * len(last)


def test_an_officer_enters_for_their_own_office_only(mapped: Any, as_: As) -> None:
    latsar()
    as_("oni").post(PAGE, {"deed": "enter"})
    unit = Unit.objects.get(agency="6711", code="U2")
    assert set(Need.objects.filter(program="LATSAR").values_list("unit", flat=True)) == {unit.pk}
    assert ("PKN", "post") not in entered()
    with pytest.raises(NotAllowed):
        actions.ask_programme(
            agency="6711", unit=Unit.objects.get(agency="6711", code="U1").pk, program="DAR", people=1, note="",
            target="", on=timezone.localdate(), by=asking("oni"),
        )  # fmt: skip


def test_another_region_sees_and_enters_nothing(mapped: Any, as_: As) -> None:
    latsar()
    assert "Dinas Kesehatan" not in read(as_("citra"), f"{PAGE}?pemerintah=6711")
    as_("citra").post(f"{PAGE}?pemerintah=6711", {"deed": "enter"})
    assert not entered()
    with pytest.raises(Exception, match="not here"):
        layers("6711", on=DAY, user=asking("citra"))
    for name in ("fitri", "lestari", "budi"):
        assert as_(name).get(PAGE).status_code == 404
