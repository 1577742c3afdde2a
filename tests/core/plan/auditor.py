"""Audits a plan of a small folder: recomputes everything from the folder and says in plain sentences what is wrong.

Plain Python, whole figures and `Fraction`, no code of the plan itself. `audit` gives a list of sentences; an empty one
means that every rule of the contract holds.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, TypeAlias

from tests.core.gap.reference import Pair
from tests.core.plan.ground import Ground, Row, Seat, best_gains, most_heads

Rows: TypeAlias = list[dict[str, Any]]
Key: TypeAlias = tuple[Any, ...]

NEAR: Final = 1e-6  # relative: a solver's tolerance on a figure that is a sum of doubles
KINDS: Final = ("obliged", "measured", "agreed")
REASONS: Final = ("no_program", "no_host", "not_eligible", "class_too_small", "no_capacity", "money")


@dataclass
class Told:
    """A plan as it is told: its tables as rows, its figures."""

    classes: Rows
    assigned: Rows
    seats: Rows
    dues: Rows
    agencies: Rows
    unmet: Rows
    status: str
    benefit: float
    bound: float
    alone: dict[str, tuple[float, int, int]] = field(default_factory=dict)  # benefit, obligations, seats


@dataclass(frozen=True)
class Case:
    """What is looked at: a told plan on its ground."""

    ground: Ground
    told: Told
    mode: str
    gap: float

    @property
    def named(self) -> Rows:
        return [row for row in self.told.assigned if row["person"] is not None]

    @property
    def anonymous(self) -> Rows:
        return [row for row in self.told.assigned if row["person"] is None]

    def sums(self, *columns: str, of: Callable[[Row], Any] = lambda _: 1) -> dict[Key, Any]:
        """Over all seats, by these columns."""
        sums: dict[Key, Any] = {}
        for row in self.told.assigned:
            key = tuple(row[column] for column in columns)
            sums[key] = sums.get(key, 0) + of(row)
        return sums


def audit(ground: Ground, told: Told, *, mode: str = "shared", gap: float = 0.005) -> list[str]:
    """Everything that is wrong with the plan, a sentence each."""
    case = Case(ground, told, mode, gap)
    astray = list(places(case))
    if astray:
        return astray  # nothing can be counted of seats that are nowhere
    checks = (who_sits, heads, classes, money, credits_told, seats_told, dues_told, agencies_told, floors, bound, unmet)
    return [sentence for check in checks for sentence in check(case)]


def near(came: float, wanted: float | Fraction) -> bool:
    return math.isclose(float(came), float(wanted), rel_tol=NEAR, abs_tol=1e-9)


# Seats


def places(case: Case) -> Iterable[str]:
    """Every seat is of a known person or agency, at a host that origin may use, of a known kind."""
    ground = case.ground
    for row in case.told.assigned:
        what = f"seat of {row['person'] or 'somebody'} from {row['agency']} in {row['program']} at {row['host']}"
        if row["kind"] not in KINDS:
            yield f"{what}: {row['kind']} is no kind of seat"
        if row["agency"] not in ground.ceilings:
            yield f"{what}: no such agency"
        elif not ground.may_use(row["agency"], row["program"], row["host"], alone=case.mode == "alone"):
            yield f"{what}: this origin may not use this host"
        if row["person"] is not None and row["person"] not in ground.people:
            yield f"{what}: nobody of that name is in service"
    for row in case.told.classes:
        if (row["program"], row["host"]) not in ground.hosts:
            yield f"classes of {row['program']} at {row['host']}: no such host"


def who_sits(case: Case) -> Iterable[str]:
    """Named people may sit there, have a reason to, sit once in a programme, and are of the kind and origin told."""
    ground = case.ground
    times = Counter((row["person"], row["program"]) for row in case.named)
    for (person, program), count in times.items():
        if count > 1:
            yield f"{person} has {count} seats in {program}"
    for row in case.named:
        seat: Seat = (row["person"], row["program"])
        what = f"{row['person']} in {row['program']}"
        if row["agency"] != ground.people[row["person"]]["agency"]:
            yield f"{what}: is not of {row['agency']}"
        if seat not in ground.eligible:
            yield f"{what}: may not sit there"
        elif not ground.gains(seat) and seat not in ground.obliged:
            yield f"{what}: gains nothing there and is not obliged"
        elif row["kind"] != ground.kind(seat):
            yield f"{what}: the seat is {ground.kind(seat)}, told as {row['kind']}"


def heads(case: Case) -> Iterable[str]:
    """Anonymous heads are asked for, are agreed, count 1, and stand for people who gain nothing, nobody for two."""
    ground = case.ground
    for row in case.anonymous:
        if row["kind"] != "agreed" or not near(row["benefit"], 1):
            yield f"a head of {row['agency']} in {row['program']}: told as {row['kind']} with benefit {row['benefit']}"
    seated = {(row["person"], row["program"]) for row in case.named}
    for (program, agency), count in Counter((row["program"], row["agency"]) for row in case.anonymous).items():
        needs = [need for need in ground.needs if (need.program, need.agency) == (program, agency)]
        free = [person for person in ground.idle(program, agency) if (person, program) not in seated]
        most = most_heads(needs, ground, free)
        if count > most:
            yield f"{count} heads of {agency} in {program}: at most {most} can be asked for and stand for somebody"


def classes(case: Case) -> Iterable[str]:
    """Whole classes within the host's number, no smaller and no larger than the programme says."""
    seats = case.sums("program", "host")
    held: dict[Key, int] = {}
    for row in case.told.classes:
        key = (row["program"], row["host"])
        if key in held or row["classes"] < 1 or row["classes"] != int(row["classes"]):
            yield f"classes of {key}: told twice, or not a whole number from 1"
        held[key] = row["classes"]
    for key in sorted(held.keys() | seats.keys()):
        number, sitting, program = held.get(key, 0), seats.get(key, 0), case.ground.programs[key[0]]
        if number > case.ground.hosts[key]["max_classes"]:
            yield f"{number} classes of {key}: the host can hold {case.ground.hosts[key]['max_classes']}"
        if not program["class_min"] * number <= sitting <= program["class_max"] * number:
            low, high = program["class_min"], program["class_max"]
            yield f"{sitting} seats in {number} classes of {key}: a class takes {low} to {high}"


