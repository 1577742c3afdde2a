"""The NIP and the NI PPPK: 18 digits that say when somebody was born, when they started, and as what."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal, NamedTuple

from betang.core.office.cells.texts import clean
from betang.core.office.cells.values import Unread
from betang.core.office.spec import Cell

DIGITS: Final = 18  # not a rule: PerkaBKN 22/2007 for PNS, the same length for PPPK
PART_TIME: Final = "24"
"""Digits 13-14 of a part-time PPPK; 21 and above are agreements of a PPPK, 01 to 12 the start month of a PNS."""

_SHAPE: Final = (
    r"(?:19|20)\d\d"  # year of birth; 29 February is looked at by itself
    r"(?:(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])(?:29|30)|(?:0[13578]|1[02])31|0229)"
    r"\d{4}(?:0[1-9]|1[0-2]|2[1-9]|[3-9]\d)"  # start; month of a PNS, agreement of a PPPK
    r"[12](?!000)\d{3}"  # sex, number
)
_VALID: Final = re.compile(_SHAPE).fullmatch
_LOST: Final = re.compile(r"\d(?:[.,]\d*)?e\+?\d+|\d{16,}[.,]0", re.IGNORECASE).fullmatch
"""A number as spreadsheets and scripts write it: with an exponent, or with a decimal part."""
_BETWEEN: Final = re.compile(r"[ .\-‐‑‒–—/_']")
"""What is written between groups of digits."""


class NipFacts(NamedTuple):
    """What a NIP says. `start_month` is None for a PPPK, whose number holds the year only."""

    born: date
    start_year: int
    start_month: int | None
    sex: Literal["M", "F"]
    status: Literal["PNS", "PPPK"]
    part_time: bool


def read(cell: Cell) -> str:
    """The 18 digits of a cell. Raises cells.Unread: nip_digits_lost, nip_length, nip_invalid."""
    if not isinstance(cell, str):
        a_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        raise Unread("nip_digits_lost" if a_number else "nip_invalid")
    if _VALID(cell) and not _no_such_leap_day(cell):
        return cell
    text = clean(cell)
    digits = _BETWEEN.sub("", text)
    if _LOST(text.replace(" ", "")):
        raise Unread("nip_digits_lost")
    if not (digits.isascii() and digits.isdigit()):
        raise Unread("nip_invalid")
    if len(digits) != DIGITS:
        raise Unread("nip_length")
    if not _VALID(digits) or _no_such_leap_day(digits):
        raise Unread("nip_invalid")
    return digits


def _no_such_leap_day(nip: str) -> bool:
    return nip[4:8] == "0229" and (int(nip[:4]) % 4 != 0 or nip[:4] == "1900")


def facts(nip: str) -> NipFacts:
    """What a valid NIP says."""
    agreement = nip[12:14]
    pns = agreement <= "12"
    return NipFacts(
        born=date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
        start_year=int(nip[8:12]),
        start_month=int(agreement) if pns else None,
        sex="M" if nip[14] == "1" else "F",
        status="PNS" if pns else "PPPK",
        part_time=agreement == PART_TIME,
    )
