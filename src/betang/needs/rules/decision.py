"""The one decision a leader is asked for, found from how things stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Ask(StrEnum):
    """What can be asked of a leader."""

    OPEN_YEAR = "open_year"
    DECIDE = "decide"
    VALIDATE = "validate"
    LATE_OFFICES = "late_offices"
    LATE_GOVERNMENTS = "late_governments"
    DECREE = "decree"
    VALIDATION = "validation"
    PLANNING = "planning"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Situation:
    """How things stand for a leader's own government. Items are needs and proposals of the open year.

    `decides`, `validates`: items that wait for the leader's own hand; `planned`, `verified`, `validated`: for any.
    `late_governments` is 0 for whoever leads only their own.
    """

    year: int | None
    decides: int = 0
    validates: int = 0
    late_offices: int = 0
    late_governments: int = 0
    planned: int = 0
    verified: int = 0
    validated: int = 0
    without_target: int = 0


ORDER: Final[tuple[tuple[Ask, Callable[[Situation], int]], ...]] = (
    # Without an open year nobody can send anything: all else waits for it.
    (Ask.OPEN_YEAR, lambda now: now.year is None),
    # What only the reader can do comes before what they can only ask of others, and the last step before the one
    # ahead of it: a decree ends the year's work of everybody.
    (Ask.DECIDE, lambda now: now.decides),
    (Ask.VALIDATE, lambda now: now.validates),
    # A form that is late is outside every count; a word from above moves it, and time is running.
    (Ask.LATE_OFFICES, lambda now: now.late_offices),
    (Ask.LATE_GOVERNMENTS, lambda now: now.late_governments),
    # Then what waits for others, the nearest to the decree first.
    (Ask.DECREE, lambda now: now.planned),
    (Ask.PLANNING, lambda now: now.validated),
    # Bapperida before the PyB: what has no confirmed target would not pass the validation that is asked for.
    (Ask.TARGETS, lambda now: now.without_target),
    (Ask.VALIDATION, lambda now: now.verified),
)
"""What is asked, the first that has anything to do; each with how much that is."""


def decision(now: Situation) -> tuple[Ask, int] | None:
    """The decision asked, and how many it is about; None: nothing waits for a leader's word."""
    return next(((ask, int(count)) for ask, of in ORDER if (count := of(now))), None)
