"""The yearly lesson hours (JP) a civil servant may count on, as a dated parameter set with its source.

Too few hours are a right that is not yet met; they are never written as a fault of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class HoursRule:
    """`floor`: hours a calendar year that are a right, by status. `ceiling`: most hours a contract year, by status."""

    name: str = "Betang 2026"
    valid_from: str = "2026-01-01"
    # Until there is a regulation under UU 20/2023, which binds both kinds of employees to keep learning.
    source: str = "PP 11/2017 jo. PP 17/2020 Pasal 203 ayat (4); PP 49/2018; PerLAN 15/2020"
    floor: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({"PNS": 20}))
    ceiling: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({"PPPK": 24}))


@dataclass(frozen=True, slots=True)
class Attended:
    """One training: its day (None where no date is known) and the hours that count, JP."""

    on: date | None
    hours: Decimal


def by_year(trainings: Iterable[Attended]) -> dict[int, Decimal]:
    """Hours by calendar year, the newest first; trainings without a date belong to no year."""
    found: dict[int, Decimal] = {}
    for one in trainings:
        if one.on is not None:
            found[one.on.year] = found.get(one.on.year, Decimal(0)) + one.hours
    return dict(sorted(found.items(), reverse=True))


def still_owed(rule: HoursRule, status: str, hours: Decimal) -> Decimal | None:
    """Hours of the year's right that are not met yet; None for a status that has no such floor."""
    floor = rule.floor.get(status)
    return None if floor is None else max(Decimal(0), Decimal(floor) - hours)
