"""Why a need is not met: one reason each, the first that holds, computed from the plan and never guessed.

no_program       no programme teaches this from the level the person holds
no_host          such programmes are held nowhere the person's government can send people to
not_eligible     the person may not sit in any of them
class_too_small  even everybody of all governments who could come would not fill the smallest class
no_capacity      every class that may be held is held, and full
money            what is left: another seat or class costs more than there is
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from betang.core.arrays import Numbers

if TYPE_CHECKING:
    from betang.core.plan.ground.demand import Demand
    from betang.core.plan.ground.supply import Supply
    from betang.core.plan.naming import Named

REASONS = ("no_program", "no_host", "not_eligible", "class_too_small", "no_capacity", "money")


def unmet_needs(supply: Supply, demand: Demand, plan: Named, *, alone: bool, schema: pa.Schema) -> pa.Table:
    """One row for each agency, competency and reason: people, and the levels they are short (assumed: as agreed).

    Obligations that are not served stand below, without a competency and without levels.
    """
    reason = np.full(len(demand.pairs.person), REASONS.index("no_program"))
    can_host, too_small, full = _programs(supply, demand, plan, alone=alone)
    person = demand.pairs.person[demand.taught.pair]
    place = demand.taught.program * len(supply.agencies) + demand.persons.agency[person]
    may = demand.persons.may_sit[person, demand.taught.program]
    code = np.select(
        [~can_host[place], ~may, too_small[place], full[place]],
        [REASONS.index(name) for name in ("no_host", "not_eligible", "class_too_small", "no_capacity")],
        REASONS.index("money"),
    )
    np.maximum.at(reason, demand.taught.pair, code)  # the reason of the programme that comes nearest
    seated = np.zeros(len(demand.seats.person), dtype=bool)
    seated[plan.seat] = True
    met = np.zeros(len(reason), dtype=bool)
    met[demand.gains.pair[seated[demand.gain_seat]]] = True
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for pair in np.flatnonzero(~met):
        agency = supply.agencies[demand.persons.agency[demand.pairs.person[pair]]]
        row = sums[agency, demand.competencies[demand.pairs.competency[pair]], REASONS[reason[pair]]]
        row[0] += 1
        row[1] += int(demand.pairs.levels[pair])
    return pa.Table.from_pylist(
        [
            {"agency": agency, "competency": competency, "people": people, "levels": levels, "reason": why}
            for (agency, competency, why), (people, levels) in sorted(sums.items())
        ]
        + _obligations(supply, demand, seated, can_host, too_small, full),
        schema=schema,
    )


def _programs(supply: Supply, demand: Demand, plan: Named, *, alone: bool) -> tuple[Numbers, Numbers, Numbers]:
    """By place (programme x agencies + origin): has a host; too few people anywhere; every class held and full."""
    count = len(supply.agencies)
    size = len(supply.programs) * count
    usable = supply.arc_own if alone else np.ones(len(supply.arc_host), dtype=bool)
    usable = usable & (supply.max_classes[supply.arc_host] > 0)
    arc_place = supply.arc_program * count + supply.arc_origin
    can_host = np.zeros(size, dtype=bool)
    can_host[arc_place[usable]] = True
    people = np.bincount(demand.seats.program, minlength=len(supply.programs))
    np.add.at(people, demand.heads.program, demand.heads.able())
    too_small = np.repeat(people < supply.class_min, count)
    seats = plan.seats_on(len(supply.arc_host))
    at_host = np.bincount(supply.arc_host, weights=seats, minlength=len(supply.host_program))
    left = supply.max_classes * supply.class_max[supply.host_program] - at_host > 0
    some_left = np.zeros(size, dtype=bool)
    some_left[arc_place[usable & left[supply.arc_host]]] = True
    return can_host, too_small, can_host & ~some_left


def _obligations(
    supply: Supply, demand: Demand, seated: Numbers, can_host: Numbers, too_small: Numbers, full: Numbers
) -> list[dict[str, Any]]:
    count = len(supply.agencies)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for person, _ in demand.barred:
        sums[supply.agencies[demand.persons.agency[person]], "not_eligible"] += 1
    for seat in np.flatnonzero(demand.seats.obliged & ~seated):
        place = demand.seats.program[seat] * count + demand.seat_agency[seat]
        why = (
            "no_host" if not can_host[place]
            else "class_too_small" if too_small[place]
            else "no_capacity" if full[place]
            else "money"
        )  # fmt: skip
        sums[supply.agencies[demand.seat_agency[seat]], why] += 1
    return [
        {"agency": agency, "competency": None, "people": people, "levels": 0, "reason": why}
        for (agency, why), people in sorted(sums.items())
    ]
