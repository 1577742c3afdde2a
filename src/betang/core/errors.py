"""The errors of the house, one tree.

    BetangError
    ├── WrongCall      the call itself is wrong (an option, a folder that is not there)      exit code 2
    ├── BadInput       the data is wrong: carries every problem found, nothing was written   exit code 3
    └── NoSolution     the question has no answer (a scenario that money cannot carry)       exit code 4

Anything else that reaches the command line is our own fault: exit code 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PROBLEM_LIMIT = 1_000  # a person can mend the first thousand; the count says how many there are


class BetangError(Exception):
    """Root of everything that is raised on purpose; the message is for the person who called."""

    exit_code = 1


class WrongCall(BetangError):
    """The call itself is wrong: an option, a value, a folder that is not there."""

    exit_code = 2


class NoSolution(BetangError):
    """The question has no answer: what was asked for cannot be carried."""

    exit_code = 4


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with the input, and where.

    `row` is the row as a spreadsheet numbers it (the heading is row 1); None where the whole file or
    column is meant. `code` is one of docs/reference/problem-codes.md.
    """

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    code: str
    message: str
    severity: Literal["error", "warning"] = "error"


class BadInput(BetangError):
    """The input has errors. `problems` holds the first thousand, `total` how many there are."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem], total: int | None = None) -> None:
        self.problems = tuple(problems[:PROBLEM_LIMIT])
        self.total = len(problems) if total is None else total
        super().__init__(f"{self.total} problem(s) in the input; nothing was written")
