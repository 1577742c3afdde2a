"""The cast: Ani plans for Katingan, Budi leads it, Citra plans for Palangka Raya, Dewi coordinates the province.

`mapped` is the small province with its map published; the demo for a real browser is in tests/plugins/browser.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.second_factor import armed
from tests.small_house import for_a_module, write

AS_OF = date(2027, 1, 1)
CAST = {
    "ani": ("planner", "6711"),
    "budi": ("leader", "6711"),
    "citra": ("planner", "6771"),
    "dewi": ("coordinator", "6700"),
    "eka": ("employee", "6711"),
    "nobody": ("", ""),
}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small province in the record, its map published, once for a module."""
    with for_a_module(django_db_blocker):
        from betang.connect.folder.actions import load  # noqa: PLC0415  (a conftest is read before Django is awake)
        from betang.needs.actions import run_map  # noqa: PLC0415

        folder = write(tmp_path_factory.mktemp("ui") / "house")
        load(folder=folder, by=None)
        run_map(as_of=AS_OF, by=None)
        yield folder


@pytest.fixture
def mapped(loaded: Path, db: None) -> Path:
    """The loaded province for one test; what the test changes is undone."""
    return loaded


@pytest.fixture
def as_() -> Callable[[str], Client]:
    """A browser signed in as one of the cast."""

    def signed_in(name: str) -> Client:
        from betang.agencies.actions import add_member, create_user  # noqa: PLC0415
        from betang.agencies.models import Agency, User  # noqa: PLC0415

        user = User.objects.filter(username=name).first()
        if user is None:
            role, agency = CAST[name]
            user = create_user(username=name, name=name.title(), password="kata sandi panjang", by=None)
            if role:
                add_member(
                    user=user, agency=Agency.objects.get(pk=agency), role=role, starts_on=date(2020, 1, 1), by=None
                )
        client = Client()
        client.force_login(armed(user))
        return client

    return signed_in
