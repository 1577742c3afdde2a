"""The table `assessments`: who was measured in what, when, how and with which result.

For every required competency of a person there are a few places where a row may stand: the main measurement, a repeat
and a third row on the day of the first. Which places are filled is drawn; so are day, source and level. In the sample
a government's `known` share says how much is measured, whole units go unmeasured, and results are old or of weak
source. In a benchmark (`rows_each`) everybody is measured alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from betang.core.errors import WrongCall
from betang.core.sample.calendar import REFERENCE, day, years_later
from betang.core.sample.draws import FIELDS_PER_WORD, FULL, Draws, Stream, below, lookup
from betang.core.sample.government.competencies import CODES, NATIONAL
from betang.core.sample.government.standards import required
from betang.core.tables import SOURCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from betang.core.sample.government.layout import Layout
    from betang.core.sample.persons.register import Register

ACCREDITED, TEST, CERTIFICATE, SUPERVISOR, PEER, SELF = range(len(SOURCES))
PLACES = 3
PERSON_FIELDS = 6
FIRST_DAY = day(2020, 1)
DAYS_A_YEAR = 365.25
HIGHEST = 5

DENSE_LIMITS = (0.92, 0.6, 0.6)
"""In a benchmark: the largest share of pairs that have a main row, a repeat, a third row."""

EVENT_SHARE = 0.86  # of measured people: those who went through an assessment of the nine
NATIONAL_PLACES = (0.965, 0.36, 0.04)
TECHNICAL_PLACES = (0.80, 0.40, 0.04)
UNMEASURED_UNITS = 0.2  # of the units of a government, as far as its share allows
KNOWN_OF_MEASURED = 0.658
"""Of the required pairs of measured people so many are known on AS_OF (follows from these shares; a test holds it)."""

CAMPAIGN_DAYS = 90
_CAMPAIGNS = {(2021, 3): 2, (2022, 6): 8, (2023, 7): 14, (2024, 5): 22, (2025, 8): 33, (2026, 4): 21}
"""Assessments of the nine: year and month in which a campaign begins, and its weight."""

_SOURCE_SHARES = (  # technical, national: of the main measurement, of a repeat
    ({TEST: 30, CERTIFICATE: 32, SUPERVISOR: 26, SELF: 8, PEER: 4}, {SUPERVISOR: 50, SELF: 22, PEER: 12, TEST: 16}),
    ({ACCREDITED: 1}, {SUPERVISOR: 52, SELF: 24, PEER: 18, TEST: 6}),
)
_YEARS_BACK = {ACCREDITED: 4.6, TEST: 4.0, CERTIFICATE: 4.4, SUPERVISOR: 1.6, PEER: 1.6, SELF: 2.2}
_ABILITY_SHARES = (8, 20, 38, 24, 10)
_BUMPS = (  # measured minus required level, by ability from weak to strong
    {-3: 8, -2: 32, -1: 40, 0: 18, 1: 2},
    {-3: 3, -2: 15, -1: 38, 0: 38, 1: 6},
    {-2: 7, -1: 28, 0: 50, 1: 14, 2: 1},
    {-2: 3, -1: 18, 0: 52, 1: 24, 2: 3},
    {-1: 8, 0: 46, 1: 38, 2: 8},
)
_GENERAL = (  # weakness in one competency, for governments from generally strong to generally weak and round again
    {-1: 26, 0: 48, 1: 26},
    {-1: 44, 0: 44, 1: 12},
    {-1: 12, 0: 44, 1: 44},
    {-1: 20, 0: 52, 1: 28},
    {-1: 56, 0: 36, 1: 8},
)
REPEATS_AGREE = 3  # all but one repeat in so many
KIND_TO_ONESELF = 4  # one self-rating in so many is a level too high
STATED = 0.6  # of people: those whose lasting results state until when they hold
_CERTIFICATE_YEARS = (3, 3, 5, 2)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where rows may stand, as bounds on fields: by unit for people, by (slot kind, place) for rows."""

    measured: NDArray[np.int64]
    event: int
    national: tuple[int, int, int]
    technical: tuple[int, int, int]


