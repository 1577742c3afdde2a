"""A workbook of refused rows that comes back mended: the columns that we put into it are left out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from betang.core.office.reading.headings import DEEP, plain, shown
from betang.core.office.spec import ORIGIN, REASONS, Cell, Misshapen, Range, Sheet

if TYPE_CHECKING:
    from betang.core.office.reading.book import Book

_OURS: Final = frozenset((plain(ORIGIN), plain(REASONS)))


class Mended:
    """A book without the columns `ORIGIN` and `REASONS`; everything else is as the file has it."""

    def __init__(self, book: Book, ours: Mapping[str, tuple[int, ...]]) -> None:
        self._book, self._ours = book, ours
        self.sheets = tuple(_moved(sheet, ours.get(sheet.name, ())) for sheet in book.sheets)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)  # format, encoding, delimiter

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of the sheet, our columns cut out."""
        ours = self._ours.get(sheet)
        if not ours:
            yield from self._book.rows(sheet)
            return
        for number, values in self._book.rows(sheet):
            kept = [cell for index, cell in enumerate(values) if index not in ours]
            yield number, Misshapen(kept) if isinstance(values, Misshapen) else kept


def without_ours(book: Book) -> Book:
    """The book, or where one of its sheets holds our columns, a book without them."""
    ours = {sheet.name: found for sheet in book.sheets if (found := _found(book, sheet))}
    return Mended(book, ours) if ours else book


def _found(book: Book, sheet: Sheet) -> tuple[int, ...]:
    for _number, values in islice(book.rows(sheet.name), DEEP):
        at = tuple(i for i, cell in enumerate(values) if isinstance(cell, str) and plain(shown(cell)) in _OURS)
        if at:
            return at
    return ()


def _moved(sheet: Sheet, ours: tuple[int, ...]) -> Sheet:
    def column(index: int) -> int:
        return index - sum(gone < index for gone in ours)

    merged: list[Range] = [
        ((top, column(left)), (bottom, column(right))) for (top, left), (bottom, right) in sheet.merged
    ]
    return replace(sheet, merged=tuple(merged)) if ours else sheet
