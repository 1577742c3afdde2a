"""Trainings as lists of them speak: SIASN's kinds by code or words, days in one cell, what a month or a day allows."""

from __future__ import annotations

import re
from array import array
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from betang.core.office import cells
from betang.core.office.names import plain
from betang.core.office.spec import Cell

_NAMES: Final = MappingProxyType(
    {
        1: ("struktural", "struktural kepemimpinan", "kepemimpinan", "pim", "diklatpim"),
        2: ("fungsional", "jabatan fungsional"),
        3: ("teknis",),
        4: ("workshop", "lokakarya", "workshop lokakarya", "workshop atau lokakarya"),
        5: ("manajerial", "managerial"),
        6: ("sosial kultural", "sosiokultural", "sosio kultural", "sosialkultural"),
        7: ("sosialisasi",),
        8: ("bimbingan teknis", "bimtek", "bimbingan tehnis", "bintek", "bimbingan teknis bimtek"),
        9: ("seminar", "konferensi", "sarasehan", "seminar konferensi sarasehan", "seminar konferensi", "konperensi"),
        10: ("magang", "praktik kerja", "magang praktik kerja", "praktek kerja", "magang praktek kerja"),
        11: ("kursus",),
        12: ("penataran",),
        13: ("klasikal lainnya", "pengembangan kompetensi dalam bentuk klasikal lainnya", "klasikal lain"),
        14: ("coaching",),
        15: ("mentoring",),
        16: ("e learning", "elearning", "pembelajaran elektronik"),
        17: ("jarak jauh", "pjj", "pembelajaran jarak jauh", "jarak jauh pjj"),
        18: ("detasering", "secondment", "detasering secondment"),
        19: (
            "pembelajaran alam terbuka", "outbond", "outbound", "alam terbuka", "pembelajaran alam terbuka outbond",
            "pembelajaran alam terbuka outbound",
        ),
        20: ("patok banding", "benchmarking", "patok banding benchmarking", "bench marking"),
        21: (
            "pertukaran antara pns dengan pegawai swasta badan usaha milik negara badan usaha milik daerah",
            "pertukaran antara pns dengan pegawai swasta bumn bumd", "pertukaran pns dengan pegawai swasta",
            "pertukaran antara pns dengan pegawai swasta", "pertukaran pegawai",
        ),
        22: ("belajar mandiri", "self development", "belajar mandiri self development"),
        23: (
            "komunitas belajar", "community of practices", "community of practice",
            "komunitas belajar community of practices", "komunitas belajar community of practice",
        ),
        24: ("bimbingan di tempat kerja", "bimbingan ditempat kerja", "bimbingan kerja di tempat kerja"),
        25: (
            "nonklasikal lainnya", "non klasikal lainnya", "pengembangan kompetensi dalam bentuk nonklasikal lainnya",
            "pengembangan kompetensi dalam bentuk non klasikal lainnya", "nonklasikal lain",
        ),
    }
)  # fmt: skip
"""SIASN's list jenisDiklat as of 2026, with the short names of PerLAN 10/2018 and of the trade."""
KINDS: Final = MappingProxyType({name: kind for kind, names in _NAMES.items() for name in names})
_SCHOOL: Final = re.compile(r"\b(?:pendidikan (?:dan|&) pelatihan|diklat|pelatihan|latihan|training|jenis)\b")
_CODE: Final = re.compile(r"0?(\d{1,2})(?:\.0+)?").fullmatch
_CODE_FIRST: Final = re.compile(r"0?(\d{1,2})\s*[-–.:)]\s*(\D.*)").fullmatch


@lru_cache(maxsize=4096)
def kind_of(text: str) -> int | None:
    """SIASN's kind by its code or its words ('8', 'Bimtek', 'Diklat Teknis', '8 - Bimbingan Teknis'); None for none."""
    if code := _CODE(text):
        return int(code[1]) if int(code[1]) in _NAMES else None
    if both := _CODE_FIRST(text):
        named = kind_of(both[2])
        return named if named == int(both[1]) else None
    words = plain(text)
    return KINDS.get(words) or KINDS.get(" ".join(_SCHOOL.sub(" ", words).split()))


# ---------------------------------------------------------------- days

_UNTIL: Final = re.compile(
    r"\s*(?:\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|[–—]|\s-\s)\s*", re.IGNORECASE
)
_DAYS_OF_A_MONTH: Final = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2}\s+[^\W\d]+\.?\s+\d{4})").fullmatch
_PARTS: Final = re.compile(r"[\s/.-]+")
_WHOLE: Final = 3  # day, month, year


