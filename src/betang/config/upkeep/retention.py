"""What has been kept long enough today, table by table. It knows every room, so it stands here.

What the walls let nobody delete is only told: docs/how-to/retention.md says who can.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone

from betang.agencies.actions.retention import delete_kept_long_enough
from betang.agencies.models import AuditEvent, Grant, Invitation, Member
from betang.agencies.trail import deeds
from betang.agencies.wall import NEVER, Wall
from betang.core.dates import years_before
from betang.core.retention import RETENTION, Period
from betang.intake.actions.keeping import forget_files
from betang.intake.models import BatchPart
from betang.intake.queries.batches import ended_before
from betang.meeting.models import Attendance
from betang.needs.models import (
    Decision,
    DocumentTemplate,
    MapRun,
    Need,
    NeedStep,
    Objection,
    Reminder,
    RunState,
    Submission,
)
from betang.people.models import Correction, Performance
from betang.standards.models import Assessment


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where rows of one kind stand: which are older than a moment, whose agency and whom they are about."""

    model: type[Model]
    old: Callable[[date], Q]
    agency: str = ""
    person: str = ""
    tables: Collection[str] = ()
    delete: Callable[[date], int] | None = None

    @property
    def locked(self) -> bool:
        """Whether the walls let nobody delete here, not even the operator."""
        walls = [wall for wall in self.model._meta.constraints if isinstance(wall, Wall)]
        return any(wall.remove == NEVER for wall in walls)

    def rows(self, before: date) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.old(before))


def _ended(*names: str) -> Callable[[date], Q]:
    """Rows one of whose moments lies before the day; those without are not over."""

    def old(before: date) -> Q:
        wanted = Q()
        for name in names:
            wanted |= Q(**{f"{name}__lt": _moment(before)})
        return wanted

    return old


def _views() -> list[str]:
    return [*deeds.named("opened"), *deeds.named("taken")]


def _newest_map() -> int | None:
    newest = MapRun.objects.filter(published_at__isnull=False).order_by("-published_at").first()
    return newest.pk if newest else None


SHELVES: Final[Mapping[str, Shelf]] = MappingProxyType(
    {
        "assessments": Shelf(
            Assessment, lambda before: Q(assessed_on__lt=before), "agency", "person_id", ("assessments",)
        ),
        "performance": Shelf(
            Performance, lambda before: Q(year__lt=before.year), "agency", "person_id", ("performance",)
        ),
        "needs": Shelf(Need, lambda before: Q(agreed_on__lt=before), "agency", "", ("needs",)),
        "need_steps": Shelf(NeedStep, _ended("at"), "agency"),
        "decisions": Shelf(Decision, lambda before: Q(decided_on__lt=before, steps__isnull=True), "agency"),
        "submissions": Shelf(Submission, _ended("submitted_at"), "agency"),
        "objections": Shelf(Objection, _ended("answered_at"), "agency", "person_id"),
        "reminders": Shelf(Reminder, _ended("sent_at"), "agency"),
        "corrections": Shelf(Correction, _ended("answered_at"), "agency", "person_id"),
        "invitations": Shelf(Invitation, _ended("accepted_at", "withdrawn_at", "expires_at"), "agency"),
        "members": Shelf(Member, lambda before: Q(ends_on__lt=before), "agency"),
        "grants": Shelf(Grant, lambda before: Q(ends_on__lt=before), "agency"),
        "attendances": Shelf(Attendance, lambda before: Q(meeting__day__lt=before), "agency"),
        "sessions": Shelf(UserSession, _ended("last_seen_at")),
        "expired_sessions": Shelf(Session, _ended("expire_date")),
        "files": Shelf(
            BatchPart,
            lambda before: Q(batch__in=ended_before(_moment(before))),
            "agency",
            delete=lambda before: forget_files(ended=_moment(before), before=before, by=None),
        ),
        "templates": Shelf(DocumentTemplate, lambda before: Q(ended_at__lt=_moment(before)), "agency"),
        "failed_runs": Shelf(MapRun, lambda before: Q(state=RunState.FAILED, finished_at__lt=_moment(before))),
        "old_runs": Shelf(
            MapRun,
            lambda before: Q(state=RunState.DONE, finished_at__lt=_moment(before)) & ~Q(pk=_newest_map() or 0),
        ),
        "trail_of_views": Shelf(
            AuditEvent,
            lambda before: Q(at__lt=_moment(before), name__in=_views()),
            "agency_code",
            "",
        ),
        "trail": Shelf(AuditEvent, lambda before: Q(at__lt=_moment(before)) & ~Q(name__in=_views()), "agency_code"),
    }
)
"""By the table that `core.retention` names; what leaves with the person has none."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one period means today."""

    period: Period
    before: date | None
    agencies: Mapping[str, int]
    locked: bool

    @property
    def rows(self) -> int:
        return sum(self.agencies.values())


