"""Officers, superiors and employees open some people of their agency and no others, never counted as the whole.

In the small house a1 heads the office U1 of Katingan; a2 and a3 sit in U2 below it and report to a1.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from betang.agencies.models import Member
from betang.people.models import Person, Unit
from tests.walls.conftest import House

pytestmark = pytest.mark.django_db

NAMES = {"a1": "Lampit Ulin", "a2": "Tikar Meranti", "a3": "Gong Bangkirai"}
LISTS = ("people:employees", "needs:agency_competency")


def shown(client: Client, address: str) -> set[str]:
    page = client.get(address).content.decode()
    return {key for key, name in NAMES.items() if name in page}


def pages(name: str) -> str:
    return reverse(name, args=["6711", "M.01"] if name == "needs:agency_competency" else [])


@pytest.mark.parametrize(
    ("role", "people"),
    [("officer", {"a1", "a2", "a3"}), ("supervisor", {"a2", "a3"}), ("employee", {"a1"}), ("trainer", set())],
)
def test_each_role_opens_those_it_reaches(
    house: House, browser: Callable[[str], Client], role: str, people: set[str]
) -> None:
    client = browser(role)
    for name in LISTS:
        assert shown(client, pages(name)) == people, name
    for key, name in NAMES.items():
        page = client.get(reverse("needs:person", args=[Person.objects.get(source_key=key).pk]))
        assert (page.status_code == 200 and name in page.content.decode()) == (key in people), key


def test_an_officer_of_the_office_below_does_not_see_the_one_above(
    house: House, browser: Callable[[str], Client]
) -> None:
    below = Unit.objects.get(agency="6711", code="U2")
    Member.objects.filter(role="officer").update(unit_number=below.pk)
    assert shown(browser("officer"), pages("people:employees")) == {"a2", "a3"}


def test_an_office_or_a_superior_of_another_agency_opens_nothing(
    house: House, browser: Callable[[str], Client]
) -> None:
    """Numbers are plain; the register is asked each time, inside the membership's own agency only."""
    Member.objects.filter(role="officer").update(unit_number=house.foreign["unit"])
    Member.objects.filter(role="supervisor").update(person_number=house.foreign["person"])
    Member.objects.filter(user__username="employee").update(person_number=house.foreign["person"])
    for role in ("officer", "supervisor", "employee"):
        client = browser(role)
        assert client.get(pages("people:employees")).status_code == 404
        assert client.get(reverse("needs:person", args=[house.foreign["person"]])).status_code == 404


def test_whoever_moves_away_leaves_the_reach(house: House, browser: Callable[[str], Client]) -> None:
    moved = Person.objects.get(source_key="a2")
    Person.objects.filter(pk=moved.pk).update(agency="6771", unit=house.foreign["unit"])
    assert shown(browser("supervisor"), pages("people:employees")) == {"a3"}


def test_figures_of_a_selection_are_not_made_of_the_few_one_reaches(
    house: House, browser: Callable[[str], Client]
) -> None:
    """Counted from single people they would pass for the whole: the choice is not offered, and not obeyed."""
    page = reverse("needs:agency", args=["6711"])
    officer = browser("officer")
    files = [officer.get(f"{page}?ekspor=csv{more}").content for more in ("", "&status=PNS")]
    assert files[0] == files[1]
    assert len(files[0].splitlines()) > 1
    assert 'name="status"' not in officer.get(page).content.decode()
    assert 'name="status"' in browser("planner").get(page).content.decode()


def test_counts_of_all_people_are_for_whoever_opens_all_of_them(house: House, browser: Callable[[str], Client]) -> None:
    data = reverse("standards:data")
    assert "3 pegawai dan" in browser("planner").get(data).content.decode()
    assert "3 pegawai dan" not in browser("officer").get(data).content.decode()
