"""The kinds of office files this room takes in, and how their rows come beside what is there."""

from __future__ import annotations

from betang.core.office.kinds.targets import TARGETS
from betang.intake.registry import Merge, Room
from betang.targets import frames
from betang.targets.actions import tables

ROOM = Room(
    tables=tables,
    kinds=(TARGETS,),
    known={"targets": frames.know_targets},
    merges={
        "targets": Merge(missing=True),
        # A file that speaks of a target says everything it leans on.
        "target_links": Merge(whole_by=("target_id",)),
    },
)
