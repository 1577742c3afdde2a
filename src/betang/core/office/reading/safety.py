"""What a file may be before anybody parses it. Every refusal says why and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from betang.core.errors import BetangError


class Unreadable(BetangError):
    """The file as a whole is refused. `code` is one of docs/reference/problem-codes.md, the message says what to do."""

    exit_code = 3

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most: bytes as sent, bytes unpacked, rows, columns, sheets, files in a zip.

    `cells` bounds rows times columns of a sheet: a spreadsheet is held in memory as a full rectangle.
    """

    size: int = 200_000_000
    unpacked: int = 2_000_000_000
    rows: int = 2_000_000
    columns: int = 1_000
    sheets: int = 200
    files: int = 200
    cells: int = 40_000_000
