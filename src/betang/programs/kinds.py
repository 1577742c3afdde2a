"""The kinds of office files this room takes in, and how their rows come beside what is there."""

from __future__ import annotations

from typing import Final

from betang.core.office.kinds.catalogue import PROGRAMS
from betang.core.office.kinds.learning import OBLIGATIONS, TRAINING_HISTORY
from betang.core.office.kinds.money import BUDGETS, TRAVEL
from betang.intake.registry import Merge, Room
from betang.programs import frames
from betang.programs.actions import tables

_HOSTED_BY_OTHERS: Final = (
    "EXISTS (SELECT FROM programs_host h WHERE h.program_id = t.{column} AND h.host_id IS DISTINCT FROM {agency})"
)
"""A programme that another government hosts as well is not the sender's alone to change."""

ROOM = Room(
    tables=tables,
    kinds=(PROGRAMS, BUDGETS, TRAVEL, OBLIGATIONS, TRAINING_HISTORY),
    known={"programs": frames.know_programs},
    merges={
        "programs": Merge(keeps=_HOSTED_BY_OTHERS.replace("{column}", "code")),
        "outcomes": Merge(keeps=_HOSTED_BY_OTHERS.replace("{column}", "program_id"), whole_by=("program_id",)),
        "eligibility": Merge(keeps=_HOSTED_BY_OTHERS.replace("{column}", "program_id"), whole_by=("program_id",)),
        "budgets": Merge(whole_by=("agency_id",)),
        "training_history": Merge(alike=("person_id", "kind", "title", "start")),
    },
)