# Money


def spending(case: Case) -> dict[str, dict[str, int]]:
    """Whole rupiah of every agency: class, dues, travel, and the dues it received and keeps."""
    ground = case.ground
    spent = {agency: dict.fromkeys(("class", "dues", "travel", "kept"), 0) for agency in ground.agencies}
    for row in case.told.classes:
        spent[row["host"]]["class"] += ground.hosts[row["program"], row["host"]]["fixed_cost"] * row["classes"]
    for row in case.told.assigned:
        where = (row["agency"], row["program"], row["host"])
        dues = ground.dues(*where)
        spent[row["host"]]["class"] += ground.hosts[row["program"], row["host"]]["seat_cost"]
        spent[row["agency"]]["dues"] += dues
        spent[row["agency"]]["travel"] += ground.fare(*where)
        if ground.retains(row["program"], row["host"]):
            spent[row["host"]]["kept"] += dues
    return spent


def gross(spent: Mapping[str, int]) -> int:
    return spent["class"] + spent["dues"] + spent["travel"]


def money(case: Case) -> Iterable[str]:
    for agency, spent in spending(case).items():
        ceilings = case.ground.ceilings[agency]
        if gross(spent) > ceilings["all"] + spent["kept"]:
            yield f"{agency} spends {gross(spent)}: it has {ceilings['all']} and keeps {spent['kept']} of dues"
        for purpose in ("class", "dues", "travel"):
            if purpose in ceilings and spent[purpose] > ceilings[purpose]:
                yield f"{agency} spends {spent[purpose]} on {purpose}: its ceiling is {ceilings[purpose]}"


# Benefit


def credits_told(case: Case) -> Iterable[str]:
    """A person's benefit is the best gain of every competency, each credited at one of the seats that gives it."""
    ground = case.ground
    best = best_gains(ground, [(row["person"], row["program"]) for row in case.named])
    for person in {row["person"] for row in case.named}:
        told = {row["program"]: row["benefit"] for row in case.named if row["person"] == person}
        own = {competency: gain for (one, competency), gain in best.items() if one == person}
        ways = [[program for program in told if ground.gains((person, program)).get(c) == g] for c, g in own.items()]
        possible = (
            {program: sum(g for g, at in zip(own.values(), way, strict=True) if at == program) for program in told}
            for way in itertools.product(*ways)
        )
        if not any(all(near(told[program], sums[program]) for program in told) for sums in possible):
            given = {competency: float(gain) for competency, gain in own.items()}
            yield f"{person}: credited {told}, but what the seats can give is {given}"
    total = sum(best.values(), Fraction(0)) + len(case.anonymous)
    if not near(case.told.benefit, total):
        yield f"the benefit told is {case.told.benefit}: the seats give {float(total)}"


