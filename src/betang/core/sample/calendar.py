"""Days as the sample counts them: whole days since 1970-01-01, as Arrow's date32 does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EPOCH = date(1970, 1, 1).toordinal()


def day(year: int, month: int, of_month: int = 1) -> int:
    """The number of one day."""
    return date(year, month, of_month).toordinal() - EPOCH


REFERENCE = day(2026, 10, 30)
"""The day the data folder was made: nothing in it is later except what is planned. The sample has no clock."""

AS_OF = day(2027, 1, 1)
"""The day for which the sample's coverage figures hold."""


def months_of(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """Months since January 1970 of each day."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)


def first_days(months: NDArray[np.int32]) -> NDArray[np.int32]:
    """The first day of each month."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)


def digits_of(days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Each day as the number YYYYMMDD."""
    months = months_of(days)
    of_month = days - first_days(months) + 1
    return ((months // 12 + 1970) * 10_000 + (months % 12 + 1) * 100 + of_month).astype(np.int64)


def years_later(first: int, last: int, years: int) -> NDArray[np.int32]:
    """For each day from `first` to `last`, the same day `years` later (29 February becomes the 28th)."""
    moved = []
    for number in range(first, last + 1):
        d = date.fromordinal(number + EPOCH)
        leap = (d.month, d.day) == (2, 29)
        moved.append(day(d.year + years, d.month, 28 if leap else d.day))
    return np.array(moved, dtype=np.int32)
