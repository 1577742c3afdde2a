from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from betang.core.gap.explain import PRECEDENCE, Evidence, Standing, Step, step, weigh
from betang.core.params import Parameters
from betang.core.tables import SOURCES
from tests.core.gap.reference import deciding_assessment

AS_OF = date(2026, 12, 31)
YEARS = Parameters().validity_years


def standings(*rows: Evidence) -> list[tuple[int, str]]:
    return [(w.evidence.level, w.standing.value) for w in weigh(rows, as_of=AS_OF, validity_years=YEARS)]


def test_the_best_source_decides_even_when_it_is_older():
    assert standings(Evidence(2, date(2026, 6, 1), "supervisor"), Evidence(3, date(2024, 6, 1), "accredited")) == [
        (3, "decides"),
        (2, "weaker_source"),
    ]


def test_of_one_source_the_newest_decides_then_the_higher_level():
    assert standings(
        Evidence(4, date(2025, 1, 1), "test"),
        Evidence(2, date(2026, 1, 1), "test"),
        Evidence(3, date(2026, 1, 1), "test"),
    ) == [(3, "decides"), (2, "lower"), (4, "older")]


def test_the_last_valid_day_counts_and_the_next_does_not():
    kept = Evidence(3, date(2020, 1, 1), "test", valid_until=AS_OF)
    gone = Evidence(3, date(2020, 1, 1), "test", valid_until=AS_OF - timedelta(days=1))
    assert standings(kept) == [(3, "decides")]
    assert standings(gone) == [(3, "expired")]


def test_what_came_after_the_day_of_the_map_is_not_yet_evidence():
    assert standings(Evidence(5, AS_OF + timedelta(days=1), "accredited")) == [(5, "later")]


def test_two_equal_rows_do_not_both_decide():
    row = Evidence(3, date(2026, 1, 1), "test")
    assert [s for _, s in standings(row, row)] == ["decides", "older"]


def test_own_before_common_and_job_before_tier():
    assert PRECEDENCE == (Step.OWN_JOB, Step.COMMON_JOB, Step.OWN_TIER, Step.COMMON_TIER)
    assert step(own=False, by_job=True) is Step.COMMON_JOB
    assert step(own=True, by_job=False) is Step.OWN_TIER


days = st.dates(date(2022, 6, 1), date(2027, 6, 1))
evidence = st.builds(
    Evidence,
    level=st.integers(0, 5),
    assessed_on=days,
    source=st.sampled_from(SOURCES),
    valid_until=st.none() | days,
)


@given(st.lists(evidence, max_size=6))
def test_the_deciding_row_is_the_one_the_map_counts(rows):
    """The page gives its reasons by the same rule by which the map was made."""
    asked = [
        {"level": r.level, "assessed_on": r.assessed_on, "source": r.source, "valid_until": r.valid_until}
        for r in rows
        if r.assessed_on <= AS_OF
    ]
    expected = deciding_assessment(asked, AS_OF, Parameters())
    deciding = [w for w in weigh(rows, as_of=AS_OF, validity_years=YEARS) if w.standing is Standing.DECIDES]
    assert len(deciding) == (expected is not None)
    if expected:
        assert deciding[0].evidence.level == expected["level"]
        assert deciding[0].evidence.assessed_on == expected["assessed_on"]
