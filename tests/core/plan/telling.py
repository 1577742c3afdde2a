"""A plan of the second solver told in the tables of the contract, so that the auditor can be tried before and without
the real one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.core.plan.auditor import Case, Told, reason_of, room_of
from tests.core.plan.ground import Ground, best_gains
from tests.core.plan.second_solver import Answer


def told_of(ground: Ground, answer: Answer, alone: Mapping[str, Answer]) -> Told:
    assigned = seated(ground, answer)
    told = Told(
        classes=[{"program": p, "host": h, "classes": count} for (p, h), count in answer.classes.items()],
        assigned=assigned,
        seats=grouped_seats(assigned),
        dues=grouped_dues(ground, assigned),
        agencies=[],
        unmet=[],
        status="proved",
        benefit=float(answer.benefit(ground)),
        bound=float(answer.benefit(ground)),
        alone={
            agency: (float(one.benefit(ground)), one.obligations(ground), one.count(ground, agency))
            for agency, one in alone.items()
        },
    )
    told.agencies = [agency_row(ground, answer, told, agency) for agency in ground.agencies]
    told.unmet = unmet_rows(ground, told)
    return told


def seated(ground: Ground, answer: Answer) -> list[dict[str, Any]]:
    """Every seat; each pair is credited at the first seat that gives the most."""
    best = best_gains(ground, answer.seats(ground))
    rows = []
    for person, program, host in sorted(answer.named, key=str):
        credited = 0.0
        for competency, gain in ground.gains((person, program)).items():
            if best.get((person, competency)) == gain:
                credited += float(best.pop((person, competency)))
        kind = ground.kind((person, program))
        agency = ground.people[person]["agency"]
        rows.append(seat_row(person, agency, program, host, kind, credited))
    for (need, host), count in answer.heads.items():
        rows += [seat_row(None, need.agency, need.program, host, "agreed", 1.0) for _ in range(count)]
    return rows


def seat_row(person: Any, agency: str, program: str, host: str, kind: str, benefit: float) -> dict[str, Any]:
    return {"person": person, "agency": agency, "program": program, "host": host, "kind": kind, "benefit": benefit}


def grouped_seats(assigned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for seat in assigned:
        key = (seat["program"], seat["host"], seat["agency"])
        empty = {"seats": 0, "measured": 0, "agreed": 0, "obliged": 0, "benefit": 0.0}
        row = rows.setdefault(key, {"program": key[0], "host": key[1], "origin": key[2], **empty})
        row["seats"] += 1
        row[seat["kind"]] += 1
        row["benefit"] += seat["benefit"]
    return list(rows.values())


def grouped_dues(ground: Ground, assigned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for seat in assigned:
        if seat["agency"] != seat["host"]:
            key = (seat["agency"], seat["host"], seat["program"])
            start = {"payer": key[0], "payee": key[1], "program": key[2], "seats": 0, "amount": 0}
            row = rows.setdefault(key, start)
            row["seats"] += 1
            row["amount"] += ground.dues(seat["agency"], seat["program"], seat["host"])
    return list(rows.values())


def agency_row(ground: Ground, answer: Answer, told: Told, agency: str) -> dict[str, Any]:
    spent = sum(
        count * ground.hosts[program, host]["fixed_cost"]
        for (program, host), count in answer.classes.items()
        if host == agency
    )
    for seat in told.assigned:
        where = (seat["program"], seat["host"])
        spent += ground.hosts[where]["seat_cost"] if seat["host"] == agency else 0
        if seat["agency"] == agency:
            spent += ground.dues(agency, *where) + ground.fare(agency, *where)
    return {
        "agency": agency,
        "benefit_alone": told.alone[agency][0],
        "benefit_shared": float(answer.benefit(ground, agency)),
        "seats_alone": told.alone[agency][2],
        "seats_shared": answer.count(ground, agency),
        "spent": spent,
        "budget": ground.ceilings[agency]["all"],
    }


def unmet_rows(ground: Ground, told: Told) -> list[dict[str, Any]]:
    case = Case(ground, told, "shared", 0.0)
    rooms = {program: room_of(ground, program) for program in ground.programs}
    best = best_gains(ground, [(row["person"], row["program"]) for row in case.named])
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for pair in ground.pairs:
        if (pair.person, pair.competency) in best:
            continue
        reason = reason_of(case, pair, rooms)
        reason = "money" if "or" in reason.split() else reason
        key = (pair.agency, pair.competency, reason)
        start = {"agency": key[0], "competency": key[1], "people": 0, "levels": 0, "reason": reason}
        row = rows.setdefault(key, start)
        row["people"] += 1
        row["levels"] += pair.shortfall or 1
    return [*rows.values(), *unmet_obligations(ground, case)]


def unmet_obligations(ground: Ground, case: Case) -> list[dict[str, Any]]:
    seated = {(row["person"], row["program"]) for row in case.named}
    counts: dict[tuple[str, str], int] = {}
    for seat in ground.obligations - seated:
        key = (ground.people[seat[0]]["agency"], "money" if seat in ground.eligible else "not_eligible")
        counts[key] = counts.get(key, 0) + 1
    return [
        {"agency": agency, "competency": None, "people": people, "levels": 0, "reason": reason}
        for (agency, reason), people in counts.items()
    ]
