"""What crosses the walls, and that nothing else can be worked out from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.disclosure import (
    COUNTS,
    FEW,
    NAMES,
    Figures,
    Shown,
    Total,
    count,
    crossing,
    judged,
    places,
    publish,
    published_total,
    total,
)

HALF = 0.5


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
        held_sum=known * 3 - short * 2,
        required_known_sum=known * 3,
        levels=short * 2,
        priority=float(short * 4),
        priority_high=float(short * 4 + (required - known) * 6),
    )
    return replace(row, **changes)


def as_shown(row: Figures) -> Shown:
    return Shown(*(getattr(row, name) for name in NAMES))


# ---------------------------------------------------------------- one row


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


def test_a_large_row_is_published_as_it_is_but_for_what_is_weighed():
    assert publish(figures()) == as_shown(figures())
    assert {"levels", "priority", "priority_high"}.isdisjoint(NAMES)


def test_few_people_short_hide_the_rate_the_fulfilment_and_how_many_of_them_were_trained():
    row = publish(figures(short=3))
    assert str(row.short) == "<5"
    assert (row.short_rate, row.fulfilment, row.trained) == (FEW, FEW, FEW)
    assert row.coverage == 60  # how much is measured says nothing about the three


def test_nearly_everybody_short_is_hidden_as_well():
    assert publish(figures(short=58)).short is FEW


def test_few_known_hide_everything_that_rests_on_them():
    row = publish(figures(required=100, known=2, expired=38, unknown=60, short=2))
    assert (row.known, row.short, row.coverage, row.short_rate, row.fulfilment) == (FEW,) * 5
    assert (row.expired, row.unknown, row.agreed) == (FEW,) * 3  # they leave over what is known
    assert row.required == 100


def test_a_hidden_part_cannot_be_had_by_subtracting_the_other_parts():
    row = publish(figures(known=60, expired=3, unknown=37))
    assert row.known == 60
    assert (row.expired, row.unknown) == (FEW, FEW)


def test_nothing_measured_is_shown_as_nothing_measured():
    row = publish(figures(required=40, known=0, expired=0, unknown=40, short=0))
    assert (row.known, row.unknown, row.coverage) == (0, 40, 0)
    assert row.short_rate is None
    assert row.fulfilment is None


def test_a_figure_that_is_not_counted_for_a_selection_stays_not_counted():
    assert publish(figures(on_default=None)).default_share is None


def test_a_hidden_figure_cannot_be_added_by_mistake():
    with pytest.raises(TypeError):
        FEW + 1
    with pytest.raises(ValueError, match="hidden"):
        publish(replace(figures(), known=FEW))


# ---------------------------------------------------------------- places


def test_places_are_those_of_the_priorities_among_rows_that_show_what_they_are_made_of():
    rows = {
        "third": figures(priority=10.0),
        "first": figures(priority=30.0),
        "few short": figures(short=3, priority=99.0),
        "few agreed": figures(agreed=2, priority=99.0),
        "too little known": figures(known=40, expired=20, unknown=40, priority=99.0),
        "second": figures(priority=20.0),
    }
    assert places(rows, HALF) == {"first": 1, "second": 2, "third": 3}


def test_what_crosses_says_what_is_hidden_and_holds_no_number_for_it():
    kept = crossing({"A": figures(expired=3, unknown=37), "B": figures(3, 3, 0, 0, 1)}, HALF)
    assert kept["A"]["hidden"] == ["expired", "unknown"]
    assert (kept["A"]["known"], kept["A"]["place"]) == (60, 1)
    assert "expired" not in kept["A"]
    assert kept["B"] == {"hidden": list(NAMES), "place": None}


# ---------------------------------------------------------------- totals


def test_a_total_of_whole_rows_is_exact():
    both = published_total([publish(figures()), publish(figures(short=30))])
    assert (both.required, both.known, both.short, both.left_out) == (200, 120, 50, 0)
    assert both.short_rate == 100 * 50 / 120


def test_a_total_leaves_out_the_rows_that_hide_what_is_known_or_short_and_says_how_many():
    nearly_unmeasured = figures(50, 2, 0, 48, 0)
    rows = [figures(short=26), figures(20, 10, 10, 0, short=1), nearly_unmeasured, figures(3, 3, 0, 0, 1)]
    both = published_total(publish(row) for row in rows)
    # Once this was 27 rounded to 25, and 25 beside the 26 that is shown could only mean one person.
    assert (both.required, both.known, both.short, both.rows, both.left_out) == (100, 60, 26, 4, 3)


def test_a_total_hides_a_column_that_one_of_its_rows_hides():
    both = published_total([publish(figures(expired=3, unknown=37)), publish(figures(agreed=8))])
    assert (both.expired, both.unknown, both.agreed) == (FEW, FEW, 8)
    assert (both.known, both.short) == (120, 40)


def test_the_share_on_default_standards_is_told_of_the_rows_that_show_it():
    both = published_total([publish(figures(on_default=50)), publish(figures(on_default=2))])
    assert both.default_share == 50
    assert published_total([publish(figures(on_default=2))]).default_share is FEW


def test_a_total_with_no_row_to_count_is_hidden_and_one_of_no_rows_is_nothing():
    both = published_total([None, publish(figures(short=3))])
    assert (both.coverage, both.short_rate, both.default_share) == (FEW, FEW, FEW)
    assert not judged(both, HALF)
    assert published_total([]) is None


def test_a_total_that_would_speak_of_less_than_half_of_the_pairs_is_hidden():
    half, less = figures(100, short=3), figures(101, 61, short=3)
    assert published_total([publish(figures(100)), publish(half)]).short == 20
    both = published_total([publish(figures(100)), publish(less)])
    assert (both.required, both.coverage, both.left_out) == (FEW, FEW, 2)


def test_an_own_government_has_its_totals_exact():
    both = total([figures(short=23), figures(short=3)])
    assert (both.short, both.priority) == (26, 104.0)
    assert (total([]).required, total([]).short_rate) == (0, None)


# ---------------------------------------------------------------- an attacker who tries everything

Row = tuple[int, ...]
"""A whole row as the attacker imagines it: required, known, expired, unknown, short, trained, agreed."""


def splits(required: int, *, fine: bool) -> Iterator[Figures]:
    """Every row there can be with so many required pairs; `fine`: also every trained and agreed."""
    for known in range(required + 1):
        for expired, short in product(range(required - known + 1), range(known + 1)):
            for trained in range(short + 1) if fine else (0,):
                for agreed in range(required - known + 1) if fine else (0,):
                    changes = {"trained": trained, "agreed": agreed}
                    yield figures(required, known, expired, required - known - expired, short, **changes)


Showing = Callable[[tuple[Figures, ...]], object]


def candidates(worlds: Iterable[tuple[Figures, ...]], showing: Showing) -> Iterator[tuple[Shown | None, str, set[int]]]:
    """What an attacker who knows the rules is left with: for every figure hidden in a world, the values that it has
    in all worlds that show the same.
    """
    alike: dict[str, list[tuple[Figures, ...]]] = defaultdict(list)
    for world in worlds:
        alike[repr(showing(world))].append(world)
    for group in alike.values():
        for place, whole in enumerate(group[0]):
            shown = publish(whole)
            for name in COUNTS[:7]:
                if shown is None or getattr(shown, name) is FEW:
                    yield shown, name, {getattr(world[place], name) for world in group}


def few(total_: int) -> set[int]:
    """All that a hidden count of so many may be."""
    return {value for value in range(total_ + 1) if 0 < value < 5 or 0 < total_ - value < 5}


@pytest.mark.parametrize("required", [5, 6, 8, 9, 10, 13])
def test_a_hidden_count_of_a_row_may_be_anything_that_the_rule_hides(required):
    rows = ((row,) for row in splits(required, fine=True))
    found = 0
    for shown, name, values in candidates(rows, lambda world: publish(world[0])):
        found += 1
        if name == "known":
            assert values == few(required)
        elif shown.known is FEW:
            assert values >= set(range(required))  # nothing at all is said of what hangs on it
        elif name == "trained" and shown.short is FEW:
            assert values >= set(range(5))
        else:
            whole = {"short": "known", "trained": "short"}.get(name)
            assert values == few(required - shown.known if whole is None else getattr(shown, whole))
    assert found > 5


def shown_with_totals(world: tuple[Figures, ...]) -> object:
    rows = [publish(row) for row in world]
    return rows, published_total(rows), places({str(n): row for n, row in enumerate(world)}, HALF)


def shown_with_an_exact_total(world: tuple[Figures, ...]) -> object:
    return [publish(row) for row in world], total(world).short, total(world).known


def shown_with_a_rounded_total(world: tuple[Figures, ...]) -> object:
    whole = total(world)
    return [publish(row) for row in world], 5 * round(whole.short / 5), 5 * round(whole.known / 5)


def two_rows() -> Iterator[tuple[Figures, ...]]:
    yield from product(list(splits(5, fine=False)), list(splits(7, fine=False)))


def a_row_beside_a_hidden_one() -> Iterator[tuple[Figures, ...]]:
    hidden = [row for required in (1, 2, 3, 4) for row in splits(required, fine=False)]
    yield from product(list(splits(6, fine=False)), hidden)


@pytest.mark.parametrize("worlds", [two_rows, a_row_beside_a_hidden_one])
def test_a_total_beside_its_rows_takes_no_value_away_from_a_hidden_count(worlds):
    found = [(name, values) for _, name, values in candidates(worlds(), shown_with_totals)]
    assert found
    for name, values in found:
        # Trained and agreed are nobody's in these worlds.
        assert len(values) >= 4 or name in {"trained", "agreed"}, (name, values)


@pytest.mark.parametrize("leaky", [shown_with_an_exact_total, shown_with_a_rounded_total])
def test_the_attacker_does_find_what_a_total_of_hidden_rows_gives_away(leaky):
    found = [values for _, name, values in candidates(two_rows(), leaky) if name in {"known", "short"}]
    assert min(map(len, found)) == 1


# ---------------------------------------------------------------- two provinces alike but for what is hidden


@st.composite
def whole_rows(draw, fewest=0, most=60) -> Figures:
    """A row with few people here and there."""
    pairs = draw(st.integers(fewest, most))
    known = draw(near(pairs))
    expired = draw(near(pairs - known))
    short = draw(near(known))
    needed = known * draw(st.integers(1, 5))
    return figures(
        pairs,
        known,
        expired,
        pairs - known - expired,
        short,
        trained=draw(near(short)),
        agreed=draw(near(pairs - known)),
        on_default=draw(near(pairs)),
        required_known_sum=needed,
        held_sum=draw(st.integers(0, needed)),
        priority=float(draw(st.integers(0, 9))),
    )


def near(top: int) -> st.SearchStrategy[int]:
    """Any number up to `top`, often one at its ends."""
    ends = sorted({*range(min(top, 5) + 1), *range(max(0, top - 5), top + 1)})
    return st.sampled_from(ends) | st.integers(0, top)


def one_of(values: set[int]) -> st.SearchStrategy[int]:
    return st.sampled_from(sorted(values))


@st.composite
def twin(draw, row: Figures) -> Figures:
    """The same row but for what the rule hides, which may be anything that the rule hides; by the words of the rule,
    not by the code that keeps it.
    """
    required, known, open_pairs = row.required, row.known, row.required - row.known
    if 0 < required < 5:
        return draw(whole_rows(1, 4))
    changes: dict[str, object] = {}
    if row.on_default in few(required):
        changes["on_default"] = draw(one_of(few(required)))
    if known in few(required):
        other = draw(whole_rows(required, required))
        known = draw(one_of(few(required)))
        short, expired = draw(near(known)), draw(near(required - known))
        parts = {"known": known, "expired": expired, "unknown": required - known - expired, "short": short}
        more = {"trained": draw(near(short)), "agreed": draw(near(required - known))}
        return replace(other, **{"on_default": row.on_default, **changes, **parts, **more})
    if row.expired in few(open_pairs):
        changes["expired"] = draw(one_of(few(open_pairs)))
        changes["unknown"] = open_pairs - changes["expired"]
    if row.agreed in few(open_pairs):
        changes |= {"agreed": draw(one_of(few(open_pairs))), "priority": float(draw(st.integers(0, 9)))}
    if row.short in few(known):
        short, needed = draw(one_of(few(known))), known * draw(st.integers(1, 5))
        changes |= {"short": short, "trained": draw(near(short)), "priority": float(draw(st.integers(0, 9)))}
        changes |= {"required_known_sum": needed, "held_sum": draw(st.integers(0, needed))}
    elif row.trained in few(row.short):
        changes["trained"] = draw(one_of(few(row.short)))
    return replace(row, **changes)


@st.composite
def provinces(draw) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """The rows of one agency twice, alike but for what is hidden. All weights are relative to a mean over all pairs,
    also the hidden ones, so the priorities of the second may all be larger or smaller.
    """
    first = {f"T.{n}": row for n, row in enumerate(draw(st.lists(whole_rows(), min_size=1, max_size=6)))}
    mean = draw(st.sampled_from([0.5, 1.0, 4.0]))
    second = {code: draw(twin(row)) for code, row in first.items()}
    return first, {code: replace(row, priority=row.priority * mean) for code, row in second.items()}


@given(provinces())
def test_two_provinces_that_differ_only_in_hidden_figures_show_the_same(pair):
    first, second = pair
    assert crossing(first, HALF) == crossing(second, HALF)
    totals = [published_total(publish(row) for row in rows.values()) for rows in pair]
    assert totals[0] == totals[1]


@given(whole_rows())
def test_hiding_is_all_that_may_happen_to_a_figure(row):
    shown = publish(row)
    if shown is None:
        assert 0 < row.required < 5
        return
    for name in NAMES:
        assert getattr(shown, name) in (getattr(row, name), FEW)
    for name in COUNTS[:7]:
        assert getattr(shown, name) is FEW or getattr(shown, name) not in range(1, 5)


@given(st.lists(whole_rows(), min_size=1, max_size=5))
def test_a_total_is_the_sum_of_the_rows_that_it_counts(many):
    shown = published_total(publish(row) for row in many)
    assert isinstance(shown, Total)
    assert shown.rows == len(many)
    counted = [row for row in many if (p := publish(row)) is not None and FEW not in (p.known, p.short)]
    if shown.known is not FEW:
        assert shown.left_out == len(many) - len(counted)
        assert (shown.required, shown.known) == (sum(r.required for r in counted), sum(r.known for r in counted))
