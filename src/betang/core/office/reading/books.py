"""Open an office file: which format it really has, its sheets, their rows of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from betang.core.errors import BetangError
from betang.core.office.spec import Cell


class Unreadable(BetangError):
    """The file as a whole is refused. `code` is one of docs/reference/problem-codes.md, the message says what to do."""

    exit_code = 3

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most: bytes as sent, bytes unpacked, rows, columns, sheets, files in a zip."""

    size: int = 200_000_000
    unpacked: int = 2_000_000_000
    rows: int = 2_000_000
    columns: int = 1_000
    sheets: int = 200
    files: int = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `merged`: ranges of merged cells, each ((row, column), (row, column)) from 0."""

    name: str
    hidden: bool = False
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


class Book(Protocol):
    """An open file. `encoding` and `delimiter` are of text files only, whose one sheet is called ''."""

    format: Literal["xlsx", "xls", "xlsb", "ods", "text"]
    encoding: str
    delimiter: str
    sheets: tuple[Sheet, ...]

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Rows with their number as a spreadsheet numbers it, from 1. Rows that are wholly empty may be left out."""


def open_book(path: Path, name: str, limits: Limits | None = None) -> Book:
    """Open the file at `path`, which its sender called `name`. Raises Unreadable with the reason."""
    raise NotImplementedError


def unpack(path: Path, folder: Path, limits: Limits | None = None) -> list[tuple[str, Path]]:
    """The office files in a zip, unpacked into `folder` under names of ours: (name as in the zip, path)."""
    raise NotImplementedError
