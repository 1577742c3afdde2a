"""The kinds of office files this room takes in, and how their rows come beside what is there."""

from __future__ import annotations

from betang.core.office.kinds.targets import TARGETS
from betang.intake.registry import Merge, Room
from betang.targets import frames
from betang.targets.actions import tables

_UNNAMED_WITH_A_SENTENCE = """t.contribution IS NOT NULL AND NOT EXISTS (
    SELECT FROM new_target_links same WHERE same.target_id = t.target_id AND same.competency_id = t.competency_id
    AND same.unit_id IS NOT DISTINCT FROM t.unit_id)"""
"""Links with a sentence that the file does not name stay; of those it names, what it says is new."""

ROOM = Room(
    tables=tables,
    kinds=(TARGETS,),
    known={"targets": frames.know_targets},
    merges={
        "targets": Merge(missing=True),
        # A file that speaks of a target says everything it leans on, but for what somebody wrote a sentence for.
        "target_links": Merge(whole_by=("target_id",), keeps=_UNNAMED_WITH_A_SENTENCE),
    },
)
