"""Who is asking, for screens: a signed-in user with the rights they hold today.

A right is read from roles held in an agency, never from the user alone. Every query that leads to a row of one agency
takes a `Viewer`; the scope of the request, which the walls in the database follow, is made of the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from django.http import HttpRequest

from betang.agencies import queries
from betang.agencies.models import Agency, Grant, GrantKind, Member, User
from betang.agencies.queries import NotFound
from betang.agencies.rights import FOR_ANOTHER, Reach, Right, agencies_with, reaches_province, rights_of, roles_with
from betang.agencies.scope import Scope


@dataclass(frozen=True, slots=True)
class Reached:
    """A single person whom the user may see though not the whole agency, and through what."""

    person: int
    agency: str
    via: str
    grant: int | None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A user and the roles they hold, by agency code. `home` is the agency their pages start from.

    `reached` are single people by our number (`betang.people.reach`); `works_for` agencies that have the user's own
    agency enter or verify data for them; `offices` the units whose data they enter (their own and those below), with
    the agency of each.
    """

    user: User
    roles: Mapping[str, frozenset[str]]
    home: Agency | None
    memberships: tuple[Member, ...]
    reached: Mapping[int, Reached] = field(default_factory=dict)
    works_for: frozenset[str] = frozenset()
    offices: Mapping[int, str] = field(default_factory=dict)

    @property
    def agencies(self) -> list[str]:
        """Codes of the agencies the user belongs to."""
        return list(self.roles)

    def owns(self, agency: str) -> bool:
        """Whether the agency's units and exact figures are the user's to see: they belong to it, or work for it."""
        return self.has(Right.FIGURES, agency)

    def has(self, right: Right, agency: str) -> bool:
        """Whether the user holds the right over the whole agency, through a role or by working in its place."""
        return agency in agencies_with(right, self.roles) or (right in FOR_ANOTHER and agency in self.works_for)

    def rights(self, agency: str) -> frozenset[Right]:
        """Every right the user's roles in the agency give, however far it reaches."""
        return rights_of(self.roles.get(agency, frozenset()))

    def sees_people(self, agency: str) -> bool:
        """Whether every person of the agency is theirs to open."""
        return self.has(Right.PEOPLE, agency)

    def sees_some_people(self, agency: str) -> bool:
        """Whether at least some are: of the user's unit, those who report to them, themselves, those of a grant."""
        return self.sees_people(agency) or any(one.agency == agency for one in self.reached.values())

    def sees_person(self, person: int, agency: str) -> bool:
        return self.sees_people(agency) or self._reaches(person, agency)

    def sees_names(self, agency: str) -> bool:
        """Whether the names of every person of the agency are theirs to see."""
        return self.has(Right.NAMES, agency)

    def shows_names(self, agency: str) -> bool:
        """Whether those whom the user may open there are called by name: whoever reaches single people does."""
        return self.sees_names(agency) or not self.sees_people(agency)

    def sees_name(self, person: int, agency: str) -> bool:
        """Whether this person's name is: whoever reaches single people reaches them by name."""
        return self.sees_names(agency) or self._reaches(person, agency)

    def _reaches(self, person: int, agency: str) -> bool:
        return person in self.reached and self.reached[person].agency == agency

    def enters_for(self, agency: str) -> bool:
        """Whether the user enters data of the agency: of all of it, or of an office of theirs in it."""
        return self.has(Right.EDIT, agency) or agency in self.offices.values()

    def speaks_for(self, person: int, agency: str) -> bool:
        """Whether the user may speak about what this person needs: for themselves, their people, or their office."""
        one = self.reached.get(person)
        partner = one is not None and one.agency == agency and one.via in {"self", "reports", "unit"}
        return self.has(Right.EDIT, agency) or partner

    @property
    def own_record(self) -> int | None:
        """The user's own number in the register, when a membership says which it is."""
        return next((one.person for one in self.reached.values() if one.via == "self"), None)

    @property
    def coordinates(self) -> bool:
        return reaches_province(Right.AGENCIES, self.roles)


