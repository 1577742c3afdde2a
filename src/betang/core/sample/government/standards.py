"""Job competency standards: common ones by tier and by job, and those some governments set for themselves.

Levels by tier follow PermenPANRB 38/2017 (managerial and socio-cultural competencies); technical requirements and every
standard of a single government are illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from betang.core.sample.government.competencies import CODES, NATIONAL, NUMBER
from betang.core.sample.government.jobs import Job, catalogue
from betang.core.tables import TIERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from betang.core.sample.government.regions import Government

TIER_LEVELS = {
    "jpt_utama": 5, "jpt_madya": 5, "jpt_pratama": 4, "administrator": 3, "pengawas": 2, "pelaksana": 1,
    "jf_utama": 5, "jf_madya": 4, "jf_muda": 3, "jf_pertama": 2,
    "jf_penyelia": 3, "jf_mahir": 2, "jf_terampil": 1, "jf_pemula": 1,
}  # fmt: skip
_RAISED = {("jf_terampil", "M.01"): 2, ("jf_terampil", "M.02"): 2}
TECHNICAL_LEVELS = {**TIER_LEVELS, "pelaksana": 2, "jf_terampil": 2, "jpt_pratama": 3, "jpt_madya": 4, "pengawas": 3}
HIGHEST = 5
LEADERS = ("jpt_madya", "jpt_pratama", "administrator", "pengawas")

_IMPORTANT = {"M.04", "M.05", "SK.01"}  # of the nine, beside integrity, which is absolute
_BY_MINISTRY = 3  # two in three functional families have a standard set by their ministry
INTEGRITY_RAISED = ("AUDT", "PPUP", "PPBJ", "ANKU")
"""Families whose own standard asks one level more of integrity than the tier does."""

OWN_STANDARDS = {  # agency: family -> competency whose level the government raises by decree
    "6700": (
        ("PRWT", "T.KES.03"),
        ("PLHT", "T.BEN.01"),
        ("PYHT", "T.BEN.01"),
        ("PRKM", "T.KOM.01"),
        ("WIDY", "T.SDM.02"),
    ),
    "6705": (("BIDN", "T.KES.02"), ("NUTR", "T.KES.02"), ("PYTN", "T.TAN.01")),
    "6711": (("BIDN", "T.KES.02"), ("PRWT", "T.KES.02"), ("SANI", "T.PKP.01"), ("PSMD", "T.DES.01")),
    "6771": (("PRKM", "T.KOM.01"), ("ADBK", "T.DUK.01"), ("PRZN", "T.INV.01"), ("GURU", "T.DIK.03")),
}
"""Illustrative: what a government's own decree asks beyond the common standard."""


class Standard(NamedTuple):
    """A row of the table."""

    agency: str | None
    job: str | None
    tier: str | None
    competency: str
    level: int
    importance: str
    basis: str


def standards(governments: tuple[Government, ...]) -> list[Standard]:
    """Every row: common by tier, by job, then those of single governments."""
    rows = [*_by_tier(None, "default"), *(row for job in catalogue().jobs for row in _by_job(job))]
    for government in governments:
        if government.standards:
            raised = "M.05" if government.standards == "decree" else "M.07"
            rows.extend(_by_tier(government.agency, government.standards, raised))
        rows.extend(_own(government))
    return rows


def _by_tier(agency: str | None, basis: str, raised: str = "") -> Iterator[Standard]:
    """Levels of the nine for every tier; leaders need one level more of `raised`."""
    for tier in TIERS:
        for code in NATIONAL:
            level = national_level(tier, code) + (code == raised and tier in LEADERS)
            yield Standard(agency, None, tier, code, min(HIGHEST, level), national_importance(code), basis)


def national_level(tier: str, code: str) -> int:
    """Common level of one of the nine for a tier."""
    return _RAISED.get((tier, code), TIER_LEVELS[tier])


def national_importance(code: str) -> str:
    """Importance of one of the nine national competencies."""
    return "absolute" if code == "M.01" else "important" if code in _IMPORTANT else "needed"


def _by_job(job: Job) -> Iterator[Standard]:
    basis = _basis(job)
    for place, number in enumerate(job.requires):
        yield Standard(None, job.code, None, CODES[number], technical_level(job, place), _importance(place), basis)
    if job.code.split("-")[0] in INTEGRITY_RAISED:
        level = min(HIGHEST, TIER_LEVELS[job.tier] + 1)
        yield Standard(None, job.code, None, "M.01", level, "absolute", "decree")


def technical_level(job: Job, place: int) -> int:
    """Required level of a job's technical competency: the first as its tier says, later ones a level less."""
    level = TECHNICAL_LEVELS[job.tier]
    return max(1, level - (1 if place > 1 else 0))


def _importance(place: int) -> str:
    return "absolute" if place == 0 else "important" if place < 3 else "needed"  # noqa: PLR2004 (two important ones)


def _basis(job: Job) -> str:
    if job.tier.startswith("jf"):
        return "draft" if sum(map(ord, job.code[:4])) % _BY_MINISTRY == 0 else "decree"
    return "default"


def _own(government: Government) -> Iterator[Standard]:
    for family, code in OWN_STANDARDS.get(government.agency, ()):
        for job in catalogue().jobs:
            if job.code.startswith(f"{family}-") and NUMBER[code] in job.requires:
                level = technical_level(job, job.requires.index(NUMBER[code])) + 1
                yield Standard(government.agency, job.code, None, code, min(HIGHEST, level), "absolute", "decree")


@dataclass(frozen=True, slots=True)
class Required:
    """What each job requires, as arrays: (job, slot) -> competency (-1: empty slot) and its common level."""

    competency: NDArray[np.int8]
    level: NDArray[np.int8]

    @property
    def slots(self) -> int:
        return int(self.competency.shape[1])


@cache
def required() -> Required:
    """The common standards slot by slot: the nine first, then the technical ones."""
    jobs = catalogue().jobs
    slots = len(NATIONAL) + max(len(job.requires) for job in jobs)
    competency = np.full((len(jobs), slots), -1, dtype=np.int8)
    level = np.zeros((len(jobs), slots), dtype=np.int8)
    for number, job in enumerate(jobs):
        numbers = [*range(len(NATIONAL)), *job.requires]
        levels = [national_level(job.tier, code) for code in NATIONAL]
        levels += [technical_level(job, place) for place in range(len(job.requires))]
        competency[number, : len(numbers)] = numbers
        level[number, : len(levels)] = levels
    return Required(competency, level)
