"""Everything that writes for this room: needs and proposals come by load, runs of the map by asking."""

from __future__ import annotations

from betang.agencies.actions import RoomTables
from betang.needs.actions.runs import TASK, Requested, publish_map, request_map, run_map, sweep_runs, work_map
from betang.needs.frames import FRAMES

tables = RoomTables(FRAMES)

__all__ = ["TASK", "Requested", "publish_map", "request_map", "run_map", "sweep_runs", "tables", "work_map"]
