"""Everything that writes for this room."""

from __future__ import annotations

from betang.intake.actions.check import check
from betang.intake.actions.commit import MEANWHILE, commit, work_commit
from betang.intake.actions.decide import check_again, confirm_alias, discard, drop_alias, explain, forget_column
from betang.intake.actions.receive import receive
from betang.intake.actions.sweep import sweep_batches
from betang.intake.actions.undo import undo

__all__ = [
    "MEANWHILE",
    "check",
    "check_again",
    "commit",
    "confirm_alias",
    "discard",
    "drop_alias",
    "explain",
    "forget_column",
    "receive",
    "sweep_batches",
    "undo",
    "work_commit",
]
