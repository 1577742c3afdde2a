"""Who is asking, and which governments there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404

from betang.agencies import rules
from betang.agencies.models import Agency, Member, User


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in user and the roles they hold today, by agency. Every query that leads to a row takes one."""

    user: User
    roles: Mapping[str, frozenset[str]]
    home: Agency | None

    def owns(self, agency: str) -> bool:
        """Whether the user belongs to the agency: its units and exact figures are theirs to see."""
        return agency in self.roles

    def sees_people(self, agency: str) -> bool:
        return rules.can_see_people(self.roles.get(agency, frozenset()))

    def sees_names(self, agency: str) -> bool:
        return rules.can_see_names(self.roles.get(agency, frozenset()))

    @property
    def coordinates(self) -> bool:
        return any("coordinator" in held for held in self.roles.values())


def viewer(user: User, *, on: date) -> Viewer:
    """The user with the memberships that hold on the day. `home` is the agency of the oldest of them."""
    memberships = list(
        Member.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), user=user, starts_on__lte=on)
        .select_related("agency")
        .order_by("starts_on", "id")
    )
    roles: dict[str, frozenset[str]] = {}
    for membership in memberships:
        roles[membership.agency_id] = roles.get(membership.agency_id, frozenset()) | {membership.role}
    return Viewer(user=user, roles=roles, home=memberships[0].agency if memberships else None)


def memberships(user: Viewer) -> list[Member]:
    """The user's own memberships that hold, for their profile page."""
    held = Member.objects.filter(user=user.user, agency__in=user.roles).select_related("agency")
    return [m for m in held.order_by("starts_on", "id") if m.role in user.roles[m.agency_id]]


def governments() -> list[Agency]:
    """Every government of the province, the provincial one first, then by name."""
    return sorted(Agency.objects.all(), key=lambda a: (a.kind != "province", a.short_name))


def get_agency(code: str) -> Agency:
    """One government by its code; which governments there are is public. 404 when there is none."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise Http404
    return agency
