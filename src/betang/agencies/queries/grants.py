"""Grants: what one's agencies give and take, and who used them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from betang.agencies import rules
from betang.agencies.models import Agency, AuditEvent, Grant
from betang.agencies.queries.members import NotFound, names_of
from betang.agencies.rights import Holder, Right


@dataclass(frozen=True, slots=True)
class Shown:
    """A grant with its state on a day, and the name of who gave it as far as the reader may know."""

    grant: Grant
    state: str
    given_by: str


def given(agencies: list[str], *, user: Holder, on: date) -> list[Shown]:
    """Grants that those of the agencies in which the user may grant have given, newest first."""
    mine = [agency for agency in agencies if user.has(Right.GRANT, agency)]
    return _shown(Q(agency__in=mine), on)


def received(agencies: list[str], *, user: Holder, on: date) -> list[Shown]:
    """Grants that those of the agencies in which the user sees names have got, newest first."""
    mine = [agency for agency in agencies if user.has(Right.NAMES, agency)]
    return _shown(Q(to_agency__in=mine), on)


def ending(agencies: list[str], *, user: Holder, on: date) -> list[Grant]:
    """Grants that the user's agencies have given and that end within the days of notice, the next one first."""
    mine = [agency for agency in agencies if user.has(Right.GRANT, agency)]
    last = on + timedelta(days=rules.LIMITS.notice_days)
    active = Grant.objects.filter(withdrawn_at__isnull=True, starts_on__lte=on, ends_on__gt=on, ends_on__lte=last)
    return list(active.filter(agency__in=mine).select_related("to_agency").order_by("ends_on", "pk"))


def get_grant(number: int, *, user: Holder) -> Grant:
    """A grant that the user's agency gave or got, else `NotFound`."""
    found = Grant.objects.filter(pk=number).select_related("agency", "to_agency").first()
    if found is None or not (gives(found, user=user) or user.has(Right.NAMES, found.to_agency_id)):
        raise NotFound("there is no such grant here")
    return found


def gives(grant: Grant, *, user: Holder) -> bool:
    """Whether the grant is the user's to withdraw."""
    return user.has(Right.GRANT, grant.agency_id)


def receivers(agency: str) -> list[Agency]:
    """Whom an agency can open a door to: every other one, the province first."""
    others = Agency.objects.exclude(code=agency)
    return sorted(others, key=lambda one: (one.kind != "province", one.short_name))


def uses(grant: Grant, *, user: Holder, most: int = 200) -> list[AuditEvent]:
    """Events of looking through a grant that the user may withdraw, the latest first. `NotFound` for the other side."""
    if not gives(grant, user=user):
        raise NotFound("there is no such grant here")
    events = AuditEvent.objects.filter(agency_code=grant.agency_id, new__grant=grant.pk)
    return list(events.order_by("-at", "-id")[:most])


def _shown(wanted: Q, on: date) -> list[Shown]:
    rows = list(Grant.objects.filter(wanted).select_related("agency", "to_agency"))
    names = names_of(row.granted_by_id for row in rows)
    return [Shown(row, rules.grant_state(row, on=on), names.get(row.granted_by_id, "")) for row in rows]
