"""The table `people`, a chunk at a time, from the register."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from betang.core.sample.calendar import REFERENCE, first_days, months_of
from betang.core.sample.draws import FULL, Draws, Stream, below, lookup
from betang.core.sample.government.jobs import catalogue
from betang.core.sample.persons import nip
from betang.core.sample.persons.names import names
from betang.core.sample.persons.register import CPNS, FIELDS, PNS, PPPK, Register
from betang.core.tables import SEXES, STATUSES, TIERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from betang.core.sample.government.layout import Layout

EDUCATIONS = ("SD", "SLTP", "SLTA", "SLTA Kejuruan", "D-III", "D-IV", "S-1", "Profesi", "S-2", "S-3")
_SD, _SLTP, _SLTA, _SMK, _D3, _D4, _S1, _PROFESSION, _S2, _S3 = range(len(EDUCATIONS))
_EDUCATION_SHARES: dict[str, dict[int, float]] = {
    "jpt": {_S1: 18, _S2: 70, _S3: 12},
    "administrator": {_S1: 45, _S2: 53, _S3: 2},
    "pengawas": {_D3: 3, _D4: 5, _S1: 68, _S2: 24},
    "pelaksana": {_SD: 2, _SLTP: 2, _SLTA: 24, _SMK: 14, _D3: 18, _D4: 3, _S1: 36, _S2: 1},
    "jf_utama": {_S2: 60, _S3: 40},
    "jf_madya": {_S1: 63, _PROFESSION: 3, _S2: 33, _S3: 1},
    "jf_muda": {_D4: 2, _S1: 72, _PROFESSION: 9, _S2: 17},
    "jf_pertama": {_D4: 8, _S1: 80, _PROFESSION: 8, _S2: 4},
    "jf_penyelia": {_D3: 75, _D4: 15, _S1: 10},
    "jf_mahir": {_SMK: 8, _D3: 87, _D4: 5},
    "jf_terampil": {_SMK: 8, _D3: 92},
    "jf_pemula": {_SLTA: 60, _SMK: 40},
    "doctors": {_PROFESSION: 78, _S2: 22},
}
_DOCTORS = ("Dokter", "Dokter Gigi", "Apoteker", "Medik Veteriner")

RANKS = (
    *(f"I/{letter}" for letter in "abcd"),
    *(f"II/{letter}" for letter in "abcd"),
    *(f"III/{letter}" for letter in "abcd"),
    *(f"IV/{letter}" for letter in "abcde"),
)
_ENTRY_RANK = (0, 2, 4, 4, 6, 8, 8, 9, 9, 10)  # by education
_HIGHEST_RANK = (4, 7, 9, 9, 11, 12, 12, 13, 14, 14)  # by education, where the post asks for nothing else
_RANK_BOUNDS = {  # lowest and highest place in RANKS by tier; operatives by education alone
    "jpt_utama": (15, 16), "jpt_madya": (15, 16), "jpt_pratama": (13, 15), "administrator": (11, 13),
    "pengawas": (10, 12), "pelaksana": (0, 11),
    "jf_utama": (15, 16), "jf_madya": (12, 14), "jf_muda": (10, 11), "jf_pertama": (8, 9),
    "jf_penyelia": (10, 11), "jf_mahir": (8, 9), "jf_terampil": (5, 7), "jf_pemula": (4, 5),
}  # fmt: skip
CONTRACT_GRADES = ("I", "IV", "V", "V", "VII", "IX", "IX", "X", "X", "XI")  # by education
YEARS_A_RANK = 4

POSITIONS = ("01", "71", "03", "02", "15", "20", "04", "13", "99", "98", "88", "66")
_PERMANENT = {0: 97.9, 2: 0.9, 3: 0.35, 4: 0.3, 6: 0.1, 7: 0.1, 8: 0.2, 10: 0.15}
_CLOSE_TO_RETIREMENT = {0: 88.0, 5: 8.0, 8: 2.5, 9: 1.5}
_CONTRACT = {1: 99.6, 11: 0.4}

LONGEST_IN_POST = {"jpt": 60, "administrator": 66, "pengawas": 84}  # months, by tier; others:
LONGEST_ELSEWHERE = 132
RETIREMENT_SHOWN = 60  # months ahead: whoever retires later has no date yet
MANY_MOVE, FEW_MOVE = 0.30, 0.10  # share with a next job: structural posts, others
EMPTY = {"rank": 0.01, "education": 0.012, "job_since": 0.03, "supervisor": 0.04}
MONTHS_A_YEAR = 12
THIS_MONTH = int(months_of(np.array([REFERENCE], np.int32))[0])


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the table reads of jobs, one entry a job."""

    tier: NDArray[np.int8]
    education: NDArray[np.int8]  # (job, field) -> place in EDUCATIONS
    rank_low: NDArray[np.int8]
    rank_high: NDArray[np.int8]
    longest: NDArray[np.int32]
    retires_at: NDArray[np.int32]
    next_job: NDArray[np.int16]
    moves: NDArray[np.int64]


