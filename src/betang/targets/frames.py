"""The tables of this room, as the dictionary has them, and what a reader of office files has to know of them."""

from __future__ import annotations

from betang.agencies.frames import Frame
from betang.core.office.desk import Known
from betang.targets.models import Target, TargetLink

FRAMES = (
    Frame("targets", Target, fields={"target": "code"}),
    Frame("target_links", TargetLink),
)


def know_targets(known: Known, agency: str | None) -> None:
    """The targets of the agency."""
    for code, indicator, parent in Target.objects.filter(agency=agency).values_list("code", "indicator", "parent_id"):
        known["targets"].add(code, indicator, parent=parent)