def due(today: date) -> list[Due]:
    """For every period what has been kept long enough on the day, counted by agency."""
    found = []
    for period in RETENTION.periods:
        shelf, before = SHELVES.get(period.table), _before(period, today)
        counts = _counts(shelf, before) if shelf is not None and before is not None else {}
        found.append(Due(period, before, counts, locked=shelf is not None and shelf.locked))
    return found


def delete_due(today: date) -> dict[str, int]:
    """Delete what is due and may be deleted; rows that went, by table."""
    gone = {}
    for item in due(today):
        if item.rows and item.before is not None and not item.locked:
            gone[item.period.table] = _delete(SHELVES[item.period.table], item.before)
    return gone


def _delete(shelf: Shelf, before: date) -> int:
    if shelf.delete is not None:
        return shelf.delete(before)
    return delete_kept_long_enough(
        rows=shelf.rows(before), before=before, tables=shelf.tables, person=shelf.person, by=None
    )


def run(*, apply: bool) -> list[str]:
    """What `betang retention` prints: the periods, what is due today, and with `apply` what went."""
    today = timezone.localdate()
    found = due(today)
    lines = [f"Periods in force since {RETENTION.valid_from}: {RETENTION.source}.", ""]
    for item in found:
        lines += _told(item)
    if not apply:
        free = sum(item.rows for item in found if not item.locked)
        return [*lines, "", f"Nothing was deleted. `betang retention --apply` deletes {free} rows."]
    gone = delete_due(today)
    told = [f"{table}: {rows} rows deleted" for table, rows in gone.items()]
    return [*lines, "", *(told or ["Nothing was old enough to be deleted."])]


def _told(item: Due) -> list[str]:
    period = item.period
    if period.days is not None:
        lines = [f"{period.table}: kept {period.days} days from {period.since} ({period.reason})"]
    elif item.before is None or not period.years:
        lines = [f"{period.table}: kept until {period.since} ({period.reason})"]
    else:
        lines = [f"{period.table}: kept {period.years} years from {period.since} ({period.reason})"]
    if item.rows:
        locked = ", which only the owner of the database can delete" if item.locked else ""
        lines.append(f"    due, from before {item.before}: {item.rows} rows{locked}")
        lines += [f"        {agency or 'all agencies'}: {rows}" for agency, rows in item.agencies.items()]
    return lines


def _before(period: Period, today: date) -> date | None:
    if period.days is not None:
        return today - timedelta(days=period.days)
    if period.years is None:
        return None
    least = RETENTION.trail_least_years if period.table.startswith("trail") else 0
    return years_before(today, max(period.years, least))


def _counts(shelf: Shelf, before: date) -> dict[str, int]:
    rows = shelf.rows(before).order_by()
    if not shelf.agency:
        count = rows.count()
        return {"": count} if count else {}
    grouped = rows.values_list(shelf.agency).annotate(n=Count("pk")).order_by(shelf.agency)
    return {agency or "": count for agency, count in grouped}


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
