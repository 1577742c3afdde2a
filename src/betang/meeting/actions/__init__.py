"""Everything that writes for this room."""

from __future__ import annotations

from betang.meeting.actions.attendance import attend, stay_away
from betang.meeting.actions.items import NewItem, Outcome, add_items, change_item, place_item, remove_item, say
from betang.meeting.actions.meetings import (
    Terms,
    change_meeting,
    close_meeting,
    move_on,
    open_meeting,
    prepare_meeting,
    reopen_meeting,
)
from betang.meeting.actions.sample import make_demo_meeting

__all__ = [
    "NewItem",
    "Outcome",
    "Terms",
    "add_items",
    "attend",
    "change_item",
    "change_meeting",
    "close_meeting",
    "make_demo_meeting",
    "move_on",
    "open_meeting",
    "place_item",
    "prepare_meeting",
    "remove_item",
    "reopen_meeting",
    "say",
    "stay_away",
]
