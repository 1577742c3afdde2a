from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from betang.core.disclosure import FEW
from betang.ui import figures


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234, "count", "1.234"),
        (1234567, "count", "1.234.567"),
        (0, "count", "0"),
        (12.345, "rate", "12,3"),
        (12.35, "rate", "12,4"),  # half up, as people round by hand
        (0.04, "rate", "0,0"),
        (1234.5, "weight", "1.234,5"),
        (Decimal("2.5"), "rate", "2,5"),
        (None, "count", "–"),
        (FEW, "count", "<5"),
        (date(2026, 11, 24), "day", "24 November 2026"),
        ("=1+1", "text", "=1+1"),
    ],
)
def test_figures_are_written_as_offices_write_them(value, kind, text):
    assert figures.show(value, kind) == text


def test_english_has_its_own_separators_and_days():
    with translation.override("en"):
        assert figures.number(1234.5, 1) == "1,234.5"
        assert figures.day(date(2026, 8, 4)) == "4 August 2026"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.3, "<1"), (41.4, "41"), (99.7, ">99"), (100, "100"), (None, "–"), (FEW, "<5")]
)
def test_a_share_is_never_rounded_into_none_or_all(value, text):
    assert figures.share(value) == text


def test_a_moment_is_told_as_the_day_it_is_here():
    late = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # three in the morning of the 25th in Palangka Raya
    assert figures.day(late) == "25 November 2026"


def test_negative_numbers_keep_their_sign():
    assert figures.number(-1234.5, 1) == "-1.234,5"
    assert figures.number(-0.04, 1) == "0,0"
