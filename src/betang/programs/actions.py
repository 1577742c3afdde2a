"""Everything that writes for this room."""

from __future__ import annotations

from betang.agencies.actions import RoomTables
from betang.programs.frames import FRAMES

tables = RoomTables(FRAMES)
