"""The demo has an account for every kind of sight: a whole government, an office, reports, oneself."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from betang.agencies.actions import DEMO_ACCOUNTS, make_demo_accounts
from betang.config.demo.opening import _places
from betang.people.models import Person, Unit

pytestmark = pytest.mark.django_db


def test_an_office_its_superior_and_one_of_theirs_each_see_their_own(mapped):
    made = make_demo_accounts(password="tidak penting", starts_on=date(2026, 1, 1), places=_places(), by=None)
    # No Murung Raya here, so no office of it for the account of its officer.
    assert {user.username for user in made} == {account.username for account in DEMO_ACCOUNTS} - {"mura-opd"}
    opened = {}
    for user in made:
        client = Client()
        client.force_login(user)
        opened[user.username] = {
            one.source_key
            for one in Person.objects.order_by("pk")
            if client.get(f"/peta/orang/{one.pk}/").status_code == 200
        }
    assert opened == {
        "koordinator": {"p1"},
        "auditor": {"p1"},
        "perencana": {"a1", "a2", "a3"},
        "pimpinan": {"a1", "a2", "a3"},
        "opd": {"a2", "a3"},
        "atasan": {"a2", "a3"},
        "pegawai": {"a2"},
        "mura-bkpsdm": {"p1"},
        "mura-sekda": {"p1"},
        "mura-bupati": {"p1"},
        "mura-bapperida": set(),
    }
    assert Unit.objects.get(code="U2").pk == _places()["opd"].unit


def test_where_the_record_has_no_superiors_only_the_other_accounts_are_made(mapped):
    Person.objects.update(supervisor=None)
    made = make_demo_accounts(password="tidak penting", starts_on=date(2026, 1, 1), places=_places(), by=None)
    assert {user.username for user in made} == {account.username for account in DEMO_ACCOUNTS} - {
        "opd", "atasan", "pegawai", "mura-opd",
    }  # fmt: skip
