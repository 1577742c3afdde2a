"""People who are alike for the plan, counted together, so that the model grows with kinds of need and not with heads.

Two people are alike in a programme when they are of one government, obliged both or neither, and would gain the same
from it. A gain in a competency that only one programme teaches a person is simply worth so much a seat (`worth`).
Where several programmes could close the same pair it must not be counted twice: there the gain is a *credit*, and the
credits of people whose choice is the same (a *kind* of need) are together at most the people of that kind.

With `fine` every person is a group of their own: exact, for small governments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from betang.core.arrays import Numbers

if TYPE_CHECKING:
    from betang.core.plan.ground.demand import Demand

_NONE = -1  # not a rule: pads the rows of a table


@dataclass(frozen=True, slots=True)
class Groups:
    """Alike seats and credits.

    - `seat_group`: the group of every seat of the demand.
    - by group: `program`, `agency`, `size` (people), `obliged`, `worth` (gain a seat that no other seat could give).
    - by credit (a kind of need in one programme): `credit_kind`, `credit_agency`, `credit_value` (gain a person).
    - `link_credit`, `link_group`: a credit needs a seat of one of its groups.
    - `kind_size`: people of the kind.
    """

    seat_group: Numbers
    program: Numbers
    agency: Numbers
    size: Numbers
    obliged: Numbers
    worth: Numbers
    credit_kind: Numbers
    credit_agency: Numbers
    credit_value: Numbers
    link_credit: Numbers
    link_group: Numbers
    kind_size: Numbers


def grouped(demand: Demand, *, fine: bool) -> Groups:
    """The groups of `demand`."""
    gains = demand.gains
    choices = np.bincount(gains.pair, minlength=len(demand.pairs.person))[gains.pair]
    alone = choices == 1
    worth = np.bincount(demand.gain_seat[alone], weights=gains.value[alone], minlength=len(demand.seats.person))
    shared = np.flatnonzero(~alone)
    kind, kind_size = _kinds(demand, shared, fine=fine)
    credit, first = _credits(kind, gains.program[shared])
    seat_group, group_seat = _groups(demand, worth, demand.gain_seat[shared], credit, fine=fine)
    links = np.unique(np.stack((credit, seat_group[demand.gain_seat[shared]]), axis=1), axis=0)
    return Groups(
        seat_group=seat_group,
        program=demand.seats.program[group_seat],
        agency=demand.seat_agency[group_seat],
        size=np.bincount(seat_group, minlength=len(group_seat)),
        obliged=demand.seats.obliged[group_seat],
        worth=worth[group_seat],
        credit_kind=kind[first],
        credit_agency=demand.persons.agency[demand.pairs.person[gains.pair[shared[first]]]],
        credit_value=gains.value[shared[first]],
        link_credit=links[:, 0],
        link_group=links[:, 1],
        kind_size=kind_size,
    )


def _kinds(demand: Demand, shared: Numbers, *, fine: bool) -> tuple[Numbers, Numbers]:
    """The kind of every shared gain, and how many people each kind has.

    Pairs of a person that one seat would close together are looked at together (a *knot*). A kind: one government, one
    competency, in knots of the same gains in the same competencies from the same programmes.
    """
    pairs, place = np.unique(demand.gains.pair[shared], return_inverse=True)
    if fine or not len(pairs):
        return place, np.ones(len(pairs), dtype=np.int64)
    knot = _knots(place, demand.gain_seat[shared], len(pairs))
    competency = demand.pairs.competency[pairs]
    choice = np.column_stack((demand.gains.program[shared], competency[place], demand.gains.value[shared]))
    _, code = np.unique(choice, axis=0, return_inverse=True)
    table = _table(knot[place], code, int(knot.max()) + 1)
    agency = np.zeros(len(table), dtype=np.int64)
    agency[knot] = demand.persons.agency[demand.pairs.person[pairs]]
    _, alike = np.unique(np.column_stack((agency, table)), axis=0, return_inverse=True)
    key = np.column_stack((alike[knot], competency))
    _, kind_of_pair, size = np.unique(key, axis=0, return_inverse=True, return_counts=True)
    return kind_of_pair[place], size


def _knots(pair: Numbers, seat: Numbers, pairs: int) -> Numbers:
    """The knot of every pair: pairs that hang together by seats in which more than one of them would be closed."""
    seats, place, count = np.unique(seat, return_inverse=True, return_counts=True)
    tied = count[place] > 1
    nodes = pairs + len(seats)
    ends = (np.ones(int(tied.sum())), (pair[tied], pairs + place[tied]))
    _, part = connected_components(coo_array(ends, shape=(nodes, nodes)), directed=False)
    _, knot = np.unique(part[:pairs], return_inverse=True)
    return knot


def _credits(kind: Numbers, program: Numbers) -> tuple[Numbers, Numbers]:
    """The credit (kind and programme) of every shared gain, and the first gain of each credit."""
    _, first, credit = np.unique(np.stack((kind, program), axis=1), axis=0, return_index=True, return_inverse=True)
    return credit, first


def _groups(
    demand: Demand, worth: Numbers, shared_seat: Numbers, credit: Numbers, *, fine: bool
) -> tuple[Numbers, Numbers]:
    """The group of every seat, and one seat of every group."""
    count = len(demand.seats.person)
    if fine:
        return np.arange(count), np.arange(count)
    _, worth_code = np.unique(worth, return_inverse=True)
    key = np.column_stack(
        (
            demand.seats.program,
            demand.seat_agency,
            demand.seats.obliged,
            worth_code,
            _boxes(demand),
            _table(shared_seat, credit, count),
        )
    )
    _, first, group = np.unique(key, axis=0, return_index=True, return_inverse=True)
    return group, first


def _boxes(demand: Demand) -> Numbers:
    """Which boxes of head-count needs a seat takes room in, as one number a seat."""
    inside: dict[int, list[int]] = {}
    for number, box in enumerate(demand.heads.boxes):
        for seat in box.seats:
            inside.setdefault(seat, []).append(number)
    names = {boxes: number for number, boxes in enumerate(sorted({tuple(boxes) for boxes in inside.values()}), start=1)}
    code = np.zeros(len(demand.seats.person), dtype=np.int64)
    for seat, boxes in inside.items():
        code[seat] = names[tuple(boxes)]
    return code


def _table(row: Numbers, value: Numbers, rows: int) -> Numbers:
    """The values of every row side by side in order, padded: rows with the same values are then the same."""
    order = np.lexsort((value, row))
    row, value = row[order], value[order]
    start = np.searchsorted(row, np.arange(rows))
    column = np.arange(len(row)) - start[row]
    table = np.full((rows, int(column.max(initial=-1)) + 1), _NONE, dtype=np.int64)
    table[row, column] = value
    return table
