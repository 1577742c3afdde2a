"""Jam pertama of generated people: every number is right, and leads to whom it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from betang.agencies.models import Agency
from betang.connect.folder.actions import load
from betang.core.dates import years_after
from betang.core.office.quality import reckoned_retirement
from betang.core.params import Parameters
from betang.core.sample.write import write_sample
from betang.people.models import Performance, Person
from tests.first_hour.browsing import LINK, PAGE, PAPER, pages_of, signed_in, text_of
from tests.small_house import for_a_module

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def generated(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Three governments of generated people; the code of one of them."""
    with for_a_module(django_db_blocker):
        folder = tmp_path_factory.mktemp("first_hour") / "sample"
        write_sample(out=folder, people=900, agencies=3, seed=11)
        load(folder=folder, by=None)
        yield Agency.objects.exclude(kind="province").order_by("code").first().code


def test_every_number_leads_to_as_many_people_as_it_says(generated: str, db: None) -> None:
    client = signed_in("planner", generated)
    page = client.get(PAGE).content.decode()
    links = {(unescape(href), int(said.replace(".", ""))) for href, said in LINK.findall(page)}
    assert len(links) > 40
    for href, said in links:
        listed = text_of(client, href)
        assert re.search(rf'class="answer">{said} orang', listed), href


def test_the_numbers_are_those_of_a_plain_reckoning(generated: str, db: None) -> None:
    page = text_of(signed_in("planner", generated), PAGE)
    shown = {href.partition("bagian=")[2]: int(said.replace(".", "")) for href, said in LINK.findall(page)}
    today = timezone.localdate()
    people = list(Person.objects.filter(agency=generated).select_related("job"))
    here = [p for p in people if p.legal_position not in Parameters().away_positions]
    leaving = [p.retires_on or (p.born and reckoned_retirement(p.born, p.job.tier, p.job.name)) for p in here]
    assert shown["all"] == len(people)
    assert shown["service"] == len(here)
    assert shown["retire"] == sum(1 for day in leaving if day and today < day <= years_after(today, 3))
    assert shown["check%7Cno_education"] == sum(1 for p in people if not p.education)
    rated = set(Performance.objects.filter(agency=generated, year=today.year - 1).values_list("person_id", flat=True))
    assert shown["check%7Cno_performance"] == sum(1 for p in people if p.pk not in rated)
    for tier in ("pelaksana", "jf_muda", "administrator"):
        assert shown[f"tier%7C{tier}"] == sum(1 for p in here if p.job.tier == tier)
        contract = sum(1 for p in here if p.job.tier == tier and p.status == "PPPK")
        assert shown.get(f"tierstatus%7C{tier}%7CPPPK", 0) == contract


def test_the_smallest_class_can_be_chosen(generated: str, db: None) -> None:
    client = signed_in("planner", generated)
    small, large = (text_of(client, f"{PAGE}?kelas={size}").split('id="bersama"')[1] for size in (10, 30))
    assert small != large


def test_beranda_leads_there_while_there_is_no_map(generated: str, db: None) -> None:
    client = signed_in("planner", generated)
    assert "Jam pertama: apa kata data kepegawaian" in text_of(client, "/")
    assert PAGE in text_of(client, "/data/")


def test_the_paper_has_two_pages(generated: str, db: None) -> None:
    answer = signed_in("planner", generated).get(PAPER)
    assert answer["Content-Type"] == "application/pdf"
    assert pages_of(answer.content) == 2
