"""How official Indonesian writes days and numbers: documents to sign are Indonesian, whatever the pages are."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_UNITS: Final = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_UNPRINTABLE: Final = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without signs that no document can hold: tabs become blanks, control signs go, lines stay."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def day(value: date) -> str:
    """'24 November 2026'."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def thousands(value: int) -> str:
    """'12.500.000'."""
    return f"{value:,}".replace(",", ".")


def spoken(value: int) -> str:
    """A number from 1 to 9999 in words: 'dua ribu dua puluh enam'."""
    return " ".join(_spoken(value).split())


def _spoken(value: int) -> str:
    if value < len(_UNITS):
        return _UNITS[value]
    if value < 20:  # noqa: PLR2004
        return f"{_UNITS[value - 10]} belas"
    if value < 100:  # noqa: PLR2004
        return f"{_UNITS[value // 10]} puluh {_spoken(value % 10)}"
    if value < 200:  # noqa: PLR2004
        return f"seratus {_spoken(value - 100)}"
    if value < 1000:  # noqa: PLR2004
        return f"{_UNITS[value // 100]} ratus {_spoken(value % 100)}"
    if value < 2000:  # noqa: PLR2004
        return f"seribu {_spoken(value - 1000)}"
    return f"{_spoken(value // 1000)} ribu {_spoken(value % 1000)}"


def spoken_day(value: date) -> str:
    """As minutes begin: 'Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026)'."""
    return (
        f"{DAYS[value.weekday()]} tanggal {spoken(value.day)} bulan {MONTHS[value.month - 1]} "
        f"tahun {spoken(value.year)} ({value:%d-%m-%Y})"
    )


def letter(place: int) -> str:
    """'a' for 1, 'aa' for 27: how points are counted."""
    return chr(ord("a") + (place - 1) % 26) * (1 + (place - 1) // 26)


def dictum(place: int) -> str:
    """'KESATU', 'KEDUA': how the points of a decree are counted."""
    return "KESATU" if place == 1 else f"KE{spoken(place).upper().replace(' ', '')}"
