"""Planning years and their days, and mails that remind of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.models import Agency, User
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs import rules
from betang.needs.actions.demand import publish_sent
from betang.needs.models import Deadline, PlanningYear, Reminder, Stage
from betang.needs.queries.flow import reminding, years


@transaction.atomic
def open_year(*, year: int, by: Viewer | None) -> PlanningYear:
    """Open a year that needs are gathered for; the one before must be closed. Raises `NotAllowed`."""
    _check_coordinates(by)
    if years.open_year() is not None:
        raise NotAllowed(_("Masih ada tahun rencana yang terbuka. Tutup dahulu."))
    user = by.user if by else None
    found, made = PlanningYear.objects.get_or_create(year=year, defaults={"opened_by": user})
    if not made:
        PlanningYear.objects.filter(year=year).update(closed_at=None)
        found.closed_at = None
    audit.record_on(name="betang.needs.year_opened", by=user, row=found, new={"year": str(year)})
    return found


@transaction.atomic
def close_year(*, year: int, now: datetime, by: Viewer | None) -> None:
    """No more forms are sent for the year; what was sent goes on its way. Raises `NotAllowed`."""
    _check_coordinates(by)
    if PlanningYear.objects.filter(year=year, closed_at__isnull=True).update(closed_at=now) != 1:
        raise NotAllowed(_("Tahun rencana itu tidak terbuka."))
    audit.record(
        name="betang.needs.year_closed",
        by=by.user if by else None,
        on_kind="needs.planningyear",
        on_id=str(year),
        new={"year": str(year)},
    )


def _check_coordinates(by: Viewer | None) -> None:
    if by is not None and not by.coordinates:
        raise NotAllowed(_("Tahun rencana dan tenggat provinsi diatur koordinator provinsi."))


@transaction.atomic
def set_deadline(*, year: int, stage: Stage, agency: str | None, day: date | None, by: Viewer | None) -> None:
    """Set the last day of a stage for the province (`agency` None), or a government's own earlier one; None: no day.

    Raises `NotAllowed`.
    """
    if agency is None:
        _check_coordinates(by)
    elif by is not None and not by.has(Right.EDIT, agency):
        raise NotAllowed(_("Tenggat sebuah pemerintah diatur perencananya."))
    if not PlanningYear.objects.filter(year=year, closed_at__isnull=True).exists():
        raise NotAllowed(_("Tahun rencana itu tidak terbuka."))
    if agency is not None and day is not None:
        province = Deadline.objects.filter(year=year, stage=stage, agency=None).values_list("day", flat=True).first()
        rules.check_day(stage=stage, day=day, province=province)
    rows = Deadline.objects.filter(year=year, stage=stage, agency=agency)
    before = rows.values_list("day", flat=True).first()
    if before == day:
        return
    rows.delete()
    if day is not None:
        Deadline.objects.create(year_id=year, stage=stage, agency_id=agency, day=day)
    audit.record(
        name="betang.needs.deadline_set",
        by=by.user if by else None,
        on_kind="needs.planningyear",
        on_id=str(year),
        agency=agency,
        old={"day": before and str(before)},
        new={"stage": stage.value, "day": day and str(day)},
    )
    if stage is Stage.SUBMIT:
        concerned = [agency] if agency else list(Agency.objects.values_list("code", flat=True))
        for one in concerned:
            publish_sent(agency=one, by=by.user if by else None)


# ---------------------------------------------------------------- reminders


def remind(*, on: date, by: User | None) -> int:
    """Mail whoever still has something open in a stage whose last day is near or just over; how many mails left.

    Each notice of a stage leaves an agency once. Without a mail server nothing happens.
    """
    year = years.open_year()
    if year is None or not settings.EMAIL_CONFIGURED:
        return 0
    sent = 0
    for agency in Agency.objects.order_by("code"):
        for stage, day in years.days_of(year, agency.code).items():
            days = rules.notice(day=day, on=on)
            if days is not None:
                sent += _remind(agency, year, stage, day=day, days=days, on=on, by=by)
    return sent


@transaction.atomic
def _remind(agency: Agency, year: int, stage: Stage, *, day: date, days: int, on: date, by: User | None) -> int:
    count = reminding.left_open(agency.code, year, stage)
    mails = reminding.addresses_of(agency.code, year, stage, on=on) if count else []
    if not mails:
        return 0
    noted, fresh = Reminder.objects.get_or_create(agency=agency, year=year, stage=stage, days=days)
    if not fresh:
        return 0
    subject, text = _words(agency, year, stage, day=day, days=days, count=count)
    with get_connection() as server:
        server.send_messages([EmailMessage(subject, text, None, [mail]) for mail in mails])
    new: dict[str, Any] = {"stage": stage.value, "days": days, "mails": len(mails)}
    audit.record_on(name="betang.needs.reminded", by=by, row=noted, agency=agency, new=new)
    return len(mails)


def _words(agency: Agency, year: int, stage: Stage, *, day: date, days: int, count: int) -> tuple[str, str]:
    """Subject and text, in Indonesian and below it in English."""
    words = {
        "agency": agency.name,
        "year": year,
        "stage": stage,
        "day": day,
        "days": days,
        "count": count,
        "forms": stage is Stage.SUBMIT,
        "link": f"{str(settings.ADDRESS).rstrip('/')}/kebutuhan/",
    }
    texts = []
    for language in ("id", "en"):
        with translation.override(language):
            texts.append(render_to_string("needs/flow/mail/reminder.txt", words | {"label": stage.label}).strip())
    with translation.override("id"):
        subject = _("Tenggat %(stage)s rencana %(year)s") % {"stage": str(stage.label).lower(), "year": year}
    return subject, "\n\n---\n\n".join(texts) + "\n"
