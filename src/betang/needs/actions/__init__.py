"""Everything that writes for this room: needs and proposals come by load, runs of the map by asking."""

from __future__ import annotations

from betang.agencies.actions import RoomTables
from betang.needs.actions.demand import publish_demand
from betang.needs.actions.flow import Left, Moved, move, submit_office
from betang.needs.actions.naming import name_program
from betang.needs.actions.runs import TASK, Requested, publish_map, request_map, run_map, sweep_runs, work_map
from betang.needs.frames import FRAMES

tables = RoomTables(FRAMES)

__all__ = [
    "TASK",
    "Left",
    "Moved",
    "Requested",
    "move",
    "name_program",
    "publish_demand",
    "publish_map",
    "request_map",
    "run_map",
    "submit_office",
    "sweep_runs",
    "tables",
    "work_map",
]
