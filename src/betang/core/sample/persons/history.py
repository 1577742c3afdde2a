"""What lies behind people: yearly performance, trainings attended, and the trainings they are still obliged to take."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from betang.core.sample.aims.programs import BASIC, LEADERSHIP, PROGRAMS, STRUCTURAL, teaching
from betang.core.sample.calendar import REFERENCE, day, first_days, months_of
from betang.core.sample.draws import FULL, Draws, Stream, below, lookup
from betang.core.sample.facts import facts
from betang.core.sample.government.competencies import CODES
from betang.core.sample.government.jobs import catalogue
from betang.core.sample.persons.people import MONTHS_A_YEAR, POSITIONS, Stretch, coded, dates
from betang.core.sample.persons.register import CPNS, PNS, Register
from betang.core.tables import TIERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from betang.core.sample.government.layout import Layout

YEARS = (2024, 2025)
RATED = 0.94  # of people employed in a year: those with a predicate
PREDICATES = {5: 13, 4: 76, 3: 8, 2: 2, 1: 1}

PLACES = (0.42, 0.24, 0.10)  # share of people with a first, second, third training in the record
RELEVANT = 0.55  # of these: a programme of the catalogue that teaches what the post requires
TRAINING_SPAN = 1_000  # days back from the reference day
RELEVANT_EACH = 8  # programmes held per job
CERTIFIED = 0.85
TRAINING_FIELDS = 24

NEWLY_APPOINTED = 24  # months in the post
LED = {True: 0.3, False: 0.82}  # leadership programme done: newly appointed, others
BASIC_DONE = {True: 0.35, False: 0.9}  # basic training done: candidates, others
BASIC_SINCE = months_of(np.array([day(2018, 1)], np.int32))[0]
DUE_STATED = 0.85
RULES = {
    "PKN-II": "Pimpinan tinggi pratama yang baru diangkat, PerLAN 5/2022",
    "PKA": "Administrator yang baru diangkat, PerLAN 5/2022",
    "PKP": "Pengawas yang baru diangkat, PerLAN 5/2022",
    BASIC: "CPNS, PP 11/2017 Pasal 34",
}
_MARKS = ("SERT", "DIKLAT", "BIMTEK")


def performance_table(register: Register, seed: int, of: Stretch) -> pa.Table:
    """Rows of `performance`: two years, for those who were there."""
    count = len(of.persons)
    fields = Draws(seed, Stream.PERFORMANCE, 2 * len(YEARS)).fields(of.part.start, count)
    years = np.array(YEARS, dtype=np.int16)
    there = register.employed[of.part][:, np.newaxis] <= np.array([day(year, 7) for year in YEARS])
    there &= fields[:, : len(YEARS)] < below(RATED)
    who, which = np.nonzero(there)
    predicate = lookup(PREDICATES)[fields[:, len(YEARS) : 2 * len(YEARS)]][who, which]
    return pa.table({"person": of.persons[who], "year": years[which], "predicate": predicate})


@dataclass(frozen=True, slots=True)
class _Courses:
    """Everything a training record can be of: the catalogue first, then courses outside it."""

    title: pa.Array
    program: pa.Array
    kind: NDArray[np.int8]
    days: NDArray[np.int32]
    hours: pa.Array
    counted: pa.Array
    relevant: NDArray[np.int16]  # (job, RELEVANT_EACH) -> course
    leadership: NDArray[np.int16]  # tier -> course, -1: none
    outside: int  # courses from here on are not in the catalogue


@cache
def _courses() -> _Courses:
    programs, others = list(PROGRAMS.values()), facts("courses")
    places = {program.code: place for place, program in enumerate(programs)}
    relevant = np.zeros((len(catalogue().jobs), RELEVANT_EACH), dtype=np.int16)
    for number, job in enumerate(catalogue().jobs):
        needed = [*job.requires, *range(len(CODES) - len(job.requires))][: RELEVANT_EACH + 2]
        found = [places[code] for needs in needed for code in teaching(CODES[needs])]
        relevant[number] = np.resize(list(dict.fromkeys(found)), RELEVANT_EACH)
    hours = [*(p.hours for p in programs), *(Decimal(row["hours"]) for row in others)]
    counted = [*(p.hours for p in programs), *(Decimal(row["hours_counted"]) for row in others)]
    money = pa.decimal128(18, 4)
    return _Courses(
        title=pa.array([*(p.name for p in programs), *(row["title"] for row in others)]),
        program=pa.array(list(places)),
        kind=np.array([*(p.kind for p in programs), *(int(row["kind"]) for row in others)], dtype=np.int8),
        days=np.array([*(p.days for p in programs), *(int(row["days"]) for row in others)], dtype=np.int32),
        hours=pa.array(hours, money),
        counted=pa.array(counted, money),
        relevant=relevant,
        leadership=np.array([places.get(LEADERSHIP.get(tier, ""), -1) for tier in TIERS], dtype=np.int16),
        outside=len(programs),
    )


@dataclass(frozen=True, slots=True)
class Structural:
    """Leadership and basic training of a stretch: the course for each person (-1: none) and whether it is done."""

    course: NDArray[np.int16]
    done: NDArray[np.bool_]
    bound: NDArray[np.bool_]  # by a rule to do it now
    due: NDArray[np.int32]


def structural(register: Register, seed: int, of: Stretch) -> Structural:
    """Who has to go through a leadership programme or the basic training, and who has."""
    courses, part = _courses(), of.part
    status = register.status[part]
    tiers = np.array([TIERS.index(job.tier) for job in catalogue().jobs])[register.job[part]]
    months = months_of(of.job_since)
    now = months_of(np.array([REFERENCE], np.int32))[0]
    new = months > now - NEWLY_APPOINTED
    leader = courses.leadership[tiers] >= 0
    candidate = status == CPNS
    young = (status == PNS) & (months_of(register.employed[part]) >= BASIC_SINCE) & ~leader
    basic = list(PROGRAMS).index(BASIC)
    course = np.where(leader, courses.leadership[tiers], np.where(candidate | young, basic, -1)).astype(np.int16)
    field = Draws(seed, Stream.TRAINING, TRAINING_FIELDS).fields(part.start, len(status))[:, 20]
    led = np.where(new, below(LED[True]), below(LED[False]))
    share = np.where(leader, led, np.where(candidate, below(BASIC_DONE[True]), below(BASIC_DONE[False])))
    since = np.where(candidate, months_of(register.employed[part]), months)
    return Structural(
        course=course,
        done=(course >= 0) & (field < share),
        bound=(leader & new) | candidate,
        due=first_days((since + MONTHS_A_YEAR + 1).astype(np.int32)),
    )


def training_table(layout: Layout, register: Register, seed: int, of: Stretch) -> pa.Table:
    """Rows of `training_history`, in order of person; those of the catalogue name their programme."""
    courses, part = _courses(), of.part
    count = len(of.persons)
    fields = Draws(seed, Stream.TRAINING, TRAINING_FIELDS).fields(part.start, count)
    formal = structural(register, seed, of)
    there = np.column_stack([fields[:, : len(PLACES)] < np.array([below(share) for share in PLACES]), formal.done])
    relevant = courses.relevant[register.job[part][:, np.newaxis], fields[:, 4:7] % RELEVANT_EACH]
    outside = courses.outside + fields[:, 4:7] // RELEVANT_EACH % (len(courses.kind) - courses.outside)
    course = np.column_stack([np.where(fields[:, 8:11] < below(RELEVANT), relevant, outside), formal.course])
    span = np.array([TRAINING_SPAN] * len(PLACES) + [2 * TRAINING_SPAN])
    back = (fields[:, 12:16] / FULL * span).astype(np.int32)
    who, which = np.nonzero(there)
    course = course[who, which]
    end = REFERENCE - back[who, which]
    start = end - courses.days[course] + 1
    late = start <= register.employed[part][who]  # nobody was trained before joining
    who, course, start, end = who[~late], course[~late], start[~late], end[~late]
    number = fields[:, 16:20].reshape(-1)[who * 4 + which[~late]]
    return pa.table(
        {
            "person": of.persons[who],
            "kind": courses.kind[course],
            "title": coded(course, courses.title),
            "program": coded(np.minimum(course, courses.outside - 1), courses.program, course >= courses.outside),
            "organiser": _organisers(layout, register, part, who, course, number),
            "certificate": _certificates(number, start),
            "start": dates(start),
            "end": dates(end),
            "hours": courses.hours.take(pa.array(course)),
            "hours_counted": courses.counted.take(pa.array(course)),
        }
    )


def _organisers(
    layout: Layout,
    register: Register,
    part: slice,
    who: NDArray[np.int64],
    course: NDArray[np.int16],
    number: NDArray[np.uint16],
) -> pa.DictionaryArray:
    """The own training office, the province's, or a national body."""
    own = [f"BPSDM {g.short}" if g.is_province else f"BKPSDM {g.short}" for g in layout.governments]
    national = ["BPSDM Provinsi Kalimantan Tengah", "Lembaga Administrasi Negara", "Badan Kepegawaian Negara"]
    words = list(dict.fromkeys([*national, *own]))
    homes = np.array([words.index(word) for word in own])
    home = homes[layout.agency[register.unit[part][who]]]
    formal = _courses().kind[course] == STRUCTURAL
    place = np.where(formal, 0, np.where(number % 5 < 2, home, number % len(national)))  # noqa: PLR2004 (two in five at home)
    return coded(place, pa.array(words))


