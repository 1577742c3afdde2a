"""The tables of this room, as the dictionary has them."""

from __future__ import annotations

from betang.agencies.frames import Frame
from betang.programs.models import Budget, Eligibility, Host, Obligation, Outcome, Program, Training, Travel

FRAMES = (
    Frame("programs", Program, fields={"program": "code"}),
    Frame("outcomes", Outcome),
    Frame("eligibility", Eligibility),
    Frame("hosts", Host),
    Frame("budgets", Budget),
    Frame("travel", Travel),
    Frame("training_history", Training),
    Frame("obligations", Obligation),
)
