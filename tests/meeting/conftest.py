"""Dewi coordinates and leads the meeting; Ani plans for Katingan, Citra for Palangka Raya, Budi leads Katingan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.second_factor import armed
from tests.ui.conftest import CAST, loaded, mapped

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.meeting.models import AgendaItem, Meeting

__all__ = ["loaded", "mapped"]

DAY = date(2026, 12, 4)
TODAY = date(2027, 1, 1)
SINCE = date(2020, 1, 1)


def asking(name: str) -> Viewer:
    """One of the cast as the pages know them."""
    from betang.agencies.models import User  # noqa: PLC0415  (read before Django is awake)
    from betang.people.reach import whole_viewer  # noqa: PLC0415

    return whole_viewer(User.objects.get(username=name), on=TODAY)


def people() -> None:
    """Accounts of the cast; passwords would take two seconds and nobody types them here."""
    from betang.agencies.actions import add_member, create_user  # noqa: PLC0415
    from betang.agencies.models import Agency  # noqa: PLC0415

    for name, (role, agency) in CAST.items():
        user = armed(create_user(username=name, name=name.title(), password=None, by=None))
        if role:
            add_member(user=user, agency=Agency.objects.get(pk=agency), role=role, starts_on=SINCE, by=None)


def browser(name: str) -> Client:
    """A browser signed in as one of the cast."""
    from betang.agencies.models import User  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def prepared(*, state: str = "open") -> Meeting:
    """A meeting with an item of everybody, one of Katingan and one of Palangka Raya."""
    from betang.meeting import actions  # noqa: PLC0415
    from betang.meeting.models import Meeting  # noqa: PLC0415

    terms = actions.Terms(year=2027, title="Rakor rekaan", day=DAY, chair="Kepala Rekaan", place="Aula Rekaan")
    meeting = actions.prepare_meeting(key=uuid4(), terms=terms, by=None)
    items = [
        actions.NewItem("class", "Kelas bersama Etika ASN", ["Diusulkan dua pemerintah."]),
        actions.NewItem("free", "Buku kerja Katingan", agency="6711"),
        actions.NewItem("title", "Judul Palangka Raya", agency="6771"),
    ]
    actions.add_items(meeting=meeting, items=items, by=None)
    if state != "prepared":
        actions.open_meeting(meeting=meeting, by=None)
    if state == "closed":
        actions.close_meeting(meeting=meeting, by=None)
    return Meeting.objects.get(pk=meeting.pk)


def item_of(meeting: Meeting, agency: str | None) -> AgendaItem:
    from betang.meeting.models import AgendaItem  # noqa: PLC0415

    return AgendaItem.objects.get(meeting=meeting, agency=agency)


@pytest.fixture
def cast(mapped: Any) -> Callable[[str], Any]:
    """A browser of one of the cast, each of whom has an account now."""
    people()
    return browser


@pytest.fixture
def held(cast: Callable[[str], Any]) -> Meeting:
    """The meeting, being held."""
    return prepared()


@pytest.fixture(autouse=True)
def _no_number_from_another_test() -> None:
    """What a process remembers of a meeting for a quarter of a second would be another test's."""
    from betang.meeting.queries import pulse  # noqa: PLC0415
    from betang.meeting.views import board  # noqa: PLC0415

    pulse._known.clear()
    board._rendered.clear()
