"""Who needs what, and what a seat would give them.

    pairs    a person in service and a competency: short and not trained since, or agreed on without a measurement
    taught   a pair and a programme that would close some of it, whoever may sit there
    gains    the same, for people who may sit there
    seats    a person and a programme: some gain there, or an obligation
    heads    head-count needs: so many people, nobody by name

Everything is an array by place, in the order of the codes, so that the order of rows in a file changes nothing. The
rules are those of docs/algorithms/plan.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from betang.core.arrays import Numbers
from betang.core.engine import fetched
from betang.core.errors import Problem
from betang.core.gap.mapping import person_gaps
from betang.core.plan.ground.heads import Heads, heads_of
from betang.core.plan.ground.people import Persons, Seats, persons_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from betang.core.engine import Tables
    from betang.core.params import Parameters
    from betang.core.plan.ground.supply import Supply

_PAIR_COLUMNS = ("person", "competency", "required", "held", "assumed", "shortfall", "importance", "target_weight")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Open pairs in order of competency and person; `levels` short (an assumed pair: as the parameters say)."""

    person: Numbers
    competency: Numbers
    required: Numbers
    held: Numbers  # -1 where assumed
    assumed: Numbers
    levels: Numbers
    weight: Numbers


@dataclass(frozen=True, slots=True)
class Taught:
    """Pairs and the programmes that would close some of them; `value` is importance x target weight x levels."""

    pair: Numbers
    program: Numbers
    value: Numbers


@dataclass(frozen=True, slots=True)
class Demand:
    """What people need and may take; `gains` name their seat by `gain_seat`. `barred`: obligations of people who may
    not sit in the programme, as (person, programme).
    """

    persons: Persons
    competencies: tuple[str, ...]
    pairs: Pairs
    taught: Taught
    gains: Taught
    gain_seat: Numbers
    seats: Seats
    heads: Heads
    barred: tuple[tuple[int, int], ...]

    @property
    def seat_agency(self) -> Numbers:
        """The government of whoever would sit there."""
        agency: Numbers = self.persons.agency[self.seats.person]
        return agency


def asked(
    tables: Tables, supply: Supply, *, as_of: date, params: Parameters, measured_only: bool
) -> tuple[Demand, tuple[Problem, ...]]:
    """The demand of `tables` on the day `as_of`, and warnings: obligations of people who may not sit there.

    With `measured_only` what was only agreed on (assumed pairs, head-count needs) asks for nothing.
    """
    persons = persons_of(tables, supply, as_of=as_of, params=params)
    place = {person: number for number, person in enumerate(persons.ids)}
    competencies = tuple(sorted(fetched(tables["competencies"].select("competency"))["competency"].to_pylist()))
    pairs = _pairs(tables, place, competencies, as_of=as_of, params=params, measured_only=measured_only)
    taught = _taught(tables, supply, competencies, pairs)
    fits = persons.may_sit[pairs.person[taught.pair], taught.program]
    gains = Taught(taught.pair[fits], taught.program[fits], taught.value[fits])
    obliged, barred, warnings = _obligations(tables, supply, place, persons)
    seats, gain_seat = _seats(pairs, gains, obliged, len(supply.programs))
    heads = heads_of(
        tables,
        supply,
        persons,
        _without_gain(persons, pairs, gains),
        seats,
        gain_seat,
        as_of=as_of,
        wanted=not measured_only,
    )
    return Demand(persons, competencies, pairs, taught, gains, gain_seat, seats, heads, barred), warnings


def _pairs(
    tables: Tables,
    place: Mapping[Any, int],
    competencies: tuple[str, ...],
    *,
    as_of: date,
    params: Parameters,
    measured_only: bool,
) -> Pairs:
    parts = [_open(part, measured_only=measured_only) for part in person_gaps(tables, as_of=as_of, params=params)]
    rows = pa.concat_tables(parts)
    person = np.array([place[one] for one in rows["person"].to_pylist()], dtype=np.int64)
    codes = {code: number for number, code in enumerate(competencies)}
    competency = np.array([codes[one] for one in rows["competency"].to_pylist()], dtype=np.int64)
    order = np.lexsort((person, competency))
    assumed = _numbers(rows, "assumed", bool)
    levels = np.where(assumed, params.assumed_shortfall, _numbers(rows, "shortfall", np.int64))
    weight = _numbers(rows, "importance", np.float64) * _numbers(rows, "target_weight", np.float64)
    return Pairs(
        person[order],
        competency[order],
        _numbers(rows, "required", np.int64)[order],
        np.where(assumed, -1, _numbers(rows, "held", np.int64))[order],
        assumed[order],
        levels[order],
        weight[order],
    )


