"""The kinds of office files this room takes in, and how their rows come beside what is there."""

from __future__ import annotations

from betang.core.office.kinds.assessments import ASSESSMENTS, CERTIFICATES
from betang.core.office.kinds.standards import COMPETENCIES, STANDARDS
from betang.intake.registry import Merge, Room
from betang.standards import frames
from betang.standards.actions import tables

ROOM = Room(
    tables=tables,
    kinds=(COMPETENCIES, STANDARDS, ASSESSMENTS, CERTIFICATES),
    known={"competencies": frames.know_competencies},
    merges={"assessments": Merge(alike=("person_id", "competency_id", "assessed_on", "source"))},
)