def _certificates(number: NDArray[np.uint16], start: NDArray[np.int32]) -> pa.Array:
    """Numbers like 2497/SERT/2024; empty where none was recorded."""
    year = pc.cast(pa.array(months_of(start) // MONTHS_A_YEAR + 1970), pa.string())
    mark = pa.array(_MARKS).take(pa.array(number % len(_MARKS)))
    text = pc.binary_join_element_wise(pc.cast(pa.array(number // 7 + 1), pa.string()), mark, year, "/")
    return pc.if_else(pa.array(number < below(CERTIFIED)), text, None)


def obligations_table(register: Register, seed: int, of: Stretch) -> pa.Table:
    """Rows of `obligations`: newly appointed leaders and candidates in active service who have not been trained."""
    formal = structural(register, seed, of)
    active = (of.position == POSITIONS.index("01")) & (of.months_left > MONTHS_A_YEAR)
    who = np.flatnonzero(formal.bound & ~formal.done & active)
    programs = list(PROGRAMS)
    rules = pa.array([RULES.get(code, "") for code in programs])
    unstated = of.fields[who, 19] >= below(DUE_STATED)
    return pa.table(
        {
            "person": of.persons[who],
            "program": coded(formal.course[who], pa.array(programs)),
            "rule": coded(formal.course[who], rules),
            "due": dates(formal.due[who], unstated),
        }
    )
