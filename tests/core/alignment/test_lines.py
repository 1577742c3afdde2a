"""Lines of demand: nobody is lost or counted twice when titles become one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from betang.core.alignment.lines import Ask, lines, twice

KEYS = st.tuples(st.sampled_from(["title", "program"]), st.sampled_from("abcde"))
ASKS = st.builds(
    lambda agency, key, people, linked: Ask(
        agency, key, f"{key[1]}!", people, high=0, linked=min(linked, people or 0), states={"submitted": people or 0}
    ),
    st.sampled_from(["6711", "6771", "6700"]),
    KEYS,
    st.none() | st.integers(0, 50),
    st.integers(0, 50),
)
MEANS = st.dictionaries(KEYS, st.tuples(st.just("merged"), st.sampled_from("xy")), max_size=4)


@given(st.lists(ASKS, max_size=30), MEANS)
def test_nobody_disappears_between_what_was_sent_and_the_lines(asks, means):
    found = lines(asks, means)
    assert sum(line.people for line in found.values()) == sum(ask.people or 0 for ask in asks)
    assert sum(line.linked for line in found.values()) == sum(ask.linked for ask in asks)
    states = Counter[str]()
    for line in found.values():
        for share in line.shares.values():
            states.update(share.states)
    assert states["submitted"] == sum(ask.people or 0 for ask in asks)


@given(st.lists(ASKS, max_size=30), MEANS)
def test_merging_only_joins_lines(asks, means):
    apart, joined = lines(asks, {}), lines(asks, means)
    assert set(joined) == {means.get(key, key) for key in apart}
    for key, line in joined.items():
        parts = [one for was, one in apart.items() if means.get(was, was) == key]
        assert line.people == sum(one.people for one in parts)
        assert set(line.shares) == {agency for one in parts for agency in one.shares}
        assert set(line.spellings) == {name for one in parts for name in one.spellings}


@given(st.lists(ASKS, max_size=20))
def test_parting_again_leads_back_to_what_was(asks):
    before = lines(asks, {})
    lines(asks, dict.fromkeys(before, ("merged", "1")))
    assert lines(asks, {}) == before


def test_no_number_is_unknown_and_not_nothing():
    [line] = lines([Ask("6711", ("title", "a"), "A", None), Ask("6771", ("title", "a"), "A", 3)], {}).values()
    assert (line.people, line.unknown) == (3, 1)
    assert line.shares["6711"].people is None


def test_one_government_under_two_names_is_a_double():
    asks = [
        Ask("6711", ("title", "a"), "Bimtek A", 2),
        Ask("6711", ("title", "b"), "Diklat A", 3),
        Ask("6771", ("title", "a"), "Bimtek A", 1),
    ]
    [line] = lines(asks, {("title", "b"): ("title", "a")}).values()
    assert line.doubled == ["6711"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9))))
def test_what_is_said_twice_is_exactly_what_counting_finds(said):
    counted = Counter(what for what, _where in said)
    assert {what: len(places) for what, places in twice(said).items()} == {
        what: number for what, number in counted.items() if number > 1
    }
