"""Tables crammed into one column: text with columns that a spreadsheet program took for one, and saved so."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, Literal

from betang.core.office.reading.book import Book
from betang.core.office.reading.formats.text import delimiter_of, width_of
from betang.core.office.spec import Cell, Misshapen, Sheet

_ROWS: Final = 100  # in which it is seen
_LEAST: Final = 3  # columns, and rows, of a table that is believed to be one
_MOST: Final = 0.8  # of the rows must have as many columns as the others


class Parted:
    """A book whose crammed sheets have their columns parted."""

    def __init__(self, book: Book, signs: Mapping[str, str]) -> None:
        self._book, self._signs = book, signs
        self.format: Literal["xlsx", "xls", "xlsb", "ods", "text"] = book.format
        self.encoding = book.encoding
        self.delimiter = signs.get("", book.delimiter)
        self.sheets = tuple(Sheet(each.name, each.hidden) if each.name in signs else each for each in book.sheets)

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of the sheet; a cell that cannot be parted is left as it is, a record that is broken stays so."""
        sign = self._signs.get(sheet)
        for number, values in self._book.rows(sheet):
            said = _only(values)
            if sign is None or said is None or isinstance(values, Misshapen):
                yield number, values
            else:
                yield number, _parted(said, sign)


def parted(book: Book) -> Book:
    """The book, or where its sheets are crammed, a book with their columns parted."""
    signs = {sheet.name: sign for sheet in book.sheets if (sign := _sign(book, sheet))}
    return Parted(book, signs) if signs else book


def _sign(book: Book, sheet: Sheet) -> str:
    """The sign between the columns of a crammed sheet; '' for any other."""
    said: list[str] = []
    for _, values in islice(book.rows(sheet.name), _ROWS):
        only = _only(values)
        if only is None:
            return ""
        if only:
            said.append(only)
    if len(said) < _LEAST:
        return ""
    sample = "\n".join(line.replace("\r", " ").replace("\n", " ") for line in said)
    sign = delimiter_of(sample)
    width, share = width_of(sample, sign)
    return sign if width >= _LEAST and share >= _MOST else ""


def _only(values: list[Cell]) -> str | None:
    """The text of a row that has nothing in any other cell; '' for an empty row, None for any other."""
    filled = [cell for cell in values if cell not in {"", None}]
    if not filled:
        return ""
    return filled[0] if len(filled) == 1 and isinstance(filled[0], str) else None


def _parted(said: str, sign: str) -> list[Cell]:
    try:
        return [cell for record in csv.reader([said.replace("\n", " ")], delimiter=sign) for cell in record]
    except csv.Error:
        return Misshapen([said])
