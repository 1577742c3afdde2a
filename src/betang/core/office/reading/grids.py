"""Where the table is on a sheet, what its columns are called, and which kind of file it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from betang.core.office.reading.books import Book
from betang.core.office.spec import Column, Found, OfficeKind


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a file. `kind` None: no kind fits, or several do equally well (`candidates`, best first).

    `missing`: fields of the kind whose column was not found, by sheet. `headings`: every heading seen, by sheet, so
    that a person can say which column is what. `skipped`: sheets that hold nothing of the kind.
    """

    kind: OfficeKind | None
    found: tuple[Found, ...] = ()
    candidates: tuple[OfficeKind, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()


def plain(heading: str) -> str:
    """A heading for comparing: lower case, without blanks, dots, underscores, brackets, '(Rp)' and the like."""
    raise NotImplementedError


def look(
    book: Book,
    kinds: Sequence[OfficeKind],
    *,
    kind: OfficeKind | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Look:
    """Find the tables of a file. `kind` is given or found; `remembered` leads from plain headings to field names
    (`part.field`, or '' for a column to be left alone), as a person corrected them before.
    """
    raise NotImplementedError
