"""The catalogue of training programmes: what they teach, how long they take, whom they take, what they cost.

Hours of the leadership programmes and of basic training: LAN (PerLAN 5/2022, PerLAN 1/2021 and the curricula resting on
them). Hours of the others are typical of provincial catalogues; costs are illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from betang.core.sample.facts import facts
from betang.core.tables import STATUSES, TIERS

STRUCTURAL = 1  # SIASN's kind of training: leadership and basic training


@dataclass(frozen=True, slots=True)
class Program:
    """One programme. `teaches` are (competency, from, to), `whom` pairs of tier and status (none: everyone).

    `fixed_cost` and `seat_cost` are rupiah of a class and of a seat where the province gives it; `kind` is SIASN's.
    """

    code: str
    name: str
    channel: str
    hours: Decimal
    days: int
    onsite_days: int
    class_min: int
    class_max: int
    teaches: tuple[tuple[str, int, int], ...]
    whom: tuple[tuple[str | None, str | None], ...]
    fixed_cost: int
    seat_cost: int
    kind: int


def _program(row: dict[str, str]) -> Program:
    teaches = []
    for item in row["outcomes"].split():
        competency, _, levels = item.partition(":")
        low, _, high = levels.partition("-")
        teaches.append((competency, int(low), int(high)))
    return Program(
        code=row["program"],
        name=row["name"],
        channel=row["channel"],
        hours=Decimal(row["hours"]),
        days=int(row["days"]),
        onsite_days=int(row["onsite_days"]),
        class_min=int(row["class_min"]),
        class_max=int(row["class_max"]),
        teaches=tuple(teaches),
        whom=tuple(_whom(item) for item in row["whom"].split()),
        fixed_cost=int(row["fixed_cost"]),
        seat_cost=int(row["seat_cost"]),
        kind=int(row["kind"]),
    )


def _whom(item: str) -> tuple[str | None, str | None]:
    """`tier`, `STATUS` or `tier+STATUS`."""
    parts = item.split("+")
    tier = next((part for part in parts if part in TIERS), None)
    return tier, next((part for part in parts if part in STATUSES), None)


PROGRAMS = {row["program"]: _program(row) for row in facts("programs")}

LEADERSHIP = {"jpt_pratama": "PKN-II", "administrator": "PKA", "pengawas": "PKP"}
"""The leadership programme of each tier that has one."""

BASIC = "LATSAR"


def teaching(competency: str) -> list[str]:
    """Programmes that have the competency among their outcomes, leadership and basic training left out."""
    return [p.code for p in PROGRAMS.values() if p.kind != STRUCTURAL and competency in {c for c, _, _ in p.teaches}]


Row = tuple[object, ...]


def program_rows() -> list[Row]:
    """Rows of the table `programs`."""
    return [
        (p.code, p.name, p.channel, p.hours, p.days, p.onsite_days, p.class_min, p.class_max) for p in PROGRAMS.values()
    ]


def outcome_rows() -> list[Row]:
    """Rows of the table `outcomes`."""
    return [(p.code, *taught) for p in PROGRAMS.values() for taught in p.teaches]


def eligibility_rows() -> list[Row]:
    """Rows of the table `eligibility`."""
    return [(p.code, tier, status) for p in PROGRAMS.values() for tier, status in p.whom]
