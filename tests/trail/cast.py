"""Who stands in these tests, and what the trail holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from betang.agencies.actions import create_user
from betang.agencies.models import Agency, AuditEvent, Member, User
from betang.people.models import Person, Unit
from tests.second_factor import armed


def person(key: str) -> Person:
    return Person.objects.get(source_key=key)


def numbers(*keys: str) -> list[int]:
    return sorted(person(key).pk for key in keys)


def unit(agency: str, code: str) -> Unit:
    return Unit.objects.get(agency=agency, code=code)


def user(name: str) -> User:
    return User.objects.get(username=name)


def events(name: str = "") -> list[AuditEvent]:
    """What the trail holds, oldest first, as the operator sees it."""
    found = AuditEvent.objects.order_by("pk")
    return list(found.filter(name=name) if name else found)


def last() -> AuditEvent:
    return events()[-1]


def sign_in(name: str, role: str, agency: str = "6711", **more: Any) -> Client:
    """A browser of a new user with one membership, as the database lets it be written."""
    found = create_user(username=name, name=name.title(), password=None, by=None)
    terms = {"starts_on": date(2020, 1, 1), **more}
    Member.objects.create(user=found, agency=Agency.objects.get(pk=agency), role=role, **terms)
    client = Client()
    client.force_login(armed(found))
    return client
