"""Demand against measured gap: what is hidden or unknown is never taken for nothing."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.alignment.gaps import Verdict, verdict
from betang.core.disclosure import FEW, Figures, publish


def row(required: int, known: int, short: int) -> Figures:
    counts = dict.fromkeys((field.name for field in fields(Figures)), 0)
    figures = Figures(**{**counts, "priority": 0.0, "priority_high": 0.0})
    return replace(figures, required=required, known=known, unknown=required - known, short=short)


@pytest.mark.parametrize(
    ("required", "known", "short", "asked", "said"),
    [
        (20, 20, 10, False, Verdict.WITHOUT_ASK),
        (20, 20, 10, True, Verdict.MET),
        (20, 20, 0, True, Verdict.WITHOUT_GAP),
        (20, 20, 0, False, Verdict.QUIET),
        (20, 0, 0, True, Verdict.UNKNOWN),
        (20, 5, 0, True, Verdict.UNKNOWN),  # five are up to standard; of fifteen nobody knows
        (20, 10, 5, False, Verdict.WITHOUT_ASK),
        (20, 20, 3, True, Verdict.HIDDEN),  # one to four people
        (20, 20, 18, True, Verdict.HIDDEN),  # all but one to four
        (20, 3, 1, True, Verdict.HIDDEN),
        (3, 3, 0, True, Verdict.HIDDEN),
    ],
)
def test_what_asking_and_measuring_say_together(required, known, short, asked, said):
    published = publish(row(required, known, short))
    assert verdict(asked=asked, required=True, row=published, ranked_share=0.5) is said


def test_what_no_post_requires_is_said():
    assert verdict(asked=True, required=False, row=None, ranked_share=0.5) is Verdict.NOT_REQUIRED
    assert verdict(asked=False, required=False, row=None, ranked_share=0.5) is Verdict.QUIET


@given(st.integers(1, 60), st.data(), st.booleans())
def test_a_verdict_says_nothing_that_the_published_figures_hide(required, data, asked):
    """Whatever stands behind a hidden figure, the verdict is the same: no one learns it from there."""
    known = data.draw(st.integers(0, required))
    short = data.draw(st.integers(0, known))
    published = publish(row(required, known, short))
    said = verdict(asked=asked, required=True, row=published, ranked_share=0.5)
    if published is None or published.short is FEW:
        assert said is Verdict.HIDDEN
    elif said is Verdict.WITHOUT_GAP:
        assert short == 0
        assert 2 * known >= required