def uneven(layout: Layout, seed: int) -> Coverage:
    """The sample's coverage: by government, patchy between its units."""
    field = Draws(seed, Stream.UNITS, 1).fields(0, len(layout.people))[:, 0]
    share = np.array([government.known for government in layout.governments]) / KNOWN_OF_MEASURED
    skipped = field < np.minimum(UNMEASURED_UNITS, 1 - share)[layout.agency] * FULL
    # those left make up for the people of the units that are skipped
    left = np.bincount(layout.agency, layout.people * ~skipped, len(share)) / layout.agency_people()
    within = np.minimum(np.divide(share, left, out=np.zeros_like(share), where=left > 0), 1)[layout.agency]
    measured = np.where(skipped, 0, np.round(within * FULL)).astype(np.int64)
    return Coverage(measured, below(EVENT_SHARE), _bounds(NATIONAL_PLACES), _bounds(TECHNICAL_PLACES))


def dense(register: Register, layout: Layout, rows_each: float) -> Coverage:
    """A benchmark's coverage: `rows_each` rows a person on average, everybody alike.

    Raises WrongCall when so many rows do not fit.
    """
    pairs = (required().competency[register.job] >= 0).sum(axis=1).mean()
    left = float(rows_each / pairs)
    shares: list[float] = []
    for limit in DENSE_LIMITS:
        shares.append(min(limit, max(left, 0.0)))
        left -= limit
    if left > 0:
        raise WrongCall(f"evidence_rows: at most {pairs * sum(DENSE_LIMITS):.0f} rows a person fit, not {rows_each:g}")
    parts = _bounds((shares[0], shares[1], shares[2]))
    return Coverage(np.full(len(layout.people), FULL), FULL, parts, parts)


def _bounds(shares: tuple[float, float, float]) -> tuple[int, int, int]:
    return below(shares[0]), below(shares[1]), below(shares[2])


@dataclass(frozen=True, slots=True)
class _Tables:
    """Look-up tables: a field as the last index, days since FIRST_DAY in `later`."""

    days: NDArray[np.int32]  # (source, field)
    events: NDArray[np.int32]
    event_sources: NDArray[np.int8]
    sources: NDArray[np.int8]  # (technical or national, main or repeat, field)
    abilities: NDArray[np.int8]
    bumps: NDArray[np.int8]  # (ability, field)
    later: NDArray[np.int32]  # (years, day - FIRST_DAY)


def _tables() -> _Tables:
    fractions = (np.arange(FULL) + 0.5) / FULL
    days = [REFERENCE - fractions * _YEARS_BACK[source] * DAYS_A_YEAR for source in range(len(SOURCES))]
    campaign = lookup(dict(enumerate(_CAMPAIGNS.values())))
    opening = np.array([day(year, month) for year, month in _CAMPAIGNS], dtype=np.int32)
    return _Tables(
        days=np.stack(days).astype(np.int32),
        events=opening[campaign] + np.arange(FULL, dtype=np.int32) * 7 % CAMPAIGN_DAYS,
        event_sources=lookup({ACCREDITED: 72, TEST: 28}),
        sources=np.stack([np.stack([lookup(shares) for shares in kind]) for kind in _SOURCE_SHARES]),
        abilities=lookup(dict(enumerate(_ABILITY_SHARES))),
        bumps=np.stack([lookup(shares) for shares in _BUMPS]),
        later=np.stack([years_later(FIRST_DAY, REFERENCE, years) for years in range(max(_CERTIFICATE_YEARS) + 1)]),
    )


