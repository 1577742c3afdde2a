"""What comes out of a plan: the tables of the data dictionary's second half (design, section 6)."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from betang.core.arrays import Numbers
from betang.core.plan.ground.demand import Demand, asked
from betang.core.plan.ground.supply import Supply, offered
from betang.core.plan.naming import Named
from betang.core.plan.search import Found, Mode, Search, Settings, Status
from betang.core.plan.unmet import unmet_needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from betang.core.engine import Tables
    from betang.core.errors import Problem
    from betang.core.params import Parameters
    from betang.core.plan.linear import Told

_SCHEMAS: Mapping[str, pa.Schema] = {
    "classes": pa.schema([("program", pa.string()), ("host", pa.string()), ("classes", pa.int64())]),
    "seats": pa.schema(
        [("program", pa.string()), ("host", pa.string()), ("origin", pa.string()), ("seats", pa.int64()),
         ("measured", pa.int64()), ("agreed", pa.int64()), ("obliged", pa.int64()), ("benefit", pa.float64())]
    ),
    "dues": pa.schema(
        [("payer", pa.string()), ("payee", pa.string()), ("program", pa.string()), ("seats", pa.int64()),
         ("amount", pa.int64())]
    ),
    "agencies": pa.schema(
        [("agency", pa.string()), ("benefit_alone", pa.float64()), ("benefit_shared", pa.float64()),
         ("seats_alone", pa.int64()), ("seats_shared", pa.int64()), ("spent", pa.int64()), ("budget", pa.int64())]
    ),
    "unmet": pa.schema(
        [("agency", pa.string()), ("competency", pa.string()), ("people", pa.int64()), ("levels", pa.int64()),
         ("reason", pa.string())]
    ),
}  # fmt: skip
OBLIGED, MEASURED, AGREED = "obliged", "measured", "agreed"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and its proof.

    - `status`: `proved` (the bound is within the gap), `stopped` or `failed`; `benefit` of the named people, `bound`
      that no plan exceeds, `gap` between them as a share of the bound, `seconds` it took.
    - tables as the command line writes them: `classes`, `seats`, `dues`, `agencies`, `unmet`.
    - `alone`: by agency what it has alone: benefit, obligations served, seats.
    - `assigned`: person (empty: one of a head-count need), agency, program, host, kind (`obliged`, `measured`,
      `agreed`), benefit (a gain is counted at one seat only).
    - `warnings`: worth reading, stop nothing.
    """

    status: Status
    benefit: float
    bound: float
    gap: float
    seconds: float
    obligations: int
    alone: Mapping[str, tuple[float, int, int]]
    classes: pa.Table
    seats: pa.Table
    dues: pa.Table
    agencies: pa.Table
    unmet: pa.Table
    assigned: pa.Table
    warnings: tuple[Problem, ...]


def joint_plan(
    tables: Tables, *, as_of: date, params: Parameters, settings: Settings, mode: Mode, told: Told | None = None
) -> Plan:
    """The plan of the governments in `tables` for the year of `as_of`: all together (`shared`), or each `alone`.

    `tables` are checked and typed as `core.tables` says. `told` follows the search and may stop it.
    """
    return planned(tables, as_of=as_of, params=params, settings=settings, modes=(mode,), told=told)[0]


def planned(
    tables: Tables,
    *,
    as_of: date,
    params: Parameters,
    settings: Settings,
    modes: tuple[Mode, ...],
    told: Told | None = None,
) -> tuple[Plan, ...]:
    """One plan for each of `modes`, over one reading of the tables and one search."""
    started = time.monotonic()
    supply, no_travel = offered(tables)
    demand, barred = asked(tables, supply, as_of=as_of, params=params, measured_only=settings.measured_only)
    search = Search(supply, demand, settings, told)
    plans = []
    for mode in modes:
        found = search.found(mode)
        plans.append(_told_in_tables(supply, demand, found, mode, (*no_travel, *barred), time.monotonic() - started))
    return tuple(plans)


def _told_in_tables(
    supply: Supply, demand: Demand, found: Found, mode: Mode, warnings: tuple[Problem, ...], seconds: float
) -> Plan:
    everyone = np.arange(len(supply.agencies))
    assigned = _assigned(supply, demand, found.plan)
    return Plan(
        status=found.status,
        benefit=found.benefit,
        bound=found.bound,
        gap=found.gap,
        seconds=seconds,
        obligations=int(found.plan.obliged(demand, everyone).sum()),
        alone=_alone(supply, demand, found.alone),
        classes=_classes(supply, found.plan),
        seats=_seats(assigned),
        dues=_dues(supply, found.plan),
        agencies=_agencies(supply, demand, found),
        unmet=unmet_needs(supply, demand, found.plan, alone=mode == "alone", schema=_SCHEMAS["unmet"]),
        assigned=assigned,
        warnings=warnings,
    )


def _alone(supply: Supply, demand: Demand, plan: Named) -> dict[str, tuple[float, int, int]]:
    everyone = np.arange(len(supply.agencies))
    parts = (plan.benefit(demand, everyone), plan.obliged(demand, everyone), _seats_of_origins(supply, plan))
    return {
        code: (float(benefit), int(obliged), int(seats))
        for code, benefit, obliged, seats in zip(supply.agencies, *parts, strict=True)
    }


