"""Needs agreed between people and their superiors, needs of whole units, and what offices proposed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from betang.core.sample.aims.programs import BASIC
from betang.core.sample.calendar import REFERENCE
from betang.core.sample.draws import FULL, Draws, Stream, lookup
from betang.core.sample.facts import facts
from betang.core.sample.government.competencies import CODES
from betang.core.sample.government.standards import required
from betang.core.sample.persons.people import POSITIONS, Stretch, coded, dates
from betang.core.sample.persons.register import CPNS, Register
from betang.core.tables import NEED_BASES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from betang.core.sample.government.layout import Layout

Row = tuple[object, ...]

DIALOGUE_DAYS = 200  # agreed within so many days before the reference day
_BASIS_SHARES = {0: 72, 1: 14, 2: 9, 4: 5}  # places in NEED_BASES
_ACTIVE = ("01", "71")
STRATEGIC = (("STUNTING", "1020"), ("KARHUTLA", "1051"), ("LITERASI", "1010"))
"""Programmes a government's own plans ask for, and the office that needs them."""

PER_STRATEGIC = 150  # one place in such a programme for so many people of the government
DECIDED = date(2026, 9, 15)
PROPOSING = 20  # people an office has before it proposes
PER_PROPOSAL = 12  # one proposal for so many people of an office ...
MOST_PROPOSALS = 3  # ... and not more than these
NAMED = 3  # one proposal in so many names people
MOST_NAMED = 4


def person_needs_table(layout: Layout, register: Register, seed: int, of: Stretch) -> pa.Table:
    """Rows of `needs` for single people: one competency their post requires."""
    part = of.part
    fields = Draws(seed, Stream.NEEDS, 4).fields(part.start, len(of.persons))
    share = np.array([government.dialogue for government in layout.governments])
    bound = np.round(share * FULL)[layout.agency[register.unit[part]]]
    active = np.isin(of.position, [POSITIONS.index(code) for code in _ACTIVE])
    who = np.flatnonzero((fields[:, 0] < bound) & active)
    job, unit = register.job[part][who], register.unit[part][who]
    slots = (required().competency >= 0).sum(axis=1)
    competency = required().competency[job, fields[who, 1] % slots[job]]
    agencies = pa.array([government.agency for government in layout.governments]).take(pa.array(layout.agency[unit]))
    codes = pa.array(CODES)
    persons = pa.array(of.persons[who])
    nothing = pa.nulls(len(who), pa.string())
    return pa.table(
        {
            "need": pc.binary_join_element_wise(
                agencies, pc.cast(persons, pa.string()), codes.take(pa.array(competency)), "-"
            ),
            "agency": agencies,
            "unit": coded(layout.code[unit], pa.array(layout.codes)).cast(pa.string()),
            "person": persons,
            "competency": codes.take(pa.array(competency)),
            "program": nothing,
            "people": pa.nulls(len(who), pa.int32()),
            "basis": pa.array(NEED_BASES).take(pa.array(lookup(_BASIS_SHARES)[fields[who, 2]])),
            "agreed_on": dates(REFERENCE - (fields[who, 3] % DIALOGUE_DAYS).astype(np.int32)),
        }
    )


def unit_need_rows(layout: Layout, register: Register) -> list[Row]:
    """Rows of `needs` for a programme and a number of people: candidates by law, others from the government's plans."""
    candidates = np.bincount(
        layout.agency[register.unit[register.status == CPNS]], minlength=len(layout.governments)
    ).tolist()
    rows: list[Row] = []
    for number, (government, people) in enumerate(
        zip(layout.governments, layout.agency_people().tolist(), strict=True)
    ):
        if government.dialogue == 0:
            continue
        codes = {layout.unit_code(unit) for unit in layout.units_of(number)}
        wanted = [(BASIC, "", candidates[number], "law")]
        wanted += [
            (program, unit, people // PER_STRATEGIC, "strategic") for program, unit in STRATEGIC if unit in codes
        ]
        rows += [
            (
                f"{government.agency}-{program}",
                government.agency,
                unit or None,
                None,
                None,
                program,
                count,
                basis,
                DECIDED,
            )
            for program, unit, count, basis in wanted
            if count
        ]
    return rows


def proposal_rows(layout: Layout, seed: int) -> list[Row]:
    """Rows of `proposals`: what offices asked for, in their own words."""
    tops = np.flatnonzero(layout.parent < 0)
    sizes = _office_people(layout, tops)
    fields = Draws(seed, Stream.PROPOSALS, 12).fields(0, len(tops))
    rows: list[Row] = []
    for unit, people, draw in zip(tops.tolist(), sizes.tolist(), fields, strict=True):
        if people < PROPOSING or layout.governments[layout.agency[unit]].dialogue == 0:
            continue
        offered = [fact for fact in facts("proposals") if fact["for"] in {"", layout.unit_code(unit)}]
        count = min(MOST_PROPOSALS, people // PER_PROPOSAL, len(offered))
        start = int(draw[0])
        for place in range(count):
            fact = offered[(start + place * 7) % len(offered)]
            rows.append(_proposal(layout, unit, people, fact, int(draw[1 + place])))
    return rows


def _office_people(layout: Layout, tops: NDArray[np.int64]) -> NDArray[np.int64]:
    """People of each office with all its parts: units are in order of code, so an office's parts follow it."""
    ends = np.append(tops[1:], len(layout.people))
    return np.add.reduceat(layout.people, tops) if len(tops) else ends


def _proposal(layout: Layout, unit: int, people: int, fact: dict[str, str], draw: int) -> Row:
    wanted = 2 + draw % max(1, min(people // 3, 35))
    named = draw % NAMED == 0
    first = int(layout.first[unit])
    chosen = sorted({first + 1 + (draw * step) % people for step in range(1, min(MOST_NAMED, wanted) + 1)})
    persons = ";".join(map(str, chosen)) if named else None
    known = None if draw % 7 == 0 and not named else len(chosen) if named else wanted
    agency = layout.governments[layout.agency[unit]].agency
    return (agency, layout.unit_code(unit), fact["title"], fact["program"] or None, fact["match"], known, persons)
