"""Open an office file: which format it really has, its sheets, their rows of cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Protocol

from betang.core.office.reading.safety import Limits, Unreadable
from betang.core.office.reading.text import TextBook
from betang.core.office.reading.workbooks import Workbook
from betang.core.office.spec import Cell, Sheet

__all__ = ["Book", "Limits", "Sheet", "Unreadable", "open_book", "unpack"]


class Book(Protocol):
    """An open file. `encoding` and `delimiter` are of text files only, whose one sheet is called ''."""

    @property
    def format(self) -> Literal["xlsx", "xls", "xlsb", "ods", "text"]: ...
    @property
    def encoding(self) -> str: ...
    @property
    def delimiter(self) -> str: ...
    @property
    def sheets(self) -> tuple[Sheet, ...]: ...

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Rows with their number as a spreadsheet numbers it, from 1. Rows that are wholly empty may be left out."""


def open_book(path: Path, name: str, limits: Limits | None = None) -> Book:
    """Open the file at `path`, which its sender called `name`. Raises Unreadable with the reason."""
    limits = limits or Limits()
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise Unreadable("empty_file", "the file is empty")
    if head.startswith(b"PK"):
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist())
        if "xl/workbook.bin" in names:
            return Workbook(path, "xlsb", limits)
        return Workbook(path, "xlsx" if any(part.startswith("xl/") for part in names) else "ods", limits)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Workbook(path, "xls", limits)
    return TextBook(path, limits)


def unpack(path: Path, folder: Path, limits: Limits | None = None) -> list[tuple[str, Path]]:
    """The office files in a zip, unpacked into `folder` under names of ours: (name as in the zip, path)."""
    raise NotImplementedError
