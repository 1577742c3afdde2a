"""What a column holds, for whoever fills it: how a cell may be written, what is refused, its look in a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from betang.core.office.spec import Holds

TEXT: Final = "@"
DAY: Final = "dd-mm-yyyy"


@dataclass(frozen=True, slots=True)
class Writing:
    """How cells of a kind are written. `format` is the number format of the column, `width` its width in letters."""

    format: str
    width: int
    forms: str
    refused: str


WRITINGS: Final[Mapping[Holds, Writing]] = {
    "nip": Writing(
        TEXT,
        23,
        "18 angka sebagai teks; spasi di antaranya boleh.",
        "NIP yang tersimpan sebagai angka (1,98503E+17): angka terakhirnya sudah hilang. Bukan 18 angka, atau "
        "tanggal, bulan, dan jenis kelamin di dalamnya tidak mungkin.",
    ),
    "code": Writing(TEXT, 18, "Kode persis seperti pada sumbernya, sebagai teks.", "Kode yang tidak dikenal."),
    "text": Writing(TEXT, 32, "Teks. Kosong atau '-' berarti tidak diketahui.", ""),
    "list": Writing(TEXT, 36, "Beberapa isian dalam satu kotak, dipisah titik koma (;).", "Isian yang tidak dikenal."),
    "choice": Writing(TEXT, 22, "Salah satu pilihan yang disebut.", "Kata di luar pilihan itu."),
    "flag": Writing(TEXT, 12, "Ya atau Tidak (juga V, X, 1, 0).", "Kata lain."),
    "day": Writing(
        DAY,
        16,
        "Tanggal Excel, 24-11-2026, 24/11/2026, atau 24 November 2026; hari lebih dahulu.",
        "Tanggal tanpa hari, dan tanggal yang tidak ada.",
    ),
    "money": Writing(
        "#,##0",
        20,
        "Rupiah: 12500000, 12.500.000, Rp 12.500.000, atau 12,5 juta.",
        "Angka negatif, dan kata yang bukan angka.",
    ),
    "whole": Writing("#,##0", 12, "Bilangan bulat, misalnya 40.", "Pecahan, dan kata yang bukan angka."),
    "number": Writing("General", 12, "Angka; koma untuk pecahan, misalnya 0,5.", "Kata yang bukan angka."),
    "level": Writing("0", 12, "Tingkat: 3, 'Level 3', atau L3.", "Angka di luar 0 sampai 5."),
}
"""By what a field holds (`spec.Holds`)."""