def _seats_of_origins(supply: Supply, plan: Named) -> Numbers:
    seats = np.bincount(supply.arc_origin, weights=plan.seats_on(len(supply.arc_host)), minlength=len(supply.agencies))
    return np.rint(seats).astype(np.int64)


def _classes(supply: Supply, plan: Named) -> pa.Table:
    rows = [
        {"program": _program(supply, host), "host": _host(supply, host), "classes": int(plan.classes[host])}
        for host in np.flatnonzero(plan.classes).tolist()
    ]
    return _table("classes", rows)


def _assigned(supply: Supply, demand: Demand, plan: Named) -> pa.Table:
    """Named seats in order of person and programme, then the heads."""
    seats = demand.seats
    kinds = np.where(seats.obliged, OBLIGED, np.where(seats.measured, MEASURED, AGREED))
    heads = np.repeat(np.arange(len(plan.head_need)), plan.head_count)
    arc = np.concatenate((plan.arc, plan.head_arc[heads]))
    persons = [demand.persons.ids[person] for person in seats.person[plan.seat]]
    kind = pa.int64() if all(isinstance(one, int) for one in demand.persons.ids) else pa.string()
    return pa.table(
        {
            "person": pa.array([*persons, *[None] * len(heads)], type=kind),
            "agency": _named(supply.agencies, supply.arc_origin[arc]),
            "program": _named(supply.programs, supply.arc_program[arc]),
            "host": _named(supply.agencies, supply.host_agency[supply.arc_host[arc]]),
            "kind": pa.array([*kinds[plan.seat].tolist(), *[AGREED] * len(heads)], type=pa.string()),
            "benefit": pa.array([*plan.credit.tolist(), *[1.0] * len(heads)], type=pa.float64()),
        }
    )


def _seats(assigned: pa.Table) -> pa.Table:
    """Seats by programme, host and origin."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in assigned.select(["program", "host", "agency", "kind", "benefit"]).to_pylist():
        key = (one["program"], one["host"], one["agency"])
        row = rows.setdefault(
            key,
            {"program": key[0], "host": key[1], "origin": key[2], "seats": 0, MEASURED: 0, AGREED: 0, OBLIGED: 0,
             "benefit": 0.0},
        )  # fmt: skip
        row["seats"] += 1
        row[one["kind"]] += 1
        row["benefit"] += one["benefit"]
    return _table("seats", [rows[key] for key in sorted(rows)])


def _dues(supply: Supply, plan: Named) -> pa.Table:
    """What each government pays another for its people in a programme; nothing for seats at home."""
    seats = plan.seats_on(len(supply.arc_host))
    rows: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for arc in np.flatnonzero((seats > 0) & ~supply.arc_own):
        host = supply.arc_host[arc]
        key = (supply.agencies[supply.arc_origin[arc]], _host(supply, host), _program(supply, host))
        rows[key][0] += int(seats[arc])
        rows[key][1] += int(seats[arc]) * int(supply.arc_dues[arc])
    return _table(
        "dues",
        [
            {"payer": payer, "payee": payee, "program": program, "seats": number, "amount": amount}
            for (payer, payee, program), (number, amount) in sorted(rows.items())
        ],
    )


def _spent(supply: Supply, plan: Named) -> Numbers:
    """By agency: whole rupiah for classes, dues and travel together."""
    seats = plan.seats_on(len(supply.arc_host))
    spent = np.zeros(len(supply.agencies), dtype=np.int64)
    np.add.at(spent, supply.host_agency, supply.fixed_cost * plan.classes)
    np.add.at(spent, supply.host_agency[supply.arc_host], supply.seat_cost[supply.arc_host] * seats)
    np.add.at(spent, supply.arc_origin, (supply.arc_dues + supply.arc_travel) * seats)
    return spent


def _agencies(supply: Supply, demand: Demand, found: Found) -> pa.Table:
    everyone = np.arange(len(supply.agencies))
    alone, shared = found.alone.benefit(demand, everyone), found.plan.benefit(demand, everyone)
    spent = _spent(supply, found.plan)
    seats = [_seats_of_origins(supply, plan) for plan in (found.alone, found.plan)]
    rows = [
        {
            "agency": code,
            "benefit_alone": float(alone[place]),
            "benefit_shared": float(shared[place]),
            "seats_alone": int(seats[0][place]),
            "seats_shared": int(seats[1][place]),
            "spent": int(spent[place]),
            "budget": int(supply.ceilings[place, 0]),
        }
        for place, code in enumerate(supply.agencies)
    ]
    return _table("agencies", rows)


def _program(supply: Supply, host: int) -> str:
    return supply.programs[int(supply.host_program[host])]


def _host(supply: Supply, host: int) -> str:
    return supply.agencies[int(supply.host_agency[host])]


def _named(names: tuple[str, ...], places: Numbers) -> pa.Array:
    return pa.array([names[place] for place in places], type=pa.string())


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=_SCHEMAS[name])
