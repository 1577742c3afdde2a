"""Small data folders for the joint plan, in which money, seats and class sizes truly bind.

`small` takes a `random.Random`; the same state makes the same folder. A folder that money would not bind proves
little: budgets are drawn as a share of what all that is asked for would roughly cost.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

import pyarrow as pa

from betang.core.params import Parameters
from betang.core.tables import BUDGET_PURPOSES, CHANNELS, IMPORTANCES, SOURCES, TABLES
from tests.core.gap import runners
from tests.core.gap.folders import filled

Row: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, list[Row]]

DAYS: Final = (date(2026, 6, 30), date(2027, 1, 1), date(2026, 12, 31), date(2028, 2, 29))
AGENCIES: Final = ("6211", "62", "K", "b", "É")
UNITS: Final = ("U1", "u1", "01", "1")
COMPETENCIES: Final = ("M.1", "T.200", "SK.01", "m.1", "T.2")
JOBS: Final = (("J1", "administrator"), ("J2", "pengawas"), ("j3", "pelaksana"))
PROGRAMS: Final = ("P1", "P2", "p1", "P3", "Q", "R")
STATUSES: Final = ("PNS", "PNS", "PNS", "PPPK", "CPNS")
POSITIONS: Final = (*(None,) * 12, "01", "01", "03", "3", "99", "2")
RUPIAH: Final = 100_000


@dataclass(frozen=True)
class Question:
    """A folder and what is asked of it."""

    tables: Tables
    as_of: date
    params: Parameters
    measured_only: bool

    def __repr__(self) -> str:
        """The folder as dicts without what is empty: what one pastes into a session to look closer."""
        rows = {name: [{k: v for k, v in row.items() if v is not None} for row in t] for name, t in self.tables.items()}
        return f"as_of={self.as_of} params={self.params} measured_only={self.measured_only} tables={rows}"

    def shuffled(self, random: Random) -> Question:
        """The same folder with its rows in another order."""
        tables = {name: random.sample(rows, len(rows)) for name, rows in self.tables.items()}
        return Question(tables, self.as_of, self.params, self.measured_only)


def small(random: Random) -> Question:
    as_of = random.choice(DAYS)
    agencies = random.sample(AGENCIES, random.choice((1, 2, 2, 3, 3, 4, 5)))
    units = units_of(random, agencies)
    competencies = random.sample(COMPETENCIES, random.randint(2, 5))
    programs = random.sample(PROGRAMS, random.randint(2, 6))
    people = people_of(random, units, as_of)
    tables: Tables = {
        "agencies": filled("agencies", [{"agency": agency, "name": agency} for agency in agencies]),
        "units": units,
        "jobs": [{"job": job, "name": job, "tier": tier} for job, tier in JOBS],
        "people": people,
        "competencies": filled("competencies", [{"competency": code, "name": code} for code in competencies]),
        "standards": standards_of(random, agencies, competencies),
        "assessments": assessments_of(random, people, competencies, as_of),
        "programs": [program_of(random, program) for program in programs],
        "outcomes": outcomes_of(random, programs, competencies),
        "eligibility": eligibility_of(random, programs),
        "training_history": trainings_of(random, people, programs, as_of),
        "needs": needs_of(random, people, units, competencies, programs, as_of),
        "obligations": obligations_of(random, people, programs),
        "hosts": hosts_of(random, agencies, programs),
        **targets_of(random, units, competencies),
    }
    tables["travel"] = travel_of(random, agencies, tables["hosts"])
    tables["budgets"] = budgets_of(random, tables)
    for rows in tables.values():
        random.shuffle(rows)
    return Question(tables, as_of, params_of(random), random.random() < 0.15)


def params_of(random: Random) -> Parameters:
    if random.random() < 0.8:
        return Parameters()
    return Parameters(
        study_positions=random.choice(((), ("03", "01"))),
        validity_years={source: random.randint(1, 4) for source in SOURCES},
        importance={"absolute": 5, "important": random.randint(1, 4), "needed": random.randint(0, 1)},
    )


def units_of(random: Random, agencies: list[str]) -> list[Row]:
    rows = []
    for agency in agencies:
        codes = random.sample(UNITS, random.randint(1, 4))
        for place, code in enumerate(codes):
            above = random.choice((codes[place - 1], codes[place - 1], codes[0], None)) if place else None
            rows.append({"agency": agency, "unit": code, "name": code, "parent": above})
    return rows


def people_of(random: Random, units: list[Row], as_of: date) -> list[Row]:
    """From one large government and small ones to equal ones; everyone of one agency may be in one unit."""
    numbered = random.random() < 0.5
    places = random.choices(units, [random.choice((1, 1, 2, 6)) for _ in units], k=random.choice((6, 12, 18, 22, 25)))
    end = date(as_of.year, 12, 31)
    leaves = (None,) * 18 + (end, end + timedelta(days=1), as_of, end + timedelta(days=900))
    return [
        {
            "person": number * 3 + 1 if numbered else f"o{number * 3 + 1}",
            "agency": unit["agency"],
            "unit": unit["unit"],
            "job": random.choice(JOBS)[0],
            "status": random.choice(STATUSES),
            "legal_position": random.choice(POSITIONS),
            "retires_on": random.choice(leaves),
        }
        for number, unit in enumerate(places)
    ]


def standards_of(random: Random, agencies: list[str], competencies: list[str]) -> list[Row]:
    common = [(None, {"job": job}, 0.6) for job, _ in JOBS] + [(None, {"tier": tier}, 0.2) for _, tier in JOBS]
    own = [(agency, {"job": job}, 0.15) for agency in agencies for job, _ in JOBS]
    return [
        {
            "agency": agency,
            "job": None,
            "tier": None,
            **holder,
            "competency": competency,
            "level": random.choice((1, 2, 3, 3, 4, 5)),
            "importance": random.choice(IMPORTANCES),
        }
        for agency, holder, likely in (*common, *own)
        for competency in competencies
        if random.random() < likely
    ]


def assessments_of(random: Random, people: list[Row], competencies: list[str], as_of: date) -> list[Row]:
    """Mostly fresh; some expired, some of the day after, some people never measured."""
    return [
        {
            "person": person["person"],
            "competency": competency,
            "level": random.choice((0, 0, 1, 1, 2, 3, 4)),
            "assessed_on": as_of - timedelta(days=random.choice((0, 30, 30, 200, 360, 500, 1500, -1))),
            "source": random.choice(SOURCES),
        }
        for person in people
        if random.random() < 0.9
        for competency in competencies
        for _ in range(random.choice((0, 1, 1, 1, 2)))
    ]


def program_of(random: Random, program: str) -> Row:
    low = random.choice((1, 1, 1, 2, 2, 2, 3, 4, 6))
    days = random.randint(0, 5)
    return {
        "program": program,
        "name": program,
        "channel": random.choice((*CHANNELS, "class", "class")),
        "hours": Decimal(40),
        "days": days,
        "onsite_days": random.choice((None, None, 0, days)),
        "class_min": low,
        "class_max": random.randint(low, 6),
    }


def outcomes_of(random: Random, programs: list[str], competencies: list[str]) -> list[Row]:
    rows = []
    for program in programs:
        for competency in random.sample(competencies, min(len(competencies), random.choice((0, 1, 2, 2, 3, 3)))):
            low = random.choice((0, 0, 0, 0, 1, 2))
            row = {"program": program, "competency": competency, "from_level": low}
            rows.append({**row, "to_level": random.choice((low + 1, 3, 4, 5))})
    return rows


def eligibility_of(random: Random, programs: list[str]) -> list[Row]:
    tiers = [None, *(tier for _, tier in JOBS)]
    return [
        {"program": program, "tier": random.choice(tiers), "status": random.choice((None, None, "PNS", "PPPK"))}
        for program in programs
        if random.random() < 0.3
        for _ in range(random.randint(1, 2))
    ]


def trainings_of(random: Random, people: list[Row], programs: list[str], as_of: date) -> list[Row]:
    rows = [
        {
            "person": person["person"],
            "title": "Pelatihan",
            "program": random.choice((None, *programs)),
            "end": as_of - timedelta(days=random.choice((0, 10, 100, 364, 366, -5))),
        }
        for person in people
        if random.random() < 0.2
    ]
    return filled("training_history", rows)


def needs_of(
    random: Random,
    people: list[Row],
    units: list[Row],
    competencies: list[str],
    programs: list[str],
    as_of: date,
) -> list[Row]:
    days = (None, as_of, *(as_of - timedelta(days=20),) * 4, as_of + timedelta(days=1))
    rows: list[Row] = [
        {"agency": person["agency"], "person": person["person"], "competency": random.choice(competencies)}
        for person in random.choices(people, k=random.choice((0, 2, 5, 10)))
    ]
    few = random.sample(programs, min(2, len(programs)))  # so that several needs meet in one programme
    for _ in range(random.choice((0, 2, 4, 6, 9))):
        unit = random.choice(units)
        row = {"agency": unit["agency"], "program": random.choice(few), "people": random.choice((1, 2, 3, 6))}
        rows.append({**row, "unit": random.choice((None, unit["unit"], unit["unit"]))})
    return filled(
        "needs", [{**row, "need": f"N{number}", "agreed_on": random.choice(days)} for number, row in enumerate(rows)]
    )


def obligations_of(random: Random, people: list[Row], programs: list[str]) -> list[Row]:
    likely = random.choice((0.0, 0.03, 0.1, 0.25))
    return [
        {"person": person["person"], "program": program, "rule": "PP 11/2017", "due": None}
        for person in people
        for program in programs
        if random.random() < likely
    ]


def hosts_of(random: Random, agencies: list[str], programs: list[str]) -> list[Row]:
    likely = random.choice((0.4, 0.7, 0.9))
    return [
        {
            "program": program,
            "host": agency,
            "fixed_cost": random.choice((0, 1, 1, 2, 4, 12)) * RUPIAH + random.choice((0, 0, 7)),
            "seat_cost": random.choice((0, 1, 1, 2, 4)) * RUPIAH,
            "max_classes": random.choice((0, 1, 1, 2, 2, 3)),
            "tariff": random.choice((None, None, 0, 2 * RUPIAH, 5 * RUPIAH + 1)),
            "retains": random.choice((None, True, True, False)),
        }
        for program in programs
        for agency in agencies
        if random.random() < likely
    ]


def travel_of(random: Random, agencies: list[str], hosts: list[Row]) -> list[Row]:
    """Mostly complete; every agency that hosts can be reached from somewhere, as a folder must say."""
    missing = random.choice((0.0, 0.0, 0.3))
    rows = []
    for host in agencies:
        others = [agency for agency in agencies if agency != host]
        known = [agency for agency in others if random.random() >= missing] or others[:1]
        own = [host] if random.random() < 0.2 else []  # a journey to oneself costs nothing, whatever a row says
        rows += [
            {
                "origin": origin,
                "host": host,
                "transport": random.choice((0, 0, 1, 1, 2, 6)) * RUPIAH,
                "per_day": random.choice((0, 0, 1, 2)) * RUPIAH // 2,
            }
            for origin in (*known, *own)
        ]
    return rows


def budgets_of(random: Random, tables: Tables) -> list[Row]:
    """A share of what it would cost to seat everyone of an agency once or so."""
    dear = [row["seat_cost"] + row["fixed_cost"] // 3 for row in tables["hosts"]] or [RUPIAH]
    rows = []
    for agency in (row["agency"] for row in tables["agencies"]):
        people = sum(person["agency"] == agency for person in tables["people"])
        whole = (people + 2) * 2 * sum(dear) // len(dear)
        if random.random() < 0.92:
            share = random.choice((0.08, 0.2, 0.3, 0.5, 0.5, 1.0, 3.0))
            rows.append({"agency": agency, "purpose": "all", "amount": int(whole * share)})
        rows += [
            {"agency": agency, "purpose": purpose, "amount": int(whole * random.choice((0.0, 0.1, 0.2, 0.4)))}
            for purpose in BUDGET_PURPOSES[1:]
            if random.random() < 0.12
        ]
    return rows


def targets_of(random: Random, units: list[Row], competencies: list[str]) -> Tables:
    targets, links = [], {}
    for number in range(random.choice((0, 1, 3))):
        unit = random.choice(units)
        key = {"target": f"S{number}", "agency": unit["agency"], "unit": random.choice((None, unit["unit"]))}
        targets.append({**key, "weight": Decimal(random.choice(("1", "2.5", "7", "0.3333")))})
        for competency in random.sample(competencies, random.randint(1, 2)):
            links[f"S{number}", competency] = Decimal(random.choice(("1", "0.5", "0.25", "0.0001")))
    rows = [{"target": t, "competency": c, "unit": None, "relevance": relevance} for (t, c), relevance in links.items()]
    return {"targets": filled("targets", targets), "target_links": rows}


# As the program reads them


def as_arrow(question: Question) -> dict[str, pa.Table]:
    engine = runners.Engine(None)
    return {name: engine.arrow(name, question.tables) for name in TABLES}


def write_folder(question: Question, folder: Path) -> Path:
    """The folder as CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in question.tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, TABLES[name].names)
            writer.writeheader()
            writer.writerows(rows)
    return folder
