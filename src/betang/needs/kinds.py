"""The kinds of office files this room takes in, and how their rows come beside what is there."""

from __future__ import annotations

from typing import Final

from betang.agencies.frames import Frame
from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from betang.intake.registry import Beside, Merge, Room
from betang.needs.actions import tables
from betang.needs.actions.arrival import put_answers_back, take_answers
from betang.needs.actions.first_hour import count_again
from betang.needs.models import NotTraining
from betang.needs.queries.flow.answers import foresee_answers
from betang.needs.queries.flow.known import know_proposed, know_talks
from betang.needs.queries.flow.years import past_rows
from betang.needs.rules import OPEN_STATES

# The need of a person and competency that stands, whatever its code and why it was agreed (know_talks picks the same).
_STANDS: Final = (
    "(SELECT h.{column} FROM needs_need h WHERE h.agency_id = {agency} AND h.person_id = {person} "  # noqa: S608  (ours)
    f"AND h.competency_id = s.competency AND NOT {past_rows('h')} "
    "ORDER BY h.state = 'withdrawn', h.basis <> 'dialogue', h.code COLLATE \"C\" LIMIT 1)"
)
# A new key holds our number of the person: a NIP has no place in a key. The year is added where an earlier year has it.
_NEW: Final = (
    "concat_ws('-', {agency}, {person}::text, s.competency, (SELECT y.year::text "  # noqa: S608  (ours)
    "FROM needs_planningyear y "
    "WHERE y.closed_at IS NULL AND EXISTS (SELECT FROM needs_need o "
    f"WHERE o.code = concat_ws('-', {{agency}}, {{person}}::text, s.competency) AND {past_rows('o')})))"
)
_KEY: Final = (
    f"CASE WHEN s.person IS NULL THEN s.need ELSE coalesce("
    f"{_STANDS.format(column='code', agency='s.agency', person='p_person.id')}, "
    f"{_NEW.format(agency='s.agency', person='p_person.id')}) END"
)
_BASIS: Final = f"coalesce({_STANDS.format(column='basis', agency='s.agency', person='p_person.id')}, s.basis)"
_PERSONS: Final = (
    "(SELECT string_agg(i.id::text, ';' ORDER BY o.place) FROM unnest(string_to_array(s.persons, ';')) "
    "WITH ORDINALITY AS o(key, place) JOIN person_ids i ON i.key = o.key)"
)
_SENT: Final = "t.state NOT IN ({})".format(", ".join(f"'{state}'" for state in sorted(OPEN_STATES)))
"""What was sent to the personnel agency is no longer changed by a file; it has to be returned first."""
_SAID: Final = (
    "SELECT coalesce({stands}, {new}) AS code, s.learning, "
    "s.program AS learning_program_id, s.way, s.priority, s.superior "
    "FROM stage_learning s JOIN person_ids p ON p.key = s.person"
)
_LEARNING: Final = Beside(
    source="learning",
    columns=("learning", "learning_program_id", "way", "priority", "superior"),
    sql=_SAID.replace("{stands}", _STANDS.format(column="code", agency="{agency}", person="p.id")).replace(
        "{new}", _NEW.format(agency="{agency}", person="p.id")
    ),
)

ROOM = Room(
    tables=tables,
    kinds=(DIALOGUES, PROPOSALS),
    known={"talks": know_talks, "proposed": know_proposed},
    merges={
        # Whoever agrees on it again takes back what was withdrawn, though the day be the same.
        "needs": Merge(
            spelled={"code": _KEY, "basis": _BASIS}, frozen=_SENT, stirs="t.state = 'withdrawn'", beside=_LEARNING
        ),
        "proposals": Merge(
            spelled={"persons": _PERSONS},
            frozen=_SENT,
            alike=("agency_id", "unit_id", "title", "persons"),
            past=past_rows("t"),
        ),
    },
    further=(Frame("not_training", NotTraining),),
    foreseen=foresee_answers,
    arrived=lambda staging, agency, extras, batch: take_answers(
        staging=staging, agency=agency, extras=extras, batch=batch, by=None
    ),
    undone=lambda staging, batch: put_answers_back(staging=staging, batch=batch, by=None),
    settle=lambda agency, tables: count_again(agency=agency, tables=tables, by=None),
)
