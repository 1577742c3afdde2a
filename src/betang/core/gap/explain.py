"""One person's pair explained: which evidence row decided and why, and which standard asks for the level.

The map reduces ninety million rows to one whole number each (`evidence.py`); a person page shows a dozen rows and has
to give its reasons. Both follow the same rule, and a test holds them to the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from betang.core.dates import years_after
from betang.core.tables import SOURCES


class Standing(StrEnum):
    """What became of one evidence row."""

    DECIDES = "decides"
    WEAKER_SOURCE = "weaker_source"
    OLDER = "older"
    LOWER = "lower"  # same source, same day
    EXPIRED = "expired"
    LATER = "later"  # after the day of the map: not yet evidence


class Step(StrEnum):
    """Where the required level comes from; the first that exists holds."""

    OWN_JOB = "own_job"
    COMMON_JOB = "common_job"
    OWN_TIER = "own_tier"
    COMMON_TIER = "common_tier"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One assessment of one competency: level 0-5, the day, the source, the stated last valid day if any."""

    level: int
    assessed_on: date
    source: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """An evidence row, the last day it is valid, and its standing."""

    evidence: Evidence
    last_day: date
    standing: Standing


def weigh(rows: Iterable[Evidence], *, as_of: date, validity_years: Mapping[str, int]) -> list[Weighed]:
    """Every row of one person and competency with its standing on `as_of`; the deciding row first, then newest first.

    The best valid source decides, then the newest day, then the higher level. None deciding: the pair is unknown,
    or expired when there are rows up to `as_of`.
    """
    rows = list(rows)
    last_days = [row.valid_until or years_after(row.assessed_on, validity_years[row.source]) for row in rows]
    valid = [row for row, last in zip(rows, last_days, strict=True) if row.assessed_on <= as_of <= last]
    best = min(valid, key=_order, default=None)
    weighed = []
    for row, last in zip(rows, last_days, strict=True):
        standing = _standing(row, last, best, as_of)
        weighed.append(Weighed(row, last, standing))
    # Two equal rows cannot both decide: the second is told as no newer than the first.
    deciding = [w for w in weighed if w.standing is Standing.DECIDES]
    spare = {id(w) for w in deciding[1:]}
    weighed = [Weighed(w.evidence, w.last_day, Standing.OLDER) if id(w) in spare else w for w in weighed]
    return sorted(weighed, key=lambda w: (w.standing is not Standing.DECIDES, -w.evidence.assessed_on.toordinal()))


def _order(row: Evidence) -> tuple[int, int, int]:
    return SOURCES.index(row.source), -row.assessed_on.toordinal(), -row.level


def _standing(row: Evidence, last: date, best: Evidence | None, as_of: date) -> Standing:
    if row.assessed_on > as_of:
        return Standing.LATER
    if last < as_of or best is None:
        return Standing.EXPIRED
    if row.source != best.source:
        return Standing.WEAKER_SOURCE
    if row.assessed_on != best.assessed_on:
        return Standing.OLDER
    return Standing.DECIDES if row.level == best.level else Standing.LOWER


def step(*, own: bool, by_job: bool) -> Step:
    """The step a standard stands on: the agency's own or common, by job or by tier."""
    if by_job:
        return Step.OWN_JOB if own else Step.COMMON_JOB
    return Step.OWN_TIER if own else Step.COMMON_TIER


PRECEDENCE = tuple(Step)
"""First to last: the first step that has a standard for the competency holds."""
