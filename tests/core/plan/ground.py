"""What a small folder says about a plan, in slow plain Python: who may sit where, what it gives them, what it costs.

Read from the contract alone (design section 5) on top of the plain reference of the map, before the fast version was
there. Both judges of the plan, the auditor and the second solver, stand on it. All figures are whole or `Fraction`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from betang.core.params import Parameters
from tests.core.gap import reference
from tests.core.gap.reference import Pair

Row: TypeAlias = Mapping[str, Any]
Tables: TypeAlias = Mapping[str, Sequence[Row]]
Seat: TypeAlias = tuple[Any, str]  # person, programme


@dataclass(frozen=True)
class Need:
    """A head-count need in force; `unit` None: of the whole agency."""

    need: str
    program: str
    agency: str
    unit: str | None
    people: int


@dataclass(frozen=True)
class Ground:
    people: dict[Any, Row]  # in service
    pairs: list[Pair]  # open: short and not trained, or assumed
    taught: dict[Seat, dict[str, Fraction]]  # what the programme would give, whoever may sit there
    measured: set[Seat]  # a known pair gains there
    eligible: set[Seat]
    obligations: set[Seat]  # of people in service
    obliged: set[Seat]  # of those, who may sit there
    needs: list[Need]
    agencies: list[str]
    programs: dict[str, Row]
    hosts: dict[tuple[str, str], Row]
    travel: dict[tuple[str, str], Row]
    ceilings: dict[str, dict[str, int]]
    above: dict[tuple[str, str], set[str]]  # a unit of an agency: itself and the units above it

    # Who may sit where

    def gains(self, seat: Seat) -> dict[str, Fraction]:
        return self.taught.get(seat, {}) if seat in self.eligible else {}

    def allowed(self) -> list[Seat]:
        """Seats of named people, in order: eligible, and some gain there or an obligation."""
        gaining = {seat for seat in self.taught if seat in self.eligible}
        return sorted(gaining | self.obliged, key=lambda seat: (str(seat[0]), seat[1]))

    def kind(self, seat: Seat) -> str:
        return "obliged" if seat in self.obliged else "measured" if seat in self.measured else "agreed"

    def idle(self, program: str, agency: str) -> list[Any]:
        """People of the agency who may sit in the programme and gain nothing there: whom a head-count may stand for."""
        return [
            person
            for person, row in self.people.items()
            if row["agency"] == agency and (person, program) in self.eligible and not self.gains((person, program))
        ]

    def stands_for(self, need: Need, person: Any) -> bool:
        """Is the idle person one of those the need may mean?"""
        row = self.people[person]
        return row["agency"] == need.agency and (
            need.unit is None or need.unit in self.above[row["agency"], row["unit"]]
        )

    # Where, and for how much

    def may_use(self, origin: str, program: str, host: str, *, alone: bool = False) -> bool:
        if (program, host) not in self.hosts:
            return False
        if origin == host:
            return True
        online = self.programs[program]["channel"] == "online"
        return not alone and (online or (origin, host) in self.travel)

    def dues(self, origin: str, program: str, host: str) -> int:
        """What the origin pays the host for one guest."""
        if origin == host:
            return 0
        row = self.hosts[program, host]
        if row.get("tariff") is not None:
            return int(row["tariff"])
        share = Fraction(row["fixed_cost"], self.programs[program]["class_max"])
        return int(row["seat_cost"]) + -((-share.numerator) // share.denominator)

    def fare(self, origin: str, program: str, host: str) -> int:
        """What the origin pays for the journey of one person."""
        one = self.programs[program]
        if origin == host or one["channel"] == "online":
            return 0
        row = self.travel[origin, host]
        days = one["days"] if one.get("onsite_days") is None else one["onsite_days"]
        return int(row["transport"]) + int(row["per_day"]) * int(days)

    def retains(self, program: str, host: str) -> bool:
        return self.hosts[program, host].get("retains") is True


def ground_of(tables: Tables, *, as_of: date, params: Parameters, measured_only: bool = False) -> Ground:
    people = {row["person"]: row for row, _ in reference.people_counted(tables, params, next_job=False)}
    every = reference.required_pairs(tables, as_of=as_of, params=params, next_job=False)
    pairs = [pair for pair in every if (pair.shortfall and not pair.trained) or (pair.assumed and not measured_only)]
    taught, measured = taught_of(tables, pairs, means_of(every))
    eligible = {
        (person, program["program"])
        for person, row in people.items()
        for program in tables["programs"]
        if may_sit(tables, row, program["program"], as_of, params)
    }
    obligations = {(row["person"], row["program"]) for row in tables.get("obligations", ()) if row["person"] in people}
    ceilings: dict[str, dict[str, int]] = {row["agency"]: {"all": 0} for row in tables["agencies"]}
    for row in tables["budgets"]:
        ceilings[row["agency"]][row["purpose"]] = row["amount"]
    return Ground(
        people=people,
        pairs=pairs,
        taught=taught,
        measured=measured,
        eligible=eligible,
        obligations=obligations,
        obliged=obligations & eligible,
        needs=[] if measured_only else head_counts(tables, as_of),
        agencies=sorted(row["agency"] for row in tables["agencies"]),
        programs={row["program"]: row for row in tables["programs"]},
        hosts={(row["program"], row["host"]): row for row in tables["hosts"]},
        travel={(row["origin"], row["host"]): row for row in tables["travel"]},
        ceilings=ceilings,
        above={
            (row["agency"], row["unit"]): reference.unit_and_above(tables, row["agency"], row["unit"])
            for row in tables["units"]
        },
    )


def means_of(every: Sequence[Pair]) -> dict[str, Fraction]:
    """The mean raw target weight over all required pairs of an agency."""
    sums: dict[str, tuple[Fraction, int]] = {}
    for pair in every:
        total, count = sums.get(pair.agency, (Fraction(0), 0))
        sums[pair.agency] = (total + pair.raw_weight, count + 1)
    return {agency: total / count for agency, (total, count) in sums.items()}


def taught_of(
    tables: Tables, pairs: Sequence[Pair], means: Mapping[str, Fraction]
) -> tuple[dict[Seat, dict[str, Fraction]], set[Seat]]:
    taught: dict[Seat, dict[str, Fraction]] = {}
    measured: set[Seat] = set()
    for pair in pairs:
        weight = pair.importance * pair.raw_weight / means[pair.agency]
        for outcome in tables.get("outcomes", ()):
            if outcome["competency"] != pair.competency:
                continue
            levels = levels_closed(pair, outcome)
            if levels * weight > 0:
                taught.setdefault((pair.person, outcome["program"]), {})[pair.competency] = levels * weight
                if pair.held is not None:
                    measured.add((pair.person, outcome["program"]))
    return taught, measured


def levels_closed(pair: Pair, outcome: Row) -> int:
    if pair.held is None:
        return 1
    if not outcome["from_level"] <= pair.held < pair.required:
        return 0
    return max(0, min(outcome["to_level"], pair.required) - pair.held)


def may_sit(tables: Tables, person: Row, program: str, as_of: date, params: Parameters) -> bool:
    code = person.get("legal_position")
    if code is not None and code.rjust(2, "0") in params.study_positions:
        return False
    if person.get("retires_on") is not None and person["retires_on"] <= date(as_of.year, 12, 31):
        return False
    rows = [row for row in tables.get("eligibility", ()) if row["program"] == program]
    tier = next(job["tier"] for job in tables["jobs"] if job["job"] == person["job"])
    return not rows or any(
        row.get("tier") in (None, tier) and row.get("status") in (None, person["status"]) for row in rows
    )


def head_counts(tables: Tables, as_of: date) -> list[Need]:
    return [
        Need(row["need"], row["program"], row["agency"], row.get("unit"), row["people"])
        for row in tables.get("needs", ())
        if row.get("program") is not None and row.get("agreed_on") is not None and row["agreed_on"] <= as_of
    ]


def best_gains(ground: Ground, seats: Sequence[Seat]) -> dict[tuple[Any, str], Fraction]:
    """Of every person and competency the best gain of the seats taken, never the sum."""
    best: dict[tuple[Any, str], Fraction] = {}
    for seat in seats:
        for competency, gain in ground.gains(seat).items():
            key = (seat[0], competency)
            best[key] = max(best.get(key, Fraction(0)), gain)
    return best


def most_heads(needs: Sequence[Need], ground: Ground, free: Sequence[Any]) -> int:
    """The most of the `free` people who can stand for a head of one of the needs: a flow, one path at a time."""
    load = {need.need: 0 for need in needs}
    stands: dict[Any, Need] = {}

    def place(person: Any, tried: set[str]) -> bool:
        for need in needs:
            if need.need in tried or not ground.stands_for(need, person):
                continue
            tried.add(need.need)
            if load[need.need] < need.people:
                stands[person] = need
                load[need.need] += 1
                return True
            for other in [one for one, its in stands.items() if its is need]:
                if place(other, tried):
                    load[need.need] -= 1
                    stands[person] = need
                    load[need.need] += 1
                    return True
        return False

    return sum(place(person, set()) for person in free)
