"""The people whom a user may see one by one: of their unit, those who report to them, themselves, those of a grant."""

from __future__ import annotations

from datetime import date

from django.db import connection

from betang.agencies.rights import Reach, Right, roles_with
from betang.agencies.viewers import Reached, Viewer, may_reach

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
