"""Titles that may be one: alike ones are offered together, unlike ones never."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.alignment.titles import candidates, groups, likenesses
from betang.core.office.names import Directory, plain
from betang.core.office.names.likeness import NEAR, SURE

TITLES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@st.composite
def scored(draw):
    titles = sorted(draw(TITLES))
    pairs = list(combinations(titles, 2))
    scores = {pair: draw(st.integers(0, 100)) for pair in pairs if draw(st.booleans())}
    return titles, scores


@pytest.fixture
def catalogue():
    known = Directory("programs")
    known.add("PKD", "Pengelolaan Keuangan Daerah")
    known.add("PKA", "Pelatihan Kepemimpinan Administrator")
    return known


def test_one_subject_under_several_names_is_offered_as_one(catalogue):
    titles = ["Bimtek Pengelolaan Keuangan Desa", "Pelatihan pengelolaan keuangan desa angkatan II", "Public Speaking"]
    [found] = candidates(titles, catalogue)
    assert set(found.titles) == set(titles[:2])
    assert found.alike is not None
    assert found.alike >= SURE
    assert found.shared == ("pengelolaan", "keuangan", "desa")


def test_a_former_name_is_offered_with_the_programme_of_today(catalogue):
    [found] = candidates(["Diklat PIM III"], catalogue)
    assert found.alike is None
    assert [offer.code for offer in found.offers] == ["PKA"]


def test_grades_are_never_one(catalogue):
    assert candidates(["Pelatihan Auditor Jenjang 1", "Pelatihan Auditor Jenjang 2"], catalogue) == []


def test_spellings_that_differ_in_case_alone_are_one_title_already(catalogue):
    assert candidates(["PUBLIC SPEAKING", "Public speaking"], catalogue) == []


def test_titles_without_a_word_that_says_anything_are_left(catalogue):
    assert candidates(["Diklat", "Bimtek", "...", "Pelatihan 2027"], catalogue) == []


@given(scored())
def test_every_title_is_in_one_group_and_groups_hold_together(drawn):
    titles, scores = drawn
    found = groups(titles, scores)
    assert sorted(title for group in found for title in group) == titles
    for group in found:
        for one, other in combinations(group, 2):
            assert scores.get((one, other), 0) >= NEAR
        assert len(group) == 1 or _connected(group, scores)


def _connected(group, scores):
    """Reached one by one over sure likenesses, the slow way."""
    reached = {group[0]}
    for _ in group:
        reached |= {
            b if a in reached else a
            for (a, b), score in scores.items()
            if score >= SURE and {a, b} <= set(group) and reached & {a, b}
        }
    return reached == set(group)


@given(scored())
def test_nothing_surely_alike_is_left_apart_without_a_reason(drawn):
    """Two groups with a sure likeness between them stay two only because two of their titles are unlike."""
    titles, scores = drawn
    for one, other in combinations(groups(titles, scores), 2):
        pairs = [tuple(sorted((a, b))) for a in one for b in other]
        if any(scores.get(pair, 0) >= SURE for pair in pairs):
            assert any(scores.get(pair, 0) < NEAR for pair in pairs)


@given(st.lists(st.text(max_size=30), max_size=8), st.randoms(use_true_random=False))
def test_any_titles_in_any_order_give_the_same_candidates(titles, chance):
    mixed = titles[:]
    chance.shuffle(mixed)
    empty = Directory("programs")
    assert candidates(mixed, empty) == candidates(titles, empty)


def test_likeness_is_mutual():
    titles = ["Manajemen Risiko", "Workshop Manajemen Resiko", "Manajemen Risiko Sektor Publik", "Kearsipan"]
    scores = likenesses(titles)
    assert all(one < other for one, other in scores)
    assert all(0 <= score <= 100 for score in scores.values())
    assert not any("Kearsipan" in pair for pair in scores)
    assert plain(titles[0]) != plain(titles[1])
