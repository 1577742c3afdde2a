"""The tables of this room, as the dictionary has them, and what a reader of office files has to know of them."""

from __future__ import annotations

from collections import defaultdict

from betang.agencies.frames import Frame
from betang.core.office.desk import Known
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

_FIGURES = ("channel", "hours", "days", "onsite_days", "class_min", "class_max")


def know_programs(known: Known, agency: str | None) -> None:
    """The catalogue with its figures; `shared` True where another government than the sender hosts the programme."""
    hosts = defaultdict(set)
    for program, host in Host.objects.values_list("program_id", "host_id"):
        hosts[program].add(host)
    for code, name, *figures in Program.objects.values_list("code", "name", *_FIGURES).iterator():
        facts = dict(zip(_FIGURES, figures, strict=True))
        known["programs"].add(code, name, shared=bool(hosts[code] - {agency}), **facts)
