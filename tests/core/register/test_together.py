"""What crosses the walls of functional staff, and that no count of one to four comes back from it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.register.together import Band, Together, bands, together

PERTAMA, MUDA, MADYA = "jf_pertama", "jf_muda", "jf_madya"


@pytest.mark.parametrize(
    ("exact", "crossing"),
    [
        ({}, []),
        ({("Perawat", MUDA): 4}, [Band("Perawat", "", None)]),
        ({("Perawat", MUDA): 5}, [Band("Perawat", "", 5), Band("Perawat", MUDA, 5)]),
        ({("Perawat", MUDA): 14}, [Band("Perawat", "", 10), Band("Perawat", MUDA, 10)]),
        # One tier is few: none of the family's tiers is told, and the whole only in a band.
        ({("Perawat", MUDA): 21, ("Perawat", MADYA): 3}, [Band("Perawat", "", 20)]),
        ({("Perawat", MUDA): 2, ("Perawat", MADYA): 2}, [Band("Perawat", "", None)]),
        (
            {("Guru", MUDA): 12, ("Guru", PERTAMA): 7},
            [Band("Guru", "", 15), Band("Guru", MUDA, 10), Band("Guru", PERTAMA, 5)],
        ),
        ({("Guru", MUDA): 0}, []),
    ],
)
def test_what_crosses(exact: dict[tuple[str, str], int], crossing: list[Band]) -> None:
    assert bands(exact) == crossing


tiers = st.dictionaries(st.sampled_from([PERTAMA, MUDA, MADYA]), st.integers(0, 30), max_size=3)


@given(tiers)
def test_a_count_of_one_to_four_can_be_any_of_them_for_whoever_sees_what_crosses(exact: dict[str, int]) -> None:
    """Also for whoever knows the whole of the family exactly, from a competency that all of it must have."""
    family = {("F", tier): people for tier, people in exact.items()}
    seen, whole = bands(family), sum(exact.values())
    few = [tier for tier, people in exact.items() if 0 < people < 5]
    if not few or whole < 5:
        return
    for tier in few:
        possible = set()
        for others in product(range(whole + 1), repeat=2):
            names = [name for name in (PERTAMA, MUDA, MADYA) if name != tier]
            guess = {("F", name): people for name, people in zip(names, others, strict=True)}
            mine = whole - sum(others)
            if mine >= 0 and bands({**guess, ("F", tier): mine}) == seen:
                possible.add(mine)
        assert {1, 2, 3, 4} <= possible


@given(tiers, st.integers(1, 2))
def test_a_part_that_is_known_exactly_does_not_tell_the_rest(exact: dict[str, int], parts: int) -> None:
    """Whoever also knows some tiers together exactly does not learn of the rest that it is one, two, three or four."""
    family = {("F", tier): people for tier, people in exact.items() if people}
    known = sorted(exact)[:parts]
    part = sum(exact[tier] for tier in known)
    rest = sum(exact.values()) - part
    if not 0 < rest < 5:
        return
    whole = next(band for band in bands(family) if band.tier == "")
    if whole.people is None:
        return
    possible = [n for n in range(60) if whole.people <= part + n < whole.people + 5]
    assert possible != [rest]


def test_hidden_figures_do_not_move_what_crosses() -> None:
    first = {("Perawat", MUDA): 21, ("Perawat", MADYA): 1, ("Bidan", MUDA): 2}
    twin = {("Perawat", MUDA): 20, ("Perawat", MADYA): 4, ("Bidan", MADYA): 4}
    assert bands(first) == bands(twin)


def test_families_that_are_enough_with_their_neighbours_come_first() -> None:
    own = {("Perawat", MUDA): 3, ("Bidan", MUDA): 2, ("Guru", MUDA): 40}
    told = [
        ("6771", Band("perawat", "", 10)),
        ("6771", Band("Perawat", MUDA, 5)),
        ("6700", Band("Perawat", "", None)),
        ("6705", Band("Guru", "", 50)),
    ]
    assert together(own, told, 10) == [
        Together("Perawat", "", 3, 10, ("6771",), ("6700",)),
        Together("Perawat", MUDA, 3, 5, ("6771",), ("6700",)),
        Together("Bidan", "", 2, 0, (), ()),
        Together("Bidan", MUDA, 2, 0, (), ()),
    ]


def test_a_larger_class_asks_for_more() -> None:
    own, told = {("Perawat", MUDA): 12}, [("6771", Band("Perawat", "", 10))]
    assert together(own, told, 10) == []
    assert [one.at_least >= 20 for one in together(own, told, 20)] == [True, False]
