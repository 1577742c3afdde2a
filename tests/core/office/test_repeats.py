"""Rows that repeat: the same again, or one key that says different things."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.repeats import Repeats

ROWS = st.lists(st.tuples(st.integers(0, 4), st.lists(st.sampled_from("abc"), max_size=2)), max_size=30)


def judged(rows: list[tuple[int, list[str]]]) -> tuple[list[int], list[int]]:
    repeats = Repeats()
    for sequence, (key, content) in enumerate(rows):
        repeats.add(sequence, (key,), content)
    return repeats.judge()


def test_the_same_row_again_leaves_the_first_one() -> None:
    assert judged([(1, ["a"]), (2, ["b"]), (1, ["a"]), (1, ["a"])]) == ([2, 3], [])


def test_rows_of_one_key_that_disagree_are_all_in_doubt() -> None:
    assert judged([(1, ["a"]), (2, ["b"]), (1, ["c"]), (1, ["a"])]) == ([], [0, 2, 3])


def test_a_file_of_one_row_or_none_repeats_nothing() -> None:
    assert judged([]) == ([], [])
    assert judged([(1, ["a"])]) == ([], [])


@given(ROWS)
def test_every_row_is_judged_as_a_slow_reader_would(rows: list[tuple[int, list[str]]]) -> None:
    by_key: dict[int, list[int]] = defaultdict(list)
    for place, (key, _content) in enumerate(rows):
        by_key[key].append(place)
    again, conflict = [], []
    for places in by_key.values():
        said = {tuple(rows[place][1]) for place in places}
        if len(said) > 1:
            conflict += places
        else:
            again += places[1:]
    assert judged(rows) == (sorted(again), sorted(conflict))
