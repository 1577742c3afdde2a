"""Everything that writes for this room: needs and proposals come by load, runs of the map by asking."""

from __future__ import annotations

from betang.agencies.actions import RoomTables
from betang.needs.actions.flow import Moved, Said, change_item, move, submit_office
from betang.needs.actions.naming import name_program
from betang.needs.actions.papers import Paper, record_paper
from betang.needs.actions.runs import TASK, Requested, publish_map, request_map, run_map, sweep_runs, work_map
from betang.needs.actions.years import close_year, open_year, remind, set_deadline
from betang.needs.frames import FRAMES

tables = RoomTables(FRAMES)

__all__ = [
    "TASK",
    "Moved",
    "Paper",
    "Requested",
    "Said",
    "change_item",
    "close_year",
    "move",
    "name_program",
    "open_year",
    "publish_map",
    "record_paper",
    "remind",
    "request_map",
    "run_map",
    "set_deadline",
    "submit_office",
    "sweep_runs",
    "tables",
    "work_map",
]
