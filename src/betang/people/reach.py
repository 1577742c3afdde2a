"""The people whom a user may see one by one: of their unit, those who report to them, themselves, those of a grant.

And the units whose data they enter. `whole_viewer` is the user with everything the pages know of them.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

from betang.agencies.models import User
from betang.agencies.rights import Reach, Right, roles_with
from betang.agencies.viewers import (
    Reached,
    Viewer,
    may_reach,
    viewer,
    with_offices,
    with_reach,
    with_work_for_others,
)
from betang.people.models import Unit

_WAYS = (Reach.SELF, Reach.REPORTS, Reach.UNIT, Reach.AGENCY)
"""As `people_reach` (migration 0003) takes them; a grant is for whoever sees every name in the agency that has it."""


def reached_by(viewer: Viewer, on: date) -> list[Reached]:
    """Every way to a single person that is open to the viewer on the day."""
    if not may_reach(viewer):
        return []
    roles = [[str(role) for role in roles_with(Right.NAMES, way)] for way in _WAYS]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_reach(%s, %s, %s, %s, %s, %s)", [viewer.user.pk, on, *roles])
        return [Reached(*row) for row in cursor.fetchall()]


def offices_of(viewer: Viewer, on: date) -> dict[int, str]:
    """The units whose data the viewer enters on the day, with the agency of each."""
    roles = frozenset(roles_with(Right.EDIT, Reach.UNIT))
    if all(roles.isdisjoint(held) for held in viewer.roles.values()):
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_offices(%s, %s, %s)", [viewer.user.pk, on, [str(role) for role in roles]])
        return dict(cursor.fetchall())


def whole_viewer(user: User, *, on: date) -> Viewer:
    """The user as pages know them: roles, single people they reach, offices they enter data for, work for others."""
    found = with_work_for_others(viewer(user, on=on), on)
    return with_offices(with_reach(found, reached_by(found, on)), offices_of(found, on))


def enters_for(user: User, agency: str, on: date) -> frozenset[str] | None:
    """The units (codes) of the agency whose data the user enters on the day; None: all of it."""
    found = with_work_for_others(viewer(user, on=on), on)
    if found.has(Right.EDIT, agency):
        return None
    own = [unit for unit, of in offices_of(found, on).items() if of == agency]
    return frozenset(Unit.objects.filter(pk__in=own, agency=agency).values_list("code", flat=True))
