"""The trail for screens: whose events a user may read, newest first, paged by key.

A reader looks at one trail at a time (an agency's, the house's, their own deeds), so that an index leads straight to
its newest events however long it grows. The walls in the database stand behind this and let nothing more through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies.models import Agency, AuditEvent, Member, Role, User
from betang.agencies.queries.members import NotFound
from betang.agencies.rights import Right, agencies_with
from betang.agencies.trail import deeds
from betang.agencies.viewers import Viewer

OWN = "saya"
HOUSE = "rumah"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events: of one trail (`source`), about a person or an object, by a user, of a kind, between two days."""

    source: str
    person: int | None = None
    kind: str = ""
    object: str = ""
    by: int | None = None
    group: str = ""
    since: date | None = None
    until: date | None = None

    def q(self) -> Q:
        wanted = Q()
        if self.person is not None:
            wanted &= Q(people__contains=[self.person])
        if self.kind:
            wanted &= Q(on_kind=self.kind)
        if self.object:
            wanted &= Q(on_id=self.object)
        if self.by is not None:
            wanted &= Q(by_id=self.by)
        if self.group:
            wanted &= Q(name__in=deeds.named(self.group))
        if self.since is not None:
            wanted &= Q(at__gte=_beginning(self.since))
        if self.until is not None:
            wanted &= Q(at__lt=_beginning(self.until + timedelta(days=1)))
        return wanted


@dataclass(frozen=True, slots=True)
class Before:
    """Where a page ends, so that the next one begins after it: the moment and number of its last event."""

    at: datetime
    event: int

    def q(self) -> Q:
        return Q(at__lte=self.at) & (Q(at__lt=self.at) | Q(pk__lt=self.event))


def sources(user: Viewer) -> dict[str, str]:
    """The trails a user may read: agencies where they hold the right, the house for a coordinator, their own deeds."""
    codes = agencies_with(Right.TRAIL, user.roles)
    found = {agency.code: agency.short_name for agency in Agency.objects.filter(code__in=codes).order_by("code")}
    home = user.home.code if user.home else ""
    found = dict(sorted(found.items(), key=lambda item: item[0] != home))
    if user.coordinates:
        found[HOUSE] = _("Umum: masuk, peta, data bersama")
    found[OWN] = _("Yang saya lakukan")
    return found


def events(sought: Sought, *, user: Viewer, before: Before | None = None, rows: int) -> list[AuditEvent]:
    """The newest events that fit, at most `rows`. `NotFound` for a trail that is not the user's to read."""
    if sought.source not in sources(user):
        raise NotFound("not here, or not for this user")
    found = _of(sought.source, user).filter(sought.q())
    if before is not None:
        found = found.filter(before.q())
    return list(found.order_by("-at", "-id")[:rows])


def doers(source: str, *, user: Viewer, chosen: int | None) -> Sequence[User]:
    """Whom a trail can be narrowed to: who holds or held a role in the agency, bar employees; and the `chosen`."""
    wanted = Q(pk=chosen)
    if source in user.roles:
        roles = Member.objects.filter(agency=source).exclude(role__in=(Role.EMPLOYEE, Role.SUPERVISOR))
        wanted |= Q(pk__in=roles.values("user"))
    return list(User.objects.filter(wanted).order_by("name", "pk"))


def _of(source: str, user: Viewer) -> QuerySet[AuditEvent]:
    if source == OWN:
        return AuditEvent.objects.filter(by_id=user.user.pk)
    return AuditEvent.objects.filter(agency_code=None if source == HOUSE else source)


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