def _open(part: pa.Table, *, measured_only: bool) -> pa.Table:
    """The rows that are short and not trained since, or assumed."""
    short = pc.and_(pc.fill_null(pc.greater(part["shortfall"], 0), False), pc.invert(part["trained"]))
    wanted = short if measured_only else pc.or_(short, part["assumed"])
    return part.filter(wanted).select(_PAIR_COLUMNS)


def _numbers(rows: pa.Table, name: str, kind: Any) -> Numbers:
    """A column as an array; unknowns become 0 and are looked at only where they are known."""
    return np.array([value or 0 for value in rows[name].to_pylist()], dtype=kind)


def _taught(tables: Tables, supply: Supply, competencies: tuple[str, ...], pairs: Pairs) -> Taught:
    """Every pair with every programme that would close some of it, in order of programme, competency, person."""
    rows = fetched(tables["outcomes"].select("program", "competency", "from_level", "to_level")).to_pylist()
    programs = {code: number for number, code in enumerate(supply.programs)}
    codes = {code: number for number, code in enumerate(competencies)}
    found: list[tuple[Numbers, Numbers, Numbers]] = []
    for row in sorted(rows, key=lambda row: (row["program"], row["competency"])):
        first, last = np.searchsorted(pairs.competency, [codes[row["competency"]], codes[row["competency"]] + 1])
        here = slice(first, last)
        closed = np.minimum(row["to_level"], pairs.required[here]) - pairs.held[here]
        levels = np.where(pairs.held[here] >= row["from_level"], np.maximum(closed, 0), 0)
        levels = np.where(pairs.assumed[here], pairs.levels[here], levels)
        value = pairs.weight[here] * levels
        some = np.flatnonzero(value > 0)  # what weighs nothing is no gain
        found.append((some + first, np.full(len(some), programs[row["program"]]), value[some]))
    if not found:
        return Taught(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    pair, program, value = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Taught(pair, program, value)


def _obligations(
    tables: Tables, supply: Supply, place: Mapping[Any, int], persons: Persons
) -> tuple[Numbers, tuple[tuple[int, int], ...], tuple[Problem, ...]]:
    """Obliged seats as person x programme keys, those that cannot be, and a warning for each of these."""
    programs = {code: number for number, code in enumerate(supply.programs)}
    obliged: list[int] = []
    barred: list[tuple[int, int]] = []
    warnings: list[Problem] = []
    rows = fetched(tables["obligations"].select("person", "program").order_by("person", "program"))
    for row in rows.to_pylist():
        person, program = place.get(row["person"]), programs[row["program"]]
        if person is not None and persons.may_sit[person, program]:
            obliged.append(person * len(programs) + program)
            continue
        message = "obliged, but may not sit in this programme: the obligation stays unmet"
        warnings.append(Problem("obligations", "", None, "program", row["program"], "not_eligible", message, "warning"))
        if person is not None:
            barred.append((person, program))
    return np.unique(np.array(obliged, dtype=np.int64)), tuple(barred), tuple(warnings)


def _seats(pairs: Pairs, gains: Taught, obliged: Numbers, programs: int) -> tuple[Seats, Numbers]:
    key = pairs.person[gains.pair] * programs + gains.program
    keys = np.union1d(key, obliged)
    gain_seat = np.searchsorted(keys, key)
    measured = np.zeros(len(keys), dtype=bool)
    measured[gain_seat[~pairs.assumed[gains.pair]]] = True
    return Seats(keys // programs, keys % programs, np.isin(keys, obliged), measured), gain_seat


def _without_gain(persons: Persons, pairs: Pairs, gains: Taught) -> Numbers:
    """People x programmes: may sit there and would gain nothing."""
    without = persons.may_sit.copy()
    without[pairs.person[gains.pair], gains.program] = False
    return without
