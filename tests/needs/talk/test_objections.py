"""A person objects to what became of a need; a planner of their government answers, once."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from betang.agencies.rules import NotAllowed
from betang.needs.actions import talk as actions
from betang.needs.models import Need, NeedStep, Objection
from betang.needs.queries.talk.objections import waiting
from betang.people.models import Person
from tests.needs.talk.conftest import account, asking
from tests.trail.cast import events

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
ADDRESS = "/saya/kebutuhan/M.01/keberatan/"


def rejected(state: str = "rejected") -> Need:
    """A need of Fitri that was rejected by the personnel agency."""
    one = Person.objects.get(source_key="a2")
    need = Need.objects.create(
        code=f"6711-{one.pk}-M.01", agency_id="6711", unit=one.unit, person=one, competency_id="M.01",
        basis="dialogue", agreed_on=timezone.localdate(),
    )  # fmt: skip
    Need.objects.filter(pk=need.pk).update(state=state, year=2027)
    NeedStep.objects.create(
        agency_id="6711", kind="need", item=need.pk, person_number=one.pk, step="reject", before="submitted",
        after="rejected", reason="Kuota sudah penuh", by=account("ani"),
    )  # fmt: skip
    return need


def read(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def test_an_objection_waits_for_the_planner_and_reopening_brings_the_need_back(mapped: Any, as_: As) -> None:
    need = rejected()
    own = read(as_("fitri"), "/saya/kebutuhan/")
    assert "Kuota sudah penuh" in own
    assert "Ajukan keberatan" in own
    as_("fitri").post(ADDRESS, {"text": "Bangsal saya tidak punya pengganti"})
    assert "Menunggu perencana" in read(as_("fitri"), "/saya/kebutuhan/")
    assert waiting(asking("ani")) == 1
    assert "Bangsal saya tidak punya pengganti" in read(as_("ani"), "/kebutuhan/keberatan/")
    one = Objection.objects.get()
    answered = {"outcome": "reopen", "answer": "Benar, kita bicarakan lagi"}
    as_("ani").post(f"/kebutuhan/keberatan/{one.pk}/", answered)
    need.refresh_from_db()
    assert need.state == "returned"
    own = read(as_("fitri"), "/saya/kebutuhan/")
    assert "Dibuka kembali" in own
    assert "Benar, kita bicarakan lagi" in own
    assert waiting(asking("ani")) == 0


def test_a_kept_decision_is_explained(mapped: Any, as_: As) -> None:
    need = rejected()
    as_("fitri").post(ADDRESS, {"text": "Bangsal saya tidak punya pengganti"})
    address = f"/kebutuhan/keberatan/{Objection.objects.get().pk}/"
    text = unescape(as_("ani").post(address, {"outcome": "keep", "answer": " "}).content.decode())
    assert "Tulis jawaban untuk pegawai ini." in text
    as_("ani").post(address, {"outcome": "keep", "answer": "Tahun depan didahulukan"})
    need.refresh_from_db()
    assert need.state == "rejected"
    assert "Tahun depan didahulukan" in read(as_("fitri"), "/saya/kebutuhan/")


def test_the_first_answer_holds(mapped: Any, as_: As) -> None:
    rejected()
    as_("fitri").post(ADDRESS, {"text": "Bangsal saya tidak punya pengganti"})
    as_("ani")
    one = Objection.objects.get()
    actions.answer_objection(objection=one, reopen=False, answer="Tetap", by=asking("ani"))
    with pytest.raises(NotAllowed, match="sudah dijawab"):
        actions.answer_objection(objection=one, reopen=True, answer="Buka", by=asking("vera"))
    assert Objection.objects.get().answer == "Tetap"


def test_objecting_twice_is_one_objection(mapped: Any, as_: As) -> None:
    rejected()
    for _click in range(2):
        as_("fitri").post(ADDRESS, {"text": "Bangsal saya tidak punya pengganti"})
    assert Objection.objects.count() == 1
    assert len(events("betang.needs.objected")) == 1
    assert "Bangsal" not in str(events("betang.needs.objected")[0].new)


@pytest.mark.parametrize("state", ["agreed", "submitted", "validated"])
def test_there_is_nothing_to_object_to_while_a_need_goes_its_way(mapped: Any, as_: As, state: str) -> None:
    rejected(state)
    text = unescape(as_("fitri").post(ADDRESS, {"text": "Keliru"}).content.decode())
    assert "tidak ditolak" in text
    assert not Objection.objects.exists()


def test_nobody_objects_for_another(mapped: Any, as_: As) -> None:
    need = rejected()
    as_("lestari")
    with pytest.raises(NotAllowed, match="pegawai itu sendiri"):
        actions.object_to(need=need, text="Keliru", by=asking("lestari"))
    assert as_("gong").post(ADDRESS, {"text": "Keliru"}).status_code in {200, 404}
    assert not Objection.objects.exists()


@pytest.mark.parametrize("who", ["citra", "gani", "lestari", "oni", "budi"])
def test_another_region_and_another_role_see_nothing(mapped: Any, as_: As, who: str) -> None:
    rejected()
    as_("fitri").post(ADDRESS, {"text": "Bangsal saya tidak punya pengganti"})
    one = Objection.objects.get()
    assert waiting(asking(who)) == 0
    assert as_(who).get(f"/kebutuhan/keberatan/{one.pk}/").status_code == 404
    answer = as_(who).get("/kebutuhan/keberatan/")
    assert "Bangsal" not in answer.content.decode()
