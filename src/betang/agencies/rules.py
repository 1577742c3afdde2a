"""What a membership allows. A right is read from roles held today in an agency, never from the user alone."""

from __future__ import annotations

from collections.abc import Collection

SEES_NAMES = frozenset({"coordinator", "planner", "officer", "auditor"})
"""Roles whose work needs the names behind a figure of their own agency."""

SEES_PEOPLE = SEES_NAMES | {"leader", "pyb", "ppk"}
"""Roles that may open a figure of their own agency down to the single post; those not above see no names."""


def can_see_people(roles: Collection[str]) -> bool:
    """Whether one of `roles` held in an agency opens its person-level rows."""
    return not SEES_PEOPLE.isdisjoint(roles)


def can_see_names(roles: Collection[str]) -> bool:
    """Whether one of `roles` held in an agency shows names and NIP of its people."""
    return not SEES_NAMES.isdisjoint(roles)
