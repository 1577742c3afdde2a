"""Beranda tells what waits: invitations nobody took, doors that shut soon."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from betang.agencies.actions import invite
from betang.agencies.models import Agency, Invitation
from tests.grants.test_grants import give, user
from tests.members.steps import asked, plain

pytestmark = pytest.mark.django_db


def home(client) -> str:
    return plain(client.get("/").content.decode())


def test_an_invitation_that_nobody_took_waits_for_whoever_manages_members(mapped, as_):
    for name in ("budi", "citra", "ani"):
        client = as_(name)
    now, today = timezone.now(), timezone.localdate()
    invite(agency=Agency.objects.get(pk="6711"), asked=asked(), now=now, on=today, by=user("ani"))
    assert "1 undangan belum diterima" in home(client)
    for name in ("budi", "citra"):
        assert "belum diterima" not in home(as_(name))
    Invitation.objects.update(expires_at=now - timedelta(days=1))
    assert "1 sudah lewat waktunya" in home(client)


def test_a_door_that_shuts_soon_is_told_to_the_giver(mapped, as_):
    for name in ("dewi", "citra", "ani"):
        client = as_(name)
    give("a1", ends=60)
    assert "segera berakhir" not in home(client)
    give("a2", ends=5)
    assert "Izin bagi Prov. Kalimantan Tengah segera berakhir" in home(client)
    for name in ("dewi", "citra"):
        assert "segera berakhir" not in home(as_(name))
