"""What an open office file is to whoever reads it, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from betang.core.office.spec import Cell, Sheet


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
