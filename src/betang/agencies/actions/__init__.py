"""Everything that writes for this room; `audit` and `staging` also serve the rooms that come after it."""

from __future__ import annotations

from betang.agencies.actions import audit
from betang.agencies.actions.boundaries import replace_boundaries
from betang.agencies.actions.grants import Terms, check_grant, open_grant, withdraw_grant
from betang.agencies.actions.invitations import (
    INVITATION_TASK,
    Asked,
    accept,
    accept_with_new_account,
    invite,
    invite_again,
    send_invitation,
    withdraw_invitation,
)
from betang.agencies.actions.members import (
    DEMO_ACCOUNTS,
    Place,
    add_member,
    create_user,
    dismiss_member,
    end_member,
    make_demo_accounts,
    rename_agency,
)
from betang.agencies.actions.register import tables
from betang.agencies.actions.staging import Change, Found, RoomTables, Staging

__all__ = [
    "DEMO_ACCOUNTS",
    "INVITATION_TASK",
    "Asked",
    "Change",
    "Found",
    "Place",
    "RoomTables",
    "Staging",
    "Terms",
    "accept",
    "accept_with_new_account",
    "add_member",
    "audit",
    "check_grant",
    "create_user",
    "dismiss_member",
    "end_member",
    "invite",
    "invite_again",
    "make_demo_accounts",
    "open_grant",
    "rename_agency",
    "replace_boundaries",
    "send_invitation",
    "tables",
    "withdraw_grant",
    "withdraw_invitation",
]
