"""Reads of who is who, and what every room asks of an agency. Absent and forbidden get the same answer: `NotFound`."""

from __future__ import annotations

from betang.agencies.queries.members import (
    NotFound,
    agencies_of,
    database_key,
    get_agency,
    has_role,
    memberships,
    revisions,
    roles_in,
    visible_agencies,
)

__all__ = [
    "NotFound",
    "agencies_of",
    "database_key",
    "get_agency",
    "has_role",
    "memberships",
    "revisions",
    "roles_in",
    "visible_agencies",
]
