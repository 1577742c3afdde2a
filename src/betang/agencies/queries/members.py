"""Who may see which agency. Absent and forbidden get the same answer: `NotFound`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from betang.agencies.models import Agency, Installation, Member, Role, TableRevision, User
from betang.core.errors import BetangError


class NotFound(BetangError, Http404):
    """There is no such row, or it is not for this user: nobody can tell which. Pages answer 404."""


def memberships(user: User, on: date) -> QuerySet[Member]:
    """The memberships of `user` that hold on the day `on`, with their agencies."""
    held = Member.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), user=user, starts_on__lte=on)
    return held.select_related("agency").order_by("agency__code", "role")


def agencies_of(user: User, on: date) -> QuerySet[Agency]:
    """The agencies in which `user` holds any role on the day `on`."""
    return Agency.objects.filter(code__in=memberships(user, on).values("agency"))


def roles_in(user: User, agency: Agency | str, on: date) -> frozenset[Role]:
    """Every role of `user` in `agency` on the day `on`; none for an agency that is not theirs."""
    code = agency.code if isinstance(agency, Agency) else agency
    return frozenset(Role(member.role) for member in memberships(user, on) if member.agency_id == code)


def has_role(user: User, roles: Iterable[Role], on: date) -> bool:
    """Whether `user` holds one of `roles` anywhere on the day `on`."""
    return memberships(user, on).filter(role__in=list(roles)).exists()


def visible_agencies(user: User, on: date) -> QuerySet[Agency]:
    """The agencies whose published figures `user` may see: all of them for anyone who holds a role, else none.

    Names and units stay inside an agency; across agencies only agency x competency is shown.
    """
    return Agency.objects.all() if memberships(user, on).exists() else Agency.objects.none()


def get_agency(code: str, *, user: User, on: date) -> Agency:
    """An agency in which `user` holds a role, else `NotFound`."""
    agency = agencies_of(user, on).filter(code=code).first()
    if agency is None:
        raise NotFound("there is no such agency here")
    return agency


def revisions() -> dict[str, int]:
    """The table revision counters: `table` or `table/agency` and how often it was changed."""
    return {
        f"{row.table}/{row.agency_id}" if row.agency_id else row.table: row.revision
        for row in TableRevision.objects.order_by("table", "agency_id")
    }


def database_key() -> str | None:
    """What this database calls itself in folders exported from it; None when it was emptied and holds nothing."""
    installation = Installation.objects.first()
    return str(installation.key) if installation else None
