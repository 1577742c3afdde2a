"""Trainings of one person on the same days, and those that come too often in a month, whatever their order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.cells import Unread
from betang.core.office.meaning.trainings import Spans, Times, span

FIRST = date(2026, 1, 1)
TRAININGS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 60), st.integers(0, 6)), max_size=30)
REFUSED = st.sets(st.integers(0, 29))


@given(trainings=TRAININGS, refused=REFUSED)
def test_exactly_the_trainings_that_share_a_day_with_another_of_the_person_are_found(trainings, refused):
    spans = Spans()
    days = []
    for place, (person, start, length) in enumerate(trainings):
        spans.add(person, FIRST + timedelta(start), FIRST + timedelta(start + length), place + 2, place)
        days.append((person, {*range(start, start + length + 1)}))
    kept = [place for place in range(len(trainings)) if place not in refused]
    expected = {
        place: place + 2
        for place in kept
        for other in kept
        if other != place and days[place][0] == days[other][0] and days[place][1] & days[other][1]
    }
    assert spans.overlapping(refused) == expected


@given(trainings=TRAININGS, refused=REFUSED)
def test_exactly_those_after_the_first_two_of_a_month_come_too_often(trainings, refused):
    times = Times()
    months: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for place, (person, start, _) in enumerate(trainings):
        day = FIRST + timedelta(start)
        times.add(person, 14, day, 2, place + 2, place)
        if place not in refused:
            months.setdefault((person, day.month), []).append((start, place))
    late = {place: place + 2 for found in months.values() for _, place in sorted(found)[2:]}
    assert times.too_many(refused) == late


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2 Maret 2026", date(2026, 3, 2), date(2026, 3, 2)),
        ("2 s.d. 6 Maret 2026", date(2026, 3, 2), date(2026, 3, 6)),
        ("2 s/d 6 Maret 2026", date(2026, 3, 2), date(2026, 3, 6)),
        ("2-6 Maret 2026", date(2026, 3, 2), date(2026, 3, 6)),
        ("2 sampai dengan 6 Maret 2026", date(2026, 3, 2), date(2026, 3, 6)),
        ("28 Februari - 2 Maret 2026", date(2026, 2, 28), date(2026, 3, 2)),
        ("02-03-2026 s.d. 06-03-2026", date(2026, 3, 2), date(2026, 3, 6)),
        ("30 Desember 2025 hingga 2 Januari 2026", date(2025, 12, 30), date(2026, 1, 2)),
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2)),
    ],
)
def test_both_days_of_a_training_are_read_from_one_cell(said, first, last):
    assert span(said) == (first, last)


@pytest.mark.parametrize(
    "said", ["Maret 2026", "2 s.d. Maret", "2, 4 dan 6 Maret 2026", "31 s.d. 32 Maret 2026", "x", ""]
)
def test_days_that_cannot_be_told_are_not_guessed(said):
    with pytest.raises(Unread, match="bad_date"):
        span(said)
