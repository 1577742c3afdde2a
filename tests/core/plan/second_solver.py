"""The best plan of a small folder by another solver (CP-SAT of OR-Tools): person by person, whole seats, whole figures.

First as many obligations as can be, then benefit. `alone`: each government with its own classes only. `shared`: every
host, and no government below its own obligations and benefit alone, in either step.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from ortools.sat.python import cp_model

from tests.core.plan.ground import Ground, Need, Seat, best_gains

DIGITS: Final = 10**10  # of a benefit that has no small common denominator
SLACK: Final = Fraction(1, 10**9)  # relative: a floor told by another is a sum of doubles
SMALL: Final = 10**12  # a sum of whole benefits up to here is kept exact


@dataclass
class Answer:
    """A best plan: classes by (programme, host), who sits where, how many heads of which need sit where."""

    classes: dict[tuple[str, str], int] = field(default_factory=dict)
    named: list[tuple[Any, str, str]] = field(default_factory=list)  # person, programme, host
    heads: dict[tuple[Need, str], int] = field(default_factory=dict)  # need, host

    def obligations(self, ground: Ground, agency: str | None = None) -> int:
        return sum(seat in ground.obliged for seat in self.seats(ground, agency))

    def benefit(self, ground: Ground, agency: str | None = None) -> Fraction:
        named = sum(best_gains(ground, self.seats(ground, agency)).values(), Fraction(0))
        return named + sum(count for (need, _), count in self.heads.items() if agency in (None, need.agency))

    def seats(self, ground: Ground, agency: str | None = None) -> list[Seat]:
        return [
            (person, program)
            for person, program, _ in self.named
            if agency is None or ground.people[person]["agency"] == agency
        ]

    def count(self, ground: Ground, agency: str) -> int:
        return len(self.seats(ground, agency)) + sum(n for (need, _), n in self.heads.items() if need.agency == agency)


@dataclass(frozen=True)
class Floor:
    """What a government has alone: it may not end below."""

    obligations: int
    benefit: Fraction


def alone(ground: Ground) -> dict[str, Answer]:
    return {agency: Model(ground, [agency], apart=True).best() for agency in ground.agencies}


def shared(ground: Ground, floors: Mapping[str, Floor]) -> Answer:
    return Model(ground, ground.agencies, apart=False, floors=floors).best()


def floors_of(ground: Ground, answers: Mapping[str, Answer]) -> dict[str, Floor]:
    return {
        agency: Floor(answer.obligations(ground, agency), answer.benefit(ground, agency))
        for agency, answer in answers.items()
    }


class Model:
    """Variables: classes `x`, a seat `y` of a person at a host, heads `z` of a need at a host, credits `k`."""

    def __init__(
        self, ground: Ground, origins: Sequence[str], *, apart: bool, floors: Mapping[str, Floor] | None = None
    ) -> None:
        self.ground, self.origins, self.apart = ground, origins, apart
        self.cp = cp_model.CpModel()
        self.hosts = [key for key in sorted(ground.hosts) if key[1] in origins]
        self.x = {key: self.cp.new_int_var(0, ground.hosts[key]["max_classes"], f"x{key}") for key in self.hosts}
        self.y: dict[tuple[Any, str, str], cp_model.IntVar] = {}
        self.z: dict[tuple[Need, str], cp_model.IntVar] = {}
        self.sits: dict[Seat, cp_model.LinearExprT] = {}
        self.terms: dict[str, list[tuple[Fraction, Any]]] = {agency: [] for agency in origins}
        self.add_people()
        self.add_heads()
        self.add_classes()
        for agency in origins:
            self.add_money(agency)
        for agency, floor in (floors or {}).items():
            self.hold(agency, floor)

    def add_people(self) -> None:
        ground = self.ground
        teaching: dict[tuple[Any, str], list[tuple[Fraction, Any]]] = {}
        for person, program in ground.allowed():
            origin = ground.people[person]["agency"]
            if origin not in self.origins:
                continue
            here = []
            for key in self.usable(origin, program):
                self.y[person, program, key[1]] = self.cp.new_bool_var(f"y{person}{key}")
                here.append(self.y[person, program, key[1]])
            if not here:
                continue
            self.cp.add_at_most_one(here)
            self.sits[person, program] = sum(here)
            for competency, gain in ground.gains((person, program)).items():
                teaching.setdefault((person, competency), []).append((gain, self.sits[person, program]))
        for (person, _), ways in teaching.items():
            self.add_credit(ground.people[person]["agency"], ways)

    def add_credit(self, agency: str, ways: list[tuple[Fraction, Any]]) -> None:
        """One pair is credited at one seat."""
        if len(ways) > 1:
            credited = []
            for gain, sits in ways:
                credit = self.cp.new_bool_var("k")
                self.cp.add(credit <= sits)
                credited.append((gain, credit))
            self.cp.add_at_most_one(credit for _, credit in credited)
            ways = credited
        self.terms[agency] += ways

    def add_heads(self) -> None:
        """Heads of the needs of one agency in one programme: each stands for an idle person, and nobody for two."""
        for need in self.ground.needs:
            if need.agency not in self.origins:
                continue
            for key in self.usable(need.agency, need.program):
                self.z[need, key[1]] = self.cp.new_int_var(0, need.people, f"z{need.need}{key}")
                self.terms[need.agency].append((Fraction(1), self.z[need, key[1]]))
        for program, agency in {(need.program, need.agency) for need in self.ground.needs}:
            if agency in self.origins:
                needs = [need for need in self.ground.needs if (need.program, need.agency) == (program, agency)]
                self.match(program, agency, needs)

    def match(self, program: str, agency: str, needs: list[Need]) -> None:
        stands: dict[str, list[Any]] = {need.need: [] for need in needs}
        for person in self.ground.idle(program, agency):
            his = []
            for need in needs:
                if self.ground.stands_for(need, person):
                    his.append(self.cp.new_bool_var(f"m{need.need}{person}"))
                    stands[need.need].append(his[-1])
            self.cp.add(sum(his) + self.sits.get((person, program), 0) <= 1)
        for need in needs:
            heads = sum(var for (one, _), var in self.z.items() if one is need)
            self.cp.add(heads <= need.people)
            self.cp.add(heads == sum(stands[need.need]))

    def usable(self, origin: str, program: str) -> list[tuple[str, str]]:
        return [key for key in self.hosts if key[0] == program and self.ground.may_use(origin, *key, alone=self.apart)]

    def seats_at(self, key: tuple[str, str]) -> list[tuple[str, Any]]:
        """Everyone who may sit there, with the agency they come from."""
        named = [(self.ground.people[i]["agency"], var) for (i, *where), var in self.y.items() if tuple(where) == key]
        heads = [(need.agency, var) for (need, host), var in self.z.items() if (need.program, host) == key]
        return named + heads

    def add_classes(self) -> None:
        for key in self.hosts:
            program = self.ground.programs[key[0]]
            seats = sum(var for _, var in self.seats_at(key))
            self.cp.add(seats >= program["class_min"] * self.x[key])
            self.cp.add(seats <= program["class_max"] * self.x[key])

    def add_money(self, agency: str) -> None:
        """Gross, as a treasury counts it; retained dues widen the sum only."""
        ground = self.ground
        spent: dict[str, list[Any]] = {"class": [], "dues": [], "travel": []}
        retained = []
        for key in self.hosts:
            cost = ground.hosts[key]
            if key[1] == agency:
                spent["class"].append(cost["fixed_cost"] * self.x[key])
            for origin, var in self.seats_at(key):
                if key[1] == agency:
                    spent["class"].append(cost["seat_cost"] * var)
                    if ground.retains(*key):
                        retained.append(ground.dues(origin, *key) * var)
                if origin == agency:
                    spent["dues"].append(ground.dues(origin, *key) * var)
                    spent["travel"].append(ground.fare(origin, *key) * var)
        for purpose, ceiling in ground.ceilings[agency].items():
            if purpose != "all":
                self.cp.add(sum(spent[purpose]) <= ceiling)
        self.cp.add(sum(sum(part) for part in spent.values()) - sum(retained) <= ground.ceilings[agency]["all"])

    def hold(self, agency: str, floor: Floor) -> None:
        self.cp.add(self.obligations(agency) >= floor.obligations)
        scale = common_scale(gain for gain, _ in self.terms[agency])
        self.cp.add(weighed(self.terms[agency], scale) >= math.ceil(floor.benefit * (1 - SLACK) * scale))

    def obligations(self, agency: str | None = None) -> Any:
        return sum(
            self.sits[seat]
            for seat in sorted(self.ground.obliged, key=str)
            if seat in self.sits and agency in (None, self.ground.people[seat[0]]["agency"])
        )

    def best(self) -> Answer:
        if not isinstance(self.obligations(), int):
            self.cp.maximize(self.obligations())
            solver = self.solve()
            self.cp.add(self.obligations() >= round(solver.objective_value))
            self.cp.clear_hints()
            for var in (*self.x.values(), *self.y.values(), *self.z.values()):
                self.cp.add_hint(var, solver.value(var))
        terms = [term for agency in self.origins for term in self.terms[agency]]
        self.cp.maximize(weighed(terms, objective_scale(terms)))
        return self.told(self.solve())

    def solve(self) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.linearization_level = 2  # every rule is a sum: the bound comes from the linear relaxation
        solver.parameters.max_time_in_seconds = 60  # far above what one takes; rather a failure than a wait
        status = solver.solve(self.cp)
        assert status == cp_model.OPTIMAL, solver.status_name(status)
        return solver

    def told(self, solver: cp_model.CpSolver) -> Answer:
        classes = {key: solver.value(var) for key, var in self.x.items() if solver.value(var)}
        named = [key for key, var in self.y.items() if solver.value(var)]
        heads = {key: solver.value(var) for key, var in self.z.items() if solver.value(var)}
        return Answer(classes, named, heads)


def common_scale(values: Iterable[Fraction]) -> int:
    return math.lcm(1, *(value.denominator for value in values))


def objective_scale(terms: Sequence[tuple[Fraction, Any]]) -> int:
    exact = common_scale(gain for gain, _ in terms)
    return exact if sum(gain for gain, _ in terms) * exact < SMALL else DIGITS


def weighed(terms: Sequence[tuple[Fraction, Any]], scale: int) -> Any:
    """The sum of value x variable in whole figures; rounded only where the scale does not hold them exactly."""
    return sum(round(gain * scale) * var for gain, var in terms)
