"""Calendar arithmetic the rules need. 29 February one year on is 28 February, as treasuries and courts count."""

from __future__ import annotations

from datetime import date, timedelta


def years_after(day: date, years: int) -> date:
    """The same day `years` later (earlier when negative); 29 February becomes the 28th in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier."""
    return years_after(day, -years)


def first_still_valid(as_of: date, years: int) -> date:
    """The earliest day from which `years` of validity reach `as_of` (the last valid day counts)."""
    day = years_before(as_of, years)
    while years_after(day, years) < as_of:
        day += timedelta(days=1)
    return day
