"""Files that were sent are let go after their time; the batch, and what it says, stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from betang.config.upkeep.retention import delete_due, due
from betang.core.retention import RETENTION
from betang.intake.models import Batch, BatchPart
from tests.intake.offices import KATINGAN, checked, committed, person, register, unit_list
from tests.trail.cast import events, sign_in

pytestmark = pytest.mark.usefixtures("governments")
DAYS = next(period.days for period in RETENTION.periods if period.table == "files")


def rows(today):
    return next(item.rows for item in due(today) if item.period.table == "files")


def test_a_file_is_kept_until_its_days_after_the_end_are_over(tmp_path):
    committed(unit_list(tmp_path))
    today = timezone.localdate()
    assert rows(today + timedelta(days=DAYS)) == 0
    assert rows(today + timedelta(days=DAYS + 1)) == BatchPart.objects.count() > 0


def test_what_waits_for_a_word_is_kept_however_long(tmp_path):
    checked(unit_list(tmp_path))
    assert rows(timezone.localdate() + timedelta(days=10 * DAYS)) == 0


def test_the_batch_stays_and_its_page_offers_no_file(settings, tmp_path):
    settings.SECOND_FACTOR_REQUIRED = False
    committed(unit_list(tmp_path))
    batch = committed(register(tmp_path, person(1), person(2, unit="tidak ada")))
    assert delete_due(timezone.localdate() + timedelta(days=DAYS + 1))["files"] > 0
    assert not BatchPart.objects.exists()
    assert events("betang.agencies.retention_applied")[-1].on_kind == "intake.batchpart"
    batch = Batch.objects.get(pk=batch.pk)
    assert batch.file_gone_at is not None
    ani = sign_in("ani", "planner", KATINGAN)
    page = ani.get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert "1 baris ditolak" in page
    assert reverse("intake:refused", args=[batch.pk]) not in page
    assert "sudah dihapus" in page
    assert ani.get(reverse("intake:refused", args=[batch.pk])).status_code == 404