class Evidence:
    """Makes the rows of any stretch of people."""

    def __init__(self, layout: Layout, register: Register, seed: int, coverage: Coverage) -> None:
        self._layout, self._register, self._coverage = layout, register, coverage
        self._required = required()
        self._cells = self._required.slots * PLACES
        self._people = Draws(seed, Stream.EVIDENCE_PERSON, PERSON_FIELDS)
        self._rows = Draws(seed, Stream.EVIDENCE_ROW, self._cells * FIELDS_PER_WORD)
        self._weak = weaknesses(seed, len(layout.governments))
        self._tables = _tables()
        bounds = np.tile(np.array(coverage.technical), (self._required.slots, 1))
        bounds[: len(NATIONAL)] = coverage.national
        self._bounds = np.minimum(bounds.reshape(-1), FULL - 1).astype(np.uint16)

    def table(self, part: slice) -> pa.Table:
        """Rows of the persons of `part`, in order of person."""
        count = part.stop - part.start
        people = self._people.fields(part.start, count)
        fields = self._rows.fields(part.start, count)
        there = self._there(part, people, fields[:, ::FIELDS_PER_WORD])
        who = np.repeat(np.arange(count, dtype=np.int32), np.count_nonzero(there, axis=1))
        at = np.flatnonzero(there)
        cell = (at - who.astype(np.int64) * self._cells).astype(np.int16)
        slot, place = cell // PLACES, cell % PLACES
        words = fields.reshape(-1, FIELDS_PER_WORD)
        return self._columns(part, people, who, slot, place, words[at], words[at - place])

    def _there(self, part: slice, people: NDArray[np.uint16], field: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """Whether a row stands at each place: shape (people, slots x places)."""
        measured = people[:, 0] < self._coverage.measured[self._register.unit[part]]
        there: NDArray[np.bool_] = (field < self._bounds) & measured[:, np.newaxis]
        by_slot = there.reshape(len(people), -1, PLACES)
        by_slot &= (self._required.competency[self._register.job[part]] >= 0)[:, :, np.newaxis]
        by_slot[:, : len(NATIONAL), ::2] &= (people[:, 1] < self._coverage.event)[:, np.newaxis, np.newaxis]
        return there

    def _columns(
        self,
        part: slice,
        people: NDArray[np.uint16],
        who: NDArray[np.int32],
        slot: NDArray[np.int16],
        place: NDArray[np.int16],
        own: NDArray[np.uint16],
        main: NDArray[np.uint16],
    ) -> pa.Table:
        """`own` are the fields of each row, `main` those of the main row of the same pair.

        A repeat has its own day and source; a third row falls on the main row's day, from the same source.
        """
        tables = self._tables
        repeat = place == 1
        national = slot < len(NATIONAL)
        event = national & ~repeat
        base = np.where(repeat[:, np.newaxis], own, main)
        source = tables.sources[national.view(np.int8), repeat.view(np.int8), base[:, 2]]
        source = np.where(event, tables.event_sources[people[:, 2]][who], source)
        on = np.where(event, tables.events[people[:, 3]][who], tables.days[source, base[:, 1]])
        job = self._register.job[part][who]
        competency = self._required.competency[job, slot]
        agency = self._layout.agency[self._register.unit[part]][who]
        ability = tables.abilities[people[:, 4]][who] + self._weak[agency, competency]
        # a repeat mostly finds what the main measurement found
        agrees = repeat & (own[:, 0] % REPEATS_AGREE != 0)
        bump = tables.bumps[np.clip(ability, 0, len(_BUMPS) - 1), np.where(agrees, main[:, 3], own[:, 3])]
        bump = bump + ((source == SELF) & (own[:, 0] % KIND_TO_ONESELF == 0))
        level = np.clip(self._required.level[job, slot] + bump, 0, HIGHEST).astype(np.int8)
        years = np.where(source == CERTIFICATE, np.array(_CERTIFICATE_YEARS)[own[:, 0] % len(_CERTIFICATE_YEARS)], 3)
        unstated = (source > CERTIFICATE) | (people[:, 5] >= below(STATED))[who]
        return pa.table(
            {
                "person": who + np.int64(part.start + 1),
                "competency": pa.DictionaryArray.from_arrays(pa.array(competency), pa.array(CODES)),
                "level": level,
                "assessed_on": pa.array(on).view(pa.date32()),
                "source": pa.DictionaryArray.from_arrays(pa.array(source), pa.array(SOURCES)),
                "valid_until": pa.array(tables.later[years, on - FIRST_DAY], mask=unstated).view(pa.date32()),
            }
        )


def weaknesses(seed: int, agencies: int) -> NDArray[np.int8]:
    """(government, competency) -> -1, 0 or 1: what a government as a whole is weak or strong in.

    Governments differ in general too: some are weak in most competencies, some strong in most.
    """
    fields = Draws(seed, Stream.AGENCIES, len(CODES)).fields(0, agencies)[:, : len(CODES)]
    by_kind = np.stack([lookup(shares) for shares in _GENERAL])
    return by_kind[np.arange(agencies) % len(_GENERAL), :][np.arange(agencies)[:, np.newaxis], fields]
