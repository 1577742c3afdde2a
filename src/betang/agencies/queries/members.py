"""Who may see which agency. Absent and forbidden get the same answer: `NotFound`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, F, Max, Q, QuerySet
from django.http import Http404

from betang.agencies.models import Agency, Installation, Member, Role, TableRevision, User
from betang.agencies.rights import Holder, manages
from betang.agencies.scope import DOOR, acting
from betang.core.errors import BetangError


class NotFound(BetangError, Http404):
    """There is no such row, or it is not for this user: nobody can tell which. Pages answer 404."""


def memberships(user: User, on: date) -> QuerySet[Member]:
    """The memberships of `user` that hold on the day `on`, with their agencies."""
    held = Member.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), user=user, starts_on__lte=on)
    return held.select_related("agency").order_by("agency__code", "role")


def roles_of(user: User | None, on: date) -> dict[str, set[str]] | None:
    """Every role of `user` on the day, by agency; None for the operator, who has no account."""
    if user is None:
        return None
    held: dict[str, set[str]] = {}
    for membership in memberships(user, on):
        held.setdefault(membership.agency_id, set()).add(membership.role)
    return held


def roles_everywhere(user: User | None, on: date) -> dict[str, set[str]] | None:
    """`roles_of` in every agency, whoever asks: read as the user themselves may, for rules that must know them all."""
    if user is None:
        return None
    with acting(replace(DOOR, user=user.pk)):
        return roles_of(user, on)


def roles_in(user: User, agency: Agency | str, on: date) -> frozenset[Role]:
    """Every role of `user` in `agency` on the day `on`; none for an agency that is not theirs."""
    code = agency.code if isinstance(agency, Agency) else agency
    return frozenset(Role(member.role) for member in memberships(user, on) if member.agency_id == code)


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


# ---------------------------------------------------------------- for whoever manages members


def members_of(agency: str, *, user: Holder, on: date) -> list[Member]:
    """Who is a member now or will be, by role. `NotFound` for whoever does not manage the agency's members."""
    if not manages(user, agency):
        raise NotFound("there is no such agency here")
    standing = Member.objects.filter(_not_over(on), agency=agency)
    order = {role: place for place, role in enumerate(Role.values)}
    return sorted(standing.select_related("user"), key=lambda m: (order[m.role], m.user.name, m.pk))


def get_member(number: int, *, user: Holder) -> Member:
    """A membership in an agency whose members are the user's to manage, else `NotFound`."""
    found = Member.objects.filter(pk=number).select_related("user", "agency").first()
    if found is None or not manages(user, found.agency_id):
        raise NotFound("there is no such membership here")
    return found


def names_of(users: Iterable[int | None]) -> dict[int, str]:
    """Names by number of those users whom the walls let this reader see; others are left out."""
    return dict(User.objects.filter(pk__in={number for number in users if number}).values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A government as the coordinator keeps it: how many belong to it, and whether somebody is in charge."""

    agency: Agency
    members: int
    planners: int
    last_sign_in: datetime | None


def governments_kept(*, user: Holder, on: date) -> list[Kept]:
    """Every government, the provincial one first. `NotFound` for whoever does not coordinate."""
    if not user.coordinates:
        raise NotFound("there is no such page here")
    planner = Q(role__in=[Role.PLANNER, Role.COORDINATOR])
    counts = {
        row["agency"]: row
        for row in Member.objects.filter(_not_over(on), starts_on__lte=on)
        .order_by()
        .values("agency")
        .annotate(
            members=Count("user", distinct=True),
            planners=Count("user", filter=planner, distinct=True),
            last=Max("user__last_login", filter=planner),
        )
    }
    kept = [
        Kept(agency, row["members"], row["planners"], row["last"]) if row else Kept(agency, 0, 0, None)
        for agency in Agency.objects.all()
        for row in [counts.get(agency.code)]
    ]
    return sorted(kept, key=lambda one: (one.agency.kind != "province", one.agency.short_name))


def _not_over(on: date) -> Q:
    """Not ended on the day, nor ended before it began."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on"))
