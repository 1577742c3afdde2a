"""Reads of who is who, and what every room asks of an agency. Absent and forbidden get the same answer: `NotFound`."""

from __future__ import annotations

from betang.agencies.queries.members import (
    Kept,
    NotFound,
    agencies_of,
    database_key,
    get_agency,
    get_member,
    governments_kept,
    has_role,
    members_of,
    memberships,
    names_of,
    revisions,
    roles_in,
    roles_of,
    visible_agencies,
)

__all__ = [
    "Kept",
    "NotFound",
    "agencies_of",
    "database_key",
    "get_agency",
    "get_member",
    "governments_kept",
    "has_role",
    "members_of",
    "memberships",
    "names_of",
    "revisions",
    "roles_in",
    "roles_of",
    "visible_agencies",
]
