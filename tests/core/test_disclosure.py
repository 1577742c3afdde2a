from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.disclosure import FEW, Figures, count, publish, published_total, total


def figures(required=100, known=60, expired=15, unknown=25, short=20, **changes) -> Figures:
    row = Figures(
        required=required,
        known=known,
        expired=expired,
        unknown=unknown,
        short=short,
        trained=0,
        agreed=0,
        on_default=0,
        levels=short * 2,
        held_sum=known * 3 - short * 2,
        required_known_sum=known * 3,
        priority=float(short * 4),
        priority_high=float(short * 4 + (required - known) * 6),
        rank=7,
    )
    return replace(row, **changes)


@pytest.mark.parametrize("required", [1, 2, 3, 4])
def test_a_row_with_one_to_four_required_pairs_is_hidden(required):
    assert publish(figures(required=required, known=required, expired=0, unknown=0, short=0)) is None


def test_a_row_with_five_required_pairs_is_shown():
    row = publish(figures(required=5, known=5, expired=0, unknown=0, short=5))
    assert row is not None
    assert (row.required, row.known, row.short, row.short_rate) == (5, 5, 5, 100)


@pytest.mark.parametrize(
    ("value", "total_", "shown"),
    [
        (0, 100, 0),
        (1, 100, FEW),
        (4, 100, FEW),
        (5, 100, 5),
        (95, 100, 95),
        (96, 100, FEW),
        (99, 100, FEW),
        (100, 100, 100),
        (0, 3, FEW),  # three are left over: showing none would show the three
    ],
)
def test_a_count_of_one_to_four_or_within_four_of_its_total_is_hidden(value, total_, shown):
    assert count(value, total_) == shown


def test_a_large_row_is_published_as_it_is():
    assert publish(figures()) == figures()


def test_few_people_short_hide_the_rate_the_levels_the_fulfilment_and_the_priority():
    row = publish(figures(short=3))
    assert str(row.short) == "<5"
    assert row.short_rate is FEW
    assert row.fulfilment is FEW
    assert row.levels is FEW
    assert row.priority is FEW
    assert row.rank is FEW
    assert row.coverage == 60  # how much is measured says nothing about the three


def test_nearly_everybody_short_is_hidden_as_well():
    assert publish(figures(short=58)).short is FEW


def test_few_known_hide_everything_that_rests_on_them():
    row = publish(figures(required=100, known=2, expired=38, unknown=60, short=2))
    assert (row.known, row.short, row.coverage, row.short_rate, row.fulfilment) == (FEW,) * 5


def test_a_hidden_part_cannot_be_had_by_subtracting_the_other_parts():
    row = publish(figures(known=60, expired=3, unknown=37))
    assert row.known == 60
    assert (row.expired, row.unknown) == (FEW, FEW)


def test_nothing_measured_is_shown_as_nothing_measured():
    row = publish(figures(required=40, known=0, expired=0, unknown=40, short=0))
    assert (row.known, row.unknown, row.coverage) == (0, 40, 0)
    assert row.short_rate is None
    assert row.fulfilment is None


def test_few_agreed_needs_hide_the_priority_they_are_part_of():
    row = publish(figures(agreed=2))
    assert (row.agreed, row.priority, row.short) == (FEW, FEW, 20)


def test_an_exact_total_of_whole_rows():
    both = published_total([figures(), figures(short=30)])
    assert (both.required, both.known, both.short) == (200, 120, 50)


def test_a_total_over_a_row_that_hides_something_is_rounded_to_five():
    rows = [figures(short=23), figures(short=3)]
    both = published_total(rows)
    assert both.short == 25  # the rows say 23 and <5: a total of 26 would say three
    assert total(rows).short == 26
    assert both.priority is FEW  # nor may the weighted sum say it


def test_a_total_of_nothing_is_nothing():
    assert (total([]).required, total([]).short_rate) == (0, None)


def test_a_total_of_one_to_four_pairs_is_hidden():
    assert published_total([figures(required=2, known=2, expired=0, unknown=0, short=1)]) is None


def test_a_hidden_figure_cannot_be_added_by_mistake():
    with pytest.raises(ValueError, match="hidden"):
        total([publish(figures(short=3))])


@st.composite
def rows(draw) -> Figures:
    known, expired, unknown = (draw(st.integers(0, 40)) for _ in range(3))
    short = draw(st.integers(0, known))
    agreed = draw(st.integers(0, expired + unknown))
    required = known + expired + unknown
    return figures(
        required, known, expired, unknown, short,
        agreed=agreed, trained=draw(st.integers(0, short)), on_default=draw(st.integers(0, required)),
    )  # fmt: skip


@given(rows())
def test_no_published_row_lets_a_hidden_count_be_worked_out(row):
    shown = publish(row)
    if shown is None:
        return
    parts = (shown.known, shown.expired, shown.unknown)
    assert sum(part is FEW for part in parts) != 1  # two unknowns in one sum
    for name in ("known", "expired", "unknown", "short", "on_default", "trained", "agreed"):
        value = getattr(shown, name)
        assert value is FEW or not 0 < value < 5
    if shown.known is FEW:
        assert (shown.coverage, shown.short, shown.levels) == (FEW,) * 3
    if FEW in (shown.known, shown.short):
        assert {shown.levels, shown.held_sum, shown.required_known_sum, shown.priority, shown.fulfilment} == {FEW}
    for field in fields(shown):  # hiding is all that may happen to a figure
        assert getattr(shown, field.name) in (getattr(row, field.name), FEW)


@given(st.lists(rows(), min_size=1, max_size=4))
def test_a_published_total_stays_consistent_and_near_the_truth(many):
    shown, exact = published_total(many), total(many)
    if shown is None:
        return
    if any((row := publish(one)) is None or row.hides for one in many):
        assert {shown.required, shown.known, shown.short} <= {*range(0, 1000, 5)}
        assert shown.known + shown.expired + shown.unknown == shown.required
        assert abs(shown.known - exact.known) <= 2
        assert shown.short <= shown.known
