"""Rules of reading cells as drawn tables: a cell, and what is read from it.

A rule is a test whose docstring says it in English and, below a line `---`, in Indonesian; its body draws cells. The
same drawing is printed into the manual (`printing.py`), so what officials read is what is tested.

A cell is drawn as a text file would hold it, with these signs for what cannot be seen: `⍽` a non-breaking space, `↵` a
line break, `␣` a blank at the edge, `⁀` a zero-width character. `number 45000` is a number cell of a spreadsheet,
`date 2026-02-03` a date cell, `yes/no TRUE` a logical one, `empty` a cell with nothing in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from betang.core.office import cells, nip
from betang.core.office.cells import Unread
from betang.core.office.spec import Cell

UNSEEN: Final = {"⍽": "\u00a0", "↵": "\n", "␣": " ", "⁀": "\u200b"}


@dataclass(frozen=True)
class Line:
    """One line of a drawing: the cell as drawn, and what must be read: a value as drawn, or a problem code."""

    cell: str
    read: str


@dataclass
class Drawing:
    """The lines of a rule; `read` says by which reading: text, day, number, whole, level, flag, nip, facts."""

    reading: str = ""
    lines: list[Line] = field(default_factory=list)

    def __call__(self, reading: str, table: str) -> None:
        self.reading = reading
        for row in table.strip().splitlines():
            drawn, _, read = (part.strip() for part in row.rpartition("|"))
            self.lines.append(Line(drawn, read))


def cell_of(drawn: str) -> Cell:
    """The cell that is drawn."""
    kind, _, value = drawn.partition(" ")
    if kind == "number":
        return float(value)
    if kind == "date":
        return datetime.fromisoformat(value) if ":" in value else date.fromisoformat(value)
    if kind == "yes/no":
        return value == "TRUE"
    if drawn == "empty":
        return None
    for sign, unseen in UNSEEN.items():
        drawn = drawn.replace(sign, unseen)
    return drawn


def _text(cell: Cell) -> str:
    return cells.clean(cell) or "unknown"


def _day(cell: Cell) -> str:
    found = cells.day(cell)
    return f"{found.value}{' serial' if found.serial else ''}"


def _number(cell: Cell) -> str:
    found = cells.number(cell)
    return f"{_digits(found.value)}{' about' if found.approximate else ''}"


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _facts(cell: Cell) -> str:
    said = nip.facts(nip.read(cell))
    start = f"{said.start_year}-{said.start_month:02}" if said.start_month else str(said.start_year)
    return ", ".join((str(said.born), start, said.sex, said.status, *(("part-time",) if said.part_time else ())))


READINGS: Final[dict[str, Callable[[Cell], Any]]] = {
    "text": _text,
    "day": _day,
    "number": _number,
    "whole": lambda cell: _digits(cells.whole(cell).value),
    "level": lambda cell: str(cells.level(cell, low=0)),
    "required level": lambda cell: str(cells.level(cell, low=1)),
    "flag": lambda cell: "yes" if cells.flag(cell) else "no",
    "nip": nip.read,
    "facts": _facts,
}


def read(reading: str, line: Line) -> str:
    """What is read from the cell of a line, as it would be drawn."""
    try:
        return str(READINGS[reading](cell_of(line.cell)))
    except Unread as bad:
        return bad.code
