"""The person page gives the reason behind every level, and it is the reason the map had."""

from __future__ import annotations

import pytest
from django.urls import reverse

from betang.agencies.models import User
from betang.agencies.viewers import viewer
from betang.needs.models import MapRun, PersonGap
from betang.needs.queries import persons
from betang.people.models import Person
from tests.ui.conftest import AS_OF

pytestmark = pytest.mark.django_db


def page(as_, key: str) -> str:
    return as_("ani").get(reverse("needs:person", args=[Person.objects.get(source_key=key).pk])).content.decode()


def test_the_deciding_evidence_is_named_and_the_other_told_why_not(mapped, as_):
    text = page(as_, "a1")
    assert "Yang menentukan: asesor terakreditasi, 1 Maret 2026." in text
    assert "Tingkat 4 dari asesor terakreditasi, 1 Maret 2026" in text
    assert "berlaku sampai 1 Maret 2029" in text
    assert "ada hasil yang masih berlaku dari sumber yang lebih kuat" in text  # the self-assessment of level 5
    assert "Dipersyaratkan tingkat 5 (ahli), dimiliki 4 (mumpuni)." in text


def test_the_standard_and_the_weight_are_explained(mapped, as_):
    text = page(as_, "a1")
    assert "Tingkat 5 (penting) dari standar jenjang milik pemerintah ini, ditetapkan dengan keputusan." in text
    assert "Bobotnya" in text


def test_training_after_the_assessment_is_told(mapped, as_):
    text = page(as_, "a2")
    assert "Sesudahnya mengikuti Pelatihan &quot;Gizi&quot;, angkatan 2 (selesai 7 Januari 2026)" in text


def test_an_agreed_need_is_told_with_its_day(mapped, as_):
    assert "Kebutuhannya disepakati 18 September 2026" in page(as_, "a3")


def test_the_page_decides_as_the_map_did(mapped, as_):
    as_("ani")
    run, user = MapRun.objects.get(), viewer(User.objects.get(username="ani"), on=AS_OF)
    seen = 0
    for person in Person.objects.filter(agency="6711").select_related("job"):
        for proof in persons.proofs(run, person, user=user):
            gap = PersonGap.objects.get(run=run, person=person, competency=proof.gap.competency_id)
            assert (proof.deciding.evidence.level if proof.deciding else None) == gap.held
            assert (proof.deciding.evidence.source if proof.deciding else None) == gap.source
            assert proof.requirement is not None
            assert proof.requirement.level == gap.required
            assert bool(proof.trainings) == gap.trained
            seen += 1
    assert seen >= 4


def test_a_file_of_evidence_is_not_named_after_the_person(mapped, as_):
    one = Person.objects.get(source_key="a1")
    answer = as_("ani").get(reverse("needs:person", args=[one.pk]) + "?ekspor=xlsx")
    assert "lampit" not in answer["Content-Disposition"].lower()
