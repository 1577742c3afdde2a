"""Lestari is a1 of Katingan and the superior of a2 (Fitri) and a3; Oni enters data for U2, Ani plans; Gani is b1 of
Palangka Raya and the superior of b2, Citra plans there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.second_factor import armed
from tests.ui.conftest import loaded, mapped

__all__ = ["loaded", "mapped"]

CAST: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "lestari": ("6711", ("employee", "supervisor"), "a1", ""),
    "fitri": ("6711", ("employee",), "a2", ""),
    "gong": ("6711", ("employee",), "a3", ""),
    "oni": ("6711", ("officer",), "", "U2"),
    "ani": ("6711", ("planner",), "", ""),
    "vera": ("6711", ("planner",), "", ""),
    "budi": ("6711", ("pyb",), "", ""),
    "gani": ("6771", ("employee", "supervisor"), "b1", ""),
    "citra": ("6771", ("planner",), "", ""),
}
"""Agency, roles, person of the register, unit."""


def account(name: str) -> Any:
    from betang.agencies.actions import create_user  # noqa: PLC0415  (a conftest is read before Django is awake)
    from betang.agencies.models import Agency, Member, User  # noqa: PLC0415
    from betang.people.models import Person, Unit  # noqa: PLC0415

    found = User.objects.filter(username=name).first()
    if found is not None:
        return found
    agency, roles, person, unit = CAST[name]
    found = create_user(username=name, name=f"{name.title()} Rekaan", password=None, by=None)
    about: dict[str, int] = {}
    if person:
        about["person_number"] = Person.objects.get(source_key=person).pk
    if unit:
        about["unit_number"] = Unit.objects.get(agency=agency, code=unit).pk
    for role in roles:
        Member.objects.create(
            user=found, agency=Agency.objects.get(pk=agency), role=role, starts_on=date(2020, 1, 1), **about
        )
    return found


def asking(name: str) -> Any:
    """The viewer of one of the cast, as pages know them."""
    from betang.people.reach import whole_viewer  # noqa: PLC0415

    return whole_viewer(account(name), on=timezone.localdate())


@pytest.fixture
def as_() -> Callable[[str], Client]:
    """A browser signed in as one of the cast."""
    for name in CAST:
        account(name)

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(armed(account(name)))
        return client

    return signed_in
