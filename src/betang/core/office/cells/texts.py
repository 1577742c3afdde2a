"""The text of a cell: blanks evened out, ornaments gone, and '' for what says nothing."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time
from typing import Final

from betang.core.office.spec import Cell

UNKNOWN: Final = frozenset({"null", "(null)", "<null>", "\\n", "n/a", "#n/a", "nan", "none"})
"""Words for an empty cell, besides dashes: what databases, spreadsheets and scripts write for it. Words of people
('nihil', 'kosong', 'tidak ada') are not among them: they may be an answer.
"""
_LONGEST: Final = max(map(len, UNKNOWN))
_SHORT: Final = UNKNOWN | {"-" * length for length in range(1, _LONGEST + 1)}
_DASHES: Final = re.compile(r"[-‐‑‒–—―−]+").fullmatch
_APOSTROPHES: Final = "'’‘‛`´ʼʹ′＇"
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]"
)
"""Control characters, zero-width characters, marks of direction; blanks of every kind are left to `str.split`."""
_ORDINARY: Final = 1e21  # not a rule: whole floats below this are written out, those above keep their exponent


def clean(cell: Cell) -> str:
    """The text of a cell; '' for unknown (empty, '-', 'null'). Whole floats lose '.0', dates become dd-mm-yyyy."""
    if isinstance(cell, str):
        if not cell:
            return cell
        first = cell[0]
        plainly = "'" < first != "`" and cell[-1] != " " and "  " not in cell and cell.isascii() and cell.isprintable()
        if plainly:  # by far the most cells; the order of the questions is that of their cost
            return cell if len(cell) > _LONGEST or cell.lower() not in _SHORT else ""
        return _cleaned(cell)
    return _shown(cell)


def _cleaned(text: str) -> str:
    """The slow way, for a text with something to clean."""
    text = " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())
    text = text.lstrip(_APOSTROPHES + " ")
    return "" if _unknown(text) else text


def _unknown(text: str) -> bool:
    return text.lower() in UNKNOWN or _DASHES(text) is not None


def _shown(cell: object) -> str:
    """The text of a cell that is no text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _digits(cell)
    if isinstance(cell, datetime):
        at = cell.time()
        return f"{cell:%d-%m-}{cell.year:04}" + (f" {at:%H:%M:%S}" if at != time() else "")
    if isinstance(cell, date):
        return f"{cell:%d-%m-}{cell.year:04}"
    return str(cell)


def _digits(value: float) -> str:
    if not math.isfinite(value):
        return ""
    if value.is_integer() and abs(value) < _ORDINARY:
        return str(int(value))
    return f"{value:.15g}"  # as many digits as a spreadsheet shows: 0.1 + 0.2 is 0.3
