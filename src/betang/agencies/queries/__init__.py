"""Reads of who is who, and what every room asks of an agency. Absent and forbidden get the same answer: `NotFound`."""

from __future__ import annotations

from betang.agencies.queries.members import (
    Kept,
    NotFound,
    database_key,
    get_member,
    governments_kept,
    members_of,
    memberships,
    names_of,
    revisions,
    roles_everywhere,
    roles_in,
    roles_of,
)

__all__ = [
    "Kept",
    "NotFound",
    "database_key",
    "get_member",
    "governments_kept",
    "members_of",
    "memberships",
    "names_of",
    "revisions",
    "roles_everywhere",
    "roles_in",
    "roles_of",
]
