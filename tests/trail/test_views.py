"""Whoever looks at people is written down: exactly those shown, by which way, with or without names."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from betang.agencies.models import Agency, Grant, GrantKind, Role
from betang.people.models import GrantedPerson, Person
from tests.trail.cast import events, last, numbers, person, sign_in, unit, user

pytestmark = pytest.mark.django_db


def test_a_list_of_employees_names_those_on_it(mapped, as_):
    as_("ani").get(reverse("people:employees"))
    event = last()
    assert event.name == "betang.people.list_opened"
    assert (event.by_username, event.agency_code) == ("ani", "6711")
    assert event.people == numbers("a1", "a2", "a3")
    assert event.new == {"people": 3, "via": "agency", "roles": ["planner"]}


def test_a_filtered_list_names_only_those_it_shows(mapped, as_):
    as_("ani").get(reverse("people:employees"), {"unit": unit("6711", "U1").pk})
    assert last().people == numbers("a1")
    assert last().on_kind == "people.unit"


def test_a_page_holds_its_own_people_and_a_file_all_of_them(mapped, as_, monkeypatch):
    monkeypatch.setattr("betang.people.views.employees.PAGE_ROWS", 2)
    monkeypatch.setattr("betang.ui.tables.PAGE_ROWS", 2)
    client, address = as_("ani"), reverse("people:employees")
    client.get(address)
    assert len(last().people) == 2
    client.get(address, {"hal": "2"})
    assert len(last().people) == 1
    client.get(address, {"hal": "2", "ekspor": "xlsx"})
    assert last().name == "betang.people.list_exported"
    assert last().people == numbers("a1", "a2", "a3")
    assert last().new["file"] == "xlsx"


def test_the_people_behind_a_figure_are_written_down(mapped, as_):
    client, address = as_("ani"), reverse("needs:agency_competency", args=["6711", "M.01"])
    client.get(address)
    assert (last().name, last().on_kind, last().on_id) == ("betang.needs.people_opened", "standards.competency", "M.01")
    assert last().people == numbers("a1", "a2", "a3")
    client.get(address, {"ekspor": "csv"})
    assert (last().name, last().new["file"]) == ("betang.needs.people_exported", "csv")
    client.get(reverse("needs:unit_competency", args=[unit("6711", "U2").pk, "M.01"]))
    assert last().people == numbers("a2", "a3")


def test_one_persons_evidence_is_written_down(mapped, as_):
    one = person("a2")
    as_("ani").get(reverse("needs:person", args=[one.pk]))
    assert (last().name, last().on_id, last().people) == ("betang.people.person_opened", str(one.pk), [one.pk])
    as_("ani").get(reverse("needs:person", args=[one.pk]), {"ekspor": "csv"})
    assert last().name == "betang.people.person_exported"


def test_who_sees_people_by_number_only_is_written_down_as_such(mapped, as_):
    client = as_("budi")
    for road in (
        reverse("people:employees"),
        reverse("needs:agency_competency", args=["6711", "M.01"]),
        reverse("needs:person", args=[person("a2").pk]),
    ):
        assert client.get(road).status_code == 200
        assert last().new["names"] is False, road


def test_a_list_that_shows_nobody_leaves_no_event(mapped, as_):
    client = as_("ani")
    before = len(events())
    client.get(reverse("people:employees"), {"jenjang": "jpt_utama"})
    assert len(events()) == before


def test_what_is_not_there_leaves_no_event(mapped, as_):
    client = as_("citra")
    before = len(events())
    assert client.get(reverse("needs:person", args=[person("a2").pk])).status_code == 404
    assert client.get(reverse("needs:agency_competency", args=["6711", "M.01"])).status_code == 200
    assert len(events()) == before


def test_an_officer_came_by_the_office_a_superior_by_the_reports(mapped):
    officer = sign_in("gita", Role.OFFICER, unit_number=unit("6711", "U2").pk)
    officer.get(reverse("needs:person", args=[person("a3").pk]))
    assert (last().new["via"], last().new["roles"]) == ("unit", ["officer"])
    superior = sign_in("hadi", Role.SUPERVISOR, person_number=person("a1").pk)
    superior.get(reverse("needs:person", args=[person("a2").pk]))
    assert last().new["via"] == "reports"
    own = sign_in("eka", Role.EMPLOYEE, person_number=person("a2").pk)
    own.get(reverse("needs:person", args=[person("a2").pk]))
    assert last().new["via"] == "self"


def test_a_grant_knows_whom_it_showed(mapped, as_):
    client = as_("dewi")
    one, home = person("a2"), Agency.objects.get(pk="6711")
    grant = Grant.objects.create(
        agency=home,
        to_agency_id="6700",
        kind=GrantKind.PEOPLE,
        purpose="Kelas bersama",
        starts_on=date(2020, 1, 1),
        ends_on=date(2999, 1, 1),
        granted_by=user("dewi"),
    )
    GrantedPerson.objects.create(grant=grant, agency=home, person=one)
    assert client.get(reverse("needs:person", args=[one.pk])).status_code == 200
    assert last().new == {"people": 1, "via": "grant", "roles": ["coordinator"], "grant": grant.pk}
    assert last().agency_code == "6711"


def test_help_from_outside_is_named_as_such(mapped):
    rudi = sign_in("rudi", Role.SUPPORT, ends_on=date(2999, 1, 1), reason="Peta tidak terbit")
    rudi.get(reverse("people:employees"))
    assert (last().by_username, last().new["roles"]) == ("rudi", ["support"])


def test_no_name_and_no_nip_enters_the_trail(mapped, as_):
    client = as_("ani")
    client.get(reverse("people:employees"), {"ekspor": "csv"})
    client.get(reverse("needs:person", args=[person("a2").pk]))
    words = [f"{e.old} {e.new} {e.note} {e.on_id}" for e in events()]
    for one in Person.objects.all():
        assert not [text for text in words if (one.name and one.name in text) or (one.nip and one.nip in text)]
