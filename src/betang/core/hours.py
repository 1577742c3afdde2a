"""The yearly lesson hours (JP) a civil servant may count on, as a dated parameter set with its source.

Too few hours are a right that is not yet met; they are never written as a fault of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal


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


# ---------------------------------------------------------------- what a training counts

CLASSICAL: Final = range(1, 14)
"""SIASN's training kinds that take place in a class: nobody can be in two of them on one day."""


@dataclass(frozen=True, slots=True)
class Most:
    """The most that counts of one kind of training: `hours` a day or a time, and how many of them in a month."""

    hours: int
    per: Literal["day", "time"]
    a_month: int | None = None


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How many of the hours of a training held in the country count, by SIASN's kind; those not named count whole."""

    name: str = "Betang 2026"
    valid_from: str = "2026-01-01"
    source: str = "PerLAN 10/2018 (lampiran), konversi JP menurut surat BPS B-031/BPS/2600/02/2019"
    most: Mapping[int, Most] = field(
        default_factory=lambda: MappingProxyType(
            {
                4: Most(5, "day"),  # workshop
                7: Most(4, "day"),  # sosialisasi
                9: Most(4, "day"),  # seminar
                10: Most(20, "time"),  # magang
                14: Most(2, "time", a_month=2),  # coaching
                15: Most(2, "time", a_month=2),  # mentoring
                16: Most(3, "day"),  # e-learning
                18: Most(20, "time"),  # detasering
                20: Most(10, "time"),  # benchmarking
                21: Most(20, "time"),  # exchange
                22: Most(2, "day"),  # belajar mandiri
                23: Most(2, "day"),  # komunitas belajar
            }
        )
    )


def counted(rule: CountingRule, kind: int, hours: Decimal, days: int | None) -> Decimal:
    """The hours that count of those stated; `days` None: how many days it took is not known, so no day limits it."""
    most = rule.most.get(kind)
    if most is None or (most.per == "day" and days is None):
        return hours
    times = days if most.per == "day" and days else 1
    return min(hours, Decimal(most.hours * times))
