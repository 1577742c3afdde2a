"""What the room keeps."""

from __future__ import annotations

from betang.meeting.models.alignment import TitleAlias, TitleGroup
from betang.meeting.models.meetings import (
    AgendaItem,
    Attendance,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Pulse,
    Stance,
    Voice,
    Way,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "ItemKind",
    "ItemState",
    "Meeting",
    "MeetingState",
    "Pulse",
    "Stance",
    "TitleAlias",
    "TitleGroup",
    "Voice",
    "Way",
]