@cache
def _facts() -> _Facts:
    jobs = catalogue().jobs
    tier = np.array([TIERS.index(job.tier) for job in jobs], dtype=np.int8)
    bounds = np.array([_RANK_BOUNDS[job.tier] for job in jobs], dtype=np.int8)
    groups = ["doctors" if job.family in _DOCTORS else job.tier.replace("jpt_", "jpt ").split(" ")[0] for job in jobs]
    return _Facts(
        tier=tier,
        education=np.stack([lookup(_EDUCATION_SHARES[group]) for group in groups]),
        rank_low=bounds[:, 0],
        rank_high=bounds[:, 1],
        longest=np.array([LONGEST_IN_POST.get(group, LONGEST_ELSEWHERE) for group in groups], dtype=np.int32),
        retires_at=np.array([retirement_age(job.tier, job.family) for job in jobs], dtype=np.int32),
        next_job=np.array([-1 if number is None else number for number in catalogue().next_job], dtype=np.int16),
        moves=np.array([below(MANY_MOVE if job.is_structural else FEW_MOVE) for job in jobs]),
    )


def retirement_age(tier: str, family: str | None) -> int:
    """Age of retirement in years (PP 11/2017 art 239; teachers UU 14/2005)."""
    if tier == "jf_utama":
        return 65
    return 60 if tier.startswith("jpt") or tier == "jf_madya" or family == "Guru" else 58


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring persons and what several tables need to know of them; days since 1970-01-01."""

    part: slice
    fields: NDArray[np.uint16]
    job_since: NDArray[np.int32]
    retires: NDArray[np.int32]  # months since January 1970
    position: NDArray[np.int8]  # place in POSITIONS

    @property
    def persons(self) -> NDArray[np.int64]:
        """Their ids."""
        return np.arange(self.part.start + 1, self.part.stop + 1)

    @property
    def months_left(self) -> NDArray[np.int32]:
        return self.retires - THIS_MONTH


def stretch(register: Register, seed: int, part: slice) -> Stretch:
    """The persons of `part`."""
    fields = Draws(seed, Stream.PEOPLE, FIELDS).fields(part.start, part.stop - part.start)
    job = register.job[part]
    retires = months_of(register.born[part]) + _facts().retires_at[job] * MONTHS_A_YEAR + 1
    return Stretch(
        part=part,
        fields=fields,
        job_since=_job_since(register, part, fields[:, 11]),
        retires=retires,
        position=_positions(register.status[part], retires - THIS_MONTH, fields[:, 10]),
    )


def _job_since(register: Register, part: slice, field: NDArray[np.uint16]) -> NDArray[np.int32]:
    """First day in the post: the first of a month, after entry and before the reference day."""
    served = THIS_MONTH - months_of(register.employed[part])
    span = np.maximum(np.minimum(served, _facts().longest[register.job[part]]), 1)
    return first_days((THIS_MONTH - span * (field.astype(np.int64) + 1) // FULL).astype(np.int32))


def people_table(layout: Layout, register: Register, of: Stretch) -> pa.Table:
    """Rows of `people` for the persons of a stretch."""
    part, fields = of.part, of.fields
    facts, jobs = _facts(), catalogue().jobs
    job, unit, status = register.job[part], register.unit[part], register.status[part]
    education = facts.education[job, fields[:, 8]]
    codes = pa.array([row.code for row in jobs])
    next_job = facts.next_job[job]
    moving = (next_job >= 0) & (fields[:, 12] < facts.moves[job]) & (status == PNS)
    leading = nip.leading_digits(
        register.born[part], register.employed[part], register.woman[part], register.contract[part]
    )
    agencies = pa.array([government.agency for government in layout.governments])
    return pa.table(
        {
            "person": of.persons,
            "agency": coded(layout.agency[unit], agencies),
            "unit": coded(layout.code[unit], pa.array(layout.codes)),
            "job": coded(job, codes),
            "next_job": coded(np.maximum(next_job, 0), codes, ~moving),
            "name": names(fields[:, 13:16]),
            "nip": nip.numbers(leading, register.nip_known[part]),
            "status": coded(status, pa.array(STATUSES)),
            "rank": _ranks(register, part, education, fields),
            "education": coded(education, pa.array(EDUCATIONS), fields[:, 17] < below(EMPTY["education"])),
            "employed_from": dates(register.employed[part]),
            "born": dates(register.born[part]),
            "sex": coded(register.woman[part].astype(np.int8), pa.array(SEXES)),
            "legal_position": coded(of.position, pa.array(POSITIONS)),
            "job_since": dates(of.job_since, fields[:, 18] < below(EMPTY["job_since"])),
            "retires_on": dates(first_days(of.retires), of.months_left > RETIREMENT_SHOWN),
            "supervisor": _supervisors(layout, part, unit, fields[:, 16] < below(EMPTY["supervisor"])),
        }
    )


def coded(numbers: NDArray[Any], words: pa.Array, empty: NDArray[np.bool_] | None = None) -> pa.DictionaryArray:
    """Texts given as places in `words`, empty where `empty`."""
    return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=empty, type=pa.int32()), words)


def dates(numbers: NDArray[np.int32], empty: NDArray[np.bool_] | None = None) -> pa.Array:
    """Days since 1970-01-01 as dates, empty where `empty`."""
    return pa.array(numbers.astype(np.int32, copy=False), mask=empty).view(pa.date32())


def _ranks(register: Register, part: slice, education: NDArray[np.int8], fields: NDArray[np.uint16]) -> pa.Array:
    facts, job, status = _facts(), register.job[part], register.status[part]
    years = (REFERENCE - register.employed[part]) // 365
    start = np.array(_ENTRY_RANK)[education]
    low, high = facts.rank_low[job], facts.rank_high[job]
    operative = facts.tier[job] == TIERS.index("pelaksana")
    high = np.where(operative, np.minimum(np.array(_HIGHEST_RANK)[education], high), high)
    reached = np.clip(start + (years + fields[:, 9] % 3) // YEARS_A_RANK, low, high)
    place = np.where(status == CPNS, start, np.where(status >= PPPK, len(RANKS) + education, reached))
    words = pa.array([*RANKS, *CONTRACT_GRADES])
    grades = pa.array(list(dict.fromkeys(words.to_pylist())))
    return coded(
        np.array([grades.index(word).as_py() for word in words])[place], grades, fields[:, 19] < below(EMPTY["rank"])
    )


def _positions(status: NDArray[np.int8], months_left: NDArray[np.int32], field: NDArray[np.uint16]) -> NDArray[np.int8]:
    tables = np.stack([lookup(_PERMANENT), lookup(_CLOSE_TO_RETIREMENT), lookup(_CONTRACT)])
    close = months_left <= MONTHS_A_YEAR
    return tables[np.where(status >= PPPK, 2, np.where(close & (status == PNS), 1, 0)), field]


def _supervisors(layout: Layout, part: slice, unit: NDArray[np.int32], unknown: NDArray[np.bool_]) -> pa.Array:
    """The first person of the unit; for that one the first of the unit above; for heads of offices the secretary."""
    person = np.arange(part.start, part.stop)
    secretary = layout.first[layout.secretariats]
    above = np.where(layout.parent >= 0, layout.first[layout.parent], secretary[layout.agency])
    chief = np.where(person == layout.first[unit], above[unit], layout.first[unit])
    return pa.array(chief + 1, mask=unknown | (chief == person))
