"""The joint plan as algebra; docs/algorithms/plan.md has the same names.

A *host* is a programme at a government, an *arc* an origin that may use a host, a *place* a programme and an origin, a
*group* people alike in one programme, a *credit* a kind of need in one programme, a *need* a head-count need.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from betang.core.arrays import Numbers
from betang.core.plan.linear import Effort, Linear, Terms, per

if TYPE_CHECKING:
    from betang.core.plan.ground.demand import Demand
    from betang.core.plan.ground.supply import Supply
    from betang.core.plan.groups import Groups

RUPIAH: Final = 1e-5  # not a rule: hundred thousands are of the size solvers like, a rupiah far above their tolerance


@dataclass(frozen=True, slots=True)
class Question:
    """One plan to be found.

    - `agencies`, `arcs`: places that take part (a government alone: itself and its own hosts).
    - `fine`: every group is one person, and people are whole in the model already.
    - `obligations`: at least so many obliged seats in all; `floors`: by agency (benefit, obliged seats) at least.
    - `least_seats`: by place (programme x agencies + origin) at least so many seats.
    """

    supply: Supply
    demand: Demand
    groups: Groups
    agencies: Numbers
    arcs: Numbers
    fine: bool
    obligations: int = 0
    floors: tuple[Numbers, Numbers] | None = None
    least_seats: Numbers | None = None


@dataclass(slots=True)
class Answer:
    """What was found: `status` as in `linear.Solved`; values by place, empty where nothing was found.

    `bound` is a proven limit of the aim, whatever the plan.
    """

    status: str
    value: float = 0.0
    bound: float = 0.0
    classes: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    seats: Numbers = field(default_factory=lambda: np.zeros(0))
    served: Numbers = field(default_factory=lambda: np.zeros(0))
    heads: Numbers = field(default_factory=lambda: np.zeros(0))
    values: Numbers | None = None  # of every variable, to begin another search with

    @property
    def found(self) -> bool:
        """True when there is a plan."""
        return self.values is not None


class Algebra:
    """The variables and rules of one `Question`, and the three things that may be aimed at."""

    def __init__(self, question: Question) -> None:
        self.q = question
        self.m = Linear()
        self._index()
        self._variables()
        self._classes_and_seats()
        self._credits()
        self._heads()
        self._money()
        self._floors()

    # ------------------------------------------------------------ indices and variables

    def _index(self) -> None:
        """Which arcs, groups, credits and needs take part, and the places between them."""
        q, count = self.q, len(self.q.supply.agencies)
        takes_part = np.isin(np.arange(count), q.agencies)
        heads, groups = q.demand.heads, q.groups
        group_place = groups.program * count + groups.agency
        need_place = heads.program * count + heads.agency
        arc_place = q.supply.arc_program[q.arcs] * count + q.supply.arc_origin[q.arcs]
        wanted = np.union1d(group_place[takes_part[groups.agency]], need_place[takes_part[heads.agency]])
        self.place = np.intersect1d(wanted, arc_place)
        self.arc = q.arcs[np.isin(arc_place, self.place)]
        self.host = np.unique(q.supply.arc_host[self.arc])
        self.group = np.flatnonzero(np.isin(group_place, self.place))
        self.need = np.flatnonzero(np.isin(need_place, self.place))
        self.place_of_group, self.place_of_need = group_place[self.group], need_place[self.need]
        self.place_of_arc = q.supply.arc_program[self.arc] * count + q.supply.arc_origin[self.arc]
        self._index_credits()

    def _index_credits(self) -> None:
        """Credits that take part. Where a group and a credit have only each other, one variable is both (`plain`):
        people who sit there for it; whoever sits there without is counted by place, as `extra`.
        """
        groups = self.q.groups
        fed = np.isin(groups.link_group, self.group)
        credit, group = groups.link_credit[fed], groups.link_group[fed]
        only = (np.bincount(credit, minlength=len(groups.credit_kind))[credit] == 1) & (
            np.bincount(group, minlength=len(groups.size))[group] == 1
        )
        plain = only & (groups.worth[group] == 0) & ~groups.obliged[group]
        self.plain_credit, self.plain_group = credit[plain], group[plain]
        self.link_credit, self.link_group = credit[~plain], group[~plain]
        self.credit = np.unique(self.link_credit)

    def _variables(self) -> None:
        q = self.q
        most = q.supply.max_classes[self.host]
        room = most * q.supply.class_max[q.supply.host_program[self.host]]
        people = np.concatenate((q.groups.size[self.group], q.demand.heads.most[self.need]))
        at = np.concatenate((self.place_of_group, self.place_of_need))
        able = np.bincount(at, weights=people, minlength=self._places)
        arc_host = np.searchsorted(self.host, q.supply.arc_host[self.arc])
        self.classes = self.m.variables(most, whole=True)
        self.seats = self.m.variables(np.minimum(able[self.place_of_arc], room[arc_host]), whole=True)
        obliged = q.groups.obliged[self.group]
        self.served = self.m.variables(q.groups.size[self.group], whole=obliged | q.fine)
        self.credited = self.m.variables(q.groups.kind_size[q.groups.credit_kind[self.credit]])
        self.heads = self.m.variables(q.demand.heads.most[self.need], whole=True)
        self.served_of = np.full(len(q.groups.size), -1)
        self.served_of[self.group] = self.served

    @property
    def _places(self) -> int:
        return len(self.q.supply.programs) * len(self.q.supply.agencies)

    # ------------------------------------------------------------ rules

    def _classes_and_seats(self) -> None:
        """class_min x classes <= seats of a host <= class_max x classes; every seat is somebody's."""
        supply, hosts = self.q.supply, np.arange(len(self.host))
        program = supply.host_program[self.host]
        at_host = per(np.searchsorted(self.host, supply.arc_host[self.arc]), self.seats)
        self.m.rule(len(hosts), at_host + per(hosts, self.classes, -supply.class_max[program]), high=0)
        self.m.rule(len(hosts), at_host + per(hosts, self.classes, -supply.class_min[program]), low=0)
        taken = per(self._row(self.place_of_arc), self.seats)
        people = per(self._row(self.place_of_group), self.served) + per(self._row(self.place_of_need), self.heads)
        self.m.rule(len(self.place), taken + -(people + self._extra()), low=0, high=0)
        if self.q.least_seats is not None:
            self.m.rule(len(self.place), taken, low=self.q.least_seats[self.place])

    def _row(self, place: Numbers) -> Numbers:
        return np.searchsorted(self.place, place)

    def _extra(self) -> Terms:
        """By place: people of plain groups who sit there without a credit."""
        plain = np.isin(self.group, self.plain_group)
        place, size = self.place_of_group[plain], self.q.groups.size[self.group[plain]]
        here = np.unique(place)
        row = np.searchsorted(here, place)
        room = np.bincount(row, weights=size, minlength=len(here))
        extra = self.m.variables(room)
        both = per(row, self.served[plain]) + per(np.arange(len(here)), extra)
        self.m.rule(len(here), both, high=room)
        return per(self._row(here), extra)

    def _credits(self) -> None:
        """A credit needs a seat; the credits of a kind are at most its people."""
        groups = self.q.groups
        row = np.searchsorted(self.credit, self.link_credit)
        seats = per(row, self.served_of[self.link_group])
        self.m.rule(len(self.credit), per(np.arange(len(self.credit)), self.credited) + -seats, high=0)
        both = np.concatenate((self.credit, self.plain_credit))
        columns = np.concatenate((self.credited, self.served_of[self.plain_group]))
        kinds, kind = np.unique(groups.credit_kind[both], return_inverse=True)
        self.m.rule(len(kinds), per(kind, columns), high=groups.kind_size[kinds])

    def _heads(self) -> None:
        """Heads asked for in a unit, and people obliged there who gain nothing, are no more than such people."""
        boxes = self.q.demand.heads.boxes
        column_of_need = dict(zip(self.need.tolist(), self.heads.tolist(), strict=True))
        rows, columns = [], []
        for number, box in enumerate(boxes):
            asking = [column_of_need[need] for need in box.needs if need in column_of_need]
            idle = {int(self.served_of[self.q.groups.seat_group[seat]]) for seat in box.seats} - {-1}
            columns += [*asking, *sorted(idle)]
            rows += [number] * (len(asking) + len(idle))
        room = np.array([box.room for box in boxes], dtype=float)
        self.m.rule(len(boxes), per(np.array(rows, np.int64), np.array(columns, np.int64)), high=room)

    def _money(self) -> None:
        """Class, dues and travel money of every agency within its ceilings; dues received and kept widen the sum."""
        supply, agencies = self.q.supply, self.q.agencies
        host, origin = supply.arc_host[self.arc], supply.arc_origin[self.arc]
        at_host = supply.host_agency[host]
        fixed = self._spent(self.classes, supply.fixed_cost[self.host], supply.host_agency[self.host])
        of_class = fixed + self._spent(self.seats, supply.seat_cost[host], at_host)
        dues = self._spent(self.seats, supply.arc_dues[self.arc], origin)
        travel = self._spent(self.seats, supply.arc_travel[self.arc], origin)
        kept = self._spent(self.seats, supply.arc_dues[self.arc] * supply.retains[host], at_host)
        self.cost = (of_class + travel).all()
        for purpose, spent in enumerate((of_class + dues + travel + -kept, of_class, dues, travel)):
            limit = supply.ceilings[agencies, purpose]
            self.m.rule(len(agencies), spent, high=np.where(limit >= 0, limit * RUPIAH, np.inf))

    def _spent(self, columns: Numbers, price: Numbers, agency: Numbers) -> Terms:
        return per(self._agency(agency), columns, price * RUPIAH)

    def _agency(self, place: Numbers) -> Numbers:
        return np.searchsorted(self.q.agencies, place)

    def _floors(self) -> None:
        """No agency below what it has alone; as many obligations as can be served."""
        q, groups = self.q, self.q.groups
        origin = self._agency(groups.agency[self.group])
        plain = groups.credit_value[self.plain_credit]
        self.benefit = (
            per(origin, self.served, groups.worth[self.group])
            + per(self._agency(groups.credit_agency[self.credit]), self.credited, groups.credit_value[self.credit])
            + per(self._agency(groups.agency[self.plain_group]), self.served_of[self.plain_group], plain)
            + per(self._agency(q.demand.heads.agency[self.need]), self.heads)
        )
        self.obliged = per(origin, self.served, groups.obliged[self.group])
        self.m.rule(1, self.obliged.all(), low=q.obligations)
        if q.floors is not None:
            benefit, obliged = q.floors
            self.m.rule(len(q.agencies), self.benefit, low=benefit[q.agencies])
            self.m.rule(len(q.agencies), self.obliged, low=obliged[q.agencies])

    def at_least(self, benefit: float) -> None:
        """A further rule: the benefit of all together."""
        self.m.rule(1, self.benefit.all(), low=benefit)

    # ------------------------------------------------------------ solving

    def solve(self, aim: str, effort: Effort, *, start: Answer | None = None) -> Answer:
        """The best answer for `aim`: `obligations` or `benefit` as high, or `cost` as low as can be.

        `start` is an answer of the same question, with another aim or fewer rules, to begin with.
        """
        terms = {"obligations": self.obliged, "benefit": self.benefit, "cost": self.cost}[aim].all()
        first = None if start is None else start.values
        solved = self.m.solve(aim, terms, effort, most=aim != "cost", start=first)
        if solved.values is None:
            return Answer(solved.status, bound=solved.bound)
        q, values = self.q, solved.values
        classes = _spread(self.host, len(q.supply.host_program), values[self.classes])
        return Answer(
            solved.status,
            solved.value,
            solved.bound,
            np.rint(classes).astype(np.int64),
            _spread(self.arc, len(q.supply.arc_host), values[self.seats]),
            _spread(self.group, len(q.groups.size), values[self.served]),
            _spread(self.need, len(q.demand.heads.ids), values[self.heads]),
            values,
        )


def _spread(index: Numbers, size: int, values: Any) -> Numbers:
    """Values by place, 0 where none is."""
    whole = np.zeros(size)
    whole[index] = values
    return whole
