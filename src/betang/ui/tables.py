"""Tables of screens: one description for the page, the Excel sheet and the CSV file, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.http import QueryDict

from betang.ui.figures import Kind, Value, show

PAGE_ROWS = 50
NUMERIC: frozenset[Kind] = frozenset({"count", "rate", "share", "level", "weight", "rank"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key it is sorted by in the URL (`?urut=`), its heading, what kind of figure it holds."""

    key: str
    label: str
    kind: Kind = "text"
    help: str = ""
    sortable: bool = True
    file_only: bool = False  # on a page the figure stands small beside another one

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, where it leads, and a few words under it. `pill` names a state to be shown as a label.

    `text` stands in the page instead of the plain value (never in a file). `pick` is the value of a box beside it, for
    a form under the table.
    """

    value: Value
    href: str = ""
    note: str = ""
    pill: str = ""
    text: str = ""
    css: str = ""
    pick: str = ""


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class View:
    """What the URL says about a table: sort column, direction, page (from 1)."""

    sort: str = ""
    descending: bool = False
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict, *, default: str = "") -> View:
        """From `?urut=-kurang&hal=2`; what is not understood counts as not said."""
        wish = query.get("urut", "") or default
        page = query.get("hal", "1")
        return cls(
            sort=wish.removeprefix("-"),
            descending=wish.startswith("-"),
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,  # noqa: PLR2004
        )

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_ROWS


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the template draws it."""

    label: str
    css: str
    help: str
    aria_sort: Literal["", "ascending", "descending"]
    href: str


@dataclass(slots=True)
class Table:
    """Rows with everything a page or a file needs to show them.

    `rows` are those of this page; `all_rows`, when given, makes the rows of the whole table for a file. `total`
    counts the whole table. `picks` is what the boxes beside rows are called in the form.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    caption: str = ""
    empty: str = ""
    notes: Sequence[str] = ()
    view: View = field(default_factory=View)
    query: QueryDict | None = None
    total: int | None = None
    all_rows: Callable[[], Sequence[Row]] | None = None
    more: str = ""
    page_rows: int = PAGE_ROWS
    picks: str = "orang"

    @property
    def count(self) -> int:
        return len(self.rows) if self.total is None else self.total

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.page_rows))

    @property
    def chooses(self) -> bool:
        """Whether rows can be picked."""
        return any(cell.pick for row in self.rows for cell in row[:1])

    @property
    def paged(self) -> bool:
        return self.total is not None and self.pages > 1

    def link(self, **changes: str | int) -> str:
        """The address of this page with other table settings; the filters stay."""
        query = self.query.copy() if self.query is not None else QueryDict(mutable=True)
        for key, value in changes.items():
            query[key] = str(value)
            if value in {"", 0}:
                del query[key]
        text = query.urlencode(safe=",")
        return f"?{text}" if text else "?"

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns if not column.file_only]

    def _heading(self, column: Column) -> Heading:
        active = self.view.sort == column.key and bool(column.key)
        sorts = self.query is not None and column.sortable
        # Numbers are asked for from the top, words from the beginning of the alphabet; a second click turns around.
        downward = not self.view.descending if active else column.numeric
        return Heading(
            label=column.label,
            css="n" if column.numeric else "",
            help=column.help,
            aria_sort="" if not active else "descending" if self.view.descending else "ascending",
            href=self.link(urut=f"{'-' if downward else ''}{column.key}", hal="", ekspor="") if sorts else "",
        )

    @property
    def drawn(self) -> list[list[tuple[Column, Cell, str]]]:
        """Rows of (column, cell, text) for the template."""
        return [
            [
                (column, cell, cell.text or show(cell.value, column.kind))
                for column, cell in zip(self.columns, row, strict=True)
                if not column.file_only
            ]
            for row in self.rows
        ]

    @property
    def previous(self) -> str:
        return self.link(hal=self.view.page - 1 if self.view.page > 2 else "", ekspor="") if self.view.page > 1 else ""  # noqa: PLR2004

    @property
    def following(self) -> str:
        return self.link(hal=self.view.page + 1, ekspor="") if self.view.page < self.pages else ""

    @property
    def excel(self) -> str:
        return self.link(tabel=self.name, ekspor="xlsx", hal="")

    @property
    def csv(self) -> str:
        return self.link(tabel=self.name, ekspor="csv", hal="")


def sort(rows: Sequence[Row], columns: Sequence[Column], view: View) -> list[Row]:
    """Rows in the order the URL asks for; unknown and hidden figures always come last. Ties keep their order."""
    place = next((i for i, column in enumerate(columns) if column.key == view.sort), None)
    if place is None:
        return list(rows)
    plain = [row for row in rows if isinstance(row[place].value, str | int | float)]
    others = [row for row in rows if not isinstance(row[place].value, str | int | float)]
    return sorted(plain, key=lambda row: _key(row[place].value), reverse=view.descending) + others


def _key(value: Value) -> tuple[int, float, str]:
    return (1, 0.0, value.casefold()) if isinstance(value, str) else (0, float(value), "")  # type: ignore[arg-type]


def page(rows: Sequence[Row], view: View, size: int = PAGE_ROWS) -> Sequence[Row]:
    """The rows of the page the URL asks for."""
    first = (view.page - 1) * size
    return rows[first : first + size]
