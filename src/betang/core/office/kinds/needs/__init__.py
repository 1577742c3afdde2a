"""Needs agreed in the dialogue of superior and subordinate, and proposals of trainings by offices."""

from __future__ import annotations

from betang.core.office.kinds.needs.dialogues import DIALOGUES
from betang.core.office.kinds.needs.proposals import PROPOSALS

__all__ = ["DIALOGUES", "PROPOSALS"]
