"""The numbers the first hour goes by, dated and with their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class FirstHourRules:
    """`years_ahead`: how far retirements are foreseen. `class_sizes`: smallest classes to choose from, the usual first.

    `basic` are words that a basic training goes by; `leading` leads from a tier to its leadership programme, and
    `ladder` lists these programmes, lowest first, with the words each goes by: a higher one counts for a lower.
    """

    valid_from: date
    source: str
    years_ahead: int
    class_sizes: tuple[int, ...]
    basic: tuple[str, ...]
    leading: Mapping[str, str]
    ladder: Mapping[str, tuple[str, ...]]


FIRST_HOUR: Final = FirstHourRules(
    valid_from=date(2026, 11, 24),
    source=(
        "basic training: PP 11/2017 art. 34 and PerLAN 1/2021 as changed by 10/2021; leadership training: PerLAN "
        "5/2022 as changed by 6/2022, former names: SIASN's list latihanStruktural; smallest class and years ahead: "
        "convention of the house, to be set by each province"
    ),
    years_ahead=3,
    class_sizes=(10, 15, 20, 25, 30),
    basic=("latsar", "pelatihan dasar", "latihan dasar", "prajabatan"),
    leading=MappingProxyType(
        {"jpt_utama": "PKN I", "jpt_madya": "PKN I", "jpt_pratama": "PKN II", "administrator": "PKA", "pengawas": "PKP"}
    ),
    ladder=MappingProxyType(
        {
            "PKP": (
                "pkp", "kepemimpinan pengawas", "pim iv", "pim tingkat iv", "adum", "sepala",
                "kepemimpinan tingkat iv",
            ),
            "PKA": (
                "pka", "kepemimpinan administrator", "pim iii", "pim tingkat iii", "spama", "kepemimpinan tingkat iii",
            ),
            "PKN II": (
                "pkn ii", "pkn tingkat ii", "kepemimpinan nasional tingkat ii", "pim ii", "pim tingkat ii", "spamen",
                "kepemimpinan tingkat ii",
            ),
            "PKN I": (
                "pkn i", "pkn tingkat i", "kepemimpinan nasional tingkat i", "pim i", "pim tingkat i", "sepati",
                "kepemimpinan tingkat i",
            ),
        }
    ),
)  # fmt: skip
"""In force."""
