"""Retention: what has been kept long enough is told, and with a word deleted, all but what only the owner may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from betang.agencies.models import AuditEvent, Member
from betang.config.upkeep import retention
from betang.config.upkeep.retention import SHELVES, due, run
from betang.core.dates import years_before
from betang.core.retention import RETENTION
from betang.people.models import Performance
from betang.standards.models import Assessment
from tests.trail.cast import events, person, user

pytestmark = pytest.mark.django_db

LATER = date(2040, 1, 1)


def table(name, today=LATER):
    return next(item for item in due(today) if item.period.table == name)


def test_every_period_has_its_reason_and_every_table_its_period():
    assert RETENTION.source
    assert all(period.reason and period.since for period in RETENTION.periods)
    without = {period.table for period in RETENTION.periods if period.years is None}
    assert {period.table for period in RETENTION.periods} == SHELVES.keys() | without


def test_young_rows_are_never_due(mapped):
    assert all(item.rows == 0 for item in due(timezone.localdate()) if item.period.table != "assessments")


def test_what_is_due_is_counted_by_agency(mapped):
    assert table("assessments", date(2037, 1, 1)).agencies == {"6711": 5, "6771": 1}
    assert table("performance").agencies == {"6711": 2, "6771": 1}


def test_a_dry_run_deletes_nothing(mapped, monkeypatch):
    monkeypatch.setattr(retention.timezone, "localdate", lambda *_a: LATER)
    before = Assessment.objects.count(), AuditEvent.objects.count()
    lines = run(apply=False)
    assert "Nothing was deleted." in lines[-1]
    assert (Assessment.objects.count(), AuditEvent.objects.count()) == before


def test_deleting_says_so_once_for_each_table_and_to_whom_it_was_about(mapped, monkeypatch):
    monkeypatch.setattr(retention.timezone, "localdate", lambda *_a: LATER)
    lines = run(apply=True)
    assert "assessments: 6 rows deleted" in lines
    assert not Assessment.objects.exists()
    assert not Performance.objects.exists()
    applied = events("betang.agencies.retention_applied")
    assert {event.on_kind for event in applied} >= {"needs.need", "people.performance", "standards.assessment"}
    told = next(event for event in applied if event.on_kind == "standards.assessment")
    assert told.new == {"rows": 6, "before": str(years_before(LATER, 10))}
    assert person("a2").pk in told.people
    assert "Nothing was old enough to be deleted." in run(apply=True)


def test_a_row_of_the_very_day_stays(mapped):
    newest = Assessment.objects.order_by("-assessed_on").first()
    today = newest.assessed_on.replace(year=newest.assessed_on.year + 10)
    Assessment.objects.exclude(pk=newest.pk).delete()
    assert table("assessments", today).rows == 0
    assert table("assessments", today + timedelta(days=1)).rows == 1


def test_the_trail_is_only_told(mapped, as_, monkeypatch):
    as_("ani")
    monkeypatch.setattr(retention.timezone, "localdate", lambda *_a: date(2070, 1, 1))
    assert table("trail", date(2070, 1, 1)).locked
    before = AuditEvent.objects.count()
    lines = run(apply=True)
    assert any("which only the owner of the database can delete" in line for line in lines)
    assert AuditEvent.objects.count() >= before


def test_views_go_before_other_events_and_neither_young():
    views, others = (
        next(period for period in RETENTION.periods if period.table == name) for name in ("trail_of_views", "trail")
    )
    assert RETENTION.trail_least_years <= views.years <= others.years
    periods = [period.years for period in RETENTION.periods if period.years is not None]
    assert others.years == max(periods)


def test_what_has_ended_goes_after_its_time_and_what_holds_stays(mapped, as_, monkeypatch):
    as_("ani")
    as_("budi")
    Member.objects.filter(user=user("ani")).update(ends_on=date(2021, 1, 1))
    assert table("members").agencies == {"6711": 1}
    monkeypatch.setattr(retention.timezone, "localdate", lambda *_a: LATER)
    assert "members: 1 rows deleted" in run(apply=True)
    assert [member.user.username for member in Member.objects.all()] == ["budi"]


def test_nobody_in_the_pages_can_delete_from_the_trail(mapped):
    for statement in (lambda: AuditEvent.objects.all().delete(), lambda: AuditEvent.objects.update(note="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()
