"""The kinds of office files this room takes in, and how their rows come beside what is there."""

from __future__ import annotations

from typing import Final

from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from betang.intake.registry import Merge, Room
from betang.needs.actions import tables
from betang.needs.actions.first_hour import count_again
from betang.needs.rules import OPEN_STATES

# A key holds our number of the person: a NIP has no place in a key.
_KEY: Final = (
    "CASE WHEN s.person IS NULL THEN s.need ELSE concat_ws('-', s.agency, p_person.id::text, s.competency) END"
)
_PERSONS: Final = (
    "(SELECT string_agg(i.id::text, ';' ORDER BY o.place) FROM unnest(string_to_array(s.persons, ';')) "
    "WITH ORDINALITY AS o(key, place) JOIN person_ids i ON i.key = o.key)"
)
_SENT: Final = "t.state NOT IN ({})".format(", ".join(f"'{state}'" for state in sorted(OPEN_STATES)))
"""What was sent to the personnel agency is no longer changed by a file; it has to be returned first."""

ROOM = Room(
    tables=tables,
    kinds=(DIALOGUES, PROPOSALS),
    merges={
        "needs": Merge(spelled={"code": _KEY}, keeps=_SENT),
        "proposals": Merge(
            spelled={"persons": _PERSONS}, keeps=_SENT, alike=("agency_id", "unit_id", "title", "persons")
        ),
    },
    settle=lambda agency, tables: count_again(agency=agency, tables=tables, by=None),
)
