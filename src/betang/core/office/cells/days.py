"""A cell as a calendar day: day first, in figures or words, or as a spreadsheet keeps it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA

from betang.core.office.cells.texts import clean
from betang.core.office.cells.values import Day, Unread
from betang.core.office.spec import Cell

_NAMES: Final = (
    ("januari", "january", "jan", "i"),
    ("februari", "pebruari", "february", "feb", "peb", "ii"),
    ("maret", "march", "mar", "mrt", "iii"),
    ("april", "apr", "iv"),
    ("mei", "may", "v"),
    ("juni", "june", "jun", "vi"),
    ("juli", "july", "jul", "vii"),
    ("agustus", "august", "agust", "agst", "agt", "ags", "agu", "aug", "viii"),
    ("september", "sept", "sep", "ix"),
    ("oktober", "october", "okt", "oct", "x"),
    ("november", "nopember", "nov", "nop", "xi"),
    ("desember", "december", "des", "dec", "xii"),
)
MONTHS: Final = MappingProxyType({name: month for month, names in enumerate(_NAMES, start=1) for name in names})
"""Month by its name, in Indonesian, English and Roman numerals."""
_LONG: Final = tuple(name for name in MONTHS if len(name) >= len("maret"))

_ORIGIN: Final = date(1899, 12, 30)
_SERIALS: Final = range((date(1945, 1, 1) - _ORIGIN).days, (date(2100, 1, 1) - _ORIGIN).days)
"""Day numbers of spreadsheets that are taken for a day: from 1945 until before 2100."""
_COMPACT: Final = range(1900, 2100)
_CENTURIES: Final = ((range(45), 2000), (range(70, 100), 1900))
"""Two figures for a year say one thing only when its other century cannot be: the files begin in 1945 and nobody in
them retires after 2069. 45 to 69 may be either.
"""

_WORLD_TIME: Final = frozenset({"z", "utc", "gmt", "+00:00", "+0000", "-00:00"})
_TIME: Final = (
    r"(?:[t, ]+(?:pukul|pkl\.?|jam)? ?(?P<time>\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)? ?(?:am|pm)?)"
    r" ?(?P<zone>z|utc|gmt|wib|wita|wit|[+-]\d\d:?\d\d)?)?"
)
_BEFORE: Final = r"(?:[^\W\d][^\d,]*, ?|(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu) )?(?:tanggal|tgl\.?)? ?"
_FIGURES: Final = re.compile(rf"(\d\d?) ?([-/. ]) ?(\d\d?) ?\2 ?(\d{{4}}|\d\d){_TIME}").fullmatch
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}}) ?([-/.]) ?(\d\d?) ?\2 ?(\d\d?){_TIME}").fullmatch
_SAME: Final = re.compile(r"(\d{8})").fullmatch
_WORDS: Final = re.compile(rf"{_BEFORE}(\d\d?)[-/. ]*([a-z]+)\.?[-/., ']*(\d{{4}}|\d\d){_TIME}").fullmatch
_MONTH_FIRST: Final = re.compile(rf"(?:[a-z]+, ?)?([a-z]+)\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}").fullmatch
_YEAR_WORD: Final = re.compile(rf"(\d{{4}})[-/ ]([a-z]+)[-/ ](\d\d?){_TIME}").fullmatch
_NUMBER: Final = re.compile(r"(\d{5})(?:[.,]\d+)?").fullmatch


def day(cell: Cell) -> Day:
    """A full calendar day, day first. Raises Unread('bad_date')."""
    found = _of_text(cell) if isinstance(cell, str) else _of_cell(cell)
    if found is None:
        raise Unread("bad_date")
    return found


def _of_cell(cell: object) -> Day | None:
    if isinstance(cell, datetime):
        return Day(cell.date())
    if isinstance(cell, date):
        return Day(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    if cell in _SERIALS or (isinstance(cell, float) and _SERIALS.start <= cell < _SERIALS.stop):
        return Day(_ORIGIN + timedelta(days=int(cell)), serial=True)
    return _of_text(clean(float(cell)))


@lru_cache(maxsize=16_384)
def _of_text(text: str) -> Day | None:
    text = clean(text).lower().rstrip(".")
    serial = _NUMBER(text)
    if serial:
        number = int(serial[1])
        return Day(_ORIGIN + timedelta(days=number), serial=True) if number in _SERIALS else None
    value = _in_figures(text) or _in_words(text)
    return Day(value) if value else None


def _in_figures(text: str) -> date | None:
    if found := _FIGURES(text):
        # a year of two figures may be a day, and a day up to twelve a month: only what cannot be either is read
        known = len(found[4]) > 2 or (int(found[1]) > 12 and int(found[4]) >= 70)  # noqa: PLR2004
        return _date(found[4], int(found[3]), found[1], found) if known else None
    if found := _YEAR_FIRST(text):
        return _date(found[1], int(found[3]), found[4], found)
    if found := _SAME(text):
        return _compact(found[1])
    return None


def _in_words(text: str) -> date | None:
    if found := _WORDS(text):
        return _date(found[3], _month(found[2]), found[1], found)
    if found := _MONTH_FIRST(text):
        return _date(found[3], _month(found[1]), found[2], found)
    if found := _YEAR_WORD(text):
        return _date(found[1], _month(found[2]), found[3], found)
    return None


def _month(word: str) -> int:
    """The month a word names, one slip of the finger forgiven in a long name; 0 for none."""
    month = MONTHS.get(word, 0)
    if not month and len(word) >= len("maret"):
        near = {MONTHS[name] for name in _LONG if OSA.distance(word, name, score_cutoff=1) <= 1}
        month = near.pop() if len(near) == 1 else 0
    return month


def _date(year: str, month: int, day_: str, found: re.Match[str]) -> date | None:
    if _another_day_elsewhere(found):
        return None
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004
        number = next((century + number for years, century in _CENTURIES if number in years), 0)
    try:
        return date(number, month, int(day_))
    except ValueError:
        return None


def _another_day_elsewhere(found: re.Match[str]) -> bool:
    """From 15.00 in world time on it is the next day in a part of Indonesia."""
    return found["zone"] in _WORLD_TIME and int(re.split("[:.]", found["time"])[0]) >= 15  # noqa: PLR2004


def _compact(text: str) -> date | None:
    """Eight figures: 20260203 or 03022026. Between 1900 and 2100 no eight figures can be read both ways."""
    for year, month, day_ in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
        if int(year) in _COMPACT:
            try:
                return date(int(year), int(month), int(day_))
            except ValueError:
                continue
    return None
