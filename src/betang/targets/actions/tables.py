"""The tables of this room as loads and files bring them."""

from __future__ import annotations

from betang.agencies.actions import RoomTables
from betang.targets.frames import FRAMES

tables = RoomTables(FRAMES)
