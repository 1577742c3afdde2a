"""Names of people: their degrees go, and one word in common is enough for one person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.names import shares_a_word, without_degrees

WORDS = ["Lanting", "Nipah", "Gayung", "Belangeran", "Tengkawang", "Bubu", "Ramin", "Sindur"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Lanting Nipah", "Lanting Nipah"),
        ("Lanting Nipah, S.Pd.", "Lanting Nipah"),
        ("Dr. H. Lanting Nipah, S.Pd., M.AP.", "Lanting Nipah"),
        ("dr. Lanting Nipah, Sp.A", "Lanting Nipah"),
        ("drg. Lanting Nipah", "Lanting Nipah"),
        ("Drs. Lanting", "Lanting"),
        ("Ir. Hj. Lanting Nipah, MT", "Lanting Nipah"),
        ("LANTING NIPAH, SE, MM", "LANTING NIPAH"),
        ("Lanting Nipah S.Pd M.AP", "Lanting Nipah"),
        ("Lanting Nipah, A.Md.Keb", "Lanting Nipah"),
        ("Ns. Lanting Nipah, S.Kep., M.Kep", "Lanting Nipah"),
        ("apt. Lanting Nipah, S.Farm", "Lanting Nipah"),
        ("Prof. Dr. Lanting", "Lanting"),
        ("Lanting N.", "Lanting N."),
        ("A. Lanting", "A. Lanting"),
        ("Nipah, Lanting", "Nipah, Lanting"),
        ("Mas Lanting", "Mas Lanting"),
        ("S.Pd.", "S.Pd."),
        ("", ""),
    ],
)
def test_degrees_go(written, name):
    assert without_degrees(written) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lanting Nipah", "NIPAH LANTING"),
        ("Lanting Nipah", "Lanting"),
        ("Lanting Nipah, S.Pd.", "Dr. Sindur Nipah"),
        ("Gayung Belangeran", "Gayungbelangeran"),
        ("Gayung Belangeran Tiang", "Gayungbelangeran"),
        ("Tengkawang", "Tengkawan"),
        ("Jum'at Lanting", "Jumat"),
    ],
)
def test_one_word_in_common_is_enough(one, other):
    assert shares_a_word(one, other)
    assert shares_a_word(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lanting Nipah", "Bubu Ramin"),
        ("Lanting Nipah, S.Pd.", "Bubu Ramin, S.Pd."),
        ("H. Lanting", "H. Bubu"),
        ("A. Lanting", "A. Bubu"),
        ("Bakau", "Bakul"),
        ("Lanting", ""),
    ],
)
def test_names_without_a_common_word_are_two_people(one, other):
    assert not shares_a_word(one, other)
    assert not shares_a_word(other, one)


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True), random=st.randoms())
def test_order_case_and_degrees_do_not_make_another_person(words, random):
    shuffled = random.sample(words, len(words))
    assert shares_a_word(" ".join(words), f"Dr. {' '.join(shuffled).upper()}, S.Pd., M.AP.")


@given(name=st.text(), other=st.text())
def test_any_two_texts_have_an_answer(name, other):
    assert shares_a_word(name, other) == shares_a_word(other, name)
    assert without_degrees(without_degrees(name)) in without_degrees(name)
