"""A cell as a level, and as yes or no."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from betang.core.office.cells.texts import clean
from betang.core.office.cells.values import Unread
from betang.core.office.spec import Cell

_ROMAN: Final = MappingProxyType({"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5})
_ALSO_MARKS: Final = frozenset({"i", "v"})
"""Alone in a cell these may be a stroke or a tick."""
_LEVEL: Final = re.compile(
    r"(?:(level|lvl|lv|tingkat|tkt|tk|l)[ .:\-]*(?:ke[ -]?)?)?(?:0?(\d)(?:[.,]0+)?|(iii|ii|iv|i|v))(?: ?\([^\d()]*\))?"
).fullmatch
_YES: Final = frozenset({"ya", "y", "yes", "v", "x", "1", "true", "benar", "√", "✓", "✔", "☑"})
_NO: Final = frozenset({"tidak", "tdk", "t", "no", "n", "0", "false", "salah", "bukan", "✗", "✘", "☐"})


def level(cell: Cell, *, low: int, high: int = 5) -> int:
    """A level: 3, 3.0, '3', 'Level 3', 'L3'. Raises Unread('bad_level')."""
    if isinstance(cell, int | float | str) and not isinstance(cell, bool):
        found = _LEVEL(clean(cell).lower())
        if found and (found[1] or found[3] not in _ALSO_MARKS):
            value = int(found[2]) if found[2] else _ROMAN[found[3]]
            if low <= value <= high:
                return value
    raise Unread("bad_level")


def flag(cell: Cell) -> bool:
    """Ya, Y, V, x, 1, true: True; Tidak, T, 0, false: False. Raises Unread('bad_choice')."""
    text = clean(cell).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise Unread("bad_choice")
