"""Everything that writes for this room."""

from __future__ import annotations

from betang.people.actions.breach import draw_breach_report
from betang.people.actions.corrections import answer_correction, ask_correction
from betang.people.actions.grants import grant_people
from betang.people.actions.register import tables

__all__ = ["answer_correction", "ask_correction", "draw_breach_report", "grant_people", "tables"]
