"""The register: what is settled for every person at once, before any table is written.

Job, kind of employment, sex, day of birth and first day of employment: a few bytes a person, so that five million
people fit in memory and every table can look them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from betang.core.sample.calendar import REFERENCE, day, first_days, months_of
from betang.core.sample.draws import FULL, Draws, Stream, lookup
from betang.core.sample.government.jobs import Job, catalogue
from betang.core.sample.persons import nip
from betang.core.tables import STATUSES, TIERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from betang.core.sample.government.layout import Layout

CPNS, PNS, PPPK, PPPK_PW = range(len(STATUSES))
FIELDS = 20
"""Fields a person in the stream PEOPLE: the first eight are used here, the others by the table `people`."""

AGES = {  # youngest and oldest by tier; nobody is past the age of retirement
    "jpt_utama": (52, 59),
    "jpt_madya": (50, 59),
    "jpt_pratama": (45, 59),
    "administrator": (41, 57),
    "pengawas": (36, 57),
    "pelaksana": (25, 57),
    "jf_utama": (52, 64),
    "jf_madya": (43, 59),
    "jf_muda": (32, 57),
    "jf_pertama": (24, 50),
    "jf_penyelia": (42, 57),
    "jf_mahir": (32, 57),
    "jf_terampil": (23, 50),
    "jf_pemula": (21, 40),
}
SERVICE = {
    "jpt": 18,
    "administrator": 13,
    "pengawas": 8,
    "jf_madya": 12,
    "jf_utama": 18,
    "jf_muda": 6,
    "jf_penyelia": 14,
    "jf_mahir": 6,
}
"""Least years of service by tier or its beginning; others: none."""

_ENTRY = {"jf_pertama", "jf_terampil", "jf_pemula"}
DAYS_A_YEAR = 365.25
YOUNGEST, OLDEST_ENTRY = 20, 33


@dataclass(frozen=True, slots=True)
class Register:
    """One entry a person. Days are counted from 1970-01-01; `nip_known` is False where the digits ran out."""

    unit: NDArray[np.int32]
    job: NDArray[np.int16]
    status: NDArray[np.int8]
    woman: NDArray[np.bool_]
    born: NDArray[np.int32]
    employed: NDArray[np.int32]
    contract: NDArray[np.int8]
    nip_known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class JobTables:
    """What the register reads of jobs, one entry a job."""

    tier: NDArray[np.int8]
    women: NDArray[np.float64]
    status_kind: NDArray[np.int8]


def job_tables() -> JobTables:
    """The tables for the catalogue of jobs."""
    jobs = catalogue().jobs
    return JobTables(
        tier=np.array([TIERS.index(job.tier) for job in jobs], dtype=np.int8),
        women=np.array([job.women for job in jobs]),
        status_kind=np.array([_status_kind(job) for job in jobs], dtype=np.int8),
    )


_STATUS_SHARES = (  # by kind of job: structural, first step of a functional post, higher step, operative
    {PNS: 1.0},
    {PNS: 0.56, PPPK: 0.40, CPNS: 0.04},
    {PNS: 0.94, PPPK: 0.06},
    {PNS: 0.50, CPNS: 0.02, PPPK: 0.21, PPPK_PW: 0.27},
)


def _status_kind(job: Job) -> int:
    if job.is_structural:
        return 0
    return 3 if job.tier == "pelaksana" else 1 if job.tier in _ENTRY else 2


def register(layout: Layout, seed: int, chunk: int, progress: Callable[[int], None]) -> Register:
    """The register of everybody in `layout`, made `chunk` people at a time (the result does not depend on it)."""
    total = layout.total
    unit = np.repeat(np.arange(len(layout.people), dtype=np.int32), layout.people)
    made = Register(
        unit=unit,
        job=np.empty(total, np.int16),
        status=np.empty(total, np.int8),
        woman=np.empty(total, np.bool_),
        born=np.empty(total, np.int32),
        employed=np.empty(total, np.int32),
        contract=np.empty(total, np.int8),
        nip_known=np.ones(total, np.bool_),
    )
    draws = Draws(seed, Stream.PEOPLE, FIELDS)
    tables = job_tables()
    for start in range(0, total, chunk):
        stop = min(start + chunk, total)
        _fill(made, slice(start, stop), draws.fields(start, stop - start), layout, tables)
        progress(stop)
    nip.set_apart(made.born, made.employed, made.woman, made.contract, made.nip_known)
    return made


def _fill(made: Register, part: slice, fields: NDArray[np.uint16], layout: Layout, tables: JobTables) -> None:
    unit = made.unit[part]
    person = np.arange(part.start, part.stop)
    job = layout.mix_jobs[np.searchsorted(layout.mixes, layout.mix[unit] + fields[:, 0] / FULL, side="right")]
    heads = person == layout.first[unit]
    job[heads] = layout.head[unit[heads]]
    made.job[part] = job
    status = _statuses(tables.status_kind[job], fields[:, 1])
    status[heads] = PNS
    made.status[part] = status
    made.woman[part] = fields[:, 5] < np.round(tables.women[job] * FULL)
    made.born[part] = _births(tables.tier[job], status, fields)
    made.employed[part] = _entries(made.born[part], tables.tier[job], status, fields)
    # 21 is a first contract, 22 a second one; 24 stands for part-time
    renewed = 21 + (fields[:, 7] % 8 == 0)
    made.contract[part] = np.where(status == PPPK_PW, 24, np.where(status == PPPK, renewed, 0))


def _statuses(kind: NDArray[np.int8], field: NDArray[np.uint16]) -> NDArray[np.int8]:
    table = np.stack([lookup(shares) for shares in _STATUS_SHARES])
    return table[kind, field]


def _births(tier: NDArray[np.int8], status: NDArray[np.int8], fields: NDArray[np.uint16]) -> NDArray[np.int32]:
    """Days of birth: ages lie evenly between the tier's bounds."""
    low = np.array([AGES[name][0] for name in TIERS])[tier].astype(np.float64)
    high = np.array([AGES[name][1] for name in TIERS])[tier].astype(np.float64)
    contracted = status >= PPPK
    high = np.where(contracted, np.minimum(high, 56), high)
    low = np.where(contracted, np.maximum(25, np.minimum(low, high - 10)), low)
    candidate = status == CPNS
    low, high = np.where(candidate, 22, low), np.where(candidate, 34, high)
    age = (low + (high + 1 - low) * (fields[:, 2] / FULL)) * DAYS_A_YEAR
    return np.int32(REFERENCE) - age.astype(np.int32)


def _entries(
    born: NDArray[np.int32], tier: NDArray[np.int8], status: NDArray[np.int8], fields: NDArray[np.uint16]
) -> NDArray[np.int32]:
    """First days of employment: the first of a month; the longer a post needs, the earlier."""
    service = np.array([next((y for t, y in SERVICE.items() if name.startswith(t)), 2) for name in TIERS])[tier]
    age_days = REFERENCE - born
    latest = np.clip(age_days / DAYS_A_YEAR - service, YOUNGEST + 0.5, OLDEST_ENTRY)
    at = YOUNGEST + (latest - YOUNGEST) * (fields[:, 6] / FULL)
    months = months_of((born + at * DAYS_A_YEAR).astype(np.int32))
    spread = fields[:, 7] // 8
    contract_months = months_of(np.array([day(2021, 1)], np.int32))[0] + spread % 54  # January 2021 to June 2025
    months = np.where(status == PPPK, contract_months, months)
    part_time = months_of(np.array([day(2025, 10)], np.int32))[0] + spread % 9
    months = np.where(status == PPPK_PW, part_time, months)
    months = np.where(status == CPNS, months_of(np.array([day(2025, 11)], np.int32))[0] + spread % 8, months)
    return first_days(months)
