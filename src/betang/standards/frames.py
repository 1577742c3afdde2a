"""The tables of this room, as the dictionary has them."""

from __future__ import annotations

from betang.agencies.frames import Frame
from betang.standards.models import Assessment, Competency, Standard

FRAMES = (
    Frame("competencies", Competency, fields={"competency": "code"}),
    Frame("standards", Standard),
    Frame("assessments", Assessment),
)
