"""The tables of this room, as the dictionary has them."""

from __future__ import annotations

from betang.agencies.frames import Frame
from betang.people.models import Job, Performance, Person, Unit

FRAMES = (
    Frame("units", Unit, fields={"unit": "code"}, own_id=True),
    Frame("jobs", Job, fields={"job": "code"}),
    Frame("people", Person, fields={"person": "id"}, own_id=True),
    Frame("performance", Performance),
)
