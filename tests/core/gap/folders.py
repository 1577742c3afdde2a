"""Awkward small data folders: everything that goes wrong at the edges of the rules, made on purpose.

`awkward` takes a `random.Random`; hypothesis hands in one of its own, so that a failing folder shrinks, and a plain
seeded one makes the larger folders.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from betang.core.params import Parameters
from betang.core.tables import IMPORTANCES, SOURCES
from tests.core.gap.reference import years_on
from tests.core.gap.spec import FILL, Row, Tables, typed_input

DAYS: Final = tuple(
    date.fromisoformat(day)
    for day in ("2027-01-01", "2024-02-29", "2025-02-28", "2028-02-29", "2025-03-01", "2026-06-30")
)
LEAP_DAYS: Final = (date(2020, 2, 29), date(2024, 2, 29), date(2028, 2, 29))
AGENCIES: Final = ("6711", "Z", "a", "É")
UNIT_CODES: Final = ("1", "01", "1.2", "U", "u", "ü", "1 ", "Z-9")  # the same ones in every agency
COMPETENCIES: Final = ("M.01", "M.1", "m.01", "T.200", "SK.01", "T.3", "T.30", "Ä")
JOBS: Final = (
    ("J1", "administrator"),
    ("J2", "administrator"),
    ("j1", "pengawas"),
    ("J3", "jf_mahir"),
    ("J4", "pelaksana"),
)
PROGRAMS: Final = ("P1", "P2", "p1")
POSITIONS: Final = (None, None, None, "01", "01", "03", "11", "2", "02", "20", "88", "99")
WEIGHTS: Final = ("1", "2.5", "0.0001", "3.3333", "7", "12345.6789", "99999999.9999")
RELEVANCES: Final = ("1", "0.5", "0.3333", "0.0001", "0.9999")


@dataclass(frozen=True)
class Question:
    """A folder and what is asked of it."""

    tables: Tables
    as_of: date
    next_job: bool
    params: Parameters
    numbered: bool  # people carry whole numbers, as in the database, not text

    def __repr__(self) -> str:
        """The folder as dicts, without the columns no rule looks at: what one pastes into a session to look closer."""
        rows = {
            name: [{k: v for k, v in row.items() if v is not None and k not in FILL.get(name, ())} for row in rows]
            for name, rows in self.tables.items()
        }
        params = "the usual" if self.params == Parameters() else self.params
        return f"as_of={self.as_of} next_job={self.next_job} params={params} tables={rows}"

    def asked(self) -> dict[str, Any]:
        return {"as_of": self.as_of, "next_job": self.next_job, "params": self.params}


def awkward(random: Random, *, people: int = 8) -> Question:
    as_of = random.choice(DAYS)
    numbered = random.random() < 0.5
    agencies = random.sample(AGENCIES, random.randint(1, 3))
    units = units_of(random, agencies)
    competencies = random.sample(COMPETENCIES, random.randint(1, 6))
    persons = people_of(random, units, people, numbered=numbered)
    targets = targets_of(random, units)
    near = days_near(random, as_of)
    tables: Tables = {
        "agencies": filled("agencies", [{"agency": agency, "name": agency} for agency in agencies]),
        "units": units,
        "jobs": [{"job": job, "name": job, "tier": tier} for job, tier in JOBS],
        "people": persons,
        "competencies": filled("competencies", [{"competency": code, "name": code} for code in competencies]),
        "standards": standards_of(random, agencies, competencies),
        "assessments": assessments_of(random, persons, competencies, near),
        "programs": filled("programs", [{"program": program, "name": program} for program in PROGRAMS]),
        "outcomes": outcomes_of(random, competencies),
        "training_history": trainings_of(random, persons, near),
        "needs": needs_of(random, persons, agencies, competencies, near),
        "targets": targets,
        "target_links": links_of(random, targets, units, competencies),
    }
    for rows in tables.values():
        random.shuffle(rows)
    return Question(tables, as_of, random.random() < 0.25, params_of(random), numbered)


def filled(table: str, rows: list[Row]) -> list[Row]:
    """Rows with the cells a file must fill and no rule of the map looks at."""
    rest = typed_input(table, {})
    return [{**rest, **row} for row in rows]


def params_of(random: Random) -> Parameters:
    """Mostly the usual rule numbers; sometimes others, since they are parameters."""
    if random.random() < 0.7:
        return Parameters()
    return Parameters(
        away_positions=random.choice(((), ("03",), ("02", "99"))),
        validity_years={source: random.randint(1, 4) for source in SOURCES},
        trained_years=random.randint(1, 3),
        importance={"absolute": random.randint(3, 9), "important": 2, "needed": 1},
        assumed_shortfall=random.choice((1, 2)),
        ranked_share=random.choice((0.0, 0.3, 0.7, 1.0)),
    )


def days_near(random: Random, as_of: date) -> list[date]:
    """Days on which a rule turns: the day, one and three years earlier, leap days, each with its neighbours."""
    turning = [years_on(as_of, -years) for years in range(5)] + list(LEAP_DAYS)
    return [day + timedelta(days=shift) for day in turning for shift in (-1, 0, 0, 1)] + [
        as_of - timedelta(days=random.randint(2, 1500)),
        as_of + timedelta(days=random.randint(2, 1500)),
    ]


def units_of(random: Random, agencies: list[str]) -> list[Row]:
    rows = []
    for agency in agencies:
        codes = random.sample(UNIT_CODES, random.randint(1, len(UNIT_CODES)))
        for place, code in enumerate(codes):
            above = (
                random.choice((codes[place - 1], codes[place - 1], random.choice(codes[:place]), None))
                if place
                else None
            )
            rows.append({"agency": agency, "unit": code, "name": code, "parent": above})
    return rows


def people_of(random: Random, units: list[Row], count: int, *, numbered: bool) -> list[Row]:
    jobs = [job for job, _ in JOBS]
    rows = []
    for number in range(random.randint(1, count)):
        unit = random.choice(units)
        rows.append(
            {
                "person": number * 7 + 3 if numbered else f"{number * 7 + 3}",
                "agency": unit["agency"],
                "unit": unit["unit"],
                "job": random.choice(jobs),
                "next_job": random.choice((None, *jobs)),
                "legal_position": random.choice(POSITIONS),
                **FILL["people"],
            }
        )
    return rows


def standards_of(random: Random, agencies: list[str], competencies: list[str]) -> list[Row]:
    tiers = sorted({tier for _, tier in JOBS[:-1]})  # the last tier never has a standard of its own
    holders = [{"job": job} for job, _ in JOBS] + [{"tier": tier} for tier in tiers]
    return [
        {
            "agency": agency,
            "job": None,
            "tier": None,
            **holder,
            "competency": competency,
            "level": random.randint(1, 5),
            "importance": random.choice(IMPORTANCES),
            "basis": random.choice((None, "decree", "default", "draft")),
        }
        for agency in (None, *agencies)
        for holder in holders
        for competency in competencies
        if random.random() < 0.25
    ]


def assessments_of(random: Random, persons: list[Row], competencies: list[str], near: list[date]) -> list[Row]:
    rows = []
    for person in persons:
        if random.random() < 0.15:
            continue
        for competency in competencies:
            rows.extend(
                {
                    "person": person["person"],
                    "competency": competency,
                    "level": random.randint(0, 5),
                    "source": random.choice(SOURCES),
                    **period(random, near, "assessed_on", "valid_until"),
                }
                for _ in range(random.choice((0, 0, 1, 1, 2, 4)))
            )
    again = random.sample(rows, len(rows) // 10)  # the same row may be there twice
    same_day = [{**row, "level": random.randint(0, 5)} for row in random.sample(rows, len(rows) // 5)]
    return rows + again + same_day


def period(random: Random, near: list[date], first: str, last: str) -> Row:
    """A day and perhaps a later one; a file in which the later comes first is refused before any rule sees it."""
    start, end = random.choice(near), random.choice(near)
    return {first: start, last: random.choice((None, end)) if end >= start else None}


def outcomes_of(random: Random, competencies: list[str]) -> list[Row]:
    return [
        {"program": program, "competency": competency, "from_level": 0, "to_level": 3}
        for program in PROGRAMS
        for competency in competencies
        if random.random() < 0.5
    ]


def trainings_of(random: Random, persons: list[Row], near: list[date]) -> list[Row]:
    rows = [
        {
            "person": person["person"],
            "title": "Pelatihan",
            "program": random.choice((None, *PROGRAMS)),
            **random.choice((period(random, near, "start", "end"), {"end": random.choice(near)}, {})),
        }
        for person in persons
        for _ in range(random.choice((0, 1, 2, 5)))
    ]
    return filled("training_history", rows)


def needs_of(
    random: Random, persons: list[Row], agencies: list[str], competencies: list[str], near: list[date]
) -> list[Row]:
    rows = [
        {
            "need": f"N{number}",
            "agency": person["agency"],
            "person": person["person"],
            "competency": random.choice(competencies),
            "agreed_on": random.choice((None, *near)),
        }
        for number, person in enumerate(random.choices(persons, k=random.randint(0, 2 * len(persons))))
    ]
    many = {"need": "N-many", "agency": agencies[0], "program": PROGRAMS[0], "people": 5, "agreed_on": near[0]}
    return filled("needs", [*rows, many])


def targets_of(random: Random, units: list[Row]) -> list[Row]:
    rows = []
    for number in range(random.randint(0, 4)):
        unit = random.choice(units)
        rows.append(
            {
                "target": f"S{number}",
                "agency": unit["agency"],
                "unit": random.choice((None, unit["unit"], unit["unit"])),
                "weight": Decimal(random.choice(WEIGHTS)),
            }
        )
    return filled("targets", rows)


def links_of(random: Random, targets: list[Row], units: list[Row], competencies: list[str]) -> list[Row]:
    links = {}
    for target in targets:
        own = [unit["unit"] for unit in units if unit["agency"] == target["agency"]]
        for _ in range(random.randint(0, 5)):
            key = (target["target"], random.choice(competencies), random.choice((None, *own)))
            links[key] = Decimal(random.choice(RELEVANCES))
    return [
        {"target": target, "competency": competency, "unit": unit, "relevance": relevance}
        for (target, competency, unit), relevance in links.items()
    ]
