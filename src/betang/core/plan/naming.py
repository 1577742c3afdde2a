"""From numbers of alike people to named people: who takes which seat, and what each seat is credited with.

The model says how many seats each government has in each programme, and how many of them are obliged. Who sits there is
chosen programme by programme: those who gain most by it beside what they gain elsewhere, again and again until nothing
gets better. What is reported as the benefit of a plan is the benefit of these people, never the model's figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from betang.core.arrays import Numbers

if TYPE_CHECKING:
    from betang.core.plan.ground.demand import Demand
    from betang.core.plan.ground.supply import Supply
    from betang.core.plan.groups import Groups
    from betang.core.plan.model import Answer

_ROUNDS = 8  # not a rule: more never changed anything on the instances of bench/


@dataclass(frozen=True, slots=True)
class Named:
    """A plan with its people.

    - `classes`: by host.
    - named seats in order: `seat` (place in the demand), `arc`, `credit` (gain counted at this seat).
    - heads: `need`, `arc`, `count` (each head is worth 1).
    """

    classes: Numbers
    seat: Numbers
    arc: Numbers
    credit: Numbers
    head_need: Numbers
    head_arc: Numbers
    head_count: Numbers

    def benefit(self, demand: Demand, agencies: Numbers) -> Numbers:
        """By agency: what its people gain, and one for every head."""
        count = len(agencies)
        agency = demand.seat_agency[self.seat]
        named = np.bincount(agency, weights=self.credit, minlength=count)
        return named + np.bincount(demand.heads.agency[self.head_need], weights=self.head_count, minlength=count)

    def seats_on(self, arcs: int) -> Numbers:
        """Seats taken on each of the `arcs`, heads among them."""
        named = np.bincount(self.arc, minlength=arcs)
        np.add.at(named, self.head_arc, self.head_count)
        return named

    def obliged(self, demand: Demand, agencies: Numbers) -> Numbers:
        """By agency: obligations served."""
        served = demand.seat_agency[self.seat[demand.seats.obliged[self.seat]]]
        return np.bincount(served, minlength=len(agencies))


def nobody(hosts: int) -> Named:
    """The plan in which nothing takes place."""
    none = np.zeros(0, dtype=np.int64)
    return Named(np.zeros(hosts, dtype=np.int64), none, none, np.zeros(0), none, none, none)


def joined(plans: Sequence[Named], hosts: int) -> Named:
    """Plans of different governments as one."""
    parts = [nobody(hosts), *plans]
    classes = np.sum([plan.classes for plan in parts], axis=0)
    by_row = ("seat", "arc", "credit", "head_need", "head_arc", "head_count")
    rest = [np.concatenate([getattr(plan, name) for plan in parts]) for name in by_row]
    order = np.argsort(rest[0], kind="stable")
    return Named(classes, *(one[order] for one in rest[:3]), *rest[3:])


def named(supply: Supply, demand: Demand, groups: Groups, answer: Answer) -> Named:
    """The people of an `answer` with whole seats."""
    seats = np.rint(answer.seats).astype(np.int64)
    heads = np.rint(answer.heads).astype(np.int64)
    chosen = _chosen(supply, demand, groups, answer, seats, heads)
    credit = _credit(demand, chosen)
    return _placed(supply, demand, answer.classes, seats, heads, chosen, credit)


# ---------------------------------------------------------------- who


def _chosen(supply: Supply, demand: Demand, groups: Groups, answer: Answer, seats: Numbers, heads: Numbers) -> Numbers:
    """True for every seat of the demand that is taken."""
    count = len(supply.agencies)
    places = len(supply.programs) * count
    room = np.zeros(places, dtype=np.int64)
    np.add.at(room, supply.arc_program * count + supply.arc_origin, seats)
    np.subtract.at(room, demand.heads.program * count + demand.heads.agency, heads)
    place = demand.seats.program * count + demand.seat_agency
    quota = _quotas(groups, answer.served, room, count)
    chosen = np.zeros(len(place), dtype=bool)
    order = np.argsort(demand.seats.program, kind="stable")
    bounds = np.searchsorted(demand.seats.program[order], np.arange(len(supply.programs) + 1))
    gains = _GainsByProgram(demand, len(supply.programs))
    last = -1.0
    for round_ in range(_ROUNDS):
        for program in range(len(supply.programs)):
            mine = order[bounds[program] : bounds[program + 1]]
            if not len(mine) or not room[program * count : (program + 1) * count].any():
                continue
            chosen[mine] = False
            worth = gains.beside(program, chosen, mine)
            bound = demand.seats.obliged[mine] if round_ else np.ones(len(mine), dtype=bool)
            chosen[mine] = _best(worth, groups.seat_group[mine], quota, bound)
            if round_:
                chosen[mine] |= _fill(worth, place[mine], room, chosen[mine], bound)
        total = float(_credit(demand, chosen).sum())
        if total <= last * (1 + 1e-12):
            break
        last = total
    return chosen


class _GainsByProgram:
    """What a seat adds beside the other seats its person has."""

    def __init__(self, demand: Demand, programs: int) -> None:
        self._gains, self._seat = demand.gains, demand.gain_seat
        self._pairs = len(demand.pairs.person)
        self._order = np.argsort(demand.gains.program, kind="stable")
        self._bounds = np.searchsorted(demand.gains.program[self._order], np.arange(programs + 1))
        choices = np.bincount(demand.gains.pair, minlength=self._pairs)
        self._shared = np.flatnonzero(choices[demand.gains.pair] > 1)

    def beside(self, program: int, chosen: Numbers, seats: Numbers) -> Numbers:
        """By seat of `seats` (all of `program`, none of them chosen): the gain beside what is chosen."""
        best = np.zeros(self._pairs)
        taken = self._shared[chosen[self._seat[self._shared]]]
        np.maximum.at(best, self._gains.pair[taken], self._gains.value[taken])
        mine = self._order[self._bounds[program] : self._bounds[program + 1]]
        more = np.maximum(self._gains.value[mine] - best[self._gains.pair[mine]], 0.0)
        return np.bincount(np.searchsorted(seats, self._seat[mine]), weights=more, minlength=len(seats))


def _quotas(groups: Groups, served: Numbers, room: Numbers, count: int) -> Numbers:
    """Whole people of each group that fill the room of their place; obliged people are whole already."""
    place = groups.program * count + groups.agency
    whole = np.where(groups.obliged, np.rint(served), np.floor(served + 1e-6)).astype(np.int64)
    left = room - np.bincount(place, weights=whole, minlength=len(room)).astype(np.int64)
    rest = np.where(groups.obliged, -1.0, served - whole)
    for group in np.lexsort((np.arange(len(rest)), -rest)):
        if left[place[group]] > 0 and not groups.obliged[group] and whole[group] < groups.size[group]:
            more = 1 if rest[group] > 0 else min(left[place[group]], groups.size[group] - whole[group])
            whole[group] += more
            left[place[group]] -= more
    return whole


def _best(worth: Numbers, group: Numbers, quota: Numbers, wanted: Numbers) -> Numbers:
    """The `quota` of each group with the highest worth, among `wanted`; ties by place."""
    order = np.lexsort((np.arange(len(worth)), -worth, group))
    rank = _rank(group[order])
    picked = np.zeros(len(worth), dtype=bool)
    picked[order] = rank < quota[group[order]]
    return picked & wanted


def _fill(worth: Numbers, place: Numbers, room: Numbers, picked: Numbers, bound: Numbers) -> Numbers:
    """The seats left in each place beside those picked, for whoever gains most, whatever group they are of."""
    left = room.copy()
    np.subtract.at(left, place[picked], 1)
    order = np.lexsort((np.arange(len(worth)), -worth, place))
    open_ = order[~bound[order]]
    filled = np.zeros(len(worth), dtype=bool)
    filled[open_] = _rank(place[open_]) < left[place[open_]]
    return filled


def _rank(key: Numbers) -> Numbers:
    """The place of each entry among those with its key, which stand together."""
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, dtype=np.int64)
    return np.arange(len(key)) - np.repeat(starts, np.diff(np.r_[starts, len(key)]))


# ---------------------------------------------------------------- what it counts


def _credit(demand: Demand, chosen: Numbers) -> Numbers:
    """By seat of the demand: the gains counted there. Each pair counts once, at its best seat, the first of equals."""
    taken = np.flatnonzero(chosen[demand.gain_seat])
    order = taken[np.lexsort((demand.gain_seat[taken], -demand.gains.value[taken], demand.gains.pair[taken]))]
    pair = demand.gains.pair[order]
    first = np.r_[True, pair[1:] != pair[:-1]] if len(pair) else np.zeros(0, dtype=bool)
    best = order[first]
    return np.bincount(demand.gain_seat[best], weights=demand.gains.value[best], minlength=len(chosen))


def _placed(
    supply: Supply, demand: Demand, classes: Numbers, seats: Numbers, heads: Numbers, chosen: Numbers, credit: Numbers
) -> Named:
    """Give everyone a host: in order of seat, named people before heads, hosts in order."""
    count = len(supply.agencies)
    arc_place = supply.arc_program * count + supply.arc_origin
    arc_order = np.argsort(arc_place, kind="stable")
    chairs = np.repeat(arc_order, seats[arc_order])
    people = np.flatnonzero(chosen)
    who_place = np.r_[
        demand.seats.program[people] * count + demand.seat_agency[people],
        np.repeat(demand.heads.program * count + demand.heads.agency, heads),
    ]
    who = np.argsort(who_place, kind="stable")
    arc = np.zeros(len(who), dtype=np.int64)
    arc[who] = chairs
    need = np.repeat(np.arange(len(heads)), heads)
    both, number = np.unique(np.stack((need, arc[len(people) :]), axis=1), axis=0, return_counts=True)
    return Named(np.asarray(classes), people, arc[: len(people)], credit[people], both[:, 0], both[:, 1], number)
