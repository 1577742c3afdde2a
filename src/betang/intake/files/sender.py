"""Whose file it is, where nobody says: what the file itself says of its sender. Never a guess between two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from betang.core.office import cells
from betang.core.office.desk import Known
from betang.core.office.names import Directory, plain
from betang.core.office.reading.books import Book
from betang.core.office.reading.grids import Look
from betang.core.office.spec import Found
from betang.intake import registry

_LOOKED_AT: Final = 60  # rows from the top of a table
_SAYS_WHO: Final = ("work_agency", "work_agency_name", "origin")
"""Fields that name the government whose rows these are."""
_NAMES_PEOPLE: Final = ("nip", "person", "job")
"""Fields that name people, or posts that are known by their unit."""


def whose_file(book: Book, look: Look) -> str | None:
    """The agency a file names, or that of its people."""
    return named_sender(book, look) or _by_people(book, look)


def named_sender(book: Book, look: Look) -> str | None:
    """The agency a file names above its table, in a column of its own, or as its root unit."""
    known = Known()
    registry.fill(known, ("agencies",), None)
    agencies = known["agencies"]
    for named in (_above(look, agencies), _in_columns(book, look, agencies), _as_root(book, look, agencies)):
        if len(named) == 1:
            return next(iter(named))
    return None


def _above(look: Look, agencies: Directory) -> set[str]:
    return {code for found in look.found for line in found.above for code in agencies.named(line)}


def _in_columns(book: Book, look: Look, agencies: Directory) -> set[str]:
    said: Counter[str] = Counter()
    for found in look.found:
        for field in _SAYS_WHO:
            for text in _texts(book, found, field):
                said.update(agencies.named(text))
    if not said:
        return set()
    (first, times), *rest = said.most_common(2)
    return {first} if not rest or times > 2 * rest[0][1] else set(said)  # a few rows of others are these rows' mistake


def _as_root(book: Book, look: Look, agencies: Directory) -> set[str]:
    """A list of units begins with the government itself."""
    roots: set[str] = set()
    for found in look.found:
        if found.part.name == "units" and found.has("name"):
            first = next(_texts(book, found, "name"), "")
            roots |= set(agencies.named(plain(first).lstrip("- ")))
    return roots


def _by_people(book: Book, look: Look) -> str | None:
    named = [
        text.replace(" ", "")
        for found in look.found
        for field in _NAMES_PEOPLE
        if found.has(field)
        for text in _texts(book, found, field)
    ]
    for room in registry.rooms():
        if room.whose is not None and named:
            return room.whose(named)
    return None


def _texts(book: Book, found: Found, field: str) -> Iterator[str]:
    columns = found.columns.get(field)
    if not columns:
        return
    below = (values for number, values in book.rows(found.sheet) if number > found.heading_row)
    for values in islice(below, _LOOKED_AT):
        text = cells.clean(values[columns[0].index]) if columns[0].index < len(values) else ""
        if text:
            yield text
