"""A cell as a number in Indonesian writing: dots group thousands, the comma is the decimal sign, juta multiplies."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from betang.core.office.cells.spoken import spoken
from betang.core.office.cells.texts import clean
from betang.core.office.cells.values import Amount, Unread
from betang.core.office.spec import Cell

_GROUP: Final = r"[1-9]\d{0,2}"
_FIGURE: Final = rf"""
    (?P<dots>{_GROUP}(?:\.\d{{3}})+)(?:,(?P<dots_part>\d+))?        # 12.500.000,00
  | (?P<commas>{_GROUP}(?:,\d{{3}})+)\.(?P<commas_part>\d+)         # 12,500,000.00
  | (?P<many>{_GROUP}(?:,\d{{3}}){{2,}})                            # 12,500,000
  | (?P<blanks>{_GROUP}(?:\ \d{{3}}){{2,}})(?:,(?P<blanks_part>\d+))?   # 12 500 000
  | (?P<bare>\d+)(?:[.,](?P<bare_part>\d+))?                        # 12500000; 3,75; 3.75
"""
_ABOUT: Final = (
    r"sekitar|seputar|kurang lebih|lebih kurang|kira-kira|kira kira|perkiraan|diperkirakan|estimasi|est\.?|hampir|kl\.?"
    r"|k\.l\.?|lk\.?|±|\+/-|\+-|[~≈]|ca\.?"
).replace(" ", r"\ ")
_SCALES: Final = MappingProxyType(
    {
        **dict.fromkeys(("ribu", "rb"), 10**3),
        **dict.fromkeys(("juta", "jt"), 10**6),
        **dict.fromkeys(("miliar", "milyar", "milyard", "mlr", "m"), 10**9),
        **dict.fromkeys(("triliun", "trilyun", "t"), 10**12),
    }
)
_MONEY_ONLY: Final = frozenset({"m", "t"})
"""Short forms that may be something else (metre, ton) where no rupiah stand before the figure."""
_SCALE: Final = r"(?P<scale>ribu|rb|juta|jt|miliar|milyard?|mlr|m|triliun|trilyun|t)\b\.?"
_UNIT: Final = re.compile(
    "hari|hr|hk|kerja|jam|jp|jpl|pelajaran|menit|minggu|bulan|bln|triwulan|semester|tahun|thn|th|sks|sesi|pertemuan|kali|x"
    "|orang|org|jiwa|peserta|pegawai|asn|pns|cpns|pppk|guru|kepala|sekolah|bidan|perawat|dokter|nakes|tenaga|kesehatan"
    "|pejabat|staf|pelaksana|operator|bendahara|auditor|camat|lurah|desa|kelurahan|kecamatan|puskesmas|opd|skpd|unit"
    "|kelas|angkatan|kegiatan|paket|dokumen|laporan|buah|rupiah|persen|pct|%|poin|indeks|ha|km"
).fullmatch
"""Words that may follow a figure without saying another."""
_NUMBER: Final = re.compile(
    rf"""
    (?:@\ ?)?
    (?P<open>\()?
    (?P<about>(?:{_ABOUT})\ ?)?
    (?P<minus>-\ ?)?
    (?P<money>(?:rp\.?|idr)\ ?)?
    (?P<about_too>(?:{_ABOUT})\ ?)?
    (?P<minus_too>-\ ?)?
    (?:{_FIGURE})
    (?P<close>\))?
    (?P<end>,-+|\.-+)?
    (?P<around>\ ?-?an\b)?
    (?:\ ?{_SCALE})?
    (?:\ ?\((?P<said>[^()\d]+)\))?
    (?:\ ?(?P<unit>(?!per\b)[a-z%]+(?:\ (?!per\b)[a-z]+)*)\.?)?
    (?P<per>(?:\ ?(?:/|per\ )\ ?[a-z]+)*)
    (?:\ ?\((?P<said_too>[^()\d]+)\))?
    [.;]?
    """,
    re.VERBOSE,
).fullmatch
_WHOLE: Final = re.compile(r"\d{1,15}").fullmatch
_LONGEST: Final = 120  # not a rule: nobody writes a number of more characters
_PLACES: Final = 9  # not a rule: as many as the tables keep (core/tables.py)
_TOO_LARGE: Final = Decimal(10) ** 18
_ESTIMATES: Final = frozenset({"perkiraan", "estimasi", "kira-kira", "sekitar"})


def number(cell: Cell) -> Amount:
    """A number in Indonesian writing: dots group thousands, comma is the decimal sign, juta and miliar multiply,
    'Rp', '%' and units go. Raises Unread('bad_number').
    """
    if isinstance(cell, str):
        found = _of_text(cell)
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        found = _kept(Decimal(int(cell)) if cell == int(cell) else Decimal(repr(cell)))
    else:
        found = None
    if found is None:
        raise Unread("bad_number")
    return found


def _kept(value: Decimal, *, approximate: bool = False) -> Amount | None:
    """The number to nine places, as tables keep it; None for one that is too large for anything here."""
    if abs(value) >= _TOO_LARGE:
        return None
    if value.as_tuple().exponent < -_PLACES:  # type: ignore[operator]  # finite, so its exponent is a number
        value = round(value, _PLACES)
    return Amount(value, approximate)


def whole(cell: Cell) -> Amount:
    """A whole number. Raises Unread('bad_number') also for one that is not whole."""
    found = number(cell)
    if found.value != found.value.to_integral_value():
        raise Unread("bad_number")
    return found


@lru_cache(maxsize=16_384)
def _of_text(text: str) -> Amount | None:
    if _WHOLE(text):
        return Amount(Decimal(text))
    text = clean(text).lower().replace("−", "-")
    found = _NUMBER(text) if len(text) <= _LONGEST else None
    if found is None or bool(found["open"]) != bool(found["close"]) or not _unit(found):
        return None
    value = _scaled(found)
    if value is None:
        return None
    brackets = [said for said in (found["said"], found["said_too"]) if said]
    estimate = any(said in _ESTIMATES for said in brackets)
    if not all(said in _ESTIMATES or _is_unit(said) or spoken(said) == value for said in brackets):
        return None
    signs = sum(bool(found[name]) for name in ("open", "minus", "minus_too"))
    if signs > 1:
        return None
    about = bool(found["about"] or found["about_too"] or found["around"]) or estimate
    return _kept(-value if signs else value, approximate=about)


def _unit(found: re.Match[str]) -> bool:
    """Whether what follows the figure are units of measure, if anything follows."""
    return _is_unit(found["unit"] or "") and _is_unit(re.sub(r"/|\bper\b", " ", found["per"]))


def _is_unit(text: str) -> bool:
    return all(_UNIT(word) for word in text.split())


def _scaled(found: re.Match[str]) -> Decimal | None:
    scale = found["scale"]
    if scale is None:
        return _figure(found)
    if scale in _MONEY_ONLY and not found["money"]:
        return None
    return _figure(found) * _SCALES[scale]


def _figure(found: re.Match[str]) -> Decimal:
    for name in ("dots", "commas", "blanks", "many", "bare"):
        if found[name]:
            part = found.groupdict().get(f"{name}_part")
            digits = re.sub(r"[., ]", "", found[name])
            return Decimal(f"{digits}.{part}" if part else digits)
    raise AssertionError("a number has a figure")
