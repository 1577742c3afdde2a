"""Before the first map: every page says why it is empty and what fills it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from betang.needs.models import MapRun

pytestmark = pytest.mark.django_db


def test_without_a_map_every_page_says_what_to_do(as_):
    client = as_("nobody")
    for name in ("needs:province", "needs:heat", "needs:priorities", "needs:measure_first"):
        assert "Peta kebutuhan kompetensi belum ada" in client.get(reverse(name)).content.decode()
    assert "Belum ada peta" in client.get("/").content.decode()


def test_a_map_that_is_being_counted_is_seen_at_home(as_):
    MapRun.objects.create(
        as_of=date(2027, 1, 1), params={}, inputs={}, fingerprint="", code_version="1", state="queued", next_job=False
    )
    client = as_("nobody")
    assert "Peta per 1 Januari 2027" in client.get("/").content.decode()
    assert "sedang berjalan" in client.get("/peta/").content.decode()
