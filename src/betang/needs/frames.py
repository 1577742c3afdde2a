"""The tables of this room as the dictionary has them, and all tables of the house as the map reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from betang.agencies import arrow
from betang.agencies.frames import FRAMES as AGENCY_FRAMES
from betang.agencies.frames import Frame, select
from betang.core.engine import open_duckdb, take_in
from betang.needs.models import Need, Proposal
from betang.needs.rules import GIVEN_UP, READ_BY_MAP
from betang.people.frames import FRAMES as PEOPLE_FRAMES
from betang.programs.frames import FRAMES as PROGRAM_FRAMES
from betang.standards.frames import FRAMES as STANDARD_FRAMES
from betang.targets.frames import FRAMES as TARGET_FRAMES

if TYPE_CHECKING:
    import ibis

_COUNTS = "t.state NOT IN ({})".format(", ".join(f"'{state}'" for state in sorted(GIVEN_UP)))
FRAMES = (
    Frame("needs", Need, fields={"need": "code"}, counts=_COUNTS),
    Frame("proposals", Proposal, counts=_COUNTS),
)

EVERY_FRAME = (*AGENCY_FRAMES, *PEOPLE_FRAMES, *STANDARD_FRAMES, *TARGET_FRAMES, *PROGRAM_FRAMES, *FRAMES)
"""Every table of the dictionary, in an order in which references point back."""


def map_tables() -> Mapping[str, ibis.Table]:
    """The tables the map reads, on an engine of their own, typed as the dictionary says; `person` is our id.

    Columns the map does not read are empty. Call it inside `snapshot()`, so that all tables show one state.
    """
    engine = open_duckdb()
    tables = {}
    for frame in EVERY_FRAME:
        columns = READ_BY_MAP.get(frame.name)
        if columns is None:
            continue
        types = frame.arrow_types_with_numbers
        with arrow.read(select(frame, only=columns), types) as reader:
            tables[frame.name] = take_in(engine, frame.name, reader)
    return tables