def benefit_of(case: Case, agency: str) -> Fraction:
    best = best_gains(case.ground, [(r["person"], r["program"]) for r in case.named if r["agency"] == agency])
    return sum(best.values(), Fraction(0)) + sum(row["agency"] == agency for row in case.anonymous)


def obligations_of(case: Case, agency: str) -> int:
    return sum((row["person"], row["program"]) in case.ground.obliged for row in case.named if row["agency"] == agency)


def floors(case: Case) -> Iterable[str]:
    """No agency gets less benefit, nor fewer obligations served, than alone."""
    for agency in case.ground.agencies:
        if agency not in case.told.alone:
            yield f"nothing is told of what {agency} has alone"
            continue
        benefit, obligations, _ = case.told.alone[agency]
        if float(benefit_of(case, agency)) < benefit * (1 - NEAR) - 1e-9:
            yield f"{agency} has {float(benefit_of(case, agency))}, alone it has {benefit}"
        if obligations_of(case, agency) < obligations:
            yield f"{agency} has {obligations_of(case, agency)} obligations served, alone {obligations}"


def bound(case: Case) -> Iterable[str]:
    """The bound is one, and `proved` is said only, and always, when it is near enough."""
    told = case.told
    if told.bound < told.benefit * (1 - 1e-9) - 1e-9:
        yield f"the bound {told.bound} is below the benefit {told.benefit}"
    close = told.bound - told.benefit <= case.gap * told.bound + 1e-9 * max(1.0, told.bound)
    if told.status == "proved" and not close:
        yield f"told as proved, with benefit {told.benefit}, bound {told.bound} and a gap of {case.gap}"
    if told.status not in ("proved", "stopped"):
        yield f"the status is {told.status}"


# What the tables tell


def compare(what: str, came: Mapping[Key, Any], wanted: Mapping[Key, Any]) -> Iterable[str]:
    for key in sorted(came.keys() | wanted.keys(), key=str):
        if key not in came or key not in wanted or not alike(came[key], wanted[key]):
            yield f"{what} of {key}: told {came.get(key)}, the seats make {wanted.get(key)}"


