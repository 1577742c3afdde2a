"""The kinds of office files this room takes in, and how their rows come beside what is there."""

from __future__ import annotations

from betang.core.office.kinds.people import PEOPLE
from betang.core.office.kinds.performance import PERFORMANCE
from betang.core.office.kinds.units import JOBS, UNITS
from betang.intake.registry import Merge, Room
from betang.people import frames
from betang.people.actions import tables
from betang.people.actions.arrival import put_findings_back, take_findings
from betang.people.reach import enters_for

ROOM = Room(
    tables=tables,
    kinds=(UNITS, JOBS, PEOPLE, PERFORMANCE),
    known={"units": frames.know_units, "jobs": frames.know_jobs, "people": frames.know_people},
    merges={
        "units": Merge(missing=True),
        # The list of jobs is everybody's: a file fills what is empty and renames nothing.
        "jobs": Merge(keeps="true"),
        "people": Merge(missing=True),
    },
    identify=tables.recognise,
    whose=frames.whose_people,
    named=frames.people_named,
    limits=enters_for,
    arrived=lambda staging, agency, extras, batch: take_findings(
        staging=staging, agency=agency, extras=extras, batch=batch, by=None
    ),
    undone=lambda staging, batch: put_findings_back(staging=staging, batch=batch, by=None),
)
