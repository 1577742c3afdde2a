"""What this room brings to the files that come in: no kind of its own, but names that were agreed on."""

from __future__ import annotations

from betang.agencies.actions import RoomTables
from betang.intake.registry import Room
from betang.meeting import frames

ROOM = Room(tables=RoomTables(frames=()), known={"programs": frames.know_titles})
