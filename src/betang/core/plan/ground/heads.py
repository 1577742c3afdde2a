"""Head-count needs: a unit asks for so many seats in a programme and names nobody.

Whoever comes is somebody in service there who may sit in the programme and gains nothing by it (who gains is counted by
name). Nobody is counted twice: in every part of a government the heads asked for within it, and the people obliged by
name who gain nothing, are together no more than such people. Units stand in each other like boxes, so it is enough to
hold this for every unit that asks, and for the whole government.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from ibis import _

from betang.core.arrays import Numbers
from betang.core.engine import fetched
from betang.core.plan.ground.people import Persons, Seats, unit_keys

if TYPE_CHECKING:
    from betang.core.engine import Tables
    from betang.core.plan.ground.supply import Supply


@dataclass(frozen=True, slots=True)
class Box:
    """One unit that asks (or a whole government): `room` people, shared by `needs` and by obliged `seats`."""

    room: int
    needs: tuple[int, ...]
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """Head-count needs in order of their id: programme, government and most heads of each; the boxes they share."""

    ids: tuple[str, ...]
    program: Numbers
    agency: Numbers
    most: Numbers
    boxes: tuple[Box, ...]

    def able(self) -> Numbers:
        """By need: heads that could come, all needs together, if everybody obliged by name came too."""
        able = self.most.copy()
        for box in sorted(self.boxes, key=lambda box: len(box.needs)):  # inner boxes first
            over = int(able[list(box.needs)].sum()) - (box.room - len(box.seats))
            for need in box.needs:
                less = min(max(over, 0), int(able[need]))
                able[need] -= less
                over -= less
        return able


def heads_of(
    tables: Tables,
    supply: Supply,
    persons: Persons,
    without_gain: Numbers,
    seats: Seats,
    gain_seat: Numbers,
    *,
    as_of: date,
    wanted: bool,
) -> Heads:
    """The head-count needs agreed on by `as_of`; none where they are not `wanted`.

    `without_gain`: people x programmes, who may sit there and gains nothing.
    """
    rows = fetched(
        tables["needs"]
        .filter(_.program.notnull(), _.agreed_on <= as_of)
        .select("need", "agency", "unit", "program", "people")
        .order_by("need")
    ).to_pylist()
    rows = rows if wanted else []
    programs = {code: number for number, code in enumerate(supply.programs)}
    agencies = {code: number for number, code in enumerate(supply.agencies)}
    program = np.array([programs[row["program"]] for row in rows], dtype=np.int64)
    agency = np.array([agencies[row["agency"]] for row in rows], dtype=np.int64)
    inside = _Inside(tables, supply)
    idle = np.setdiff1d(np.arange(len(seats.person)), gain_seat)
    asking: dict[tuple[int, int, str | None], None] = {}
    for row, p, a in zip(rows, program, agency, strict=True):
        asking[int(p), int(a), row["unit"]] = None
        asking[int(p), int(a), None] = None
    boxes = []
    for p, a, unit in asking:
        here = inside.of(a, unit)
        members = here[persons.unit] & (persons.agency == a)
        room = int((members & without_gain[:, p]).sum())
        needs = [
            n for n, row in enumerate(rows) if program[n] == p and agency[n] == a and inside.holds(a, unit, row["unit"])
        ]
        obliged = idle[(seats.program[idle] == p) & members[seats.person[idle]]]
        boxes.append(Box(room, tuple(needs), tuple(obliged.tolist())))
    most = np.array([row["people"] for row in rows], dtype=np.int64)
    return Heads(tuple(row["need"] for row in rows), program, agency, most, tuple(boxes))


class _Inside:
    """Which units stand within a unit, itself included; None is the whole government."""

    def __init__(self, tables: Tables, supply: Supply) -> None:
        self._agencies = supply.agencies
        self._places = {key: place for place, key in enumerate(unit_keys(tables))}
        self._below: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in fetched(tables["units"].select("agency", "unit", "parent")).to_pylist():
            if row["parent"] is not None:
                self._below[row["agency"], row["parent"]].append(row["unit"])

    def of(self, agency: int, unit: str | None) -> Numbers:
        """By place of unit: true for the units within."""
        code = self._agencies[agency]
        if unit is None:
            return np.array([key[0] == code for key in self._places], dtype=bool)
        within = np.zeros(len(self._places), dtype=bool)
        waiting: list[Any] = [unit]
        while waiting:
            one = waiting.pop()
            within[self._places[code, one]] = True
            waiting += self._below[code, one]
        return within

    def holds(self, agency: int, outer: str | None, inner: str | None) -> bool:
        """True when `inner` is `outer` or stands within it."""
        if outer is None or inner is None:
            return outer is None
        return bool(self.of(agency, outer)[self._places[self._agencies[agency], inner]])