def alike(came: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return len(came) == len(wanted) and all(map(alike, came, wanted))
    return near(came, wanted) if isinstance(wanted, (float, Fraction)) else bool(came == wanted)


def by(rows: Rows, key: tuple[str, ...], values: tuple[str, ...]) -> dict[Key, tuple[Any, ...]]:
    told = {tuple(row[name] for name in key): tuple(row[name] for name in values) for row in rows}
    return told if len(told) == len(rows) else {("a key stands twice", *map(str, key)): ()}


def seats_told(case: Case) -> Iterable[str]:
    columns = ("program", "host", "agency")
    parts = [case.sums(*columns)]
    parts += [case.sums(*columns, of=lambda row, kind=kind: int(row["kind"] == kind)) for kind in reversed(KINDS)]
    parts[1:] = [parts[2], parts[1], parts[3]]  # measured, agreed, obliged
    worth = case.sums(*columns, of=lambda row: row["benefit"])
    wanted = {key: (*(part[key] for part in parts), float(worth[key])) for key in parts[0]}
    values = ("seats", "measured", "agreed", "obliged", "benefit")
    yield from compare("seats", by(case.told.seats, ("program", "host", "origin"), values), wanted)


def dues_told(case: Case) -> Iterable[str]:
    """Every seat of a guest, even where it costs nothing."""
    wanted: dict[Key, tuple[int, int]] = {}
    for (agency, program, host), count in case.sums("agency", "program", "host").items():
        if agency != host:
            wanted[agency, host, program] = (count, count * case.ground.dues(agency, program, host))
    yield from compare("dues", by(case.told.dues, ("payer", "payee", "program"), ("seats", "amount")), wanted)


def agencies_told(case: Case) -> Iterable[str]:
    """Every agency: what it has and spends in this plan; what it has alone as told elsewhere."""
    spent, seats = spending(case), case.sums("agency")
    values = ("benefit_shared", "seats_shared") if case.mode == "shared" else ("benefit_alone", "seats_alone")
    wanted = {
        (agency,): (benefit_of(case, agency), seats.get((agency,), 0), gross(spent[agency]))
        for agency in case.ground.agencies
    }
    yield from compare("figures", by(case.told.agencies, ("agency",), (*values, "spent")), wanted)
    budgets = {(agency,): (case.ground.ceilings[agency]["all"],) for agency in case.ground.agencies}
    told = {key: (value or 0,) for key, (value,) in by(case.told.agencies, ("agency",), ("budget",)).items()}
    yield from compare("budget", told, budgets)
    alone = {(agency,): (float(figures[0]), figures[2]) for agency, figures in case.told.alone.items()}
    yield from compare("figures alone", by(case.told.agencies, ("agency",), ("benefit_alone", "seats_alone")), alone)


# Unmet need


def unmet(case: Case) -> Iterable[str]:
    """Open pairs without any credit, each with a reason that holds and none of an earlier reason."""
    ground = case.ground
    best = best_gains(ground, [(row["person"], row["program"]) for row in case.named])
    left = [pair for pair in ground.pairs if (pair.person, pair.competency) not in best]
    yield from obligations_unmet(case)
    rows = [row for row in case.told.unmet if row["competency"] is not None]
    told = by(rows, ("agency", "competency", "reason"), ("people", "levels"))
    for key in told:
        if key[-1] not in REASONS:
            yield f"unmet {key}: {key[-1]} is no reason"
    rooms = {program: room_of(ground, program) for program in ground.programs}
    surely = {(p.person, p.competency): reason_of(case, p, rooms) for p in left}
    for agency, competency in sorted({(p.agency, p.competency) for p in left} | {key[:2] for key in told}):
        here = [pair for pair in left if (pair.agency, pair.competency) == (agency, competency)]
        wanted = {reason: counted(p for p in here if surely[p.person, competency] == reason) for reason in SURE}
        came = {reason: told.get((agency, competency, reason), (0, 0)) for reason in REASONS}
        everyone = tuple(sum(part) for part in zip(*came.values(), strict=True))
        if everyone != counted(here):
            yield f"unmet of {agency} in {competency}: told {everyone} people and levels, there are {counted(here)}"
        for reason in SURE:
            if came[reason] != wanted[reason]:
                yield f"unmet {reason} of {agency} in {competency}: told {came[reason]}, there are {wanted[reason]}"


def obligations_unmet(case: Case) -> Iterable[str]:
    """Obligations of people in service that are not served stand in rows without a competency."""
    ground = case.ground
    rows = [row for row in case.told.unmet if row["competency"] is None]
    told = by(rows, ("agency", "reason"), ("people", "levels"))
    seated = {(row["person"], row["program"]) for row in case.named}
    for agency in ground.agencies:
        left = [seat for seat in ground.obligations - seated if ground.people[seat[0]]["agency"] == agency]
        barred = sum(seat not in ground.eligible for seat in left)
        came = {reason: told.get((agency, reason), (0, 0))[0] for reason in REASONS}
        if (came["not_eligible"], sum(came.values())) != (barred, len(left)):
            yield f"obligations unmet of {agency}: told {came}, there are {len(left)}, {barred} of them not eligible"


SURE: Final = ("no_program", "no_host", "not_eligible", "class_too_small")


def counted(pairs: Iterable[Pair]) -> tuple[int, int]:
    """People and levels; an assumed pair is short of one level."""
    levels = [1 if pair.held is None else (pair.shortfall or 0) for pair in pairs]
    return len(levels), sum(levels)


def reason_of(case: Case, pair: Pair, rooms: Mapping[str, int]) -> str:
    """The first reason that holds; the last two are a matter of the solver and come as one."""
    ground = case.ground
    programs = [p for p in ground.programs if pair.competency in ground.taught.get((pair.person, p), {})]
    if not programs:
        return "no_program"
    usable = [
        program for program in programs if any(held_for(case, pair.agency, program, host) for host in ground.agencies)
    ]
    if not usable:
        return "no_host"
    fitting = [program for program in usable if (pair.person, program) in ground.eligible]
    if not fitting:
        return "not_eligible"
    if all(rooms[program] < ground.programs[program]["class_min"] for program in fitting):
        return "class_too_small"
    return "no_capacity or money"


def held_for(case: Case, origin: str, program: str, host: str) -> bool:
    """May the origin use the host, and can it hold a class at all?"""
    apart = case.mode == "alone"
    if not case.ground.may_use(origin, program, host, alone=apart):
        return False
    return bool(case.ground.hosts[program, host]["max_classes"] > 0)


def room_of(ground: Ground, program: str) -> int:
    """Everyone who could ever sit in a programme, of all agencies together."""
    named = {person for person, one in ground.allowed() if one == program}
    heads = 0
    for agency in ground.agencies:
        needs = [need for need in ground.needs if (need.program, need.agency) == (program, agency)]
        heads += most_heads(needs, ground, [p for p in ground.idle(program, agency) if p not in named])
    return len(named) + heads
