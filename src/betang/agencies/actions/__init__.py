"""Everything that writes for this room; `audit` and `staging` also serve the rooms that come after it."""

from __future__ import annotations

from betang.agencies.actions import audit
from betang.agencies.actions.boundaries import replace_boundaries
from betang.agencies.actions.members import DEMO_ACCOUNTS, add_member, create_user, end_member, make_demo_accounts
from betang.agencies.actions.register import tables
from betang.agencies.actions.staging import Change, Found, RoomTables, Staging

__all__ = [
    "DEMO_ACCOUNTS",
    "Change",
    "Found",
    "RoomTables",
    "Staging",
    "add_member",
    "audit",
    "create_user",
    "end_member",
    "make_demo_accounts",
    "replace_boundaries",
    "tables",
]
