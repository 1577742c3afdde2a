"""The tables of this room, as the dictionary has them."""

from __future__ import annotations

from betang.agencies.frames import Frame
from betang.targets.models import Target, TargetLink

FRAMES = (
    Frame("targets", Target, fields={"target": "code"}),
    Frame("target_links", TargetLink),
)
