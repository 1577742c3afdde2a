"""What a kind of office file is: the tables in it (parts), their columns (fields) and the headings they go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

Cell = str | float | bool | date | datetime | time | timedelta | None
"""A cell as the file holds it. Spreadsheets give numbers as float, text files everything as str; empty is ''."""

Range = tuple[tuple[int, int], tuple[int, int]]
"""Cells of a rectangle: its first and its last (row, column), counted from 0."""


class Misshapen(list[Cell]):
    """The cells of a record that cannot be told apart: more fields than the heading has, or an open quotation mark."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file, with its ranges of merged cells."""

    name: str
    hidden: bool = False
    merged: tuple[Range, ...] = ()


Holds = Literal["text", "code", "nip", "day", "money", "whole", "number", "level", "flag", "choice", "list"]
"""What the cells of a field hold, for the template: its cell format, its validation and its example."""


def also(headings: str) -> tuple[str, ...]:
    """Headings written as one text, separated by semicolons."""
    return tuple(heading.strip() for heading in headings.split(";"))


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a part.

    `title` is the heading our own template prints; `synonyms` are further headings that mean it (Indonesian, English,
    SIASN). Headings are compared by `grids.plain`: case, blanks, dots, underscores and brackets do not count. With
    `numbered` the field may stand in several columns ('Kompetensi 1', 'Kompetensi 2'), read in their order. `note` is
    a sentence of help in Indonesian, `example` what a good cell looks like, `choices` what a cell may say.
    """

    name: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False  # the column must be there; whether a cell may be empty is the reader's to say
    numbered: bool = False
    holds: Holds = "text"
    note: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a kind, which fills a sheet. Most kinds have one part, some a second on a sheet of its own.

    `title` is what our template calls the sheet. Of each entry of `one_of` at least one field must be there. With
    `wide`, headings that are no field are data themselves (a column for every competency). A part that is `optional`
    may be missing from the file; without that, at least one sheet must hold it.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    wide: bool = False
    optional: bool = False

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True)
class OfficeKind:
    """A kind of office file.

    `name` is our word and what the command line takes, `office_name` how offices call such a file (also taken).
    `tables` are the tables of the dictionary that come of it, `knows` the directories of `Known` its reader looks into.
    Files that arrive together are taken by `order`. `agency` False: its rows belong to nobody (dictionary, agencies).
    `whole`: the file is the whole list of the agency, so what was there before and is missing now is worth saying.
    `of_office`: an office may send it for itself; other kinds speak for the whole agency.
    """

    name: str
    office_name: str
    title: str
    purpose: str
    order: int
    parts: tuple[Part, ...]
    read: Callable[..., None]  # takes a Desk, which itself is made of kinds
    tables: tuple[str, ...]
    knows: tuple[str, ...] = ()
    agency: bool = True
    whole: bool = False
    of_office: bool = False

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)


ORIGIN: Final = "Baris asal"
REASONS: Final = "Alasan ditolak"
"""Headings of the two columns that `writing.returned` puts before a file's own; readers leave them out again."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its place (0 is A) and its heading; `sub` is the second line of a two-line heading."""

    index: int
    heading: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A table found on a sheet: where its heading is, and which column holds which field.

    `heading_row` is the last row of the heading as a spreadsheet numbers it; `above` are the texts in the rows over
    it, in reading order. `columns` leads from a field's name to the columns it stands in; `spare` are the others.
    `merged` are ranges of merged cells under the heading that reach over several rows.
    """

    sheet: str
    part: Part
    heading_row: int
    columns: Mapping[str, tuple[Column, ...]]
    spare: tuple[Column, ...] = ()
    above: tuple[str, ...] = ()
    hidden: bool = False
    merged: tuple[Range, ...] = ()

    def has(self, name: str) -> bool:
        return name in self.columns


Severity = Literal["refused", "cell", "warning"]
"""`refused`: the row is not taken; `cell`: the row is, that cell or list item is not; `warning`: taken, and said."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to say about a file. `row` None: about the whole sheet or file. `column` is the heading as written.

    `said` holds what the sentence of the code speaks of further (such as `offers`: codes that may be meant).
    """

    code: str
    severity: Severity
    sheet: str
    row: int | None
    column: str
    value: str
    said: Mapping[str, str] = field(default_factory=dict)
