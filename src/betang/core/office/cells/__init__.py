"""One cell of an office file as a value. What would need a guess is refused.

What is read and what is not stands drawn in docs/reference/cell-rules.md, printed from the tests.
"""

from __future__ import annotations

from betang.core.office.cells.amounts import number, whole
from betang.core.office.cells.days import day
from betang.core.office.cells.marks import flag, level
from betang.core.office.cells.texts import clean
from betang.core.office.cells.values import Amount, Day, Unread

__all__ = ["Amount", "Day", "Unread", "clean", "day", "flag", "level", "number", "whole"]
