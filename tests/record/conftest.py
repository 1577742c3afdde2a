"""Fitri is a2 of Katingan (Tikar Meranti), Gani is b1 of Palangka Raya; the others are the cast of the screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.ui.conftest import as_, loaded, mapped  # noqa: F401  (fixtures)

if TYPE_CHECKING:
    from betang.agencies.models import User

LINKED = {"fitri": "a2", "gani": "b1", "lestari": "a1"}


def account(name: str) -> User:
    """The account of one of those who are linked to a person of the register; made when it is not there yet."""
    from betang.agencies.actions import add_member, create_user  # noqa: PLC0415  (read before Django is awake)
    from betang.agencies.models import User  # noqa: PLC0415
    from betang.people.models import Person  # noqa: PLC0415

    found = User.objects.filter(username=name).first()
    if found is None:
        person = Person.objects.get(source_key=LINKED[name])
        found = create_user(username=name, name=name.title(), password="kata sandi panjang", by=None)
        since = date(2020, 1, 1)
        add_member(user=found, agency=person.agency, role="employee", starts_on=since, person=person.pk, by=None)
    return found


@pytest.fixture
def self_() -> Callable[[str], Client]:
    """A browser signed in as an employee who is linked to their own record."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(account(name))
        return client

    return signed_in
