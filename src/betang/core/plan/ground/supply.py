"""What can be offered: programmes, who hosts them, what a seat costs whom, and how much money there is.

Everything stands in plain arrays numbered by place: agencies, programmes and hosts in the order of their codes, so that
the order of rows in a file changes nothing. Money is whole rupiah.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from betang.core.arrays import Numbers
from betang.core.engine import fetched
from betang.core.errors import Problem
from betang.core.tables import BUDGET_PURPOSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis

    from betang.core.engine import Tables

NO_CEILING = -1  # not a rule: marks a purpose without a row, where the sum of all is the only limit


@dataclass(frozen=True, slots=True)
class Supply:
    """The offer of one year.

    - `agencies`, `programs`: their codes; everything below names them by place.
    - by programme: `class_min`, `class_max` (seats), `online` (nobody travels).
    - by host (a programme at an agency): `host_program`, `host_agency`, `fixed_cost` a class, `seat_cost`,
      `max_classes`, `retains` (dues received may be spent again).
    - by arc (an origin that may send people to a host): `arc_host`, `arc_origin`, `arc_dues` and `arc_travel` a seat;
      both 0 at one's own host.
    - `ceilings`: agency x purpose (`all`, `class`, `dues`, `travel`); `NO_CEILING` where none is given. Without a row
      for `all` there is nothing to spend.
    """

    agencies: tuple[str, ...]
    programs: tuple[str, ...]
    class_min: Numbers
    class_max: Numbers
    online: Numbers
    host_program: Numbers
    host_agency: Numbers
    fixed_cost: Numbers
    seat_cost: Numbers
    max_classes: Numbers
    retains: Numbers
    arc_host: Numbers
    arc_origin: Numbers
    arc_dues: Numbers
    arc_travel: Numbers
    ceilings: Numbers

    @property
    def arc_program(self) -> Numbers:
        """The programme of every arc."""
        program: Numbers = self.host_program[self.arc_host]
        return program

    @property
    def arc_own(self) -> Numbers:
        """True where an agency uses its own host."""
        own: Numbers = self.host_agency[self.arc_host] == self.arc_origin
        return own


def offered(tables: Tables) -> tuple[Supply, tuple[Problem, ...]]:
    """The supply of `tables`, and warnings: ways whose cost nobody knows, so that nobody is sent there."""
    agencies = tuple(sorted(_column(tables["agencies"], "agency")))
    programs = _rows(tables["programs"], "program")
    hosts = _rows(tables["hosts"], "program", "host")
    place_of_agency = {code: place for place, code in enumerate(agencies)}
    place_of_program = {row["program"]: place for place, row in enumerate(programs)}
    travel = {(row["origin"], row["host"]): row for row in _rows(tables["travel"], "origin", "host")}
    arcs, warnings = _arcs(hosts, programs, place_of_program, agencies, travel)
    numbers = [
        (place_of_program[r["program"]], place_of_agency[r["host"]], r["fixed_cost"], r["seat_cost"], r["max_classes"],
         bool(r["retains"]))
        for r in hosts
    ]  # fmt: skip
    host = np.array(numbers, dtype=np.int64).reshape(len(numbers), 6)
    arc = np.array(arcs, dtype=np.int64).reshape(len(arcs), 4)
    supply = Supply(
        agencies=agencies,
        programs=tuple(row["program"] for row in programs),
        class_min=np.array([row["class_min"] for row in programs], dtype=np.int64),
        class_max=np.array([row["class_max"] for row in programs], dtype=np.int64),
        online=np.array([row["channel"] == "online" for row in programs], dtype=bool),
        host_program=host[:, 0],
        host_agency=host[:, 1],
        fixed_cost=host[:, 2],
        seat_cost=host[:, 3],
        max_classes=host[:, 4],
        retains=host[:, 5].astype(bool),
        arc_host=arc[:, 0],
        arc_origin=arc[:, 1],
        arc_dues=arc[:, 2],
        arc_travel=arc[:, 3],
        ceilings=_ceilings(tables["budgets"], place_of_agency),
    )
    return supply, warnings


def _arcs(
    hosts: list[dict[str, Any]],
    programs: list[dict[str, Any]],
    place_of_program: Mapping[str, int],
    agencies: tuple[str, ...],
    travel: Mapping[tuple[str, str], dict[str, Any]],
) -> tuple[list[tuple[int, int, int, int]], tuple[Problem, ...]]:
    """Every (host, origin, dues a seat, travel a seat) that can be costed; unknown travel is not free travel."""
    arcs = []
    unknown: dict[tuple[str, str], None] = {}
    for number, host in enumerate(hosts):
        program = programs[place_of_program[host["program"]]]
        for place, origin in enumerate(agencies):
            if origin == host["host"]:
                arcs.append((number, place, 0, 0))
                continue
            cost = 0 if program["channel"] == "online" else _travel_cost(program, travel.get((origin, host["host"])))
            if cost is None:
                unknown[origin, host["host"]] = None
                continue
            arcs.append((number, place, _dues(host, program), cost))
    return arcs, tuple(_no_travel(origin, host) for origin, host in unknown)


def _travel_cost(program: Mapping[str, Any], row: Mapping[str, Any] | None) -> int | None:
    """Rupiah for one person there and back with the days on site (empty: all days); None where nobody knows."""
    if row is None:
        return None
    days = program["days"] if program["onsite_days"] is None else program["onsite_days"]
    return int(row["transport"]) + int(row["per_day"]) * int(days)


def _dues(host: Mapping[str, Any], program: Mapping[str, Any]) -> int:
    """What a guest's government pays for a seat: the tariff; where there is none the cost of a seat in a full class."""
    if host["tariff"] is not None:
        return int(host["tariff"])
    return int(host["seat_cost"]) + -(-int(host["fixed_cost"]) // int(program["class_max"]))


def _no_travel(origin: str, host: str) -> Problem:
    message = f"no row for {origin} to {host}: nobody from there is sent to a class in {host}"
    return Problem("travel", "", None, "origin", f"{origin} / {host}", "no_travel", message, "warning")


def _ceilings(budgets: ibis.Table, place_of_agency: Mapping[str, int]) -> Numbers:
    ceilings = np.full((len(place_of_agency), len(BUDGET_PURPOSES)), NO_CEILING, dtype=np.int64)
    ceilings[:, 0] = 0
    for row in fetched(budgets).to_pylist():
        ceilings[place_of_agency[row["agency"]], BUDGET_PURPOSES.index(row["purpose"])] = row["amount"]
    return ceilings


def _rows(table: ibis.Table, *keys: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = fetched(table).to_pylist()
    return sorted(rows, key=lambda row: tuple(row[key] for key in keys))


def _column(table: ibis.Table, name: str) -> list[str]:
    values: list[str] = fetched(table.select(name))[name].to_pylist()
    return values