def viewer(user: User, *, on: date) -> Viewer:
    """The user with the memberships that hold on the day. `home` is the agency of the one that began first."""
    held = tuple(sorted(queries.memberships(user, on), key=lambda m: (m.starts_on, m.pk)))
    roles: dict[str, frozenset[str]] = {}
    for membership in held:
        roles[membership.agency_id] = roles.get(membership.agency_id, frozenset()) | {membership.role}
    return Viewer(user=user, roles=roles, home=held[0].agency if held else None, memberships=held)


def asking(request: HttpRequest) -> Viewer:
    """Who asks for a page. The middleware that gave the request its scope made both of the same."""
    return cast("Viewer", request.viewer)  # type: ignore[attr-defined]  # set by betang.config.middleware.Scoped


def with_reach(viewer: Viewer, reached: Iterable[Reached]) -> Viewer:
    """The viewer with the single people they reach; where several ways lead to one, the first counts."""
    found: dict[int, Reached] = {}
    for one in reached:
        found.setdefault(one.person, one)
    return replace(viewer, reached=found)


def with_offices(viewer: Viewer, offices: Mapping[int, str]) -> Viewer:
    """The viewer with the units whose data they enter."""
    return replace(viewer, offices=offices)


def may_reach(viewer: Viewer) -> bool:
    """Whether it is worth asking the register for single people."""
    names = frozenset(role for reach in Reach for role in roles_with(Right.NAMES, reach))
    return any(not names.isdisjoint(held) for held in viewer.roles.values())


def with_work_for_others(viewer: Viewer, on: date) -> Viewer:
    """The viewer with the agencies that have asked the user's own to work in their place."""
    mine = agencies_with(Right.EDIT, viewer.roles)
    if not mine:
        return viewer
    given = Grant.objects.filter(
        to_agency__in=mine, kind=GrantKind.PROCESS, withdrawn_at__isnull=True, starts_on__lte=on, ends_on__gt=on
    )
    return replace(viewer, works_for=frozenset(given.values_list("agency", flat=True)))


def scope_of(viewer: Viewer) -> Scope:
    """What the walls let through for the viewer."""
    every = frozenset(Agency.objects.values_list("code", flat=True)) if viewer.coordinates else frozenset()
    works = viewer.works_for
    return Scope(
        "user",
        user=viewer.user.pk,
        figures=agencies_with(Right.FIGURES, viewer.roles) | works,
        people=agencies_with(Right.PEOPLE, viewer.roles) | works,
        edit=agencies_with(Right.EDIT, viewer.roles) | works,
        members=agencies_with(Right.MEMBERS, viewer.roles) | every,
        grants=agencies_with(Right.GRANT, viewer.roles),
        trail=agencies_with(Right.TRAIL, viewer.roles),
        province=viewer.coordinates,
        persons=frozenset(viewer.reached),
        partners=frozenset(n for n, one in viewer.reached.items() if viewer.speaks_for(n, one.agency)),
        offices=frozenset(viewer.offices),
        enters=agencies_with(Right.EDIT, viewer.roles) | works | frozenset(viewer.offices.values()),
        validate=agencies_with(Right.VALIDATE, viewer.roles),
        decide=agencies_with(Right.DECIDE, viewer.roles),
        confirm=agencies_with(Right.CONFIRM_TARGETS, viewer.roles),
    )


def governments() -> list[Agency]:
    """Every government of the province, the provincial one first, then by name. Which there are is public."""
    return sorted(Agency.objects.all(), key=lambda a: (a.kind != "province", a.short_name))


def get_government(code: str) -> Agency:
    """One government by its code; what may be seen of it is decided by what is asked of it. `NotFound` when absent."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise NotFound("there is no such agency here")
    return found


def get_own_government(code: str, *, user: Viewer) -> Agency:
    """A government whose exact figures are the user's to see. Absent and another's are the same `NotFound`."""
    if not user.owns(code):
        raise NotFound("there is no such agency here")
    return get_government(code)
