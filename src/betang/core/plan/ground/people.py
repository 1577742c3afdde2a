"""People in service by place, and who may sit in which programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from betang.core.arrays import Numbers
from betang.core.engine import fetched
from betang.core.gap.ground import away

if TYPE_CHECKING:
    import pyarrow as pa

    from betang.core.engine import Tables
    from betang.core.params import Parameters
    from betang.core.plan.ground.supply import Supply


@dataclass(frozen=True, slots=True)
class Persons:
    """People in service, in order of their id.

    `agency` and `unit` by place (units in order of agency and code); `may_sit`: people x programmes, true for who may
    take a seat there.
    """

    ids: tuple[Any, ...]
    agency: Numbers
    unit: Numbers
    may_sit: Numbers


@dataclass(frozen=True, slots=True)
class Seats:
    """Who may take which seat, in order of person and programme. `measured`: a known pair gains there."""

    person: Numbers
    program: Numbers
    obliged: Numbers
    measured: Numbers


def persons_of(tables: Tables, supply: Supply, *, as_of: date, params: Parameters) -> Persons:
    """Everybody in service on `as_of`, and where they may sit."""
    serving = tables["people"].filter(~away(tables["people"], params))
    rows = fetched(
        serving.join(tables["jobs"].select("job", "tier"), "job")
        .select("person", "agency", "unit", "tier", "status", "legal_position", "retires_on")
        .order_by("person")
    )
    places = {code: place for place, code in enumerate(supply.agencies)}
    units = {key: place for place, key in enumerate(unit_keys(tables))}
    agencies = rows["agency"].to_pylist()
    kinds, kind = _kinds(rows)
    may = _eligible(tables, supply, kinds)[:, kind].T & _stays(rows, as_of, params)[:, None]
    return Persons(
        tuple(rows["person"].to_pylist()),
        np.array([places[code] for code in agencies], dtype=np.int64),
        np.array([units[key] for key in zip(agencies, rows["unit"].to_pylist(), strict=True)], dtype=np.int64),
        may,
    )


def unit_keys(tables: Tables) -> list[tuple[str, str]]:
    """(agency, unit) of every unit, in order: a unit's place is its place here."""
    rows = fetched(tables["units"].select("agency", "unit"))
    return sorted(zip(rows["agency"].to_pylist(), rows["unit"].to_pylist(), strict=True))


def _stays(rows: pa.Table, as_of: date, params: Parameters) -> Numbers:
    """Who takes a seat at all: not on study assignment, and in service after the last day of this year."""
    last = date(as_of.year, 12, 31)
    studying = {*params.study_positions, *(code.lstrip("0") for code in params.study_positions)}
    both = zip(rows["legal_position"].to_pylist(), rows["retires_on"].to_pylist(), strict=True)
    return np.array(
        [position not in studying and (retires is None or retires > last) for position, retires in both], dtype=bool
    )


def _kinds(rows: pa.Table) -> tuple[list[tuple[str, str]], Numbers]:
    """The (tier, status) there are, and which of them each person is."""
    both = list(zip(rows["tier"].to_pylist(), rows["status"].to_pylist(), strict=True))
    kinds = sorted(set(both))
    place = {kind: number for number, kind in enumerate(kinds)}
    return kinds, np.array([place[kind] for kind in both], dtype=np.int64)


def _eligible(tables: Tables, supply: Supply, kinds: list[tuple[str, str]]) -> Numbers:
    """Programmes x kinds of people: true where one row of eligibility matches, or where there is none."""
    rules: dict[str, list[tuple[str | None, str | None]]] = {}
    for row in fetched(tables["eligibility"]).to_pylist():
        rules.setdefault(row["program"], []).append((row["tier"], row["status"]))
    may = np.ones((len(supply.programs), len(kinds)), dtype=bool)
    for place, program in enumerate(supply.programs):
        if program in rules:
            may[place] = [
                any(tier in (None, own_tier) and status in (None, own_status) for tier, status in rules[program])
                for own_tier, own_status in kinds
            ]
    return may
