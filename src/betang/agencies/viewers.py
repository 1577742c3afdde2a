"""Who is asking, for screens: a signed-in user with the roles they hold today.

A right is read from roles held in an agency, never from the user alone. Every query that leads to a row of one agency
takes a `Viewer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from betang.agencies import queries
from betang.agencies.models import Agency, Member, Role, User
from betang.agencies.queries import NotFound

SEES_NAMES = frozenset({Role.COORDINATOR, Role.PLANNER, Role.OFFICER, Role.AUDITOR})
"""Roles whose work needs the names behind a figure of their own agency."""

SEES_PEOPLE = SEES_NAMES | {Role.LEADER, Role.PYB, Role.PPK}
"""Roles that may open a figure of their own agency down to the single post; those not above see no names."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A user and the roles they hold, by agency code. `home` is the agency their pages start from."""

    user: User
    roles: Mapping[str, frozenset[str]]
    home: Agency | None
    memberships: tuple[Member, ...]

    @property
    def agencies(self) -> list[str]:
        """Codes of the agencies the user belongs to."""
        return list(self.roles)

    def owns(self, agency: str) -> bool:
        """Whether the user belongs to the agency: its units and exact figures are theirs to see."""
        return agency in self.roles

    def sees_people(self, agency: str) -> bool:
        return not SEES_PEOPLE.isdisjoint(self.roles.get(agency, frozenset()))

    def sees_names(self, agency: str) -> bool:
        return not SEES_NAMES.isdisjoint(self.roles.get(agency, frozenset()))

    @property
    def coordinates(self) -> bool:
        return any(Role.COORDINATOR in held for held in self.roles.values())


def viewer(user: User, *, on: date) -> Viewer:
    """The user with the memberships that hold on the day. `home` is the agency of the one that began first."""
    held = tuple(sorted(queries.memberships(user, on), key=lambda m: (m.starts_on, m.pk)))
    roles: dict[str, frozenset[str]] = {}
    for membership in held:
        roles[membership.agency_id] = roles.get(membership.agency_id, frozenset()) | {membership.role}
    return Viewer(user=user, roles=roles, home=held[0].agency if held else None, memberships=held)


def governments() -> list[Agency]:
    """Every government of the province, the provincial one first, then by name. Which there are is public."""
    return sorted(Agency.objects.all(), key=lambda a: (a.kind != "province", a.short_name))


def get_government(code: str) -> Agency:
    """One government by its code; what may be seen of it is decided by what is asked of it. `NotFound` when absent."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise NotFound("there is no such agency here")
    return found
