"""The tables of this room, as the dictionary has them, and what a reader of office files has to know of them."""

from __future__ import annotations

from betang.agencies.frames import Frame
from betang.core.office.desk import Known
from betang.standards.models import Assessment, Competency, Standard

FRAMES = (
    Frame("competencies", Competency, fields={"competency": "code"}),
    Frame("standards", Standard),
    Frame("assessments", Assessment),
)


def know_competencies(known: Known, agency: str | None) -> None:
    """The competency dictionary, which is everybody's."""
    del agency
    for code, name, kind in Competency.objects.values_list("code", "name", "kind").iterator():
        known["competencies"].add(code, name, kind=kind)
