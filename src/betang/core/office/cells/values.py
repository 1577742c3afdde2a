"""What comes of reading a cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


class Unread(Exception):  # a cell that could not be read, not an error of the program
    """The cell cannot be read; `code` says why (docs/reference/problem-codes.md)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day; `serial`: it came as a spreadsheet's day number without a date format."""

    value: date
    serial: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number; `approximate`: it was given as about so many."""

    value: Decimal
    approximate: bool = False
