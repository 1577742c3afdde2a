"""One cell of an office file as a value. What would need a guess is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from betang.core.office.spec import Cell


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


def clean(cell: Cell) -> str:
    """The text of a cell; '' for unknown (empty, '-', 'null'). Whole floats lose '.0', dates become dd-mm-yyyy."""
    raise NotImplementedError


def day(cell: Cell) -> Day:
    """A full calendar day, day first. Raises Unread('bad_date')."""
    raise NotImplementedError


def number(cell: Cell) -> Amount:
    """A number in Indonesian writing: dots group thousands, comma is the decimal sign, juta and miliar multiply,
    'Rp', '%' and units go. Raises Unread('bad_number').
    """
    raise NotImplementedError


def whole(cell: Cell) -> Amount:
    """A whole number. Raises Unread('bad_number') also for one that is not whole."""
    raise NotImplementedError


def level(cell: Cell, *, low: int, high: int = 5) -> int:
    """A level: 3, 3.0, '3', 'Level 3', 'L3'. Raises Unread('bad_level')."""
    raise NotImplementedError


def flag(cell: Cell) -> bool:
    """Ya, Y, V, x, 1, true: True; Tidak, T, 0, false: False. Raises Unread('bad_choice')."""
    raise NotImplementedError
