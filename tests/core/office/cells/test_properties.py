"""Whatever is written in one of our ways reads back, and no cell of any kind breaks the reading."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office import cells, nip
from tests.core.office.cells.drawn import READINGS

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
ANY_CELL = (
    st.none() | st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.times()
    | st.timedeltas()
)  # fmt: skip
WRITTEN_DAYS = {
    "dd-mm-yyyy": lambda d: f"{d:%d-%m-%Y}",
    "d/m/yyyy": lambda d: f"{d.day}/{d.month}/{d.year}",
    "d.m.yyyy": lambda d: f"{d.day}.{d.month}.{d.year}",
    "ISO": lambda d: d.isoformat(),
    "ISO with a time": lambda d: f"{d.isoformat()} 10:15:00",
    "words": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "capitals": lambda d: f"{d.day:02} {MONTHS[d.month - 1].upper()} {d.year}",
    "short words": lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year}",
    "a place before it": lambda d: f"Palangka Raya, {d.day} {MONTHS[d.month - 1]} {d.year}",
    "year first, together": lambda d: f"{d:%Y%m%d}",
    "day first, together": lambda d: f"{d:%d%m%Y}",
    "date cell": lambda d: d,
    "date cell with a time": lambda d: datetime.combine(d, time(10, 15)),
}


@pytest.mark.parametrize("form", WRITTEN_DAYS)
@given(day=DAYS)
def test_a_day_reads_back_in_every_form(form, day):
    assert cells.day(WRITTEN_DAYS[form](day)) == cells.Day(day)


@given(day=st.dates(date(1945, 1, 1), date(2099, 12, 31)))
def test_a_day_number_reads_back_and_says_so(day):
    number = float((day - date(1899, 12, 30)).days)
    assert cells.day(number) == cells.day(f"{number:.0f}") == cells.Day(day, serial=True)


@given(day=st.integers(1, 12), month=st.integers(13, 31), year=st.integers(1900, 2099))
def test_a_month_first_date_is_never_turned_round(day, month, year):
    with pytest.raises(cells.Unread, match="bad_date"):
        cells.day(f"{day:02}/{month}/{year}")


def indonesian(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


AMOUNTS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=2)
WRITTEN_AMOUNTS = {
    "grouped": indonesian,
    "rupiah": lambda v: f"Rp {indonesian(v)}",
    "rupiah, close": lambda v: f"Rp{indonesian(v)}",
    "ungrouped": lambda v: f"{v:f}".replace(".", ","),
    "English": lambda v: f"{v:,f}",
    "with a unit": lambda v: f"{indonesian(v)} orang",
    "per cent": lambda v: f"{indonesian(v)} %",
}


@pytest.mark.parametrize("form", WRITTEN_AMOUNTS)
@given(value=AMOUNTS)
def test_an_amount_reads_back_in_every_form(form, value):
    assert cells.number(WRITTEN_AMOUNTS[form](value)) == cells.Amount(value)


@given(value=st.integers(0, 10**9))
def test_a_whole_amount_reads_back_with_its_ornaments(value):
    grouped = indonesian(Decimal(value))
    for text in (grouped, f"Rp {grouped},-", f"Rp. {grouped},00", f"{value}", f" {grouped} ", f"'{value}"):
        assert cells.whole(text).value == value


@given(value=st.decimals(0, 10**6, allow_nan=False, allow_infinity=False, places=3))
def test_millions_multiply(value):
    text = f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")
    assert cells.number(f"{text} juta").value == value * 10**6


@given(value=st.floats(-(10.0**15), 10.0**15))
def test_a_number_cell_is_exact_to_nine_places(value):
    assert abs(cells.number(value).value - Decimal(repr(value))) <= Decimal("0.5e-9")


@given(cell=ANY_CELL)
def test_cleaning_is_done_once(cell):
    once = cells.clean(cell)
    assert cells.clean(once) == once
    assert once == " ".join(once.split())


@given(text=st.text(st.characters(codec="ascii")))
def test_the_short_way_cleans_like_the_long_one(text):
    assert cells.clean(text) == cells.clean(f"\u200b{text}")


@pytest.mark.parametrize("reading", READINGS)
@given(cell=ANY_CELL)
def test_a_cell_is_read_or_refused_and_nothing_else(reading, cell):
    with suppress(cells.Unread):
        READINGS[reading](cell)


# ---------------------------------------------------------------- NIP


@st.composite
def nips(draw) -> str:
    born = draw(DAYS)
    month = draw(st.integers(1, 12) | st.integers(21, 99))
    start, sex, number = draw(st.integers(0, 9999)), draw(st.integers(1, 2)), draw(st.integers(1, 999))
    return f"{born:%Y%m%d}{start:04}{month:02}{sex}{number:03}"


@given(text=nips(), blank=st.sampled_from([" ", "  ", "\u00a0", ".", "-", "\n"]))
def test_a_nip_reads_back_in_any_grouping(text, blank):
    groups = blank.join((text[:8], text[8:14], text[14], text[15:]))
    for cell in (text, groups, f" '{text} ", blank.join(text)):
        assert nip.read(cell) == text


@given(text=st.from_regex(r"\A(19|20)[0-9]{2}[01][0-9][0-3][0-9]{11}\Z"))
def test_a_nip_is_what_a_plain_reading_of_the_rule_says(text):
    assert accepted(text) == plainly_valid(text)


def accepted(text: str) -> bool:
    try:
        return nip.read(text) == text
    except cells.Unread:
        return False


def plainly_valid(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    kind = int(text[12:14])
    return (1 <= kind <= 12 or kind >= 21) and text[14] in "12" and text[15:] != "000"


@given(text=nips())
def test_a_nip_says_what_its_digits_say(text):
    said = nip.facts(text)
    assert f"{said.born:%Y%m%d}{said.start_year:04}" == text[:12]
    assert (said.status == "PPPK") == (int(text[12:14]) > 20) == (said.start_month is None)
    assert said.start_month is None or said.start_month == int(text[12:14])
    assert said.sex == {"1": "M", "2": "F"}[text[14]]
    assert said.part_time == (text[12:14] == "24")


@given(number=st.floats() | st.integers())
def test_a_number_is_never_a_nip(number):
    with pytest.raises(cells.Unread, match="nip_digits_lost"):
        nip.read(number)


@given(text=nips())
def test_a_nip_that_became_a_number_is_never_another_nip(text):
    for cell in (float(text), f"{float(text):.5E}", f"{float(text):.5E}".replace(".", ","), f"{float(text):g}"):
        with pytest.raises(cells.Unread, match="nip_digits_lost"):
            nip.read(cell)


def test_a_duration_is_no_number():
    with pytest.raises(cells.Unread):
        cells.number(timedelta(days=3))
