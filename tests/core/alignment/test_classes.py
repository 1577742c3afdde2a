"""Classes that people fill, against a slow search of every number of classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.alignment.classes import Filled, fill, together

PEOPLE = st.integers(0, 150)
SIZES = st.tuples(st.integers(1, 40), st.integers(0, 40)).map(lambda two: (two[0], two[0] + two[1]))


def by_trying(people: int, smallest: int, largest: int) -> Filled:
    """The most people in classes that are neither too small nor too large, then the fewest classes: by trying all."""
    ways = [
        (seated, -classes)
        for classes in range(people + 1)
        for seated in range(classes * smallest, min(people, classes * largest) + 1)
    ]
    seated, classes = max(ways)
    return Filled(-classes, seated, people - seated)


@pytest.mark.parametrize(
    ("people", "smallest", "largest", "classes", "seated"),
    [
        (41, 20, 30, 2, 41),
        (35, 20, 30, 1, 30),  # a second class would have fifteen
        (15, 20, 30, 0, 0),
        (30, 20, 30, 1, 30),
        (0, 20, 30, 0, 0),
        (60, 20, 30, 2, 60),
    ],
)
def test_as_many_sit_as_can_in_as_few_classes_as_needed(people, smallest, largest, classes, seated):
    assert fill(people, smallest, largest) == Filled(classes, seated, people - seated)


@given(PEOPLE, SIZES)
def test_filling_agrees_with_trying_every_way(people, sizes):
    assert fill(people, *sizes) == by_trying(people, *sizes)


@given(st.lists(PEOPLE, max_size=15), SIZES)
def test_together_nobody_loses_a_seat(asked, sizes):
    both = together(asked, *sizes)
    assert both.gained >= 0
    for filled in (both.alone, both.pooled):
        assert filled.seated + filled.left == sum(asked)


def test_nine_governments_with_too_few_each_fill_two_classes_together():
    both = together([5, 4, 3, 5, 4, 5, 5, 5, 5], 20, 30)
    assert both.alone.classes == 0
    assert both.pooled == Filled(2, 41, 0)


@given(st.lists(PEOPLE, max_size=8), SIZES, st.randoms(use_true_random=False))
def test_the_order_of_governments_does_not_matter(asked, sizes, chance):
    mixed = asked[:]
    chance.shuffle(mixed)
    assert together(mixed, *sizes) == together(asked, *sizes)