def span(cell: Cell) -> tuple[date, date]:
    """First and last day of '12 s.d. 14 Maret 2025', '28 Februari - 2 Maret 2025' or a single day.

    What the first leaves out is the last one's. Raises cells.Unread.
    """
    with suppress(cells.Unread):
        day = cells.day(cell).value
        return day, day
    text = cells.clean(cell)
    short = _DAYS_OF_A_MONTH(text)
    parts = [short[1], short[2]] if short else _UNTIL.split(text)
    if len(parts) != 2:  # noqa: PLR2004  # from and until
        raise cells.Unread("bad_date")
    last = cells.day(parts[1]).value
    first, rest = _PARTS.split(parts[0].strip()), _PARTS.split(parts[1].strip())
    if len(first) < _WHOLE == len(rest):
        first += rest[len(first) :]
    return cells.day(" ".join(first) if len(first) == _WHOLE else parts[0]).value, last


# ---------------------------------------------------------------- what is seen in all rows only


_AGES: Final = date.max.toordinal() + 1  # days that set the trainings of one person apart from another's


@dataclass
class Spans:
    """Trainings of people by their days: 40 bytes each. Which of them overlap another of the same person?"""

    _persons: array[int] = field(default_factory=lambda: array("q"))
    _starts: array[int] = field(default_factory=lambda: array("q"))
    _ends: array[int] = field(default_factory=lambda: array("q"))
    _rows: array[int] = field(default_factory=lambda: array("q"))
    _sequences: array[int] = field(default_factory=lambda: array("q"))

    def add(self, person: str, start: date, end: date, row: int, sequence: int) -> None:
        self._persons.append(hash(person))
        self._starts.append(start.toordinal())
        self._ends.append(end.toordinal())
        self._rows.append(row)
        self._sequences.append(sequence)

    def overlapping(self, refused: set[int]) -> dict[int, int]:
        """Rows that share a day with another row of the same person, `refused` sequences aside: number by sequence."""
        kept = ~np.isin(np.frombuffer(self._sequences, np.int64), np.fromiter(refused, np.int64, len(refused)))
        persons, starts, ends, rows, sequences = (
            np.frombuffer(each, np.int64)[kept]
            for each in (self._persons, self._starts, self._ends, self._rows, self._sequences)
        )
        order = np.lexsort((ends, starts, persons))
        persons, starts, ends = persons[order], starts[order], ends[order]
        apart = np.cumsum(np.r_[False, persons[1:] != persons[:-1]][: len(persons)]) * _AGES
        starts, latest = starts + apart, np.maximum.accumulate(ends + apart)
        into_an_earlier = np.r_[False, starts[1:] <= latest[:-1]][: len(order)]
        into_a_later = np.r_[starts[1:] <= (ends + apart)[:-1], False][: len(order)]
        found = order[into_an_earlier | into_a_later]
        return dict(sorted(zip(sequences[found].tolist(), rows[found].tolist(), strict=True)))


@dataclass
class Times:
    """Trainings of a kind that counts a few times a month only: which come after those that count?"""

    _groups: array[int] = field(default_factory=lambda: array("q"))
    _days: array[int] = field(default_factory=lambda: array("q"))
    _most: array[int] = field(default_factory=lambda: array("q"))
    _rows: array[int] = field(default_factory=lambda: array("q"))
    _sequences: array[int] = field(default_factory=lambda: array("q"))

    def add(self, person: str, kind: int, day: date, most: int, row: int, sequence: int) -> None:
        """`most` of them count in the month of `day`."""
        self._groups.append(hash((person, kind, day.year, day.month)))
        self._days.append(day.toordinal())
        self._most.append(most)
        self._rows.append(row)
        self._sequences.append(sequence)

    def too_many(self, refused: set[int]) -> dict[int, int]:
        """Rows that come after those that count in their month, by day and then by place: number by sequence."""
        kept = ~np.isin(np.frombuffer(self._sequences, np.int64), np.fromiter(refused, np.int64, len(refused)))
        groups, days, most, rows, sequences = (
            np.frombuffer(each, np.int64)[kept]
            for each in (self._groups, self._days, self._most, self._rows, self._sequences)
        )
        order = np.lexsort((sequences, days, groups))
        groups = groups[order]
        starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]][: len(order)])
        place = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
        found = order[place >= most[order]]
        return dict(zip(sequences[found].tolist(), rows[found].tolist(), strict=True))
